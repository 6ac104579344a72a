"""What happens to promises. `person_id` is whose desk changes with it."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ClocksMoved(Event):
    """Clocks of the case started, stood still, went on or stopped. `why` is the happening."""

    why: str


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(Event):
    """A promise ended before it was kept."""

    clock_id: UUID
    kind: str


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
class EstimateTold(Event):
    """What is told of a case's time to solution changed. `why`: opening, slip, or the code of an event."""

    estimate_id: UUID
    why: str
