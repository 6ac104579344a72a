"""What happens to cases. `person_id` is whose desk changes with it.

One file: the table of reactions and the reference of events read an app's events as one list.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from moked.journal.audiences import EVERYTHING, Part
from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """A new matter of a customer began."""

    customer_id: UUID
    channel: str


@dataclass(frozen=True, kw_only=True)
class CustomerWrote(Event):
    """A person wrote: somebody of ours must act. `turned` unless the case was in our hands already."""

    changes: ClassVar = EVERYTHING - {Part.BELL}

    message_id: UUID
    channel: str
    turned: bool = True

    def parts(self) -> frozenset[Part]:
        """A message more to somebody whose turn it is changes no more than the words; a chat tells its own pages."""
        if self.turned:
            return self.changes
        words = frozenset({Part.WORDS, Part.WORK})
        return words if self.channel == "chat" else words | {Part.HEARD}


@dataclass(frozen=True, kw_only=True)
class AutomaticMessageKept(Event):
    """A robot, or a bare thanks, was added to the case. Nobody needs to act."""

    changes: ClassVar = frozenset({Part.WORDS, Part.HEARD})

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class AnswerHeld(Event):
    """An answer was written and can still be taken back, or leaves at a chosen time."""

    message_id: UUID
    is_scheduled: bool


@dataclass(frozen=True, kw_only=True)
class AnswerTakenBack(Event):
    """An answer was taken back before it left."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageReleased(Event):
    """A message of ours is final and goes on its way. What a program wrote by itself is no answer."""

    message_id: UUID
    is_proposal: bool
    is_by_program: bool = False


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    """A colleague wrote something the customer never sees."""

    changes: ClassVar = frozenset({Part.WORDS, Part.WORK})

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class ColleagueMentioned(Event):
    """A note asks `person_id` to look."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class SolutionProposed(Event):
    """A solution left for the customer, whose word is awaited."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class SolutionRejected(Event):
    """The customer says that it is not solved yet."""

    channel: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    """The customer said it is solved. There is no other way to this event."""

    closing_id: UUID
    channel: str


@dataclass(frozen=True, kw_only=True)
class CaseReopened(Event):
    """The customer took a closing back, or wrote again soon after it."""

    times: int


@dataclass(frozen=True, kw_only=True)
class CustomerReminded(Event):
    """A silent customer was asked again whether it is solved."""

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
    """The actor handed it to a colleague (`person_id` too) or a team. `previous_id` and that team had it before."""

    to_person_id: UUID | None = None
    to_team_id: UUID | None = None
    note_id: UUID | None = None
    previous_id: UUID | None = None
    previous_team_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class HandOverTakenBack(Event):
    """Whoever handed it over took that back: `person_id` and the team have it again, `previous_id` no more."""

    previous_id: UUID | None = None
    team_id: UUID | None = None


# By these somebody is given a case, or a team.
GIVING = (CaseAssigned.code, CaseHandedOver.code, HandOverTakenBack.code)


@dataclass(frozen=True, kw_only=True)
class CaseWaiting(Event):
    """The case waits for somebody else, or for a moment: `for_promise` one at which we do what we promised."""

    waiting_for: str
    for_promise: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseResumed(Event):
    """A wait ended."""


@dataclass(frozen=True, kw_only=True)
class CaseSetAside(Event):
    """Somebody or something said that this is not a case."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseBroughtBack(Event):
    """What was set aside is a case after all."""


@dataclass(frozen=True, kw_only=True)
class CaseMerged(Event):
    """The case goes on in another one."""

    into_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseUnmerged(Event):
    """The case stands for itself again."""

    from_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageSplit(Event):
    """A message got a case of its own."""

    message_id: UUID
    to_case_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageJoinedBack(Event):
    """A split was taken back."""

    message_id: UUID
    from_case_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseDetailsChanged(Event):
    """The subject or the topic changed."""

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseMovedToCustomer(Event):
    """The case belongs to another customer than was thought."""

    customers: ClassVar = ("from_customer_id", "to_customer_id")

    from_customer_id: UUID
    to_customer_id: UUID
    move_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DeskNameChanged(Event):
    """A customer with open cases at `person_id`'s desk goes by another name: renamed, or read as somebody else."""

    changes: ClassVar = frozenset({Part.WORK})
    # Whoever shows the customer was told by what happened to them.
    customers: ClassVar = ()

    customer_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseMoveTakenBack(Event):
    """The case is the former customer's again, with their links to it."""

    customers: ClassVar = ("from_customer_id", "to_customer_id")

    from_customer_id: UUID
    to_customer_id: UUID
    move_id: UUID


