"""Months of the journal, made ahead of time so that no entry lands in the table for the rest."""

from dataclasses import dataclass
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


@dataclass
class ComingPartitions:
    """Makes the coming months once a day; asked every second, it mostly has nothing to do."""

    made_on: date | None = None

    def __call__(self, now: datetime) -> int:
        """Gives 0: there is never more to do at once."""
        if self.made_on != now.date():
            make_partitions(now.date())
            self.made_on = now.date()
        return 0
