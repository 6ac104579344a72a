"""What was promised in a case: clocks, the estimate told, commitments, and who is called for it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils import timezone
from ninja import Router, Schema

from moked.api.gate import ApiRequest, needs
from moked.api.schemas.basis import NamedOut
from moked.cases.access import get_case
from moked.promises.models import Clock, Commitment, Escalation, Estimate
from moked.promises.selectors import clocks_of, commitments_of, open_calls_of
from moked.promises.told import told_of_case
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["cases"])


class ClockOut(Schema):
    """One promise. `target_seconds` are of open time of the calendar, of any time where no calendar is named.

    `due_at` is empty while it stands still.
    """

    kind: str
    phase: Literal["running", "paused", "stopped"]
    calendar: str
    target_seconds: int
    promised_by: str
    started_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None
    broken_at: datetime | None
    used_tenths: int

    @classmethod
    def of(cls, clock: Clock) -> "ClockOut":
        """Needs the calendar loaded."""
        return cls(
            calendar=clock.calendar.name if clock.calendar else "",
            target_seconds=int(clock.target.total_seconds()),
            promised_by=clock.source_name or clock.source,
            used_tenths=clock.used,
            **{name: getattr(clock, name) for name in _CLOCK_AS_IT_IS},
        )


_CLOCK_AS_IT_IS = ("kind", "phase", "started_at", "due_at", "stopped_at", "broken_at")


class EstimateOut(Schema):
    """When the case will probably be solved. Where no useful range is known, only when more will be told."""

    made_at: datetime
    likely_at: datetime | None
    latest_at: datetime | None
    tell_by: datetime | None

    @classmethod
    def of(cls, told: Estimate) -> "EstimateOut":
        return cls(**{name: getattr(told, name) for name in cls.model_fields})


class CommitmentOut(Schema):
    """What a person said they would do, in their words."""

    id: UUID
    kind: str
    what: str
    owner: NamedOut
    due_at: datetime
    state: Literal["open", "kept", "broken", "released"]
    settled_at: datetime | None

    @classmethod
    def of(cls, row: Commitment) -> "CommitmentOut":
        """Needs the owner loaded."""
        as_it_is = {name: getattr(row, name) for name in cls.model_fields if name != "owner"}
        return cls(owner=NamedOut(id=row.owner_id, name=row.owner.full_name), **as_it_is)


class CallOut(Schema):
    """A step of the ladder that was called and that nobody confirmed yet."""

    step: int
    kind: str
    asked: str
    because: str
    people: list[NamedOut]
    called_at: datetime
    answer_by: datetime | None

    @classmethod
    def of(cls, call: Escalation) -> "CallOut":
        """Needs the people loaded."""
        return cls(
            step=call.position,
            kind=call.sort,
            asked=call.does,
            because=call.trigger,
            people=[NamedOut(id=person.pk, name=person.full_name) for person in call.people.all()],
            called_at=call.fired_at,
            answer_by=call.answer_by,
        )


class PromisesOut(Schema):
    clocks: list[ClockOut]
    estimate: EstimateOut | None
    commitments: list[CommitmentOut]
    calls: list[CallOut]


@router.get(
    "/cases/{uuid:case_id}/promises",
    response=PromisesOut,
    auth=needs(TokenScope.READ_CASES),
    operation_id="get_promises",
    summary="What was promised in a case",
)
def promises(request: ApiRequest, case_id: UUID) -> PromisesOut:
    """The clocks of a case, until when it will probably be solved, what people committed to, and open calls."""
    case = get_case(request.actor, case_id, to=Permission.CASES_READ)
    told = told_of_case(case.pk, timezone.now())
    return PromisesOut(
        clocks=[ClockOut.of(clock) for clock in clocks_of(case.pk)],
        estimate=EstimateOut.of(told) if told else None,
        commitments=[CommitmentOut.of(row) for row in commitments_of(case.pk)],
        calls=[CallOut.of(call) for call in open_calls_of(case.pk)],
    )
