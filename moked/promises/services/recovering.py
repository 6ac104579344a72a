"""A low mark opens a task to win the customer back; one that is not done in time goes up the ladder."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from moked.calendars.domain.hours import CalendarInvalid
from moked.calendars.models import ServiceCalendar
from moked.cases.events import TaskEnded, TaskMissed
from moked.cases.models import Case, Task
from moked.cases.services import open_task
from moked.promises.domain.recovery import Candidates, Recovery, choose_owner
from moked.promises.domain.terms import Terms
from moked.promises.models import EscalatedTo, Escalation, Ladder, Rung
from moked.promises.profiles import open_time_of, terms_for_case, usual_open_time
from moked.promises.services.calling import people_of_rung, tell_called
from moked.staff.actors import SystemActor
from moked.staff.models import Membership, Notice, Person, TeamMember
from moked.staff.notices import write_notice
from moked.staff.permissions import Permission
from moked.surveys.events import SurveyAnswered
from moked.surveys.selectors import policy_of

logger = logging.getLogger(__name__)

RECOVERY = SystemActor("recovery")
# What somebody may do who leads others, and so looks after what went wrong.
LEADS = Permission.PROMISES_EDIT


def open_recovery(event: SurveyAnswered) -> None:
    """Reaction: once a closing, a low answer opens a task with an owner and a time. The case is locked."""
    if not event.is_low or event.case_id is None:
        return
    case = Case.objects.select_related("business", "customer", "team").get(pk=event.case_id)
    recoveries = Task.objects.filter(case=case, kind=Task.Kind.RECOVERY)
    if recoveries.filter(Q(state=Task.State.OPEN) | Q(opened_at__gte=case.closed_at)).exists():
        return
    now = timezone.now()
    terms = terms_for_case(case, now)
    policy = policy_of(case.business_id)
    chosen = recovery_for(case, terms, policy.lead)
    open_task(
        actor=RECOVERY,
        case_id=case.pk,
        kind=Task.Kind.RECOVERY,
        owner_id=chosen.owner,
        due_at=_due_at(case, terms, now, timedelta(hours=policy.recover_hours)),
    )
    for person_id in chosen.informed:
        write_notice(business_id=case.business_id, person_id=person_id, kind=Notice.Kind.LOW_MARK, case_id=case.pk)


def recovery_for(case: Case, terms: Terms | None, default: Person | None) -> Recovery:
    """Whose it is to win this customer back, among people who serve the business now."""
    serving = _serving(case.business_id)
    found = [terms.value(name) if terms else None for name in ("agent", "deputy")]
    return choose_owner(
        Candidates(
            named=[person.pk for person in found if isinstance(person, Person) and person.pk in serving],
            leads=_leads_of(case),
            default=default.pk if default and default.pk in serving else None,
            marked=case.assignee_id,
        )
    )


def _serving(business_id: UUID) -> set[UUID]:
    rows = Membership.objects.filter(business_id=business_id, is_active=True, person__is_active=True)
    return set(rows.values_list("person_id", flat=True))


def _leads_of(case: Case) -> list[UUID]:
    """People who lead: those in a team of whoever had the case, then any other, administrators last."""
    own = Q(membership__person=case.assignee_id) if case.assignee_id else Q(team=case.team_id)
    teams = set(TeamMember.objects.filter(own, business_id=case.business_id).values_list("team_id", flat=True))
    leading = Membership.objects.filter(
        business_id=case.business_id,
        is_active=True,
        person__is_active=True,
        role__permissions__contains=[LEADS.value],
    ).order_by("person_id")
    managers = leading.exclude(role__permissions__contains=[Permission.OFFICE_BUSINESS.value])
    groups = (managers.filter(teams__in=teams), managers, leading)
    return list(dict.fromkeys(key for rows in groups for key in rows.values_list("person_id", flat=True)))


def _due_at(case: Case, terms: Terms | None, now: datetime, target: timedelta) -> datetime:
    """So much open time from now; plainly so much where the hours never come to it or make no sense."""
    calendar = terms.value("calendar") if terms else None
    try:
        if isinstance(calendar, ServiceCalendar):
            hours = open_time_of(calendar)
        else:
            hours = usual_open_time(case.business.time_zone)
        return hours.due_at(now, target) or now + target
    except CalendarInvalid:
        # What the customer answered counts for more than when exactly somebody is to call them.
        logger.exception("recovery.calendar_unusable", extra={"case": str(case.pk)})
        return now + target


def call_for_task(event: TaskMissed) -> None:
    """Reaction: each time a task is said to be late, the next managerial rung of the customer's ladder is called."""
    if event.case_id is None:
        return
    case = Case.objects.select_related("business", "customer").get(pk=event.case_id)
    terms = terms_for_case(case, timezone.now())
    ladder = terms.value("ladder") if terms else None
    if not isinstance(ladder, Ladder) or not ladder.is_active:
        return
    rungs = list(ladder.rungs.filter(sort=Rung.Sort.MANAGERIAL).order_by("position"))
    if event.times > len(rungs):
        return
    _call(case, rungs[event.times - 1])


def _call(case: Case, rung: Rung) -> None:
    now = timezone.now()
    people, found_by = people_of_rung(rung, now)
    call = Escalation.objects.create(
        business_id=case.business_id,
        case=case,
        rung=rung,
        sort=rung.sort,
        does=Rung.Does.NOTIFY,
        position=rung.position,
        trigger=Escalation.Trigger.TASK,
        found_by=found_by,
        fired_at=now,
    )
    EscalatedTo.objects.bulk_create(
        EscalatedTo(business_id=case.business_id, escalation=call, person_id=person_id) for person_id in people
    )
    tell_called(call, people, Notice.Kind.TASK_MISSED)


def end_calls_for_task(event: TaskEnded) -> None:
    """Reaction: whoever was called for a late task need not answer any more, unless another one is late too."""
    late = Task.objects.filter(case=event.case_id, state=Task.State.OPEN, times_missed__gt=0)
    if late.exists():
        return
    calls = Escalation.objects.filter(case=event.case_id, trigger=Escalation.Trigger.TASK, ended_at=None)
    calls.update(ended_at=timezone.now(), outcome=Escalation.Outcome.OVER)
