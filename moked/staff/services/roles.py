"""Roles: named sets of permissions."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from moked.journal.record import record
from moked.lib.rows import assign
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor
from moked.staff.errors import LastAdministrator, NameTaken, RoleInUse
from moked.staff.events import RoleChanged, RoleCreated, RoleRemoved
from moked.staff.models import Membership, Role
from moked.staff.permissions import Permission


@transaction.atomic
def create_role(*, actor: Actor, business_id: UUID, name: str, permissions: Sequence[str]) -> Role:
    """A new role. Raises NameTaken."""
    check_allowed(actor, business_id, Permission.OFFICE_PEOPLE)
    if Role.objects.filter(business_id=business_id, name=name).exists():
        raise NameTaken
    role = Role.objects.create(business_id=business_id, name=name, permissions=list(permissions))
    record(RoleCreated(business_id=business_id, actor=actor.code, role_id=role.pk))
    return role


@transaction.atomic
def change_role(*, actor: Actor, business_id: UUID, role_id: UUID, name: str, permissions: Sequence[str]) -> Role:
    """Changes what everybody with this role may do. Raises NameTaken, LastAdministrator."""
    role = get_row(Role, actor=actor, business_id=business_id, row_id=role_id, to=Permission.OFFICE_PEOPLE, lock=True)
    if Role.objects.filter(business_id=business_id, name=name).exclude(pk=role_id).exists():
        raise NameTaken
    changed = assign(role, {"name": name, "permissions": list(permissions)})
    if changed:
        role.save(update_fields=list(changed))
        keep_an_administrator(business_id)
        record(RoleChanged(business_id=business_id, actor=actor.code, role_id=role_id, fields=changed))
    return role


@transaction.atomic
def remove_role(*, actor: Actor, business_id: UUID, role_id: UUID) -> None:
    """Removes a role nobody holds. Raises RoleInUse."""
    role = get_row(Role, actor=actor, business_id=business_id, row_id=role_id, to=Permission.OFFICE_PEOPLE, lock=True)
    try:
        role.delete()
    except ProtectedError as error:
        raise RoleInUse from error
    record(RoleRemoved(business_id=business_id, actor=actor.code, role_id=role_id))


def keep_an_administrator(business_id: UUID) -> None:
    """Raises LastAdministrator when nobody active may manage people any more, which rolls the change back."""
    may_manage = Membership.objects.filter(
        business_id=business_id,
        is_active=True,
        person__is_active=True,
        role__permissions__contains=[Permission.OFFICE_PEOPLE.value],
    )
    if not may_manage.exists():
        raise LastAdministrator
