"""A sign-in ends when nobody used it for long, and when it is old, however busy it was."""

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from moked.lib.htmx import wants_fragment
from moked.staff.sessions import BEGUN, USED, is_over

# Between two notes of use, in seconds: a request more would be a write more.
PRECISION = 300


class SessionAgeMiddleware:
    """Signs out whose session is over; what fetches itself does not count as use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if is_over(request.session, now):
                logout(request)
            else:
                if BEGUN not in request.session:
                    request.session[BEGUN] = now
                is_used = request.method != "GET" or not wants_fragment(request)
                if is_used and now - request.session.get(USED, 0) >= PRECISION:
                    request.session[USED] = now
        return self.get_response(request)
