"""Which cases an incident has: taken in by a person, by themselves, and taken out again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from moked.cases.access import locked_cases
from moked.cases.domain.gathering import Reason
from moked.cases.domain.states import LIVE
from moked.cases.errors import InAnotherIncident, MoveImpossible
from moked.cases.events import CaseJoinedIncident, CaseLeftIncident
from moked.cases.incident_models import Incident, IncidentCase, IncidentLetter
from moked.cases.incidents import (
    MOST_LOOKED_AT,
    fits_of,
    is_gathering,
    open_incidents,
    suggestions_for,
)
from moked.cases.models import Case
from moked.cases.services.incidents import get_incident
from moked.cases.services.updating import ACTOR
from moked.journal.events import Event
from moked.journal.record import for_many, record, written_together
from moked.lib.errors import NotFound
from moked.lib.ids import new_id
from moked.staff.actors import Actor, StaffActor
from moked.staff.permissions import Permission

# One case, by whoever works on it; many at once are for those who manage incidents.
TO = Permission.CASES_ANSWER
# One statement that takes cases in only while the incident is on, however many ask at once: its lock keeps whoever
# ends the incident waiting until we are done.
JOIN = """
INSERT INTO cases_incidentcase (id, business_id, incident_id, case_id, why, joined_at, joined_by_id, is_current)
SELECT wanted.id, incident.business_id, incident.id, wanted.case_id, wanted.why, %s, %s, true
FROM cases_incident AS incident
CROSS JOIN unnest(%s::uuid[], %s::uuid[], %s::jsonb[]) AS wanted (id, case_id, why)
WHERE incident.id = %s AND incident.over_at IS NULL
FOR SHARE OF incident
ON CONFLICT DO NOTHING
RETURNING case_id
"""


def _join(incident: Incident, why: Mapping[UUID, Sequence[Reason]], actor: Actor, person_id: UUID | None) -> int:
    """Takes cases in and records it; those in this or another incident already are left. Gives how many."""
    parameters = (
        timezone.now(),
        person_id,
        [new_id() for _case in why],
        # In one order whoever asks.
        sorted(why),
        [json.dumps([reason.value for reason in why[case_id]]) for case_id in sorted(why)],
        incident.pk,
    )
    with written_together():
        with connection.cursor() as cursor:
            cursor.execute(JOIN, parameters)
            joined = [row[0] for row in cursor.fetchall()]
        for case_id in joined:
            record(
                CaseJoinedIncident(
                    business_id=incident.business_id,
                    actor=actor.code,
                    case_id=case_id,
                    incident_id=incident.pk,
                    by_itself=person_id is None,
                    why=tuple(reason.value for reason in why[case_id]),
                )
            )
    return len(joined)


@transaction.atomic
def gather_cases(*, actor: StaffActor, incident_id: UUID, case_ids: Iterable[UUID] | None = None) -> int:
    """Takes suggested cases in, all sure ones when none are named; what is suggested no more is left. Gives how many.

    Raises IncidentIsOver.
    """
    incident = get_incident(actor, incident_id, is_open=True)
    wanted = None if case_ids is None else set(case_ids)
    found = {
        each.case.pk: each.fit.reasons
        for each in suggestions_for(incident, limit=MOST_LOOKED_AT)
        if (each.fit.is_sure if wanted is None else each.case.pk in wanted)
    }
    return _join(incident, found, actor, actor.person_id) if found else 0


@transaction.atomic
def take_in(*, actor: StaffActor, incident_id: UUID, case_id: UUID) -> IncidentCase:
    """Takes one case in, also one that was taken out or fits nothing. Twice changes nothing.

    Raises NotFound for another business's case, MoveImpossible for one that is not open, InAnotherIncident and
    IncidentIsOver.
    """
    # The case before the incident, as a customer's message that joins by itself: neither waits for the other.
    case = locked_cases().filter(pk=case_id).first()
    incident = get_incident(actor, incident_id, lock=True, is_open=True, to=TO)
    if case is None or case.business_id != incident.business_id:
        raise NotFound
    place = IncidentCase.objects.select_for_update(of=("self",)).filter(incident=incident, case=case).first()
    if place is not None and place.is_current:
        return place
    if case.case_state not in LIVE:
        raise MoveImpossible
    try:
        with transaction.atomic():
            if place is None:
                place = IncidentCase(business_id=incident.business_id, incident=incident, case=case)
            place.joined_at, place.joined_by_id = timezone.now(), actor.person_id
            place.left_at, place.left_by, place.is_current = None, None, True
            place.save()
    except IntegrityError as error:
        raise InAnotherIncident from error
    record(
        CaseJoinedIncident(
            business_id=incident.business_id,
            actor=actor.code,
            case_id=case.pk,
            incident_id=incident.pk,
            by_itself=False,
        )
    )
    return place


@transaction.atomic
def take_out(*, actor: StaffActor, incident_id: UUID, case_id: UUID) -> None:
    """Takes a case out; it does not join this incident again by itself. Raises NotFound and IncidentIsOver."""
    incident = get_incident(actor, incident_id, is_open=True, to=TO)
    rows = IncidentCase.objects.select_for_update(of=("self",))
    place = rows.filter(incident=incident, case_id=case_id).first()
    if place is None:
        raise NotFound
    if place.left_at is not None:
        return
    place.left_at, place.left_by_id, place.is_current = timezone.now(), actor.person_id, False
    place.save(update_fields=["left_at", "left_by", "is_current"])
    record(
        CaseLeftIncident(business_id=incident.business_id, actor=actor.code, case_id=case_id, incident_id=incident.pk)
    )


@for_many
def join_by_itself(events: Sequence[Event]) -> None:
    """Reaction: cases that were opened since an incident join it when they fit, unless they were taken out."""
    for business_id in dict.fromkeys(event.business_id for event in events):
        if is_gathering(business_id):
            concerned = (event.case_id for event in events if event.business_id == business_id)
            for case_id in dict.fromkeys(filter(None, concerned)):
                _join_what_fits(business_id, case_id)


def _join_what_fits(business_id: UUID, case_id: UUID) -> None:
    incidents = [each for each in open_incidents(business_id) if each.gathers]
    # One that is in may be written to at this moment by whoever holds the incident, and we hold the case.
    if IncidentCase.objects.filter(case=case_id, is_current=True).exists():
        return
    case = Case.objects.select_related("system").get(pk=case_id)
    fitting = [each for each in incidents if case.case_state in LIVE and case.opened_at >= each.opened_at]
    for incident, fit in fits_of(case, fitting):
        if fit.is_sure and _join(incident, {case.pk: fit.reasons}, ACTOR, None):
            return


def follow_merge(event: Event) -> None:
    """Reaction: a case of an open incident goes on in another one, which belongs to it from now on; and what was on
    its way to the case goes there, unless that one gets it anyway. Both are locked."""
    place = IncidentCase.objects.select_related("incident").filter(case=event.case_id, is_current=True).first()
    into_id = getattr(event, "into_id", None)
    if place is not None and into_id is not None:
        _join(place.incident, {into_id: (Reason.MERGED,)}, ACTOR, None)
    if into_id is not None:
        told = IncidentLetter.objects.filter(case=into_id).values("update")
        waiting = IncidentLetter.objects.filter(case=event.case_id, next_check_at__isnull=False)
        waiting.exclude(update__in=told).update(case=into_id)