@dataclass(frozen=True, kw_only=True)
class JoinDismissed(Event):
    """A person said that two open cases of a customer are not one matter."""

    other_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseLinkRevoked(Event):
    """A customer's link opens nothing any more."""

    link_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseLinkShown(Event):
    """A colleague looked at the customer's link, and may have handed it on."""

    link_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseLinkRequested(Event):
    """The owner of an old link's address asked for a fresh one, and it was sent to that address."""

    link_id: UUID


@dataclass(frozen=True, kw_only=True)
class DeliveryChanged(Event):
    """A message of ours was sent, failed, came back, or nobody knows."""

    message_id: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class FileQuarantined(Event):
    """A scanner found malware in a file: it goes to nobody."""

    attachment_id: UUID


@dataclass(frozen=True, kw_only=True)
class IncidentOpened(Event):
    """One trouble of many customers is looked after together from now on."""

    incident_id: UUID


@dataclass(frozen=True, kw_only=True)
class IncidentChanged(Event):
    """The incident's name, what it gathers by, or its lessons changed."""

    incident_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseJoinedIncident(Event):
    """The case belongs to the incident; `by_itself` when nobody said so. `why` holds what they have in common."""

    incident_id: UUID
    by_itself: bool
    why: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CaseLeftIncident(Event):
    """Somebody took the case out of the incident; it does not join it again by itself."""

    incident_id: UUID


@dataclass(frozen=True, kw_only=True)
class IncidentUpdateWritten(Event):
    """An update, or the question whether it is solved, is on its way to `cases` cases."""

    incident_id: UUID
    update_id: UUID
    kind: str
    cases: int


@dataclass(frozen=True, kw_only=True)
class IncidentOver(Event):
    """The trouble is over; each customer is asked whether it is for them."""

    incident_id: UUID
    cases: int


@dataclass(frozen=True, kw_only=True)
class PublicNoticePutUp(Event):
    """Whoever turns to the business is told of the incident."""

    incident_id: UUID
    notice_id: UUID


@dataclass(frozen=True, kw_only=True)
class PublicNoticeTakenDown(Event):
    """Whoever turns to the business is told of the incident no more."""

    incident_id: UUID
    notice_id: UUID


@dataclass(frozen=True, kw_only=True)
class AutomaticsPaused(Event):
    """Nothing leaves by itself for the case until `until` (seconds since 1970)."""

    until: int


@dataclass(frozen=True, kw_only=True)
class AutomaticsResumed(Event):
    """What leaves by itself does so again."""


@dataclass(frozen=True, kw_only=True)
class TaskOpened(Event):
    """Something is to be done about a case; it is `person_id`'s, or nobody's yet. `due` in seconds of the epoch."""

    task_id: UUID
    kind: str
    due: int


@dataclass(frozen=True, kw_only=True)
class TaskGiven(Event):
    """A task is `person_id`'s now."""

    task_id: UUID
    kind: str
    previous_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TaskDueSoon(Event):
    """Whoever has a task was reminded of it."""

    task_id: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class TaskMissed(Event):
    """A task was not done in time; said once more after each stretch that it stays so, `times` counting from 1."""

    task_id: UUID
    kind: str
    times: int


@dataclass(frozen=True, kw_only=True)
class TaskEnded(Event):
    """A task was done, or dropped. What was noted and learned stands with the task."""

    task_id: UUID
    kind: str
    outcome: str
    is_late: bool
