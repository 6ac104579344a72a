"""Cases and the work they make."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool

from moked.api.schemas.basis import (
    LEFT_OUT,
    MESSAGE_LENGTH,
    AsideReason,
    Input,
    LanguageCode,
    Moment,
    NamedOut,
    State,
    Text,
    Weight,
    named_of,
)
from moked.cases.models import Case
from moked.routing.models import WorkItem


class CaseOut(Schema):
    id: UUID
    reference: str
    subject: str
    state: State
    channel: str
    language: str
    customer: NamedOut
    topic: NamedOut | None
    team: NamedOut | None
    assignee: NamedOut | None
    system_id: UUID | None
    criticality: Weight
    matter: str
    automatics_paused_until: datetime | None
    account_id: UUID | None
    contact_point_id: UUID | None
    waiting_for: str
    waiting_until: datetime | None
    set_aside_reason: str
    merged_into_id: UUID | None
    follows_id: UUID | None
    opened_at: datetime
    last_activity_at: datetime
    customer_wrote_at: datetime | None
    answered_at: datetime | None
    proposed_at: datetime | None
    closed_at: datetime | None
    times_reopened: int

    @classmethod
    def of(cls, case: Case) -> "CaseOut":
        """Needs business, customer, topic, team and assignee loaded."""
        named: dict[str, Any] = {name: named_of(getattr(case, name)) for name in ("customer", "topic", "team")}
        assignee = case.assignee
        return cls(
            **named,
            assignee=NamedOut(id=assignee.pk, name=assignee.full_name) if assignee else None,
            merged_into_id=case.canonical_id,
            **{name: getattr(case, name) for name in cls.model_fields if name not in _CASE_MADE},
        )


_CASE_MADE = frozenset({"customer", "topic", "team", "assignee", "merged_into_id"})


class CasePage(Schema):
    items: list[CaseOut]
    next_cursor: str | None


class OpenCaseIn(Input):
    """A new case of a customer, with what they said. Give an address (`email`), or a `contact_point_id`."""

    email: Annotated[Text, Field(max_length=254)] | None = None
    contact_point_id: UUID | None = None
    name: Annotated[Text, Field(max_length=160)] = ""
    subject: Annotated[Text, Field(max_length=250)] = ""
    text: Annotated[Text, Field(min_length=1, max_length=MESSAGE_LENGTH, pattern=r"\S")]
    language: LanguageCode | None = None
    topic_id: UUID | None = None
    team_id: UUID | None = None
    mailbox_id: UUID | None = None


class DetailsIn(Input):
    """What is left out stays."""

    subject: Annotated[Text, Field(max_length=250)] = LEFT_OUT
    topic_id: UUID = LEFT_OUT


class HandOverIn(Input):
    """To one colleague or to one team."""

    to_person_id: UUID | None = None
    to_team_id: UUID | None = None
    reason: Annotated[Text, Field(max_length=4000)] = ""


class SetAsideIn(Input):
    reason: AsideReason


class WaitIn(Input):
    """`until` is needed when the case waits for a moment; at that time it comes back by itself."""

    waiting_for: Literal["customer", "colleague", "supplier", "moment"]
    until: Moment | None = None


class IntoIn(Input):
    into_id: UUID


class MoveIn(Input):
    customer_id: UUID


class WeighIn(Input):
    """Which system it is about, if any, and how critical it is; without a criticality it follows system and topic."""

    system_id: UUID | None = None
    criticality: Weight | None = None


class MatterIn(Input):
    """Without a `matter` no law sets a time for this case. It counts from `since`, or from the opening."""

    matter: Literal["complaint", "cancellation", "enquiry"] | None
    since: Moment | None = None
    by_registered: StrictBool = False


class PauseIn(Input):
    until: Moment
    reason: Annotated[Text, Field(min_length=1, max_length=200, pattern=r"\S")]


class LinkOut(Schema):
    url: str


class RevokedOut(Schema):
    """How many links there were."""

    count: int


class WorkItemOut(Schema):
    id: UUID
    case_id: UUID
    task_id: UUID | None
    state: Literal["waiting", "offered", "held", "done"]
    mode: Literal["live", "deferred"]
    language: str
    team_id: UUID | None
    holder_id: UUID | None
    waiting_since: datetime
    held_since: datetime | None
    done_at: datetime | None

    @classmethod
    def of(cls, item: WorkItem) -> "WorkItemOut":
        return cls(**{name: getattr(item, name) for name in cls.model_fields})


class WorkItemPage(Schema):
    items: list[WorkItemOut]
    next_cursor: str | None
