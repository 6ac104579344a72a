"""Segments: customers who are served alike, and who is of which."""

from uuid import UUID

from django.db import transaction

from moked.customers.access import get_customer
from moked.customers.errors import SegmentLeft
from moked.customers.events import SegmentChanged, SegmentCreated, SegmentSet
from moked.customers.models import Customer, Segment
from moked.customers.selectors import canonical_ids
from moked.journal.record import record
from moked.lib.errors import Invalid, NotFound
from moked.lib.rows import once
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor
from moked.staff.errors import NameTaken
from moked.staff.permissions import Permission

TO = Permission.PROFILES_EDIT


@transaction.atomic
def create_segment(*, actor: Actor, business_id: UUID, name: str) -> Segment:
    """A further segment. Raises Invalid without a name, NameTaken."""
    check_allowed(actor, business_id, TO)
    _check_name(business_id, name)
    with once("segment_name_once", NameTaken):
        segment = Segment.objects.create(business_id=business_id, name=name.strip())
    record(SegmentCreated(business_id=business_id, actor=actor.code, segment_id=segment.pk))
    return segment


@transaction.atomic
def rename_segment(*, actor: Actor, business_id: UUID, segment_id: UUID, name: str) -> Segment:
    """Another name for a segment. Raises Invalid, NameTaken."""
    segment = get_row(Segment, actor=actor, business_id=business_id, row_id=segment_id, to=TO, lock=True)
    if segment.name != name.strip():
        _check_name(business_id, name)
        segment.name = name.strip()
        with once("segment_name_once", NameTaken):
            segment.save(update_fields=["name"])
        record(SegmentChanged(business_id=business_id, actor=actor.code, segment_id=segment_id))
    return segment


@transaction.atomic
def set_segment(*, actor: Actor, customer_id: UUID, segment_id: UUID | None, out_of: UUID | None = None) -> None:
    """Puts a customer, under every record of theirs, into a segment of their business, or into none; where `out_of`
    is given, only out of that one: somebody may have put them into another meanwhile.

    Raises NotFound for a segment of another business, SegmentLeft.
    """
    customer = get_customer(actor, customer_id, to=TO, lock=True)
    if segment_id and not Segment.objects.filter(pk=segment_id, business_id=customer.business_id).exists():
        raise NotFound
    if out_of is not None and customer.segment_id not in (out_of, segment_id):
        raise SegmentLeft
    if customer.segment_id == segment_id:
        return
    Customer.objects.filter(pk__in=canonical_ids(customer)).update(segment_id=segment_id)
    record(
        SegmentSet(business_id=customer.business_id, actor=actor.code, customer_id=customer.pk, segment_id=segment_id)
    )


def _check_name(business_id: UUID, name: str) -> None:
    if not name.strip() or len(name.strip()) > 80:
        raise Invalid
    if Segment.objects.filter(business_id=business_id, name=name.strip()).exists():
        raise NameTaken
