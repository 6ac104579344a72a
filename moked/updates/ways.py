"""Reads: by which way the customer of a case hears, and at which address or number."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F

from moked.cases.models import Case
from moked.customers.models import ContactPoint
from moked.customers.selectors import canonical_ids
from moked.updates.domain.ways import Instead, Way, choose_way

WAY_OF = {
    ContactPoint.Kind.EMAIL.value: Way.MAIL,
    ContactPoint.Kind.CHAT.value: Way.CHAT,
    ContactPoint.Kind.PHONE.value: Way.PHONE,
}


@dataclass(frozen=True)
class WayOut:
    """Where an update goes. `instead`: what stood in the way of the one that was chosen."""

    way: Way
    point: ContactPoint
    instead: Instead | None = None

    @property
    def is_call(self) -> bool:
        """Somebody has to call."""
        return self.way is Way.PHONE


def way_out(case: Case, road: str, *, in_writing: bool = False) -> WayOut | None:
    """How the customer hears of a case, `road` being what they chose; `in_writing` leaves out calling them.

    None when there is no way. Needs `contact_point` and `customer`. Two queries at most, none for most.
    """
    own_point = case.contact_point
    own = WAY_OF[own_point.kind] if own_point is not None else None
    wanted = Way(road) if road else None
    if in_writing and wanted is Way.PHONE:
        wanted = None
    points: dict[Way, ContactPoint] = {}
    if own_point is not None and own is not None and own_point.undeliverable_since is None:
        points[own] = own_point
    if (wanted or own) not in points:
        points = {**_other_points(case), **points}
    if in_writing:
        points.pop(Way.PHONE, None)
    chosen = choose_way(wanted, own, points.keys())
    return WayOut(chosen.way, points[chosen.way], chosen.instead) if chosen else None


def _other_points(case: Case) -> Mapping[Way, ContactPoint]:
    """Addresses the customer proved, and their numbers: whoever calls makes sure who it is."""
    kinds = (ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE)
    rows = ContactPoint.objects.filter(
        customer__in=canonical_ids(case.customer), kind__in=kinds, undeliverable_since=None
    ).order_by(F("verified_at").desc(nulls_last=True), "created_at", "pk")
    found: dict[Way, ContactPoint] = {}
    for point in rows:
        if point.kind == ContactPoint.Kind.PHONE or (point.verified_at and point.is_tied):
            found.setdefault(WAY_OF[point.kind], point)
    return found
