"""What happens to the customers a business follows."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ReferenceMarked(Event):
    """A customer is followed from now on; `person_id` owns the plan."""

    reference_id: UUID
    customer_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReferenceChanged(Event):
    """The owner, the plan or its review changed."""

    reference_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReferenceEnded(Event):
    """A customer is no longer followed; the plan and what was learned stay."""

    reference_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReferenceReviewDue(Event):
    """The owner was reminded that the plan is to be looked at."""

    reference_id: UUID


@dataclass(frozen=True, kw_only=True)
class LessonWritten(Event):
    """What was learned from a customer changed something for all."""

    lesson_id: UUID
    customer_id: UUID
