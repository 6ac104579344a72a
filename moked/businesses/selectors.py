"""Reads about businesses."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from moked.businesses.models import Business, PublicNotice
from moked.lib.languages import text_in
from moked.lib.postgres.questions import asked_often


class RegClassField(models.TextField[str, str]):
    """The name of a table or sequence, as PostgreSQL's functions take it."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "regclass"


def case_numbers_of(business_id: UUID) -> str:
    """The sequence from which a business draws the numbers of its cases."""
    return f"case_numbers_{business_id.hex}"


def next_case_number(business_id: UUID) -> Func:
    """Draws the next case number of a business when the row is inserted.

    A number taken by a transaction that rolls back is skipped.
    """
    sequence = Cast(Value(case_numbers_of(business_id)), RegClassField())
    return Func(sequence, function="nextval", output_field=models.BigIntegerField())


def today_in(business: Business) -> date:
    """The day it is where the business is."""
    return timezone.now().astimezone(ZoneInfo(business.time_zone)).date()


def demo_is_loaded() -> bool:
    """Whether demo data lives here; outgoing roads then end in the built-in letterbox."""
    return bool(_demo_businesses())


@asked_often
def _demo_businesses() -> QuerySet[Business, UUID]:
    return Business.objects.filter(is_demo=True).values_list("pk", flat=True)[:1]


def notices_now(business_id: UUID, language: str) -> tuple[str, ...]:
    """What everybody is told meanwhile, the newest first, each in the language where it was written in it, else in
    the business's own. One query."""
    found = _notices_now(business_id)
    return tuple(text for texts, own in found if (text := text_in(texts, language, own)[1]))


@asked_often
def _notices_now(business_id: UUID) -> QuerySet[PublicNotice, tuple[dict[str, str], str]]:
    rows = PublicNotice.objects.filter(business_id=business_id, shown_until=None).order_by("-shown_from")
    return rows.values_list("texts", "business__language")
