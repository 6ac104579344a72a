"""The demonstration's letterbox: what its customers got by mail, and writing as they would.

Exists only while demonstration data is loaded, and shows letters of demonstration businesses alone.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.channels.errors import ListenerAway, OnlyDemonstration
from moked.channels.letterbox import answer_letter, write_new_mail
from moked.lib.errors import NotFound
from moked.portal.door import chosen_language, keep_to_its_reader, remember_language
from moked.portal.forms import LetterForm, NewMailForm
from moked.portal.pages.letterbox import (
    get_letter,
    letter_document,
    letter_page,
    letterbox_page,
    mailbox_choices,
    mailbox_page,
    new_mail_page,
)
from moked.ui.doors import public

HOME = "/demo/letterbox/"
SANDBOX = "sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox"
LETTER_POLICY = (
    f"{SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'"
)

View = Callable[..., HttpResponse]


def in_demonstration(view: View) -> View:
    """Opens the demonstration's businesses to everybody, and is nowhere to be found without them."""

    @public("a letterbox of invented customers, there only while the demonstration is loaded")
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        businesses = list(Business.objects.filter(is_demo=True).values_list("pk", flat=True))
        if not businesses:
            raise NotFound
        language = chosen_language(request) or translation.get_language() or "he"
        with in_scope(businesses), translation.override(language):
            response = view(request, *args, **kwargs)
        keep_to_its_reader(response, language)
        remember_language(request, response, path=HOME)
        return response

    return opened


@in_demonstration
@require_GET
def show_letterbox(request: HttpRequest) -> HttpResponse:
    """Whose mail there is."""
    page = letterbox_page()
    return render(request, "portal/letterbox/home.html", {"page": page, "portal": page.frame})


@in_demonstration
@require_GET
def show_mailbox(request: HttpRequest, address: str) -> HttpResponse:
    """One customer's letters, newest first."""
    page = mailbox_page(address)
    return render(request, "portal/letterbox/mailbox.html", {"page": page, "portal": page.frame})


@in_demonstration
@require_GET
def show_letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """A letter as a mail program shows it."""
    return _render_letter(request, letter_id, LetterForm())


def _render_letter(request: HttpRequest, letter_id: UUID, form: LetterForm, *, status: int = 200) -> HttpResponse:
    page = letter_page(letter_id, form, is_answered="answered" in request.GET)
    return render(request, "portal/letterbox/letter.html", {"page": page, "portal": page.frame}, status=status)


@in_demonstration
@require_GET
@xframe_options_sameorigin
def show_letter_body(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The letter's own markup, for a frame in which nothing runs and nothing is fetched."""
    response = HttpResponse(letter_document(get_letter(letter_id)))
    response.headers["Content-Security-Policy"] = LETTER_POLICY
    return response


@in_demonstration
@require_POST
def post_answer(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Answers a letter by a real mail."""
    form = LetterForm(request.POST)
    if form.is_valid():
        try:
            answer_letter(letter_id=letter_id, text=form.cleaned_data["text"])
        except (ListenerAway, OnlyDemonstration) as error:
            form.add_error(None, str(error))
        else:
            address = reverse("portal:letter", args=[letter_id])
            return HttpResponseRedirect(f"{address}?answered", status=303)
    return _render_letter(request, letter_id, form, status=422)


@in_demonstration
@require_http_methods(["GET", "POST"])
def write_mail(request: HttpRequest) -> HttpResponse:
    """A new mail as one of the customers, or as somebody nobody knows yet."""
    start = {"from_address": request.GET.get("from", "")}
    form = NewMailForm(request.POST or None, initial=start)
    form.fields["to"].choices = mailbox_choices()  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            write_new_mail(**form.cleaned_data)
        except (ListenerAway, OnlyDemonstration) as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(f"{HOME}?sent", status=303)
    page = new_mail_page(form)
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/letterbox/new.html", {"page": page, "portal": page.frame}, status=status)
