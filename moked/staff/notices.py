"""Telling a person that something concerns them, and that it does not any more."""

from uuid import UUID

from moked.staff.models import Notice


def write_notice(
    *,
    business_id: UUID,
    person_id: UUID,
    kind: Notice.Kind,
    case_id: UUID | None = None,
    customer_id: UUID | None = None,
    about_id: UUID | None = None,
    by_id: UUID | None = None,
) -> Notice:
    """Puts a notice on a person's bell. `about_id` is the call, commitment or task of the case it speaks of. Called
    inside the transaction of what it tells about."""
    return Notice.objects.create(
        business_id=business_id,
        person_id=person_id,
        by_id=by_id,
        kind=kind,
        case_id=case_id,
        customer_id=customer_id,
        about_id=about_id,
    )


def withdraw_notices(*, person_id: UUID, kind: Notice.Kind, case_id: UUID, by_id: UUID) -> None:
    """Takes what somebody told of a case off a person's bell; what was read stays. Called inside the transaction of
    what undoes it."""
    Notice.objects.filter(person_id=person_id, kind=kind, case_id=case_id, by_id=by_id, read_at=None).delete()
