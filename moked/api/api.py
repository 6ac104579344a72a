"""The API put together: its parts, its errors, its document."""

from collections.abc import Mapping
from http import HTTPStatus
from json import JSONDecodeError
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError as ModelRefuses
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from moked.api.document import Api
from moked.api.problems import plain_problem, problem_of, refusal_problem, unread_problem
from moked.api.refusals import refused_by_model, refused_by_schema
from moked.api.routes import (
    agreements,
    cases,
    customers,
    diagnoses,
    duplicates,
    emergencies,
    files,
    handling,
    identifying,
    incidents,
    knowledge,
    ladders,
    organisations,
    profiles,
    promises,
    reads,
    references,
    structure,
    systems,
    tasks,
    terms,
    updates,
    webhooks,
)
from moked.lib.errors import MokedError

ABOUT = """Everything a desk can do, for machines. A token belongs to one business and has scopes.

**There is no operation that closes a case.** Only the customer closes: by the link in every mail, or on their page. A
machine may propose a solution (`write_answer` with `is_proposal`), as an agent does.

Errors are problem documents (RFC 9457) with a stable `code`, in English or Hebrew by `Accept-Language`. Lists are
read by `cursor`; the next one stands in `next_cursor` and in the `Link` header. Every write takes an
`Idempotency-Key`, and `If-Match` where it changes one thing; its answer names where the thing is read (`Location`, or
`Content-Location` of a change) and its new `ETag`. Writing a part includes reading it.

Fields and parameters that an operation does not know are refused, so that none is misspelt in silence. A token may
make a number of requests a minute; each answer says in `RateLimit` how many are left."""


class Renderer(JSONRenderer):
    """Hebrew as Hebrew: whoever looks at an answer can read it, and it is half as long."""

    json_dumps_params: Mapping[str, Any] = MappingProxyType({"ensure_ascii": False})


api = Api(
    renderer=Renderer(),
    title="Moked API",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
for router in (
    cases.router,
    handling.router,
    duplicates.cases,
    promises.router,
    diagnoses.router,
    files.router,
    customers.router,
    duplicates.customers,
    identifying.router,
    systems.router,
    organisations.router,
    references.router,
    tasks.router,
    promises.promised,
    updates.router,
    incidents.router,
    emergencies.router,
    reads.work,
    structure.router,
    terms.router,
    ladders.router,
    profiles.router,
    agreements.router,
    reads.channels,
    reads.surveys,
    reads.deliveries,
    reads.events,
    knowledge.answers,
    knowledge.intake,
    webhooks.router,
):
    api.add_router("", router)


@api.exception_handler(MokedError)
def _ours(request: HttpRequest, error: MokedError) -> HttpResponse:
    return problem_of(request, error)


@api.exception_handler(ValidationError)
def _refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return refusal_problem(request, refused_by_schema(error.errors))


@api.exception_handler(ModelRefuses)
def _refused_by_model(request: HttpRequest, error: ModelRefuses) -> HttpResponse:
    return refusal_problem(request, refused_by_model(error))


@api.exception_handler(HttpError)
def _library(request: HttpRequest, error: HttpError) -> HttpResponse:
    fault = error.__cause__
    if isinstance(fault, JSONDecodeError):
        return unread_problem(request, fault)
    return plain_problem(request, error.status_code)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return plain_problem(request, HTTPStatus.NOT_FOUND)
