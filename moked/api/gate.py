"""What every request of the API passes: token, scope of one business, rate, transaction, repeats, tags, errors.

Nothing but a token counts here. Cookies are taken away before (`middleware.py`), so no page can make a browser call.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from types import MappingProxyType
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja.security import HttpBearer
from pydantic import BaseModel

from moked.api import repeats, tags
from moked.api.limits import count_request
from moked.api.problems import (
    CONTENT_TYPE,
    BodyTooLarge,
    ScopeMissing,
    TextUnusable,
    TokenMissing,
    TokenUnknown,
    TooManyRequests,
    language_of,
    plain_problem,
    problem_of,
)
from moked.api.refusals import ParameterUnknown
from moked.businesses.scope import in_scope
from moked.lib.errors import MokedError
from moked.lib.limits import Limit, demand
from moked.staff.actors import ApiActor
from moked.staff.models import ApiToken
from moked.staff.services.tokens import find_token, note_use, token_actor
from moked.staff.token_scopes import TokenScope
from moked.ui.doors import Door, client_address

# Whoever has no token that holds, counted by address.
STRANGERS = Limit("api_strangers", 600, timedelta(minutes=1))
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
S = TypeVar("S", bound=BaseModel)
DOOR = Door("token", reason="a token of the business, with the scope its operation declares")


class ApiRequest(HttpRequest):
    """The request as an endpoint gets it: a token's actor, whose business alone is in scope."""

    actor: ApiActor
    token: ApiToken
    next_link: str
    # A refusal is counted: what was written before it stays. Set by the operation that counts.
    counts_refusals: bool
    # What the operation's own `beforehand` gave.
    found: Any


class needs(HttpBearer):  # noqa: N801  # read as a word in the decorators of endpoints
    """An operation's door: the token has this scope. Writing a part includes reading it."""

    openapi_description = "A token of one business, made in the office under 'API tokens'."

    def __init__(self, scope: TokenScope) -> None:
        super().__init__()
        self.scope = scope
        self.accepted = {scope.value, scope.value.replace("read:", "write:")}

    def __call__(self, request: HttpRequest) -> Any:
        token: ApiToken = request.token  # type: ignore[attr-defined]
        if self.accepted.isdisjoint(token.scopes):
            raise ScopeMissing
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never called: the gate has read the header already."""
        raise NotImplementedError


View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Asked:
    """What an operation is known by: the names it takes in the query, and the address of what it answers with.

    `shown_at` is a template over the answer's fields, empty for what has no address of its own. `beforehand` is done
    before the transaction.
    """

    parameters: frozenset[str] | None = None
    shown_at: str = ""
    beforehand: "Beforehand | None" = None


Beforehand = Callable[[ApiRequest], Any]
Operation = TypeVar("Operation", bound=Callable[..., Any])


def beforehand(does: Beforehand) -> Callable[[Operation], Operation]:
    """Has an operation do what waits for the network before its transaction is opened; it reads it at `found`.

    `does` asks the operation's door itself: behind the gate nobody did yet.
    """

    def marked(operation: Operation) -> Operation:
        operation.beforehand = does  # type: ignore[attr-defined]
        return operation

    return marked


def body_of(request: HttpRequest, shape: type[S]) -> S | None:
    """The body as its operation will read it; None where the operation will refuse it."""
    try:
        return shape.model_validate(json.loads(request.body))
    except (ValueError, RecursionError):
        return None


UNKNOWN = Asked()


def gated(view: View, operations: Mapping[str, Asked] = MappingProxyType({})) -> View:
    """The view behind the gate; `ungated` is what stands behind it. `operations` are those of the view, by method.

    A parameter in the query that its operation does not know is refused.
    """

    @wraps(view)
    def passed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(language_of(request)):
            try:
                return _admit(request, view, kwargs, operations.get(request.method or "", UNKNOWN))
            except MokedError as error:
                return problem_of(request, error)

    passed.door = DOOR  # type: ignore[attr-defined]
    passed.ungated = view  # type: ignore[attr-defined]
    passed.csrf_exempt = True  # type: ignore[attr-defined]
    return passed


def _admit(request: HttpRequest, view: View, kwargs: dict[str, Any], asked: Asked) -> HttpResponse:
    kind, _, presented = request.headers.get("Authorization", "").partition(" ")
    if not presented:
        demand(STRANGERS, client_address(request))
        raise TokenMissing
    token = find_token(presented.strip()) if kind.lower() == "bearer" else None
    if token is None:
        demand(STRANGERS, client_address(request))
        raise TokenUnknown
    allowance = count_request(token.pk)
    try:
        if allowance.is_spent:
            raise TooManyRequests
        note_use(token)
        request.token, request.actor = token, token_actor(token)  # type: ignore[attr-defined]
        with in_scope([token.business_id]):
            response = _serve(request, view, kwargs, asked)
    except MokedError as error:
        response = problem_of(request, error)
    allowance.write_to(response)
    return response


def _serve(request: HttpRequest, view: View, kwargs: dict[str, Any], asked: Asked) -> HttpResponse:
    _read_body(request)
    if not all(_is_storable(text) for name, values in request.GET.lists() for text in (name, *values)):
        raise TextUnusable
    # A misspelt filter that passed in silence would answer another question than was asked.
    if asked.parameters is not None and (strange := set(request.GET) - asked.parameters):
        raise ParameterUnknown(strange, asked.parameters)
    if request.method in SAFE:
        response = _whole(request, view(request, **kwargs))
        if link := getattr(request, "next_link", ""):
            response.headers["Link"] = f'<{link}>; rel="next"'
        return tags.tag_response(request, response)
    if asked.beforehand is not None:
        # A repeat waits for no network.
        if (kept := repeats.find_answer(request, request.token)) is not None:  # type: ignore[attr-defined]
            return kept
        request.found = asked.beforehand(request)  # type: ignore[attr-defined, arg-type]
    return _write(request, view, kwargs, asked)


@transaction.atomic
def _write(request: HttpRequest, view: View, kwargs: dict[str, Any], asked: Asked) -> HttpResponse:
    """The write, its answer kept for a repeat, and all of it or nothing."""
    token: ApiToken = request.token  # type: ignore[attr-defined]
    if key := repeats.key_of(request):
        kept = repeats.claim_key(request, token, key)
        if kept is not None:
            return kept
    tags.check_tag(request, kwargs)
    response = _whole(request, view(request, **kwargs))
    response.headers.setdefault("Cache-Control", "no-store")
    if response.status_code >= 400 and getattr(request, "counts_refusals", False):
        if key:
            repeats.drop_key(token, key)
    elif response.status_code >= 400:
        # A refused request leaves nothing, the key included: it may be put right and sent again.
        transaction.set_rollback(True)
    else:
        if asked.shown_at:
            tags.tell_where(request, response, asked.shown_at)
        if key:
            repeats.keep_answer(token, key, response)
    return response


def _whole(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, as a problem document where a library made an error of its own."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(CONTENT_TYPE):
        return response
    made = plain_problem(request, response.status_code)
    if "Allow" in response.headers:
        made.headers["Allow"] = response.headers["Allow"]
    return made


def _read_body(request: HttpRequest) -> None:
    """Takes the body as bytes, up to the limit of a file. Raises BodyTooLarge."""
    is_file = request.content_type == "application/octet-stream"
    limit = settings.ATTACHMENT_LIMIT if is_file else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > limit:
        raise BodyTooLarge
    if not hasattr(request, "_body"):
        request._body = request.read()


def _is_storable(text: str) -> bool:
    """Whether PostgreSQL can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
