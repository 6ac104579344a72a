"""Webhooks: endpoints, their secret, what was sent to them and what they answered."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.lib.errors import Conflict, NotFound
from moked.lib.outbound import AddressRefused, HostUnknown
from moked.office.editing import done, group, is_saved, refused
from moked.office.forms.integrations import ReplayForm, WebhookForm
from moked.office.frame import Frame, Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import EditPage, ListPage, Mark, Row
from moked.office.paging import page_by_key
from moked.office.sections import WEBHOOKS
from moked.ui.doors import StaffRequest
from moked.ui.keys import parse_key
from moked.webhooks import services
from moked.webhooks.models import Attempt, Delivery, Endpoint
from moked.webhooks.selectors import TEST, attempts_of, deliveries_of
from moked.webhooks.services.endpoints import get_endpoint
from moked.webhooks.wording import AREAS, NAMES, PROBLEMS

TONES = {"delivered": "success", "failed": "error", "waiting": "line", "sending": "line"}
SHOWN = 50
# What a service refuses about the address stands beside the address.
OF_ADDRESS: dict[type[Exception], str] = {AddressRefused: "url", HostUnknown: "url"}


@dataclass(frozen=True)
class EventRow:
    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class EventArea:
    """Events that belong together; unfolded where any of them is chosen."""

    name: str
    rows: tuple[EventRow, ...]

    @property
    def chosen(self) -> int:
        return sum(row.is_chosen for row in self.rows)

    @property
    def is_open(self) -> bool:
        return self.chosen > 0


@dataclass(frozen=True)
class EventChoice:
    """All events by area. None chosen means all."""

    areas: tuple[EventArea, ...]

    @property
    def is_narrowed(self) -> bool:
        return any(area.chosen for area in self.areas)


@dataclass(frozen=True)
class DeliveryRow:
    url: str
    event_type: str
    event_name: str
    state: Mark
    attempts: int
    at: datetime


@dataclass(frozen=True)
class WebhookPage:
    """An endpoint beside its form. `secret` only when it was asked for."""

    edit: EditPage
    rows: tuple[DeliveryRow, ...]
    older_url: str
    state: str
    states: tuple[tuple[str, str], ...]
    replay: ReplayForm
    test_url: str
    secret_url: str
    rotate_url: str
    replay_url: str
    stopped: str = ""
    secret: str = ""


@dataclass(frozen=True)
class Try:
    """One attempt: the status that was answered, or why there was no answer, in words."""

    status: int | None
    problem: str
    at: datetime
    milliseconds: int
    answer: str


@dataclass(frozen=True)
class DeliveryPage:
    frame: Frame
    title: str
    event_type: str
    delivery_id: str
    state: Mark
    at: datetime
    payload: str
    tries: tuple[Try, ...]
    back_url: str
    replay_url: str


@office_page(WEBHOOKS)
@require_GET
def webhooks(request: StaffRequest, office: Office) -> HttpResponse:
    """The endpoints, by name."""
    words = request.GET.get("q", "").strip()
    rows = Endpoint.objects.filter(business=office.business, name__icontains=words)
    found = page_by_key(rows, by="name", after=request.GET.get("after", ""))
    page = ListPage(
        frame=office.frame,
        title=_("Webhooks"),
        lead=_("Other systems that are told what happens here"),
        icon="webhook",
        rows=tuple(
            Row(each.name, office.url("webhook", each.pk), f"\u2066{each.url}\u2069", (_mark(each),))
            for each in found.rows
        ),
        words=words,
        next_key=found.next_key,
        new_url=office.url("new_webhook"),
        new_label=_("New webhook"),
        empty_title=_("No webhooks yet"),
        empty_lead=_("Give an address of yours, and it is told the moment something happens."),
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


@office_page(WEBHOOKS)
@require_http_methods(["GET", "POST"])
def new_webhook(request: StaffRequest, office: Office) -> HttpResponse:
    """A further endpoint."""
    form = WebhookForm(request.POST or None)
    made: list[Endpoint] = []

    def save() -> None:
        address = services.look_up(form.cleaned_data["url"])
        business_id = office.business.pk
        made.append(
            services.create_endpoint(
                actor=request.actor, business_id=business_id, address=address, facts=form.facts()
            )
        )

    if is_saved(request, form, save, _("Saved. Bring its secret to the receiver."), fields=OF_ADDRESS):
        return redirect(office.url("webhook", made[0].pk))
    page = _edit(office, form, _("New webhook"))
    context = {"page": page, "events": _events(form), "shell": office.frame.shell}
    return render(request, "office/webhook_form.html", context, status=422 if form.errors else 200)


@office_page(WEBHOOKS)
@require_http_methods(["GET", "POST"])
def webhook(request: StaffRequest, office: Office, endpoint_id: UUID) -> HttpResponse:
    """One endpoint with its log."""
    row = get_endpoint(request.actor, office.business.pk, endpoint_id)
    form = WebhookForm(request.POST or None, endpoint=row)

    def save() -> None:
        services.change_endpoint(
            actor=request.actor,
            business_id=office.business.pk,
            endpoint_id=endpoint_id,
            address=services.look_up(form.cleaned_data["url"]),
            facts=form.facts(),
        )

    if is_saved(request, form, save, _("Saved."), fields=OF_ADDRESS):
        return redirect(office.url("webhook", endpoint_id))
    return _show(request, office, row, form)


@office_page(WEBHOOKS)
@require_POST
def show_secret(request: StaffRequest, office: Office, endpoint_id: UUID) -> HttpResponse:
    """The endpoint with its secret in sight."""
    secret = services.show_secret(actor=request.actor, business_id=office.business.pk, endpoint_id=endpoint_id)
    return _with_secret(request, office, endpoint_id, secret)


@office_page(WEBHOOKS)
@require_POST
def rotate_secret(request: StaffRequest, office: Office, endpoint_id: UUID) -> HttpResponse:
    """A new secret, in sight; for a day the former one signs too."""
    secret = services.rotate_secret(actor=request.actor, business_id=office.business.pk, endpoint_id=endpoint_id)
    return _with_secret(request, office, endpoint_id, secret)


@office_page(WEBHOOKS)
@require_POST
def test(request: StaffRequest, office: Office, endpoint_id: UUID) -> HttpResponse:
    """Sends an event that tells of nothing."""
    try:
        services.send_test(actor=request.actor, business_id=office.business.pk, endpoint_id=endpoint_id)
    except Conflict as refusal:
        return refused(request, refusal, office.url("webhook", endpoint_id))
    return done(request, _("A test is on its way."), office.url("webhook", endpoint_id))


@office_page(WEBHOOKS)
@require_POST
def replay_failed(request: StaffRequest, office: Office, endpoint_id: UUID) -> HttpResponse:
    """Sends all that failed lately once more."""
    get_endpoint(request.actor, office.business.pk, endpoint_id)
    form = ReplayForm(request.POST)
    hours = form.cleaned_data["hours"] if form.is_valid() else 1
    try:
        count = services.replay_failed(
            actor=request.actor,
            business_id=office.business.pk,
            endpoint_id=endpoint_id,
            since=timezone.now() - timedelta(hours=hours),
        )
    except Conflict as refusal:
        return refused(request, refusal, office.url("webhook", endpoint_id))
    return done(request, _("Sent again: %(count)s.") % {"count": count}, office.url("webhook", endpoint_id))


@office_page(WEBHOOKS)
@require_GET
def webhook_delivery(
    request: StaffRequest, office: Office, endpoint_id: UUID, webhook_delivery_id: UUID
) -> HttpResponse:
    """One event on its way: what was sent, and every answer."""
    endpoint = get_endpoint(request.actor, office.business.pk, endpoint_id)
    row = Delivery.objects.filter(endpoint=endpoint, pk=webhook_delivery_id).first()
    if row is None:
        raise NotFound
    page = DeliveryPage(
        frame=office.frame,
        title=_event_name(row.event_type),
        event_type=row.event_type,
        delivery_id=str(row.pk),
        state=_state_of(row),
        at=row.created_at,
        payload=_pretty(row.payload),
        tries=tuple(_try(each) for each in attempts_of(row)),
        back_url=office.url("webhook", endpoint_id),
        replay_url=office.url("replay_webhook", endpoint_id, row.pk) if endpoint.is_active else "",
    )
    return render(request, "office/webhook_delivery.html", {"page": page, "shell": office.frame.shell})


@office_page(WEBHOOKS)
@require_POST
def replay(request: StaffRequest, office: Office, endpoint_id: UUID, webhook_delivery_id: UUID) -> HttpResponse:
    """Sends one event once more."""
    back = office.url("webhook", endpoint_id)
    try:
        services.replay_delivery(
            actor=request.actor,
            business_id=office.business.pk,
            endpoint_id=endpoint_id,
            delivery_id=webhook_delivery_id,
        )
    except Conflict as refusal:
        return refused(request, refusal, back)
    return done(request, _("It is sent again."), back)


def _with_secret(request: StaffRequest, office: Office, endpoint_id: UUID, secret: str) -> HttpResponse:
    row = get_endpoint(request.actor, office.business.pk, endpoint_id)
    response = _show(request, office, row, WebhookForm(endpoint=row), secret=secret)
    response.headers["Cache-Control"] = "no-store"
    return response


def _show(
    request: StaffRequest, office: Office, row: Endpoint, form: WebhookForm, *, secret: str = ""
) -> HttpResponse:
    state = request.GET.get("state", "")
    shown = list(deliveries_of(row, state=state, before=parse_key(request.GET.get("before")))[: SHOWN + 1])
    older = urlencode({"state": state, "before": shown[SHOWN - 1].pk}) if len(shown) > SHOWN else ""
    edit = _edit(office, form, row.name, row)
    page = WebhookPage(
        edit=edit,
        rows=tuple(
            DeliveryRow(
                office.url("webhook_delivery", row.pk, each.pk),
                each.event_type,
                _event_name(each.event_type),
                _state_of(each),
                each.attempts,
                each.created_at,
            )
            for each in shown[:SHOWN]
        ),
        older_url=f"?{older}#log" if older else "",
        state=state,
        states=(("", _("all")), *((code, str(name)) for code, name in Delivery.State.choices)),
        replay=ReplayForm(),
        test_url=office.url("test_webhook", row.pk),
        secret_url=office.url("webhook_secret", row.pk),
        rotate_url=office.url("rotate_webhook", row.pk),
        replay_url=office.url("replay_webhooks", row.pk),
        stopped=str(row.get_stopped_because_display()) if row.stopped_because else "",
        secret=secret,
    )
    context = {"page": edit, "webhook": page, "events": _events(form), "shell": office.frame.shell}
    return render(request, "office/webhook.html", context, status=422 if form.errors else 200)


def _events(form: WebhookForm) -> EventChoice:
    chosen = form.chosen()
    return EventChoice(
        tuple(
            EventArea(
                str(area.name),
                tuple(EventRow(code, str(name), code in chosen) for code, name in area.events.items()),
            )
            for area in AREAS
        )
    )


def _try(attempt: Attempt) -> Try:
    problem = str(PROBLEMS.get(attempt.problem, attempt.problem))
    return Try(attempt.status, problem, attempt.at, attempt.milliseconds, attempt.answer)


def _event_name(code: str) -> str:
    return str(NAMES[code]) if code in NAMES else _("a test") if code == TEST else code


def _state_of(delivery: Delivery) -> Mark:
    if delivery.state == Delivery.State.WAITING and delivery.attempts:
        return Mark(_("is tried again"), "warning")
    return Mark(str(delivery.get_state_display()), TONES[delivery.state])


def _edit(office: Office, form: WebhookForm, title: str, row: Endpoint | None = None) -> EditPage:
    return EditPage(
        frame=office.frame,
        title=title,
        lead="",
        back_url=office.url("webhooks"),
        back_label=_("Webhooks"),
        form=form,
        groups=(group(form, "", "name", "url", "is_active"),),
        save_label=_("Save"),
        history=history_of(row) if row else (),
    )


def _pretty(payload: object) -> str:
    return json.dumps(payload, ensure_ascii=False, indent=2)


def _mark(row: Endpoint) -> Mark:
    if not row.is_active:
        return Mark(_("not in use"), "error" if row.stopped_because else "line")
    return Mark(_("fails"), "warning") if row.failing_since else Mark(_("works"), "success")
