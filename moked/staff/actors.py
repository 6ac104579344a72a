"""Who does something. Every write takes an actor, and every door asks it before opening."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from moked.staff.permissions import Permission


class Actor(Protocol):
    """Somebody or something that acts."""

    @property
    def code(self) -> str:
        """How the journal names the actor: `person:<id>`, `token:<id>`, `contact:<id>` or `system:<what>`."""

    def may(self, permission: Permission, business_id: UUID) -> bool:
        """Whether the actor may do this in that business."""


@dataclass(frozen=True)
class PersonActor:
    """A signed-in person with their permissions in each business they serve."""

    person_id: UUID
    permissions: Mapping[UUID, frozenset[str]]
    token_id: None = None

    @property
    def code(self) -> str:
        return f"person:{self.person_id}"

    @property
    def businesses(self) -> frozenset[UUID]:
        """The businesses this person serves: the scope of their screens."""
        return frozenset(self.permissions)

    def may(self, permission: Permission, business_id: UUID) -> bool:
        return permission.value in self.permissions.get(business_id, frozenset())

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether any business allows it: decides what the navigation shows."""
        return any(permission.value in allowed for allowed in self.permissions.values())

    def businesses_allowing(self, permission: Permission) -> frozenset[UUID]:
        """The businesses in which this person may do it."""
        return frozenset(key for key, allowed in self.permissions.items() if permission.value in allowed)


@dataclass(frozen=True)
class ApiActor:
    """A machine with a token of one business; may do what the token's scopes say, and nothing else."""

    token_id: UUID
    business_id: UUID
    permissions: frozenset[str]
    # It is nobody: what it writes has no author among the people.
    person_id: None = None

    @property
    def code(self) -> str:
        return f"token:{self.token_id}"

    def may(self, permission: Permission, business_id: UUID) -> bool:
        return business_id == self.business_id and permission.value in self.permissions


# Whoever works on our side by permissions: a person at a screen, or a machine with a token.
StaffActor = PersonActor | ApiActor


@dataclass(frozen=True)
class ContactActor:
    """A customer, known by one contact point through a link, a mail or a chat; sees one case."""

    contact_point_id: UUID
    case_id: UUID

    @property
    def code(self) -> str:
        return f"contact:{self.contact_point_id}"

    def may(self, permission: Permission, business_id: UUID) -> bool:
        return False


@dataclass(frozen=True)
class SystemActor:
    """A process of ours: the pipeline, the router, the reminders."""

    what: str

    @property
    def code(self) -> str:
        return f"system:{self.what}"

    def may(self, permission: Permission, business_id: UUID) -> bool:
        return True
