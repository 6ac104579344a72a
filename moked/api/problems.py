"""Errors of the API as problem documents (RFC 9457), with the codes the rest of the product uses."""

import json
from http import HTTPStatus
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header

from moked.lib.errors import Conflict, Invalid, MokedError

CONTENT_TYPE = "application/problem+json"
SPOKEN = ("en", "he")


class TokenMissing(MokedError):
    code = "token_missing"
    status = 401
    message = _("Send a token: 'Authorization: Bearer …'.")


class TokenUnknown(MokedError):
    code = "token_unknown"
    status = 401
    message = _("This token is not known here, or no longer holds.")


class ScopeMissing(MokedError):
    code = "scope_missing"
    status = 403
    message = _("This token does not have the scope that is needed here.")


class TooManyRequests(MokedError):
    code = "too_many_requests"
    status = 429
    message = _("This token made too many requests. Wait a moment.")


class TagDiffers(MokedError):
    code = "tag_differs"
    status = 412
    message = _("It changed since you read it. Read it again.")


class KeyReused(Invalid):
    code = "idempotency_key_reused"
    message = _("This Idempotency-Key came with another request before.")


class KeyUnusable(Invalid):
    code = "idempotency_key_unusable"
    message = _("An Idempotency-Key has 1 to 255 visible ASCII characters.")


class StillRunning(Conflict):
    code = "still_running"
    message = _("The first request with this Idempotency-Key is still running.")


class BodyNotJson(MokedError):
    code = "body_not_json"
    status = 400
    message = _("The body is not JSON.")


class BodyTooLarge(MokedError):
    code = "body_too_large"
    status = 413
    message = _("The request's body is larger than accepted.")


class CursorUnusable(Invalid):
    code = "cursor_unusable"
    message = _("This cursor was not given by this list.")


class TextUnusable(Invalid):
    code = "text_unusable"
    message = _("A text holds characters that cannot be stored.")


# What only has a status, in words of ours.
SAID: dict[int, Promise] = {
    HTTPStatus.BAD_REQUEST: _("This request cannot be read."),
    HTTPStatus.NOT_FOUND: _("There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: _("This address does not take this method."),
}


def language_of(request: HttpRequest) -> str:
    """The language errors are said in: the first of Accept-Language that we speak, English otherwise."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500]):
        if wanted[:2] in SPOKEN:
            return wanted[:2]
    return "en"


def problem(
    request: HttpRequest, status: int, code: str, title: str, *, errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """A problem document. `errors` has one entry for each part of the request that was refused."""
    facts: dict[str, Any] = {
        "type": f"urn:moked:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "instance": request.path,
    }
    if errors:
        facts["errors"] = errors
    response = HttpResponse(json.dumps(facts, ensure_ascii=False), status=status, content_type=CONTENT_TYPE)
    response.headers["Content-Language"] = translation.get_language() or "en"
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="moked"'
    patch_vary_headers(response, ("Accept-Language",))
    return response


def problem_of(request: HttpRequest, error: MokedError) -> HttpResponse:
    """The problem document of one of our errors. One that knows how long to wait says so, in whole seconds."""
    response = problem(request, error.status, error.code, str(error), errors=getattr(error, "errors", None))
    if isinstance(wait := error.facts.get("retry_after"), int | float):
        response.headers["Retry-After"] = str(ceil(wait))
    return response


def unread_problem(request: HttpRequest, fault: json.JSONDecodeError) -> HttpResponse:
    """The problem document of a body that breaks off being JSON somewhere."""
    words = _("The body is not JSON: line %(line)d, character %(column)d.")
    error = BodyNotJson(str(words) % {"line": fault.lineno, "column": fault.colno})
    return problem_of(request, error)


def plain_problem(request: HttpRequest, status: int) -> HttpResponse:
    """A problem document for what only has a status."""
    phrase = HTTPStatus(status).phrase
    return problem(request, status, phrase.lower().replace(" ", "_"), str(SAID.get(status) or phrase))


def refusal_problem(request: HttpRequest, errors: list[dict[str, str]]) -> HttpResponse:
    """The problem document of a request of which parts are refused, each by an entry of its own."""
    return problem(request, Invalid.status, Invalid.code, str(Invalid()), errors=errors)
