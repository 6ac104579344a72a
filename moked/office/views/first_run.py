"""The first run, page by page: who you are, the business, a mailbox, a chat, and a first message to try it all."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.channels.accounts import AccountFacts, create_mailbox, create_widget
from moked.channels.first_mail import deliver_to_ourselves
from moked.channels.models import ChatWidget, Mailbox
from moked.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from moked.office.first_run import Progress, Step, opens
from moked.office.forms.first_run import (
    FirstBusinessForm,
    FirstMailboxForm,
    FirstMessageForm,
    FirstWidgetForm,
    WhoForm,
)
from moked.staff.selectors import person_actor
from moked.staff.services import create_operator, open_business
from moked.ui.doors import SIGNING_IN, StaffRequest, public, signed_in

# What the person put off is remembered in their session.
SKIPPED = "first_run_skipped"
SKIPPABLE = (Step.MAILBOX, Step.WIDGET)


@dataclass(frozen=True)
class Rung:
    """One step above the page; `state` is done, now or empty."""

    label: str
    state: str


@dataclass(frozen=True)
class GuidePage:
    """A step of the guide. `skip_url` is empty where nothing can be put off."""

    rungs: tuple[Rung, ...]
    title: str
    lead: str
    form: forms.Form
    save_label: str
    skip_url: str = ""


@dataclass(frozen=True)
class ArrivalPage:
    """Waiting for the message one sent; `case_url` is set when it became a case."""

    rungs: tuple[Rung, ...]
    poll_url: str
    reference: str = ""
    case_url: str = ""


@public("whoever holds the one-time link, while nobody exists", limit=SIGNING_IN)
@require_http_methods(["GET", "POST"])
def who(request: HttpRequest, token: str) -> HttpResponse:
    """The first person. The link is spent by the person it makes."""
    if not opens(token):
        return render(request, "office/first_run/spent.html", status=404)
    form = WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = create_operator(**form.cleaned_data, language=get_language() or "he")
        except Conflict:
            return render(request, "office/first_run/spent.html", status=404)
        login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return redirect("first_run:guide")
    page = GuidePage(
        _rungs(Step.WHO), _("Who are you?"), _("The first person looks after everything."), form, _("Continue")
    )
    return _show(request, page)


@signed_in
@require_GET
def guide(request: StaffRequest) -> HttpResponse:
    """To the step that comes next; the guide can be left and taken up again."""
    return redirect(f"first_run:{_progress(request).next_step()}")


@signed_in
@require_http_methods(["GET", "POST"])
def business(request: StaffRequest) -> HttpResponse:
    """The first business, with the three usual roles."""
    _check_operator(request)
    if _progress(request).has_business:
        return redirect("first_run:guide")
    form = FirstBusinessForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        open_business(
            actor=request.actor,
            administrator=request.user,
            name=form.cleaned_data["name"],
            slug=form.slug(),
            case_prefix=form.cleaned_data["case_prefix"],
            language=form.cleaned_data["language"],
        )
        return redirect("first_run:guide")
    lead = _("Whom do you serve? Everything here belongs to a business; more of them can follow.")
    return _show(request, GuidePage(_rungs(Step.BUSINESS), _("The business"), lead, form, _("Continue")))


@signed_in
@require_http_methods(["GET", "POST"])
def mailbox(request: StaffRequest) -> HttpResponse:
    """The first mailbox, or later."""
    served = _own_business(request)
    form = FirstMailboxForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = AccountFacts(name=served.name, language=served.language)
        try:
            create_mailbox(actor=request.actor, business_id=served.pk, facts=facts, mailbox=form.cleaned_data)
        except Invalid as refusal:
            form.add_error("address", str(refusal))
        else:
            return redirect("first_run:guide")
    lead = _("Mail to this address becomes cases.")
    skip_url = reverse("first_run:skip", args=[Step.MAILBOX])
    return _show(
        request, GuidePage(_rungs(Step.MAILBOX), _("The first mailbox"), lead, form, _("Continue"), skip_url)
    )


@signed_in
@require_http_methods(["GET", "POST"])
def widget(request: StaffRequest) -> HttpResponse:
    """The first chat widget, or later."""
    served = _own_business(request)
    form = FirstWidgetForm(request.POST or None, initial={"name": served.name})
    if request.method == "POST" and form.is_valid():
        facts = AccountFacts(name=form.cleaned_data["name"], language=served.language)
        words = form.cleaned_data["greeting"]
        greetings = {"greetings": {served.language: words} if words else {}}
        create_widget(actor=request.actor, business_id=served.pk, facts=facts, widget=greetings)
        messages.success(request, _("The line for your site waits in the office, under chat widgets."))
        return redirect("first_run:guide")
    lead = _("Visitors of your site write to you at once.")
    skip_url = reverse("first_run:skip", args=[Step.WIDGET])
    return _show(
        request, GuidePage(_rungs(Step.WIDGET), _("A chat on your site"), lead, form, _("Continue"), skip_url)
    )


@signed_in
@require_POST
def skip(request: StaffRequest, step: str) -> HttpResponse:
    """Puts a step off."""
    if step not in SKIPPABLE:
        raise NotFound
    request.session[SKIPPED] = sorted({*request.session.get(SKIPPED, []), step})
    return redirect("first_run:guide")


@signed_in
@require_http_methods(["GET", "POST"])
def try_it(request: StaffRequest) -> HttpResponse:
    """A first message, sent through the real door."""
    served = _own_business(request)
    box = Mailbox.objects.filter(business=served, account__is_active=True).order_by("account_id").first()
    if box is None:
        return render(request, "office/first_run/ready.html", {"rungs": _rungs(Step.TRY)})
    first = {"sender": request.user.email, "subject": _("A first message"), "text": _("Hello, does this arrive?")}
    form = FirstMessageForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        began = timezone.now()
        try:
            deliver_to_ourselves(recipient=box.address, **form.cleaned_data)
        except Conflict as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{reverse('first_run:arrival')}?since={began.isoformat().replace('+', '%2B')}")
    lead = _("Write to %(address)s as a customer would, and see it on the desk.") % {"address": box.address}
    return _show(request, GuidePage(_rungs(Step.TRY), _("Try it"), lead, form, _("Send")))


@signed_in
@require_GET
def arrival(request: StaffRequest) -> HttpResponse:
    """Whether the message became a case by now; the page asks again until it did."""
    served = _own_business(request)
    since = _moment(request.GET.get("since", ""))
    case = Case.objects.filter(business=served, opened_at__gte=since).order_by("opened_at").first()
    page = ArrivalPage(
        _rungs(Step.TRY),
        request.get_full_path(),
        case.reference if case else "",
        reverse("workspace:case", args=[case.pk]) if case else "",
    )
    return render(request, "office/first_run/arrival.html", {"page": page})


def _moment(text: str) -> datetime:
    try:
        return parse_datetime(text) or timezone.now()
    except ValueError:
        return timezone.now()


def _check_operator(request: StaffRequest) -> None:
    if not request.user.is_superuser:
        raise NotAllowed


def _own_business(request: StaffRequest) -> Business:
    """The business of the first run. Raises NotFound before there is one, NotAllowed for others than the operator."""
    _check_operator(request)
    found = Business.objects.filter(pk__in=request.actor.businesses).order_by("created_at").first()
    if found is None:
        raise NotFound
    return found


def _progress(request: StaffRequest) -> Progress:
    _check_operator(request)
    actor = person_actor(request.user)
    with in_scope(actor.businesses):
        return Progress(
            has_business=bool(actor.businesses),
            has_mailbox=Mailbox.objects.exists(),
            has_widget=ChatWidget.objects.exists(),
            skipped=frozenset(request.session.get(SKIPPED, [])),
        )


def _rungs(current: Step) -> tuple[Rung, ...]:
    labels = {
        Step.WHO: _("You"),
        Step.BUSINESS: _("Business"),
        Step.MAILBOX: _("Mail"),
        Step.WIDGET: _("Chat"),
        Step.TRY: _("Try it"),
    }
    steps = list(Step)
    place = steps.index(current)
    return tuple(
        Rung(labels[step], "now" if step is current else "done" if steps.index(step) < place else "")
        for step in steps
    )


def _show(request: HttpRequest, page: GuidePage) -> HttpResponse:
    return render(request, "office/first_run/step.html", {"page": page}, status=422 if page.form.errors else 200)
