"""What needs a person's eyes: what could not be processed, and what was taken for no case."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moked.cases.access import get_case
from moked.cases.domain.states import CaseState
from moked.cases.listing import CaseFilter, CaseKey
from moked.cases.models import SetAsideReason
from moked.cases.selectors import list_cases
from moked.cases.services import bring_back as bring_case_back
from moked.channels.mail.headers import subject_in
from moked.channels.models import Account, Inbound
from moked.channels.selectors import get_inbound
from moked.channels.tray import dismiss_inbound, open_case_from, retry_inbound
from moked.customers.domain.addresses import AddressInvalid, normalise_email
from moked.lib.errors import Conflict, Invalid, NotFound
from moked.office.editing import done, refused
from moked.office.forms.tray import CaseAddressForm
from moked.office.frame import Frame, Office, office_page
from moked.office.pages.tray import reason_in_words
from moked.office.paging import page_by_key
from moked.office.sections import SET_ASIDE, TRAY
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest

PAGE = 30
# What is shown of the bytes as they came; the rest is in the database.
RAW_SHOWN = 200_000


BOUNCE = "bounce_of_unknown_mail"


@dataclass(frozen=True)
class TrayRow:
    """Something that came in and could not be processed."""

    url: str
    sender: str
    account: str
    reason: str
    code: str
    at: datetime


@dataclass(frozen=True)
class TrayPage:
    frame: Frame
    rows: tuple[TrayRow, ...]
    next_key: str


@dataclass(frozen=True)
class InboundPage:
    """One of them, with its bytes as text."""

    frame: Frame
    row: TrayRow
    attempts: int
    subject: str
    raw: str
    is_cut: bool
    is_waiting: bool
    retry_url: str
    dismiss_url: str
    open_url: str
    back_url: str
    # Asks whose case it is; None where no case can be opened from it.
    form: CaseAddressForm | None
    # The case it became, where this person may see it.
    case_reference: str
    case_url: str


@dataclass(frozen=True)
class AsideRow:
    reference: str
    subject: str
    customer: str
    reason: str
    at: datetime
    url: str
    bring_back_url: str


@dataclass(frozen=True)
class AsidePage:
    frame: Frame
    rows: tuple[AsideRow, ...]
    next_key: str


@office_page(TRAY)
@require_GET
def tray(request: StaffRequest, office: Office) -> HttpResponse:
    """What waits for a look, oldest first: it has waited longest."""
    waiting = (
        Inbound.objects.filter(business=office.business, state=Inbound.State.NEEDS_A_LOOK)
        .select_related("account")
        .defer("raw")
    )
    found = page_by_key(waiting, by="received_at", after=request.GET.get("after", ""))
    page = TrayPage(office.frame, tuple(_tray_row(office, inbound) for inbound in found.rows), found.next_key)
    return render(request, "office/tray.html", {"page": page, "shell": office.frame.shell})


@office_page(TRAY)
@require_GET
def inbound(request: StaffRequest, office: Office, inbound_id: UUID) -> HttpResponse:
    """One of them, as it came."""
    row = _get(office, inbound_id)
    return _show(request, office, row, CaseAddressForm(initial={"address": _named_sender(row)}))


def _show(request: StaffRequest, office: Office, row: Inbound, form: CaseAddressForm) -> HttpResponse:
    raw = bytes(row.raw)
    is_waiting = row.state == Inbound.State.NEEDS_A_LOOK
    case = row.message.case if row.message and office.may(Permission.CASES_READ) else None
    page = InboundPage(
        frame=office.frame,
        row=_tray_row(office, row),
        attempts=row.attempts,
        subject=subject_in(raw),
        raw=raw[:RAW_SHOWN].decode("utf-8", "replace").replace("\0", "�"),
        is_cut=len(raw) > RAW_SHOWN,
        is_waiting=is_waiting,
        retry_url=office.url("retry_inbound", row.pk),
        dismiss_url=office.url("dismiss_inbound", row.pk),
        open_url=office.url("open_inbound", row.pk),
        back_url=office.url("tray"),
        form=form if is_waiting and row.account.kind == Account.Kind.MAIL else None,
        case_reference=case.reference if case else "",
        case_url=reverse("workspace:case", args=[case.pk]) if case else "",
    )
    context = {"page": page, "shell": office.frame.shell}
    return render(request, "office/inbound.html", context, status=422 if form.errors else 200)


@office_page(TRAY)
@require_POST
def retry(request: StaffRequest, office: Office, inbound_id: UUID) -> HttpResponse:
    """Once more through the pipeline."""
    _get(office, inbound_id)
    try:
        retry_inbound(request.actor, inbound_id)
    except Conflict as refusal:
        return refused(request, refusal, office.url("tray"))
    return done(request, _("It is being processed again."), office.url("tray"))


@office_page(TRAY)
@require_POST
def dismiss(request: StaffRequest, office: Office, inbound_id: UUID) -> HttpResponse:
    """Nothing to be answered, for a reason that is kept."""
    _get(office, inbound_id)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        return refused(request, Invalid(_("Say why, in a few words.")), office.url("inbound", inbound_id))
    try:
        dismiss_inbound(request.actor, inbound_id, reason)
    except Conflict as refusal:
        return refused(request, refusal, office.url("tray"))
    return done(request, _("Dismissed. It stays kept."), office.url("tray"))


@office_page(TRAY)
@require_POST
def open_case(request: StaffRequest, office: Office, inbound_id: UUID) -> HttpResponse:
    """It is a case of whoever has the address."""
    row = _get(office, inbound_id)
    form = CaseAddressForm(request.POST)
    if not form.is_valid():
        return _show(request, office, row, form)
    try:
        case = open_case_from(request.actor, inbound_id, form.cleaned_data["address"])
    except Conflict as refusal:
        return refused(request, refusal, office.url("tray"))
    except Invalid as refusal:
        form.add_error("address", str(refusal))
        return _show(request, office, row, form)
    return done(request, _("%(reference)s was opened.") % {"reference": case.reference}, office.url("tray"))


@office_page(SET_ASIDE)
@require_GET
def set_aside(request: StaffRequest, office: Office) -> HttpResponse:
    """What was taken for no case, the latest first."""
    wanted = CaseFilter(states=(CaseState.SET_ASIDE.value,), business_id=office.business.pk)
    rows = list_cases(wanted, after=_key(request.GET.get("after", "")), limit=PAGE)
    shown = rows[:PAGE]
    last = shown[-1] if len(rows) > PAGE else None
    reasons = dict(SetAsideReason.choices)
    page = AsidePage(
        frame=office.frame,
        rows=tuple(
            AsideRow(
                reference=case.reference,
                subject=case.title,
                customer=case.customer.name,
                reason=str(reasons.get(case.set_aside_reason, "")),
                at=case.last_activity_at,
                url=reverse("workspace:case", args=[case.pk]),
                bring_back_url=office.url("bring_back", case.pk),
            )
            for case in shown
        ),
        next_key=str(CaseKey(last.last_activity_at, last.pk)) if last else "",
    )
    return render(request, "office/set_aside.html", {"page": page, "shell": office.frame.shell})


@office_page(SET_ASIDE)
@require_POST
def bring_back(request: StaffRequest, office: Office, case_id: UUID) -> HttpResponse:
    """It is a case after all."""
    case = get_case(request.actor, case_id, to=Permission.CASES_SET_ASIDE)
    if case.business_id != office.business.pk:
        raise NotFound
    try:
        bring_case_back(actor=request.actor, case_id=case_id)
    except Conflict as refusal:
        return refused(request, refusal, office.url("set_aside"))
    return done(
        request, _("%(reference)s is back on the desk.") % {"reference": case.reference}, office.url("set_aside")
    )


def _get(office: Office, inbound_id: UUID) -> Inbound:
    row = get_inbound(office.actor, inbound_id)
    if row.business_id != office.business.pk:
        raise NotFound
    return row


def _tray_row(office: Office, row: Inbound) -> TrayRow:
    return TrayRow(
        url=office.url("inbound", row.pk),
        sender=_sender(row),
        account=row.account.name,
        reason=reason_in_words(row.problem),
        code=row.problem,
        at=row.received_at,
    )


def _sender(row: Inbound) -> str:
    """Reports about mails that did not arrive come from nobody, `<>`."""
    sender = str(row.envelope.get("sender") or "").strip("<> ")
    unnamed = _("a report that a mail did not arrive") if row.problem == BOUNCE else _("unknown sender")
    return sender or unnamed


def _named_sender(row: Inbound) -> str:
    """The address that the envelope names; empty for one that is none."""
    try:
        return normalise_email(str(row.envelope.get("sender") or "").strip("<> "))
    except AddressInvalid:
        return ""


def _key(after: str) -> CaseKey | None:
    try:
        return CaseKey.parse(after)
    except ValueError:
        return None
