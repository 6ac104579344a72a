"""The built-in letterbox: mail that was kept instead of sent, and writing as the demonstration's customers would.

While demonstration data is loaded, it is everybody's and holds letters of demonstration businesses alone. Otherwise
it is for those who look after mailboxes, holds what their businesses would have sent, and is for reading only.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.domain.pictures import FALLBACK_TYPE
from moked.channels.errors import ListenerAway, OnlyDemonstration
from moked.channels.letterbox import answer_letter, read_letter, write_new_mail
from moked.channels.models import Letter
from moked.channels.selectors import letters_for
from moked.lib.errors import NotFound
from moked.portal.door import chosen_language, keep_to_its_reader, remember_language
from moked.portal.forms import LetterForm, NewMailForm
from moked.portal.pages.letterbox import (
    Box,
    get_letter,
    letter_document,
    letter_page,
    letterbox_page,
    mailbox_choices,
    mailbox_page,
    new_mail_page,
)
from moked.staff.models import Person
from moked.staff.permissions import Permission
from moked.ui.doors import CUSTOMER_PAGES, public

HOME = "/demo/letterbox/"
SANDBOX = "sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox"
LETTER_POLICY = (
    f"{SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'"
)

View = Callable[..., HttpResponse]


def by_reader(view: View) -> View:
    """Gives the view the box of whoever asks; to anybody else the letterbox is nowhere to be found."""

    @public(
        "invented customers' mail while the demonstration is loaded; else the view asks for the permission itself",
        limit=CUSTOMER_PAGES,
    )
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        demos = frozenset(Business.objects.filter(is_demo=True).values_list("pk", flat=True))
        businesses = demos or _own_businesses(request)
        if not businesses:
            raise NotFound
        language = chosen_language(request) or translation.get_language() or "he"
        with in_scope(businesses), translation.override(language):
            response = view(request, _box_of(request.user, is_demo=bool(demos)), *args, **kwargs)
        keep_to_its_reader(response, language)
        remember_language(request, response, path=HOME)
        return response

    return opened


def in_demonstration(view: View) -> View:
    """Writing in the place of a customer: only the demonstration's are invented."""

    @by_reader
    @wraps(view)
    def opened(request: HttpRequest, box: Box, *args: Any, **kwargs: Any) -> HttpResponse:
        if not box.is_demo:
            raise NotFound
        return view(request, box, *args, **kwargs)

    return opened


def _own_businesses(request: HttpRequest) -> frozenset[UUID]:
    actor = request.actor  # type: ignore[attr-defined]
    return actor.businesses_allowing(Permission.OFFICE_CHANNELS) if actor else frozenset()


def _box_of(user: object, *, is_demo: bool) -> Box:
    if is_demo or not isinstance(user, Person):
        return Box(Letter.objects.all(), is_demo)
    return Box(letters_for(user), is_demo)


@by_reader
@require_GET
def show_letterbox(request: HttpRequest, box: Box) -> HttpResponse:
    """Whose mail there is."""
    page = letterbox_page(box)
    return render(request, "portal/letterbox/home.html", {"page": page, "portal": page.frame})


@by_reader
@require_GET
def show_mailbox(request: HttpRequest, box: Box, address: str) -> HttpResponse:
    """One customer's letters, newest first."""
    page = mailbox_page(box, address)
    return render(request, "portal/letterbox/mailbox.html", {"page": page, "portal": page.frame})


@by_reader
@require_GET
def show_letter(request: HttpRequest, box: Box, letter_id: UUID) -> HttpResponse:
    """A letter as a mail program shows it."""
    return _render_letter(request, box, letter_id, LetterForm())


def _render_letter(
    request: HttpRequest, box: Box, letter_id: UUID, form: LetterForm, *, status: int = 200
) -> HttpResponse:
    page = letter_page(box, letter_id, form, is_answered="answered" in request.GET)
    return render(request, "portal/letterbox/letter.html", {"page": page, "portal": page.frame}, status=status)


@by_reader
@require_GET
@xframe_options_sameorigin
def show_letter_body(request: HttpRequest, box: Box, letter_id: UUID) -> HttpResponse:
    """The letter's own markup, for a frame in which nothing runs and nothing is fetched."""
    response = HttpResponse(letter_document(get_letter(box, letter_id)))
    response.headers["Content-Security-Policy"] = LETTER_POLICY
    return response


@by_reader
@require_GET
def show_letter_file(request: HttpRequest, box: Box, letter_id: UUID, number: int) -> HttpResponse:
    """A file of a letter, counted from zero: to keep, never to run."""
    files = read_letter(get_letter(box, letter_id)).attachments
    if number >= len(files):
        raise NotFound
    response = HttpResponse(files[number].content, content_type=FALLBACK_TYPE)
    name = content_disposition_header(as_attachment=True, filename=files[number].name)
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@in_demonstration
@require_POST
def post_answer(request: HttpRequest, box: Box, letter_id: UUID) -> HttpResponse:
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
    return _render_letter(request, box, letter_id, form, status=422)


@in_demonstration
@require_http_methods(["GET", "POST"])
def write_mail(request: HttpRequest, box: Box) -> HttpResponse:
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
