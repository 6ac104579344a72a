"""What every page needs before its view runs: who acts, in which scope, in which language; and how errors look."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from moked.businesses.scope import in_scope
from moked.journal.reader import Position, oldest_running_transaction
from moked.lib.errors import Invalid, MokedError, NotFound
from moked.lib.htmx import wants_fragment
from moked.staff.models import Person
from moked.staff.selectors import person_actor

GetResponse = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]
LANGUAGE_KEPT_FOR = timedelta(days=365)


class ActorMiddleware:
    """Puts `request.actor` beside `request.user` and runs the view inside the scope of the person's businesses."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person):
            request.actor = None  # type: ignore[attr-defined]
            return self.get_response(request)
        request.actor = person_actor(person)  # type: ignore[attr-defined]
        translation.activate(person.language)
        request.LANGUAGE_CODE = person.language
        with in_scope(request.actor.businesses):  # type: ignore[attr-defined]
            if request.method == "GET" and not wants_fragment(request):
                # Taken before the view reads anything: what changes from here on, the live socket tells.
                request.live_position = str(Position(oldest_running_transaction()))  # type: ignore[attr-defined]
            response = self.get_response(request)
        if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != person.language:
            # So that we can still speak to the person when the database cannot say who they are.
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                person.language,
                max_age=LANGUAGE_KEPT_FOR,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response


class ErrorMiddleware:
    """Renders our errors in the person's language, as a fragment where a fragment was asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuses an address with a NUL in it, which the database could only choke on; nobody types one."""
        answers_itself = getattr(getattr(view, "door", None), "kind", "") == "token"
        if answers_itself:
            return None
        if "\0" in request.path_info:
            return self.process_exception(request, NotFound())
        is_unusable = "%00" in request.META.get("QUERY_STRING", "")
        return self.process_exception(request, Invalid()) if is_unusable else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turns a MokedError into its page; anything else goes on to Django."""
        if not isinstance(error, MokedError):
            return None
        template = "ui/_error.html" if wants_fragment(request) else "ui/error.html"
        response = render(request, template, {"error": error}, status=error.status)
        tell_when_again(response, error)
        return response


def tell_when_again(response: HttpResponse, error: MokedError) -> None:
    """Adds Retry-After where the error knows when to come again."""
    if "retry_after" in error.facts:
        response.headers["Retry-After"] = str(error.facts["retry_after"])
