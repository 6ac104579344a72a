"""Who and from where, kept with each change of the configuration."""

from typing import Any

import pghistory
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from pghistory import config
from pghistory.middleware import HistoryMiddleware


class AuditMiddleware(HistoryMiddleware):  # type: ignore[misc]
    """Adds the route, not the address: one of ours may carry a token."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """Person, route and network address of the request."""
        person = request.user.pk if request.user.is_authenticated else None
        try:
            route = resolve(request.path_info).route
        except Resolver404:
            route = ""
        return {
            "user": str(person) if person else None,
            "route": route,
            "address": request.META.get("REMOTE_ADDR", ""),
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in config.middleware_methods():
            return self.answer(request)
        with pghistory.context(**self.get_context(request)):
            return self.answer(request)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """What the rest of the house answers."""
        response: HttpResponse = self.get_response(request)
        return response
