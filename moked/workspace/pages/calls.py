"""Escalations on the desk: who was called for a case and by when they answer, and all open ones by urgency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from moked.cases.models import Case
from moked.promises.models import Escalation
from moked.promises.services.clocks import OPEN_PHASES
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from moked.workspace.pages.promises import NAMES as PROMISE_NAMES
from moked.workspace.pages.promises import Ending, ending_of
from moked.workspace.pages.work import WorkRow, work_row

PAGE = 50


@dataclass(frozen=True)
class CallLine:
    """One rung that was called. `confirm_url` only for somebody who was called and while it is open."""

    step: str
    # What it is for, and how that ends; "" and None when it is for no promise.
    promise: str
    ends: Ending | None
    why: str
    # How its people were found, when that is not plain.
    found: str
    asked: str
    people: tuple[str, ...]
    at: datetime
    answer_by: datetime | None
    confirmed_by: str
    confirm_url: str


@dataclass(frozen=True)
class CallRow:
    """A case with the calls that are open for it, in the order of their promises."""

    row: WorkRow
    holder: str
    calls: tuple[CallLine, ...]


@dataclass(frozen=True)
class CallList:
    rows: tuple[CallRow, ...]
    next_url: str
    first_url: str


def case_calls(actor: PersonActor, case: Case) -> tuple[CallLine, ...]:
    """What is called for a case now, and who has confirmed while its promise is open. Two queries at most."""
    confirmed = Q(outcome=Escalation.Outcome.CONFIRMED, clock__phase__in=OPEN_PHASES)
    rows = _loaded().filter(Q(ended_at=None) | confirmed, case=case)
    return tuple(_line(actor, each) for each in rows.order_by("fired_at", "pk"))


def _loaded() -> QuerySet[Escalation]:
    return Escalation.objects.select_related("ended_by", "clock").prefetch_related("people")


def _line(actor: PersonActor, call: Escalation) -> CallLine:
    people = list(call.people.all())
    is_mine = call.ended_at is None and any(person.pk == actor.person_id for person in people)
    return CallLine(
        step=step_words(call),
        promise=str(PROMISE_NAMES[call.clock.kind]) if call.clock else "",
        ends=ending_of(call.clock) if call.clock else None,
        why=trigger_words(Escalation.Trigger(call.trigger), call.share),
        found=_found_words(call, len(people)),
        asked=str(call.get_does_display()),
        people=tuple(person.full_name for person in people),
        at=call.fired_at,
        answer_by=call.answer_by,
        confirmed_by=call.ended_by.full_name if call.ended_by else "",
        confirm_url=reverse("workspace:confirm_call", args=[call.case_id, call.pk]) if is_mine else "",
    )


def step_words(call: Escalation) -> str:
    """Which step of the ladder it is."""
    return _("Step %(position)s, %(sort)s") % {"position": call.position, "sort": call.get_sort_display()}


def trigger_words(trigger: Escalation.Trigger, share: int = 0) -> str:
    """Why a step was called; `share` is the percent of the promise used up by then, 0 where it is not known. Said as
    what it was then: more is used up now."""
    if trigger != Escalation.Trigger.SHARE:
        return str(trigger.label)
    if not share:
        return _("the promised time is running out")
    return _("called at %(percent)s%% of the promised time") % {"percent": share}


def _found_words(call: Escalation, people: int) -> str:
    if call.found_by == Escalation.FoundBy.NAME:
        return ""
    if call.found_by == Escalation.FoundBy.NOBODY_ON_DUTY and people == 1:
        return _("nobody was on duty")
    return str(call.get_found_by_display())


def call_list(actor: PersonActor, page: int) -> CallList:
    """Open calls of the businesses whose promises this person looks after, by the end of their promise; on a page
    each case stands once, where its first one does."""
    rows = (
        _loaded()
        .select_related("case__business", "case__customer", "case__assignee", "case__team")
        .filter(business__in=actor.businesses_allowing(Permission.PROMISES_EDIT), ended_at=None)
        .order_by(F("clock__due_at").asc(nulls_last=True), "pk")
    )
    found = list(rows[page * PAGE : (page + 1) * PAGE + 1])
    address = reverse("workspace:escalations")
    by_case: dict[UUID, list[Escalation]] = {}
    for each in found[:PAGE]:
        by_case.setdefault(each.case_id, []).append(each)
    return CallList(
        rows=tuple(_row(actor, calls) for calls in by_case.values()),
        next_url=f"{address}?page={page + 1}" if len(found) > PAGE else "",
        first_url=address if page else "",
    )


def _row(actor: PersonActor, calls: Sequence[Escalation]) -> CallRow:
    case = calls[0].case
    holder = case.assignee.full_name if case.assignee else (case.team.name if case.team else "")
    return CallRow(work_row(case, promise=None), holder, tuple(_line(actor, call) for call in calls))
