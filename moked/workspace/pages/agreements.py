"""A customer's service agreements: all versions, one of them, and two side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moked.agreements.access import TO
from moked.agreements.content import read_content
from moked.agreements.domain.comparing import SectionBeside, side_by_side
from moked.agreements.meeting import LANGUAGES, Offered
from moked.agreements.models import Agreement, Party
from moked.agreements.selectors import versions_of
from moked.agreements.services.mailing import LIVE, NOT_DELIVERED
from moked.agreements.services.sending import Written
from moked.customers.models import Customer
from moked.flows.domain.answers import Fault
from moked.flows.domain.document import Step
from moked.flows.domain.telling import Section, words_in
from moked.flows.services import document_of
from moked.staff.actors import PersonActor
from moked.ui.flow_forms import StepSheet, step_sheet

STATE = Agreement.State
TONES = {
    STATE.DRAFT: "line",
    STATE.SENT: "primary",
    STATE.APPROVED: "success",
    STATE.IN_FORCE: "success",
    STATE.REFUSED: "error",
}
SENTENCES: Mapping[str, str | Promise] = {
    "before_today": _("An agreement takes effect today at the earliest."),
    "too_far_ahead": _("This is too far ahead."),
    "renewed_before_begun": _("The renewal comes after the beginning."),
    "nobody_approves": _("Somebody must be able to approve: give one contact that authority."),
    "address_twice": _("This address stands in another line already."),
    "no_phone": _("This is not a telephone number."),
    "system_twice": _("This system stands in another line already."),
}


@dataclass(frozen=True)
class VersionRow:
    number: int
    url: str
    words: str
    tone: str
    effective_from: date | None
    renew_on: date | None
    at: datetime
    by: str
    compare_url: str


@dataclass(frozen=True)
class AgreementList:
    """`start_url` is empty for whoever may not lead a meeting; `draft_url` goes on with one under way."""

    name: str
    back: str
    rows: tuple[VersionRow, ...]
    start_url: str
    draft_url: str


@dataclass(frozen=True)
class StepMark:
    title: str
    url: str
    is_done: bool
    is_current: bool


@dataclass(frozen=True)
class MeetingPage:
    name: str
    back: str
    sheet: StepSheet
    marks: tuple[StepMark, ...]
    position: int
    before_url: str


@dataclass(frozen=True)
class PartyLine:
    name: str
    title: str
    address: str
    is_ours: bool
    may_approve: bool
    mail: str
    is_failed: bool


@dataclass(frozen=True)
class AgreementPage:
    """One version. Empty addresses are not offered."""

    agreement: Agreement
    name: str
    back: str
    words: str
    tone: str
    sections: tuple[Section, ...]
    parties: tuple[PartyLine, ...]
    answered_by: str
    document_url: str
    steps_url: str
    send_url: str
    send_again_url: str
    withdraw_url: str
    start_url: str
    compare_url: str


@dataclass(frozen=True)
class ComparePage:
    name: str
    back: str
    before: VersionRow
    after: VersionRow
    sections: tuple[SectionBeside, ...]


def agreement_list(actor: PersonActor, customer: Customer) -> AgreementList:
    """Every version, the newest first. Two queries."""
    rows = versions_of(customer).defer("document", "content").select_related("owner")
    versions = list(rows.order_by("-number", "-made_at"))
    may_lead = actor.may(TO, customer.business_id)
    drafted = next((each for each in versions if each.state == STATE.DRAFT), None)
    return AgreementList(
        name=customer.name,
        back=reverse("workspace:customer", args=[customer.pk]),
        rows=tuple(_row(each, versions) for each in versions),
        start_url=reverse("workspace:start_agreement", args=[customer.pk]) if may_lead and not drafted else "",
        draft_url=reverse("workspace:agreement", args=[drafted.pk]) if may_lead and drafted else "",
    )


def meeting_page(
    agreement: Agreement, written: Written, step: Step, offered: Offered, faults: Mapping[str, Fault]
) -> MeetingPage:
    """One step of the meeting, with the way that was walked and what may still come."""
    walk = agreement.walk
    before = written.way.before(step.code)
    reached = {each.code for each in written.way.steps}
    skipped = _skipped(agreement, written)
    every = [each for each in written.document.steps if each.code not in skipped]
    marks = tuple(
        StepMark(
            title=words_in(each.title, get_language() or ""),
            url=_step_url(agreement, each.code) if each.code in reached else "",
            is_done=each.code in walk.done and each.code in reached,
            is_current=each.code == step.code,
        )
        for each in every
    )
    return MeetingPage(
        name=agreement.customer.name,
        back=reverse("workspace:agreements", args=[agreement.customer_id]),
        sheet=step_sheet(step, walk.answers, faults, offered, SENTENCES),
        marks=marks,
        position=next(number for number, mark in enumerate(marks, 1) if mark.is_current),
        before_url=_step_url(agreement, before.code) if before else "",
    )


def _skipped(agreement: Agreement, written: Written) -> set[str]:
    """Steps that the answers so far lead past."""
    codes = [each.code for each in written.document.steps]
    reached = [each.code for each in written.way.steps]
    last = codes.index(reached[-1])
    return set(codes[:last]) - set(reached)


def agreement_page(actor: PersonActor, agreement: Agreement, content: Mapping[str, object]) -> AgreementPage:
    """One version as it stands. `content` is what it says, language -> sections. Four queries at most."""
    may_lead = actor.may(TO, agreement.business_id)
    state = STATE(agreement.state)
    earlier = versions_of(agreement.customer).filter(number__lt=agreement.number, sent_at__isnull=False)
    before = earlier.order_by("-number").values_list("pk", flat=True).first()

    def offered_to(is_offered: bool, name: str, key: UUID) -> str:
        return reverse(f"workspace:{name}", args=[key]) if is_offered and may_lead else ""

    parties = _parties(agreement)
    is_failed = any(party.is_failed for party in parties)
    return AgreementPage(
        agreement=agreement,
        name=agreement.customer.name,
        back=reverse("workspace:agreements", args=[agreement.customer_id]),
        words=str(state.label),
        tone=TONES.get(state, "line"),
        sections=read_content(content, _language()),
        parties=parties,
        answered_by=agreement.answered_by.name if agreement.answered_by else "",
        document_url=reverse("workspace:agreement_document", args=[agreement.pk]) if agreement.sent_at else "",
        steps_url=_step_url(agreement, _first_step(agreement)) if state == STATE.DRAFT and may_lead else "",
        send_url=offered_to(state == STATE.DRAFT, "send_agreement", agreement.pk),
        send_again_url=offered_to(is_failed and state in LIVE, "send_agreement_again", agreement.pk),
        withdraw_url=offered_to(state in (STATE.DRAFT, STATE.SENT), "withdraw_agreement", agreement.pk),
        start_url=offered_to(state != STATE.DRAFT, "start_agreement", agreement.customer_id),
        compare_url=_compare_url(agreement.customer_id, before, agreement.pk) if before and agreement.sent_at else "",
    )


def compare_page(customer: Customer, before: Agreement, after: Agreement) -> ComparePage:
    """Two versions of one customer, side by side, in the reader's language."""
    language = _language()
    return ComparePage(
        name=customer.name,
        back=reverse("workspace:agreements", args=[customer.pk]),
        before=_row(before, []),
        after=_row(after, []),
        sections=side_by_side(read_content(before.content, language), read_content(after.content, language)),
    )


