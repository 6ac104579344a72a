"""Routes of the API: every operation behind the gate, the document in the open, and nothing else there."""

import json

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe

from moked.api.api import api
from moked.api.gate import gated
from moked.api.tags import tag_response
from moked.lib.errors import NotFound
from moked.ui.doors import PAGES, public

app_name = "api"


@public("the document says how to ask, and nothing about anybody", limit=PAGES)
@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    text = json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json")
    return tag_response(request, response)


@gated
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Any other address of the API."""
    raise NotFound


def _operations() -> list[URLPattern]:
    patterns = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = gated(pattern.callback)
            patterns.append(pattern)
    return patterns


urlpatterns = [
    path("openapi.json", document, name="document"),
    *_operations(),
    re_path(r"^.*$", nothing_here, name="nothing_here"),
]
