"""What happened to the people, their roles and what a business is made of.

`fields` are the names of changed columns, never their values; the values are kept by the audit tables.
"""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    """A person was given an account and has yet to choose a password."""


@dataclass(frozen=True, kw_only=True)
class MembershipCreated(Event):
    membership_id: UUID


@dataclass(frozen=True, kw_only=True)
class MembershipChanged(Event):
    membership_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RoleCreated(Event):
    role_id: UUID


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Event):
    role_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RoleRemoved(Event):
    role_id: UUID


@dataclass(frozen=True, kw_only=True)
class TeamCreated(Event):
    team_id: UUID


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Event):
    team_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SkillCreated(Event):
    skill_id: UUID


@dataclass(frozen=True, kw_only=True)
class SkillChanged(Event):
    skill_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SkillRemoved(Event):
    skill_id: UUID


@dataclass(frozen=True, kw_only=True)
class TopicCreated(Event):
    topic_id: UUID


@dataclass(frozen=True, kw_only=True)
class TopicChanged(Event):
    topic_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BusinessCreated(Event):
    """A business opened its doors, with roles to give."""


@dataclass(frozen=True, kw_only=True)
class BusinessChanged(Event):
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApiTokenCreated(Event):
    """A machine was given a token with these scopes."""

    token_id: UUID
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApiTokenRevoked(Event):
    """A token opens nothing any more."""

    token_id: UUID


@dataclass(frozen=True, kw_only=True)
class DutyChanged(Event):
    """A line of the duty plan of a team or a role was added, changed or removed."""

    line_id: UUID
    team_id: UUID | None
    role_id: UUID | None
