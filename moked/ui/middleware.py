"""What every page needs before its view runs: who acts, in which scope, in which language; and how errors look."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from moked.businesses.scope import in_scope
from moked.journal.reader import Position, oldest_running_transaction
from moked.lib.errors import MokedError
from moked.lib.htmx import wants_fragment
from moked.staff.models import Person
from moked.staff.selectors import person_actor

GetResponse = Callable[[HttpRequest], HttpResponse]

# Everything comes from us; the operator's admin has a policy of its own, because its scripts evaluate text.
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
)
OPERATOR_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)


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
            return self.get_response(request)


class ErrorMiddleware:
    """Renders our errors in the person's language, as a fragment where a fragment was asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turns a MokedError into its page; anything else goes on to Django."""
        if not isinstance(error, MokedError):
            return None
        template = "ui/_error.html" if wants_fragment(request) else "ui/error.html"
        return render(request, template, {"error": error}, status=error.status)


class ContentSecurityPolicyMiddleware:
    """Adds the policy that forbids inline scripts and styles; a view may set its own header first."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = OPERATOR_POLICY if request.path.startswith("/operator/") else POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
