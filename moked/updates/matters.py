"""Reads: what is known of a case when an update of it is due, and what was asked and told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Max, QuerySet

from moked.calendars.domain.clock import OpenTime, Pause
from moked.calendars.domain.hours import CalendarInvalid
from moked.calendars.models import ServiceCalendar
from moked.cases.domain.states import CaseState
from moked.cases.models import Case, Direction, Message, MessageState, WaitingFor
from moked.customers.naming import given_name
from moked.lib.postgres.questions import asked_often
from moked.promises.domain.clocks import Phase
from moked.promises.domain.manner import Manner
from moked.promises.domain.terms import ClockKind, Criticality, Said, Terms
from moked.promises.models import Clock, Commitment
from moked.promises.profiles import hearing_time_of, manner_of, open_time_of, terms_for_case, usual_open_time
from moked.promises.selectors import shown_to_customer
from moked.promises.services.measuring import pauses_of
from moked.promises.told import told_of_case
from moked.updates.domain.rhythm import Change, Matter, heard_after, heard_by, next_heard_by, refusal_of
from moked.updates.domain.ways import call_within, latest_of_call
from moked.updates.domain.words import Agreed, LastSaid, Step, UpdateFacts, spoken_text, update_text
from moked.updates.models import Update, UpdateWatch
from moked.updates.ways import WayOut, way_out

# A solution is still to come from us.
OPEN_STATES = (CaseState.NEW, CaseState.OPEN, CaseState.WAITING)
UNHEARD = (MessageState.HELD, MessageState.SCHEDULED, MessageState.CANCELLED, MessageState.FAILED)
STEPS = {
    WaitingFor.COLLEAGUE.value: Step.COLLEAGUE,
    WaitingFor.SUPPLIER.value: Step.OUTSIDE,
    WaitingFor.MOMENT.value: Step.DATE,
}


@dataclass(frozen=True)
class CaseInView:
    """A case with what holds for its updates."""

    case: Case
    matter: Matter
    manner: Manner
    hearing: OpenTime
    terms: Terms | None
    out: WayOut | None

    @property
    def is_call(self) -> bool:
        """The customer is told by telephone."""
        return self.out is not None and self.out.is_call

    @property
    def hold(self) -> timedelta:
        """How long an update waits before it leaves, or before the customer was called."""
        return call_within(self.matter.every) if self.is_call else self.case.business.update_hold

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.case.business.time_zone)

    @property
    def rhythm(self) -> Said[timedelta] | None:
        """The promised rhythm, and the layer that says it."""
        return _rhythm(self.case, self.terms)


def case_in_view(case: Case, watch: UpdateWatch | None, now: datetime) -> CaseInView:
    """What updates go by. Needs `business`, `customer` and `contact_point`. Six queries at most."""
    terms = terms_for_case(case, now)
    said = _rhythm(case, terms)
    calendar = terms.value("calendar") if terms else None
    zone = case.business.time_zone
    manner = manner_of(terms, language=case.language, zone=zone)
    out = way_out(case, manner.road)
    heard_at, pauses = _round(case)
    matter = Matter(
        heard_at=heard_at,
        pauses=pauses,
        every=said.value if said else None,
        open_time=open_time_of(calendar) if isinstance(calendar, ServiceCalendar) else usual_open_time(zone),
        is_ours=not _is_theirs(case),
        is_over=case.case_state not in (*OPEN_STATES, CaseState.PROPOSED),
        has_address=out is not None,
        changes=tuple(Change(code) for code in watch.changes) if watch else (),
        distressed_at=watch.distressed_at if watch else None,
        paused_until=case.paused_until(now),
    )
    hearing = hearing_time_of(latest_of_call(manner) if out is not None and out.is_call else manner, zone)
    return CaseInView(case, matter, manner, hearing, terms, out)


def rhythm_of(case: Case, now: datetime) -> timedelta | None:
    """How often, in open time, the customer is promised to hear; None while they are promised nothing. Three queries.
    Needs `business` and `customer`."""
    said = _rhythm(case, terms_for_case(case, now))
    return said.value if said else None


def _rhythm(case: Case, terms: Terms | None) -> Said[timedelta] | None:
    return terms.target(ClockKind.UPDATE, Criticality(case.criticality)) if terms else None


def _is_theirs(case: Case) -> bool:
    """An answer or a solution lies before the customer."""
    waits_for_them = case.state == CaseState.WAITING and case.waiting_for in ("", WaitingFor.CUSTOMER)
    return waits_for_them or case.state == CaseState.PROPOSED


def _round(case: Case) -> tuple[datetime, tuple[Pause, ...]]:
    """Since when the rhythm counts, and when it stood still; by its clock, where it has one."""
    found = _rhythm_clocks(case.pk)
    if not found:
        return _heard_at(case), ()
    clock = found[0]
    # What somebody left out is not back at once, though the promise goes on.
    skipped = Update.objects.filter(case=case, state=Update.State.SKIPPED, ended_at__gt=clock.started_at)
    left_out_at = skipped.aggregate(at=Max("ended_at"))["at"]
    pauses = tuple(pause for pause in pauses_of(clock) if pause.until is not None)
    return left_out_at or clock.started_at, () if left_out_at else pauses


@asked_often
def _rhythm_clocks(case_id: UUID) -> QuerySet[Clock]:
    rows = Clock.objects.filter(case_id=case_id, kind=ClockKind.UPDATE.value, phase__in=[Phase.RUNNING, Phase.PAUSED])
    return rows.order_by("-started_at")[:1]


# What somebody left out counts as heard: else it would be back at once.
HEARD = """
WITH heard AS (
  SELECT greatest(
    (SELECT max(coalesce(sent_at, created_at)) FROM cases_message
     WHERE case_id = %(case)s AND direction = 'out' AND NOT state = ANY(%(unheard)s)),
    (SELECT max(ended_at) FROM updates_update WHERE case_id = %(case)s AND state = ANY(%(told)s))
  ) AS at
)
SELECT heard.at, (
  SELECT min(created_at) FROM cases_message
  WHERE case_id = %(case)s AND direction = 'in' AND (heard.at IS NULL OR created_at > heard.at)
) FROM heard
"""


def _heard_at(case: Case) -> datetime:
    """When they last heard from us; where they wrote after it, when they began to wait again."""
    facts: dict[str, Any] = {
        "case": case.pk,
        "unheard": [state.value for state in UNHEARD],
        "told": [Update.State.SENT.value, Update.State.SKIPPED.value],
    }
    with connection.cursor() as cursor:
        cursor.execute(HEARD, facts)
        heard, wrote = cursor.fetchone()
    return wrote or heard or case.opened_at


def facts_at(
    view: CaseInView,
    at: datetime,
    *,
    changes: Sequence[Change],
    is_formal: bool,
    next_by: datetime | None,
    language: str = "",
) -> UpdateFacts:
    """What is so at `at`; `next_by` is until when they hear next. Needs the assignee and the team. Four queries."""
    case, zone = view.case, view.zone

    def here(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone) if moment else None

    told = told_of_case(case.pk, at) if view.matter.is_ours and not view.matter.is_over else None
    return UpdateFacts(
        language=language or view.manner.language,
        form_of_address=view.manner.form_of_address,
        tone=view.manner.tone,
        name=given_name(case.customer.known_as.name),
        business=case.business.name,
        reference=case.reference,
        subject=case.subject,
        at=at.astimezone(zone),
        opened_at=case.opened_at.astimezone(zone),
        handler=case.assignee.first_name if case.assignee else "",
        team=case.team.name if case.team else "",
        step=_step(case),
        until=here(case.waiting_until) if case.waiting_until and case.waiting_until > at else None,
        changes=changes,
        agreed=_agreed(case, at, zone),
        likely_at=here(told.likely_at) if told else None,
        latest_at=here(told.latest_at) if told else None,
        tell_by=here(told.tell_by) if told else None,
        next_by=here(next_by),
        is_formal=is_formal,
    )


def _step(case: Case) -> Step:
    match case.case_state:
        case CaseState.WAITING if _is_theirs(case):
            return Step.ANSWER
        case CaseState.WAITING:
            return STEPS.get(case.waiting_for, Step.OURS)
        case CaseState.PROPOSED | CaseState.UNCONFIRMED:
            return Step.THEIRS
        case CaseState.CLOSED:
            return Step.NONE
    return Step.OURS


def preview_of(view: CaseInView, now: datetime) -> str:
    """What would be said if it left now."""
    changes, after = tuple(view.matter.changes), next_after(view, now)
    facts = facts_at(view, now, changes=changes, is_formal=view.matter.is_distressed(now), next_by=after)
    return spoken_text(facts) if view.is_call else update_text(facts)


def _agreed(case: Case, at: datetime, zone: ZoneInfo) -> tuple[Agreed, ...]:
    return tuple(
        Agreed(row.kind, row.owner.first_name, row.what, row.due_at.astimezone(zone))
        for row in shown_to_customer(case)
        if row.state == Commitment.State.OPEN and row.due_at > at
    )


def next_expected(view: CaseInView, held: Update | None, now: datetime) -> datetime | None:
    """Until when the customer hears next, by whatever `held` waits; the one answer for everybody who asks."""
    if held is not None and refusal_of(view.matter) is None:
        return heard_by(held.leave_at, view.hearing)
    try:
        return next_heard_by(view.matter, now=now, hold=view.hold, hearing=view.hearing)
    except CalendarInvalid:
        # A calendar that never opens again says no moment; the rest is so all the same.
        return None


def next_after(view: CaseInView, at: datetime) -> datetime | None:
    """Until when the customer hears again after an update that leaves at `at`, in the business's zone."""
    try:
        after = heard_after(view.matter, at=at, hold=view.hold, hearing=view.hearing)
    except CalendarInvalid:
        return None
    return after.astimezone(view.zone) if after else None


def last_said(case: Case) -> LastSaid | None:
    """The last solution that was offered, else the last answer of a person. One query."""
    said = Message.objects.filter(case=case, direction=Direction.OUT, is_automatic=False).exclude(state__in=UNHEARD)
    message = said.order_by("-is_proposal", "-created_at").first()
    if message is None:
        return None
    at = (message.sent_at or message.created_at).astimezone(ZoneInfo(case.business.time_zone))
    return LastSaid(at, message.text, is_solution=message.is_proposal)
