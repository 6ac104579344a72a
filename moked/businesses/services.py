"""Writes about businesses."""

from django.db import connection, transaction

from moked.businesses.models import Business, Pool


@transaction.atomic
def create_business(
    *,
    name: str,
    slug: str,
    case_prefix: str,
    language: str = "he",
    pool: Pool | None = None,
    first_case_number: int = 1001,
    is_demo: bool = False,
) -> Business:
    """A new business with its own case numbers; without a pool it gets one to itself."""
    business = Business(
        pool=pool or Pool.objects.create(name=name),
        name=name,
        slug=slug,
        case_prefix=case_prefix,
        language=language,
        is_demo=is_demo,
    )
    business.full_clean()
    business.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT moked_create_case_numbers(%s, %s)", (business.pk, first_case_number))
    return business
