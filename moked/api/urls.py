"""Routes of the API: operations behind the gate, the document and its page in the open, nothing else there."""

import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe
from ninja.operation import Operation

from moked.api.addresses import addresses_of
from moked.api.api import api
from moked.api.gate import Asked, gated
from moked.api.reference_page import reference
from moked.api.tags import tag_response
from moked.lib.errors import NotFound
from moked.ui.doors import PAGES, public

app_name = "api"


@cache
def _written() -> bytes:
    # Nothing of it changes while the product runs, and anybody may ask.
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1).encode()


@public("the document says how to ask, and nothing about anybody", limit=PAGES)
@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    response = HttpResponse(_written(), content_type="application/json")
    return tag_response(request, response)


@gated
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Any other address of the API."""
    raise NotFound


def _operations() -> list[URLPattern]:
    patterns, addresses = [], addresses_of(api)
    for router in api._get_bound_routers():
        # One pattern for each operation; those of one address share its view.
        views = [view for view in router.path_operations.values() for _ in view.operations]
        for pattern, view in zip(router.urls_paths(router.prefix), views, strict=True):
            asked = {
                method: Asked(
                    _parameters(each),
                    addresses.get(str(each.operation_id), ""),
                    getattr(each.view_func, "beforehand", None),
                )
                for each in view.operations
                for method in each.methods
            }
            pattern.callback = gated(pattern.callback, asked)
            patterns.append(pattern)
    return patterns


def _parameters(operation: Operation) -> frozenset[str]:
    """The names an operation takes in the query."""
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    return frozenset(name for model in models for name in model.__ninja_flatten_map__)


urlpatterns = [
    path("", reference, name="reference"),
    path("openapi.json", document, name="document"),
    *_operations(),
    re_path(r"^.*$", nothing_here, name="nothing_here"),
]
