"""A limit on a whole request, kept before anything of its body is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from moked.lib.htmx import wants_fragment
from moked.portal.errors import RequestTooLarge
from moked.portal.forms import MOST_FILES

# Words, field names and boundaries around the files.
FORM_ROOM = 256 * 1024

View = Callable[..., HttpResponse]


def within_upload_limit(view: View) -> View:
    """Refuses a request that cannot be within the limits by its length alone.

    The check against forged requests reads the body, so it runs here, after the length was looked at.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        largest = settings.ATTACHMENT_LIMIT * MOST_FILES + FORM_ROOM
        if request.method == "POST" and (not length.isdecimal() or int(length) > largest):
            error = RequestTooLarge()
            template = "ui/_error.html" if wants_fragment(request) else "ui/error.html"
            return render(request, template, {"error": error}, status=error.status)
        return protected(request, *args, **kwargs)

    return limited
