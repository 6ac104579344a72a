"""Filling an installation: businesses first, then case after case, all in one transaction of the owner's."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from demo.bulk.calendar import DAYS, moments
from demo.bulk.copying import without_indexes
from demo.bulk.places import Place, set_up_places
from demo.bulk.rows import Writer
from demo.bulk.words import english, hebrew
from demo.reset import RealDataFound
from moked.businesses.models import Business
from moked.businesses.scope import in_whole_installation
from moked.journal.partitions import make_partitions

# So many cases go to the database at a time.
BATCH = 5_000
SEED = "moked"


class LoadedAlready(Exception):
    """Made-up businesses are here already."""


def load_bulk(
    *,
    cases: int,
    businesses: int = 1,
    seed: str = SEED,
    now: datetime | None = None,
    tell: Callable[[int], None] = lambda count: None,
) -> list[Business]:
    """Makes that many cases in that many businesses, the first one largest; `tell` hears how many there are so far.

    The same seed and moment make the same installation, but for the keys of what is set up by services. Raises
    RealDataFound where any business is not a demonstration, LoadedAlready at the second time.
    """
    now = now or timezone.now()
    if Business.objects.filter(is_demo=False).exists():
        raise RealDataFound
    if Business.objects.filter(slug="bulk-1").exists():
        raise LoadedAlready
    with in_whole_installation("making up businesses"):
        with transaction.atomic():
            first = now - timedelta(days=DAYS)
            make_partitions(first.date(), count=_months(first.date(), now.date()))
            places = set_up_places(businesses)
            _fill(places, cases, seed, now, tell)
        _settle()
    return [place.business for place in places]


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _fill(places: list[Place], cases: int, seed: str, now: datetime, tell: Callable[[int], None]) -> None:
    rng = Random(seed)
    languages = (hebrew(), english())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        xid = int(cursor.fetchone()[0])
    end = int(now.timestamp() * 1000)
    writers = [Writer(rng, place, end, xid, languages) for place in places]
    # Unpartitioned tables only: an index of the journal is small in each month.
    tables = [table.name for table in writers[0].tables if table.name != "journal_entry"]
    with without_indexes(tables):
        for count, (writer, moment) in enumerate(_shares(rng, writers, cases, now), start=1):
            writer.add_case(moment)
            if count % BATCH == 0:
                _write(writers)
                tell(count)
        _write(writers)
    tell(cases)
    for writer in writers:
        _go_on_from(writer)


def _shares(rng: Random, writers: list[Writer], cases: int, now: datetime) -> Iterator[tuple[Writer, int]]:
    """Whose each case is: the second business has half as many as the first, the third a third."""
    weights = [1 / (place + 1) for place in range(len(writers))]
    for moment in moments(rng, cases, now):
        yield rng.choices(writers, weights)[0], moment


def _write(writers: list[Writer]) -> None:
    for writer in writers:
        writer.write()


def _go_on_from(writer: Writer) -> None:
    """The next case takes the number after the last one here."""
    with connection.cursor() as cursor:
        name = f"case_numbers_{writer.place.business.pk.hex}"
        cursor.execute("SELECT setval(%s::regclass, %s, false)", (name, writer.number))


def _settle() -> None:
    """What the database would do by itself in its own time: without it the first pages would be slow."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
