"""What a view needs to know about HTMX: is a fragment wanted, and how to tell the page what happened.

Responses that differ by `wants_fragment` must carry `Vary: HX-Request`; `vary_on_htmx` adds it.
"""

import json
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

ToastLevel = Literal["success", "info", "warning", "error"]


def wants_fragment(request: HttpRequest) -> bool:
    """True when HTMX swaps a part of the page. A history restore and a swap of the whole body want the page,
    as a plain browser does."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Request-Type") != "full"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def vary_on_htmx(response: HttpResponse) -> None:
    patch_vary_headers(response, ("HX-Request", "HX-Request-Type"))


def trigger_event(response: HttpResponse, name: str, detail: dict[str, Any] | None = None) -> None:
    """Have the browser dispatch `name` after the swap, beside the events this response already carries."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    events[name] = detail or {}
    # ASCII escapes keep Hebrew inside what a header may hold.
    response.headers["HX-Trigger"] = json.dumps(events)


def show_toast(response: HttpResponse, text: str, *, level: ToastLevel = "success", undo_url: str = "") -> None:
    """One notice on the page; `undo_url`, when given, is posted to by its undo button."""
    trigger_event(response, "toast", {"level": level, "text": str(text), "undo": undo_url})


def close_dialog(response: HttpResponse) -> None:
    """Close the dialog the request came from."""
    trigger_event(response, "dialog:close")


def retarget(response: HttpResponse, selector: str) -> None:
    """Put the fragment elsewhere than its request meant to."""
    response.headers["HX-Retarget"] = selector
    response.headers["HX-Reswap"] = "innerHTML"


def replace_page(response: HttpResponse, selector: str, *, url: str) -> None:
    """Put the fragment where the page's content stands, as the page of another address."""
    response.headers["HX-Retarget"] = selector
    response.headers["HX-Reswap"] = "outerHTML"
    response.headers["HX-Replace-Url"] = url


def redirect_page(response: HttpResponse, url: str) -> None:
    """Leave for another page: HTMX follows an ordinary redirect inside the fragment's request."""
    response.headers["HX-Redirect"] = url
