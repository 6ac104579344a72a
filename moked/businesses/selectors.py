"""Reads about businesses."""

from uuid import UUID

from django.db import connection

from moked.businesses.models import Business


def next_case_number(business_id: UUID) -> int:
    """The next case number of a business. A number taken by a transaction that rolls back is skipped."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass)", (f"case_numbers_{business_id.hex}",))
        return int(cursor.fetchone()[0])


def demo_is_loaded() -> bool:
    """Whether demo data lives here; outgoing roads then end in the built-in letterbox."""
    return Business.objects.filter(is_demo=True).exists()
