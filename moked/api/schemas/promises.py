"""What was promised in a case: clocks, the estimate told, commitments, and who is called for it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from moked.api.schemas.basis import Input, Moment, NamedOut, Text
from moked.promises.models import Clock, Commitment, Escalation, Estimate

CommitmentKind = Literal["call", "write", "check", "send", "fix", "visit", "other"]


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
    """What a person said they would do, in their words. `reason` says to colleagues why it was released, `note` what
    was done.

    Nobody waits for it any more once it has `settled_at`. What was broken stays so, also when it is done later, which
    `done_at` tells.
    """

    id: UUID
    case_id: UUID
    kind: CommitmentKind
    what: str
    owner: NamedOut
    made_at: datetime
    due_at: datetime
    state: Literal["open", "kept", "broken", "released"]
    settled_at: datetime | None
    done_at: datetime | None
    reason: str
    note: str

    @classmethod
    def of(cls, row: Commitment) -> "CommitmentOut":
        """Needs the owner loaded."""
        as_it_is = {name: getattr(row, name) for name in cls.model_fields if name != "owner"}
        return cls(owner=NamedOut(id=row.owner_id, name=row.owner.full_name), **as_it_is)


class CommitmentPage(Schema):
    items: list[CommitmentOut]
    next_cursor: str | None


class CommitmentIn(Input):
    """Whose word it is, in their words, and until when."""

    owner_id: UUID
    kind: CommitmentKind = "other"
    what: Annotated[Text, Field(min_length=1, max_length=Commitment.LONGEST, pattern=r"\S")]
    due_at: Moment


class CommitmentMoveIn(Input):
    due_at: Moment


class CommitmentKeepIn(Input):
    """What was done, for colleagues; it may be left out."""

    note: Annotated[Text, Field(max_length=Commitment.LONGEST)] = ""


class ReasonIn(Input):
    reason: Annotated[Text, Field(min_length=1, max_length=200, pattern=r"\S")]


class CallOut(Schema):
    """A step of a ladder that was called. `asked` is what its people are to do.

    Open until it has `ended_at`: then somebody has it, nobody answered and it was passed on, or it is needed no more.
    """

    id: UUID
    case_id: UUID
    step: int
    kind: str
    asked: str
    because: str
    people: list[NamedOut]
    called_at: datetime
    answer_by: datetime | None
    ended_at: datetime | None
    outcome: Literal["", "confirmed", "passed_on", "over"]

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
            **{name: getattr(call, name) for name in _CALL_AS_IT_IS},
        )


_CALL_AS_IT_IS = ("id", "case_id", "answer_by", "ended_at", "outcome")


class CallPage(Schema):
    items: list[CallOut]
    next_cursor: str | None


class ConfirmIn(Input):
    """Whoever of those called has it."""

    person_id: UUID


class PromisesOut(Schema):
    clocks: list[ClockOut]
    estimate: EstimateOut | None
    commitments: list[CommitmentOut]
    calls: list[CallOut]
