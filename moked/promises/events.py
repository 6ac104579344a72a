"""What happens to promises. `person_id` is whose desk changes with it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from moked.journal.audiences import Part
from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ClocksMoved(Event):
    """Clocks of the case started, stood still, went on or stopped. `why` is the happening."""

    changes: ClassVar = frozenset({Part.STANDING, Part.SERVICE, Part.WORK})

    why: str


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(Event):
    """A promise ended before it was kept."""

    clock_id: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class BreachForeseen(Event):
    """A solution will probably come after its promise ends; said once a promise."""

    clock_id: UUID


@dataclass(frozen=True, kw_only=True)
class CalendarCreated(Event):
    """A calendar of service hours was made."""

    calendar_id: UUID


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Event):
    """Service hours changed; the clocks that run on them were set anew."""

    calendar_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PackageCreated(Event):
    """A package stands in the catalogue."""

    package_id: UUID


@dataclass(frozen=True, kw_only=True)
class PackageChanged(Event):
    """A package was changed; it holds for matters from now on."""

    package_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProfileSet(Event):
    """A version of a service profile was written down."""

    profile_id: UUID
    holder: str


@dataclass(frozen=True, kw_only=True)
class EmergencySwitchedOn(Event):
    """Other hours and promises hold until further notice; open clocks follow."""

    emergency_id: UUID
    package_id: UUID


@dataclass(frozen=True, kw_only=True)
class CalledInForEmergency(Event):
    """The team of `person_id` takes the other teams' work as well, until the emergency is over."""

    changes: ClassVar = frozenset({Part.BELL})

    emergency_id: UUID


@dataclass(frozen=True, kw_only=True)
class EmergencySwitchedOff(Event):
    """The usual hours and promises hold again; open clocks follow."""

    emergency_id: UUID


@dataclass(frozen=True, kw_only=True)
class EstimateTold(Event):
    """What is told of a case's time to solution changed. `why`: opening, slip, or the code of an event."""

    changes: ClassVar = frozenset({Part.STANDING, Part.SERVICE, Part.WORK})

    estimate_id: UUID
    why: str


@dataclass(frozen=True, kw_only=True)
class LadderCreated(Event):
    """A ladder was made."""

    ladder_id: UUID


@dataclass(frozen=True, kw_only=True)
class LadderChanged(Event):
    """A ladder or its rungs changed; clocks that run with it are looked at anew."""

    ladder_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RungCalled(Event):
    """A rung of the ladder was called for a case, by `trigger`."""

    escalation_id: UUID
    position: int
    trigger: str
    people_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class PersonCalled(Event):
    """Somebody was called by a rung."""

    escalation_id: UUID


@dataclass(frozen=True, kw_only=True)
class CallConfirmed(Event):
    """Somebody who was called has it."""

    escalation_id: UUID
    position: int


@dataclass(frozen=True, kw_only=True)
class CallPassedOn(Event):
    """Nobody confirmed in time."""

    escalation_id: UUID
    position: int


@dataclass(frozen=True, kw_only=True)
class CommitmentMade(Event):
    """A person of ours said what they would do, until `due` (seconds since 1970)."""

    commitment_id: UUID
    kind: str
    due: int


@dataclass(frozen=True, kw_only=True)
class CommitmentMoved(Event):
    """Another time was agreed for a commitment; both in seconds since 1970."""

    commitment_id: UUID
    due_before: int
    due: int


@dataclass(frozen=True, kw_only=True)
class CommitmentDueSoon(Event):
    """The owner of a commitment was reminded of it."""

    commitment_id: UUID


@dataclass(frozen=True, kw_only=True)
class CommitmentKept(Event):
    """What was said was done; late, when it had been broken before."""

    commitment_id: UUID
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class CommitmentReleased(Event):
    """A commitment is no longer needed, or was taken back with the answer that said it."""

    commitment_id: UUID


@dataclass(frozen=True, kw_only=True)
class CommitmentBroken(Event):
    """The time of a commitment passed before it was kept."""

    commitment_id: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class PromiseNoticed(Event):
    """An answer was sent with a promise that nobody marked; the desk asks about it."""

    message_id: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class PromiseNotNeeded(Event):
    """Somebody said that a noticed promise needs no commitment; nobody is asked about it again."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class StatuteChanged(Event):
    """The time a law sets for a kind of matter was written down; it holds for matters from now on."""

    statute_id: UUID
    matter: str
