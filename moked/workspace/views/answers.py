"""How views of the desk answer: a page or its fragment, a dialog or its page, or a word that something was done."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from moked.lib.htmx import close_dialog, show_toast, trigger_event, vary_on_htmx, wants_fragment
from moked.ui.doors import StaffRequest
from moked.ui.shell import staff_shell


def render_page(
    request: StaffRequest, template: str, page: object, *, current: str = "desk", **extra: Any
) -> HttpResponse:
    """A whole page inside the desk's frame."""
    context = {"page": page, "shell": staff_shell(request, current), **extra}
    response = render(request, f"workspace/{template}.html", context)
    vary_on_htmx(response)
    return response


def render_part(request: StaffRequest, part: str, page: object, *, status: int = 200, **extra: Any) -> HttpResponse:
    """A named part of a page, `<template>#<partial>` or a shared `_template`."""
    name, separator, partial = part.partition("#")
    template = f"workspace/{name}.html{separator}{partial}"
    response = render(request, template, {"page": page, **extra}, status=status)
    vary_on_htmx(response)
    return response


def render_dialog(
    request: StaffRequest, template: str, page: object, *, title: str, status: int = 200, **extra: Any
) -> HttpResponse:
    """A form in the shared dialog, or on a page of its own for a browser that asks without HTMX."""
    context = {"page": page, "title": title, "body": f"workspace/dialogs/{template}.html", **extra}
    if wants_fragment(request):
        response = render(request, "workspace/dialogs/_dialog.html", context, status=status)
    else:
        context |= {"shell": staff_shell(request, "desk")}
        response = render(request, "workspace/dialogs/page.html", context, status=status)
    vary_on_htmx(response)
    return response


def done(
    request: StaffRequest,
    text: str,
    *,
    back: str,
    undo_url: str = "",
    body: HttpResponse | None = None,
    **events: Any,
) -> HttpResponse:
    """Something was done. The screen hears it at once and fetches what changed; without HTMX it goes `back`.

    `body` is a fragment to show besides. Keyword events are dispatched in the browser, underscores becoming colons.
    """
    if not wants_fragment(request):
        return HttpResponseRedirect(back)
    response = body or HttpResponse(status=204)
    if text:
        show_toast(response, text, undo_url=undo_url)
    close_dialog(response)
    for name, detail in events.items():
        trigger_event(response, name.replace("_", ":"), detail)
    trigger_event(response, "desk:changed")
    return response