def _parties(agreement: Agreement) -> tuple[PartyLine, ...]:
    rows = (
        Party.objects.filter(agreement=agreement).prefetch_related("mails").order_by("-side", "-may_approve", "name")
    )
    return tuple(_party(row) for row in rows)


def _party(party: Party) -> PartyLine:
    mail = max(party.mails.all(), key=lambda each: each.pk, default=None)
    return PartyLine(
        name=party.name,
        title=party.title,
        address=party.address,
        is_ours=party.side == Party.Side.OURS,
        may_approve=party.may_approve,
        mail=str(mail.get_state_display()) if mail else "",
        is_failed=mail is not None and mail.state in NOT_DELIVERED,
    )


def _row(agreement: Agreement, versions: list[Agreement]) -> VersionRow:
    state = STATE(agreement.state)
    earlier = next((each for each in versions if each.number < agreement.number and each.sent_at), None)
    return VersionRow(
        number=agreement.number,
        url=reverse("workspace:agreement", args=[agreement.pk]),
        words=str(state.label),
        tone=TONES.get(state, "line"),
        effective_from=agreement.effective_from,
        renew_on=agreement.renew_on if state == STATE.IN_FORCE else None,
        at=agreement.sent_at or agreement.made_at,
        by=agreement.owner.full_name if agreement.owner else "",
        compare_url=_compare_url(agreement.customer_id, earlier.pk, agreement.pk)
        if earlier and agreement.sent_at
        else "",
    )


def _compare_url(customer_id: UUID, before: UUID, after: UUID) -> str:
    return f"{reverse('workspace:compare_agreements', args=[customer_id])}?before={before}&after={after}"


def _first_step(agreement: Agreement) -> str:
    """Where the way begins; what was done first may since have been left out of it."""
    return document_of(agreement.walk.version.document).steps[0].code


def _step_url(agreement: Agreement, code: str) -> str:
    return reverse("workspace:agreement_step", args=[agreement.pk, code])


def _language() -> str:
    language = get_language() or ""
    return language if language in LANGUAGES else LANGUAGES[0]
