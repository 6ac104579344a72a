"""The times that laws set, as a business has them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from moked.businesses.models import Business, Matter
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.lib.rows import assign
from moked.promises.domain.statutes import Law, StatuteInvalid
from moked.promises.errors import StatuteRefused
from moked.promises.events import StatuteChanged
from moked.promises.models import Statute
from moked.promises.statutes import laws_of
from moked.staff.access import check_allowed
from moked.staff.actors import Actor
from moked.staff.permissions import Permission


class Written(NamedTuple):
    """A time as it is written down: see `set_statute`."""

    within: timedelta
    source: str
    registered: timedelta | None = None


@transaction.atomic
def set_statutes(*, actor: Actor, business_id: UUID, laws: Mapping[str, Written | None]) -> None:
    """Writes down the times of several matters at once, all or none; None takes a matter's time out of use. What the
    country's default says anyway is not written down. Raises as `set_statute`."""
    business = Business.objects.get(pk=business_id)
    known = laws_of(business)
    for matter, law in laws.items():
        before = known.get(matter)
        if law is not None:
            is_same = (
                before is not None
                and before.is_active
                and law == Written(before.within, before.source, before.registered)
            )
            if not is_same:
                set_statute(
                    actor=actor,
                    business_id=business_id,
                    matter=matter,
                    within=law.within,
                    source=law.source,
                    registered=law.registered,
                )
        elif before is not None and before.is_active:
            set_statute(
                actor=actor,
                business_id=business_id,
                matter=matter,
                within=before.within,
                source=before.source,
                registered=before.registered,
                is_active=False,
            )


@transaction.atomic
def set_statute(
    *,
    actor: Actor,
    business_id: UUID,
    matter: str,
    within: timedelta,
    source: str,
    registered: timedelta | None = None,
    is_active: bool = True,
) -> Statute:
    """Writes down the time a law sets for a kind of matter, day and night from the notice; `registered` is the one
    for a notice by registered mail, where that is another. Running clocks stay.

    Raises NotFound for an unknown matter, and StatuteRefused.
    """
    check_allowed(actor, business_id, Permission.PROMISES_EDIT)
    if matter not in Matter.values:
        raise NotFound
    try:
        law = Law(matter, within, source.strip(), registered)
    except StatuteInvalid as error:
        raise StatuteRefused(error.code) from error
    facts = {
        "within": law.within,
        "registered": law.registered,
        "source": law.source,
        "is_active": is_active,
    }
    rows = Statute.objects.select_for_update(of=("self",))
    row, is_new = rows.get_or_create(business_id=business_id, matter=matter, defaults=facts)
    changed = assign(row, facts)
    if changed:
        row.save(update_fields=changed)
    if is_new or changed:
        record(StatuteChanged(business_id=business_id, actor=actor.code, statute_id=row.pk, matter=matter))
    return row
