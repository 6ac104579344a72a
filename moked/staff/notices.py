"""Telling a person that something concerns them."""

from uuid import UUID

from moked.staff.models import Notice


def write_notice(
    *,
    business_id: UUID,
    person_id: UUID,
    kind: Notice.Kind,
    case_id: UUID | None = None,
    customer_id: UUID | None = None,
    by_id: UUID | None = None,
) -> Notice:
    """Puts a notice on a person's bell. Called inside the transaction of what it tells about."""
    return Notice.objects.create(
        business_id=business_id, person_id=person_id, by_id=by_id, kind=kind, case_id=case_id, customer_id=customer_id
    )
