"""Months of the journal: made ahead, and made late without losing what came before."""

from datetime import date, datetime

import psycopg
import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.journal.models import JournalEntry
from moked.journal.partitions import ComingPartitions, make_partitions, months_from
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)


def test_moves_entries_of_a_month_made_late_into_it(database_url: str) -> None:
    business = builders.a_business()
    moment = datetime(2031, 5, 17, tzinfo=timezone.get_current_timezone())
    with psycopg.connect(database_url, autocommit=True) as link:
        link.execute(
            "INSERT INTO journal_entry (xid, at, business_id, code, actor) VALUES (1, %s, %s, 'x', 'system:test')",
            (moment, business.pk),
        )
        make_partitions(date(2031, 5, 1), 1)
        make_partitions(date(2031, 5, 1), 1)
        where = link.execute("SELECT tableoid::regclass::text FROM journal_entry WHERE at = %s", (moment,)).fetchone()
    assert where == ("journal_entry_2031_05",)
    with in_scope([business.pk]):
        assert JournalEntry.objects.filter(at=moment).count() == 1


def test_keeps_entries_append_only_in_a_month_made_late(database_url: str) -> None:
    make_partitions(date(2031, 6, 1), 1)
    business = builders.a_business()
    with psycopg.connect(database_url, autocommit=True) as link:
        link.execute(
            "INSERT INTO journal_entry (xid, at, business_id, code, actor) "
            "VALUES (1, '2031-06-02', %s, 'x', 'system:test')",
            (business.pk,),
        )
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            link.execute("UPDATE journal_entry SET code = 'y' WHERE business_id = %s", (business.pk,))


def test_makes_the_coming_months_once_a_day() -> None:
    coming = ComingPartitions()
    now = timezone.now()
    assert coming(now) == 0
    assert coming.made_on == now.date()


def test_counts_months_over_the_turn_of_the_year() -> None:
    assert months_from(date(2026, 11, 24), 3) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
