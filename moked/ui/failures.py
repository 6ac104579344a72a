"""What a browser sees when a page broke: that the database is away is said as that, in the person's language."""

import sys
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template import loader
from django.views.defaults import server_error

from moked.lib.errors import Unavailable
from moked.lib.htmx import wants_fragment

RETRY_AFTER_SECONDS = 5


@dataclass(frozen=True)
class Repeat:
    """A form as it was sent, to be sent once more. Its own CSRF token goes along, so nobody else's form passes."""

    address: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AwayPage:
    """`again_in` are the seconds after which a page that only reads loads itself anew; 0 for one that does not."""

    error: Unavailable
    again_in: int
    repeat: Repeat | None


def show_failure(request: HttpRequest) -> HttpResponse:
    """The page behind every uncaught error. It needs no database: that may be what is missing."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    if wants_fragment(request):
        page = loader.get_template("ui/_error.html").render({"error": Unavailable()})
    else:
        page = loader.get_template("ui/away.html").render({"page": _away_page(request)})
    return HttpResponse(page, status=Unavailable.status, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})


def _away_page(request: HttpRequest) -> AwayPage:
    if request.method in ("GET", "HEAD"):
        return AwayPage(Unavailable(), RETRY_AFTER_SECONDS, None)
    return AwayPage(Unavailable(), 0, _repeat_of(request))


def _repeat_of(request: HttpRequest) -> Repeat | None:
    """What was typed; None when a page must not carry it (a password) or cannot (a file)."""
    try:
        sent, has_files = request.POST, bool(request.FILES)
    except (UnreadablePostError, ValueError):
        return None
    if has_files or not sent or any("password" in name for name in sent):
        return None
    fields = tuple((name, str(value)) for name, values in sent.lists() for value in values)
    return Repeat(request.get_full_path(), fields)
