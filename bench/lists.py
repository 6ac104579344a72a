"""Lists, the page of a case, and search, at three sizes of installation.

The pages are the real ones, made by Django's whole handler for somebody who serves three businesses. Beside them
stand a page of the same frame with next to nothing in it, and for search the bare statement.

`BENCH_CASES=1000,50000` names the sizes.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from uuid import UUID

import psycopg
from django.db import connection, connections
from django.urls import reverse

from bench.cost import percentile
from bench.frame import Row
from bench.installation import Installation
from bench.pages import ROUNDS, Times, Visitor, times_of
from bench.stage import command, make_cases
from demo.bulk.places import email_of
from moked.businesses.models import Topic
from moked.businesses.scope import in_whole_installation
from moked.cases.models import Case
from moked.customers.models import ContactPoint, Customer
from moked.staff.models import Person, Team

SIZES = "1000,50000,1000000"
BUSINESSES = 3
CASE_PAGES = 20
# A word as a share of all cases.
COMMON, UNCOMMON = 0.5, 0.01

FREQUENCIES = """
SELECT word, share
FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS each (word, share)
WHERE tablename = 'cases_casesearch' AND attname = 'lexemes' AND length(word) > 2 ORDER BY abs(share - %s) LIMIT 1
"""
BARE_SEARCH = "SELECT case_id FROM cases_casesearch WHERE lexemes @@ %s::tsquery LIMIT 12"


def measure(installation: Installation) -> Iterator[Row]:
    """The rows of every size, smallest first."""
    for size in (int(part) for part in os.environ.get("BENCH_CASES", SIZES).split(",")):
        begun = time.monotonic()
        make_cases(size, businesses=BUSINESSES)
        yield Row(f"bulk.cases_per_s@{size}", size / (time.monotonic() - begun), "cases/s")
        with in_whole_installation("a bench looks for what to open"):
            yield from _measure(size)
        connections.close_all()
        command("demo", "reset", "--yes")


def _measure(size: int) -> Iterator[Row]:
    visitor = Visitor(Person.objects.get(email=email_of(1)))
    frame = times_of(visitor, [reverse("workspace:notices")]).p95
    yield from _rows("list", size, times_of(visitor, _lists()), frame, "<= 60")
    yield from _rows("case", size, times_of(visitor, _cases()), frame, "<= 60")
    yield from _rows("desk", size, times_of(visitor, _desks()), frame, "<= 60")
    yield from _rows("customers", size, times_of(visitor, _customers()), frame, "<= 60")
    words = _words()
    bare = _bare([word for word in words.values() if word])
    searches = {kind: f"{reverse('workspace:search')}?q={word}" for kind, word in words.items()}
    yield from _rows("search", size, times_of(visitor, searches.values()), bare, "<= 150")


def _rows(name: str, size: int, times: Times, reference: float, goal: str) -> Iterator[Row]:
    print(f"{name}@{size}: slowest is {times.slowest}", file=sys.stderr)
    yield Row(f"{name}.p95_ms@{size}", times.p95, "ms", reference=reference, goal=goal)
    yield Row(f"{name}.slowest.p95_ms@{size}", times.slowest_p95, "ms", reference=reference, goal=goal)


def _lists() -> list[str]:
    """All cases from the beginning, from deep inside, and by every filter, those with few rows and none included."""
    address = reverse("workspace:cases")
    business = Case.objects.values_list("business_id", flat=True)[0]
    topics = list(Topic.objects.filter(business_id=business).values_list("pk", flat=True))
    teams = list(Team.objects.filter(business_id=business).order_by("pk").values_list("pk", flat=True))
    person = Person.objects.get(email=email_of(3)).pk
    # By the order of `demo.bulk.places`: topics and teams, the rare ones last.
    topic, rare, none, team, empty = topics[0], topics[-3], topics[-1], teams[0], teams[-1]
    queries = [
        "",
        *(f"after={_key_at(share)}" for share in (0.001, 0.5, 0.99)),
        *(f"state={state}" for state in ("new", "closed", "proposed", "merged", "set_aside")),
        *(f"topic={key}" for key in (topic, rare, none)),
        *(f"team={key}" for key in (team, empty)),
        *(f"person={person}", f"person={person}&state=proposed", f"person={person}&topic={rare}", "person=nobody"),
        *(f"person=nobody&topic={none}", "person=nobody&state=proposed", f"topic={topic}&team={empty}"),
        *(f"topic={topic}&state=merged", f"team={team}&state=proposed", f"topic={topic}&after={_key_at(0.9)}"),
        f"state=closed&after={_key_at(0.5)}",
    ]
    return [f"{address}?{query}" for query in queries]


def _key_at(share: float) -> str:
    """The key after this share of all cases."""
    rows = Case.objects.order_by("-last_activity_at", "-id").values_list("last_activity_at", "pk")
    moment, key = rows[int(Case.objects.count() * share)]
    return f"{moment.isoformat()}~{key}".replace("+", "%2B")


def _cases() -> list[str]:
    """Old, new and in between, and one of the customer who writes most."""
    keys: list[UUID] = list(
        Case.objects.order_by("pk").values_list("pk", flat=True)[:: max(1, Case.objects.count() // CASE_PAGES)]
    )
    regular = Customer.objects.order_by("pk")[0]
    keys.append(Case.objects.filter(customer=regular).latest("opened_at").pk)
    return [reverse("workspace:case", args=[key]) for key in keys[-CASE_PAGES - 1 :]]


def _desks() -> list[str]:
    return [reverse("workspace:desk"), reverse("workspace:work"), reverse("office:tray", args=["bulk-1"])]


def _customers() -> list[str]:
    """The list, and names that many have, that few have, that nobody has; an address; the end of a number."""
    address = reverse("workspace:customers")
    points = ContactPoint.objects.order_by("-pk")
    mail = points.filter(kind="email").values_list("normal", flat=True)[0]
    phone = points.filter(kind="phone").values_list("normal", flat=True)[0]
    middle = Customer.objects.order_by("name")[Customer.objects.count() // 2]
    first, last = middle.name.split(" ", 1)
    words = [first, last, f"{first} {last}", mail, mail.split("@")[0], phone[-7:], "קסקסקס"]
    return [
        *(address, f"{address}?after={middle.name}&id={middle.pk}"),
        *(f"{address}?q={word}" for word in words),
        reverse("workspace:customer", args=[Customer.objects.order_by("pk")[0].pk]),
    ]


def _words() -> dict[str, str]:
    """What is looked for: as many, as few and as none as can be; two words; a beginning; a number; an address."""
    # Only the owner may read what the database knows about words.
    with psycopg.connect(os.environ["DATABASE_URL"]) as link:
        common, uncommon = (_word_of(link, share) for share in (COMMON, UNCOMMON))
    case = Case.objects.select_related("business", "contact_point").order_by("pk")[7]
    return {
        "half": common,
        "percent": uncommon,
        "rare": case.contact_point.normal if case.contact_point else "",
        "old": str(case.number),
        "none": "קסקסקס",
        "two": f"{common} {uncommon}",
        "rare and common": f"{common} {case.customer.name}",
        "beginning": uncommon[:2],
        "reference": case.reference,
        "none of two": f"{common} קסקסקס",
    }


def _word_of(link: psycopg.Connection, share: float) -> str:
    """A word that stands in about this share of all cases."""
    found = link.execute(FREQUENCIES, [share]).fetchone()
    if found is None:
        raise LookupError("the database knows no words; was it analysed?")
    return str(found[0])


def _bare(words: Sequence[str]) -> float:
    """The statement alone, with no order and no scope."""
    taken = []
    with connection.cursor() as cursor:
        for word in [*words] * ROUNDS:
            query = " & ".join(f"'{part}'" for part in word.split())
            begun = time.perf_counter()
            cursor.execute(BARE_SEARCH, [query])
            cursor.fetchall()
            taken.append((time.perf_counter() - begun) * 1000)
    return percentile(taken, 95)
