"""Calling a rung: who is called, what they are told, and what becomes of calls when their clock moves."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q

from moked.journal.record import record
from moked.promises.domain.clocks import Phase
from moked.promises.domain.ladders import Sort, Standing, Step, standing_of
from moked.promises.events import PersonCalled, RungCalled
from moked.promises.models import Clock, EscalatedTo, Escalation, Rung
from moked.staff.duty import duty_now
from moked.staff.models import Membership, Notice, PresenceKind
from moked.staff.notices import write_notice

ACTOR = "clock"


def steps_of(rungs: Iterable[Rung]) -> tuple[Step, ...]:
    """Rungs as the rules see them, in order."""
    return tuple(
        Step(
            position=rung.position,
            at_share=rung.at_share,
            sort=Sort(rung.sort),
            is_somebody=sum(key is not None for key in (rung.person_id, rung.team_id, rung.role_id)) == 1,
            answer_within=rung.answer_within,
        )
        for rung in sorted(rungs, key=lambda each: each.position)
    )


def steps_for(clock: Clock) -> tuple[Step, ...]:
    """The rungs of the clock's ladder; none without a ladder in use."""
    if clock.ladder is None or not clock.ladder.is_active:
        return ()
    return steps_of(clock.ladder.rungs.all())


def _rung_of(clock: Clock, position: int) -> Rung:
    if clock.ladder is None:
        raise LookupError(position)
    return clock.ladder.rungs.get(position=position)


def call_rung(clock: Clock, position: int, trigger: Escalation.Trigger, *, share: float, now: datetime) -> Escalation:
    """Calls the people of a rung. The clock must be locked; it is changed and left to the caller to save.

    A rung that names nobody who serves here passes on at once.
    """
    rung = _rung_of(clock, position)
    people, found_by = people_of_rung(rung, now)
    climb = Escalation.objects.filter(clock=clock).aggregate(last=Max("climb"))["last"] or 0
    if trigger == Escalation.Trigger.REOPENED:
        climb += 1
    escalation = Escalation.objects.create(
        business_id=clock.business_id,
        case_id=clock.case_id,
        clock=clock,
        rung=rung,
        sort=rung.sort,
        does=rung.does,
        position=position,
        climb=climb,
        trigger=trigger,
        found_by=found_by,
        share=min(int(share * 100), 999),
        fired_at=now,
        answer_by=_answer_by(clock, rung, now) if people else now,
    )
    EscalatedTo.objects.bulk_create(
        EscalatedTo(business_id=clock.business_id, escalation=escalation, person_id=person_id) for person_id in people
    )
    clock.called = position
    tell_called(escalation, people)
    return escalation


def _answer_by(clock: Clock, rung: Rung, now: datetime) -> datetime | None:
    """Nothing passes on while the clock stands still."""
    return now + rung.answer_within if clock.phase == Phase.RUNNING else None


def tell_called(escalation: Escalation, people: Sequence[UUID], kind: Notice.Kind = Notice.Kind.ESCALATED) -> None:
    """Records who was called, and puts a notice on each one's bell."""
    business_id, case_id = escalation.business_id, escalation.case_id
    record(
        RungCalled(
            business_id=business_id,
            actor=ACTOR,
            case_id=case_id,
            escalation_id=escalation.pk,
            position=escalation.position,
            trigger=str(escalation.trigger),
            people_ids=tuple(people),
        )
    )
    for person_id in people:
        write_notice(business_id=business_id, person_id=person_id, kind=kind, case_id=case_id, about_id=escalation.pk)
        record(
            PersonCalled(
                business_id=business_id,
                actor=ACTOR,
                case_id=case_id,
                person_id=person_id,
                escalation_id=escalation.pk,
            )
        )


def people_of_rung(rung: Rung, now: datetime) -> tuple[list[UUID], Escalation.FoundBy]:
    """Whom the rung calls, and how they were found: whoever is on duty when it says so, else, and when nobody is,
    of a team or a role those at work, and when nobody is, all of them. Four queries at most."""
    named = {"person_id": rung.person_id, "teams": rung.team_id, "role_id": rung.role_id}
    name, key = next(((name, key) for name, key in named.items() if key is not None), ("", None))
    if key is None:
        return [], Escalation.FoundBy.NAME
    if not rung.is_by_duty:
        return _members(rung.business_id, Q(**{name: key})), Escalation.FoundBy.NAME
    on_duty = duty_now(rung.business_id, team_id=rung.team_id, role_id=rung.role_id, at=now)
    if on_duty:
        return on_duty, Escalation.FoundBy.DUTY
    return _members(rung.business_id, Q(**{name: key})), Escalation.FoundBy.NOBODY_ON_DUTY


def _members(business_id: UUID, who: Q) -> list[UUID]:
    members = Membership.objects.filter(who, business_id=business_id, is_active=True, person__is_active=True)
    found = dict(members.order_by("person_id").values_list("person_id", "person__presence__kind"))
    away = (None, PresenceKind.OFFLINE, PresenceKind.NOT_ANSWERING)
    return [person_id for person_id, kind in found.items() if kind not in away] or list(found)


def follow_clocks(clocks: Iterable[Clock], now: datetime) -> None:
    """Calls that nobody confirmed yet stand still, go on or are over with the clock of their promise."""
    for clock in clocks:
        if clock.called == 0:
            continue
        waiting = Escalation.objects.filter(clock=clock, ended_at=None)
        match standing_of(Phase(clock.phase)):
            case Standing.OVER:
                waiting.update(ended_at=now, outcome=Escalation.Outcome.OVER)
            case Standing.STAND_STILL:
                waiting.update(answer_by=None)
            case Standing.WAIT:
                # Whoever is called has their whole time again: they could not know when it would go on.
                for each in waiting.filter(answer_by=None).select_related("rung"):
                    each.answer_by = now + each.rung.answer_within if each.rung else now
                    each.save(update_fields=["answer_by"])
