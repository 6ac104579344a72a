"""What happens to cases. `person_id` is whose desk changes with it."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    customer_id: UUID
    channel: str


@dataclass(frozen=True, kw_only=True)
class CustomerWrote(Event):
    """A person wrote: somebody of ours must act."""

    message_id: UUID
    channel: str


@dataclass(frozen=True, kw_only=True)
class AutomaticMessageKept(Event):
    """A robot, or a bare thanks, was added to the case. Nobody needs to act."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class AnswerHeld(Event):
    """An answer was written and can still be taken back, or leaves at a chosen time."""

    message_id: UUID
    is_scheduled: bool


@dataclass(frozen=True, kw_only=True)
class AnswerTakenBack(Event):
    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageReleased(Event):
    """A message of ours is final and goes on its way."""

    message_id: UUID
    is_proposal: bool


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class ColleagueMentioned(Event):
    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class SolutionProposed(Event):
    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class SolutionRejected(Event):
    channel: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    """The customer said it is solved. There is no other way to this event."""

    closing_id: UUID
    channel: str


@dataclass(frozen=True, kw_only=True)
class CaseReopened(Event):
    times: int


@dataclass(frozen=True, kw_only=True)
class CustomerReminded(Event):
    message_id: UUID
    times: int


@dataclass(frozen=True, kw_only=True)
class CaseLeftUnconfirmed(Event):
    """The last reminder stayed unanswered. Not a solution, and never counted as one."""


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(Event):
    """`person_id` has it now."""

    previous_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CaseHandedOver(Event):
    """The actor handed it to a colleague (`person_id` too) or to a team."""

    to_person_id: UUID | None = None
    to_team_id: UUID | None = None
    note_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CaseWaiting(Event):
    waiting_for: str


@dataclass(frozen=True, kw_only=True)
class CaseResumed(Event):
    pass


@dataclass(frozen=True, kw_only=True)
class CaseSetAside(Event):
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseBroughtBack(Event):
    pass


@dataclass(frozen=True, kw_only=True)
class CaseMerged(Event):
    into_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseUnmerged(Event):
    from_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageSplit(Event):
    message_id: UUID
    to_case_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageJoinedBack(Event):
    message_id: UUID
    from_case_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseDetailsChanged(Event):
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseMovedToCustomer(Event):
    from_customer_id: UUID
    to_customer_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseLinkRevoked(Event):
    link_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseLinkRequested(Event):
    """The owner of an old link's address asked for a fresh one, and it was sent to that address."""

    link_id: UUID


@dataclass(frozen=True, kw_only=True)
class DeliveryChanged(Event):
    message_id: UUID
    state: str
