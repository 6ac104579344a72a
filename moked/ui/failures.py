"""What a browser sees when a page broke: that the database is away is said as that, in the person's language."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.defaults import server_error

from moked.lib.errors import Unavailable
from moked.lib.htmx import wants_fragment

RETRY_AFTER_SECONDS = 5


def show_failure(request: HttpRequest) -> HttpResponse:
    """The page behind every uncaught error. It needs no database: that may be what is missing."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    template = "ui/_error.html" if wants_fragment(request) else "ui/error.html"
    page = loader.get_template(template).render({"error": Unavailable()})
    return HttpResponse(page, status=Unavailable.status, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
