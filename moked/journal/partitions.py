"""Months of the journal, made ahead of time so that no entry lands in the table for the rest."""

from datetime import date, datetime

from django.db import connection

MONTHS_AHEAD = 3


def months_from(first: date, count: int) -> list[date]:
    """The first days of `count` months from the month of `first` on."""
    start = first.year * 12 + first.month - 1
    return [date((start + step) // 12, (start + step) % 12 + 1, 1) for step in range(count)]


def make_partitions(first: date, count: int = MONTHS_AHEAD) -> None:
    """Makes the partitions of these months where they are missing."""
    with connection.cursor() as cursor:
        for month in months_from(first, count):
            cursor.execute("SELECT journal_make_partition(%s)", (month,))


def make_coming_partitions(now: datetime) -> int:
    """Makes the partitions of the coming months. Safe to repeat. Gives 0: it never asks to be run again at once."""
    make_partitions(now.date())
    return 0
