"""The door to what an administrator changes: missing and forbidden look alike."""

from typing import TypeVar
from uuid import UUID

from moked.businesses.models import Scoped
from moked.lib.errors import NotFound
from moked.staff.actors import Actor
from moked.staff.permissions import Permission

S = TypeVar("S", bound=Scoped)


def check_allowed(actor: Actor, business_id: UUID, to: Permission) -> None:
    """Raises NotFound unless the actor may do this in that business."""
    if not actor.may(to, business_id):
        raise NotFound


def get_row(
    model: type[S], *, actor: Actor, business_id: UUID, row_id: UUID, to: Permission, lock: bool = False
) -> S:
    """The business's row with this key. Raises NotFound for another business's row as for none."""
    check_allowed(actor, business_id, to)
    rows = model.objects.filter(business_id=business_id, pk=row_id)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise NotFound
    return row
