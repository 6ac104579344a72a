"""Around every page: an id for its log lines, its duration by route, and its span. The address itself is kept
nowhere: it can hold the signed part of a customer's link."""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bound_contextvars

from moked.lib import measures, tracing
from moked.lib.htmx import wants_fragment

logger = logging.getLogger(__name__)

PAGE = measures.duration("page", "Pages and fragments by route.", "route", "method", "status")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class WatchingMiddleware:
    """Stands outside all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
        method = str(request.method) if request.method in METHODS else "other"
        began = time.perf_counter()
        # Only a page's own fetch goes on with the trace of what it heard.
        parent = request.headers.get(tracing.FIELD, "") if wants_fragment(request) else ""
        with bound_contextvars(request_id=request_id), tracing.span(f"http {method}", parent) as span:
            response = self.get_response(request)
            route, took = _route_of(request), time.perf_counter() - began
            PAGE.labels(route, method, str(response.status_code)).observe(took)
            span.set_attribute("http.route", route)
            span.set_attribute("http.response.status_code", response.status_code)
            logger.info(
                "page.served",
                extra={"route": route, "verb": method, "status": response.status_code, "ms": round(took * 1000)},
            )
        response.headers["X-Request-ID"] = request_id
        return response


def _route_of(request: HttpRequest) -> str:
    """The route's name, of which there are as many as in the code; never the address."""
    match = request.resolver_match
    return (match.view_name or "unnamed") if match else "none"
