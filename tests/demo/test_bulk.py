"""The made-up installation, loaded for real by the command into a database of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from moked.lib.postgres.address import PLAIN_ROLE
from moked.lib.postgres.embedded import start_embedded

CASES = 400
SHAPE = """
SELECT (SELECT count(*) FROM pg_constraint WHERE connamespace = 'public'::regnamespace),
       (SELECT count(*) FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE 'journal_entry%%')
"""


def moked(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "moked", *arguments]
    return subprocess.run(
        command, env={**os.environ, "DATABASE_URL": url}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def url() -> str:
    address = start_embedded(Path(os.environ["MOKED_DATA"]), "bulk")
    assert moked(address, "migrate", "--quiet").returncode == 0
    with psycopg.connect(address) as link:
        before = link.execute(SHAPE).fetchone()
    loaded = moked(address, "demo", "bulk", "--cases", str(CASES), "--businesses", "2")
    assert loaded.returncode == 0, loaded.stderr
    with psycopg.connect(address) as link:
        after = link.execute(SHAPE).fetchone()
    # What went while loading is back; three years of journal brought constraints of their own.
    assert before
    assert after
    assert after[1] == before[1]
    assert after[0] >= before[0]
    return address


@pytest.fixture
def link(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url) as link:
        yield link


def one(link: psycopg.Connection, statement: str) -> int:
    row = link.execute(statement).fetchone()  # type: ignore[arg-type]
    assert row
    return int(row[0])


def test_makes_as_many_cases_as_asked_with_all_that_belongs_to_them(link: psycopg.Connection) -> None:
    assert one(link, "SELECT count(*) FROM cases_case") == CASES
    assert one(link, "SELECT count(*) FROM cases_casesearch") == CASES
    assert one(link, "SELECT count(*) FROM cases_message") > 2 * CASES
    closed = one(link, "SELECT count(*) FROM cases_case WHERE state = 'closed'")
    assert one(link, "SELECT count(DISTINCT case_id) FROM cases_caseclosing") == closed
    acting = one(link, "SELECT count(*) FROM cases_case WHERE state IN ('new', 'open')")
    assert one(link, "SELECT count(*) FROM routing_workitem") == acting


def test_keeps_every_row_in_the_business_of_its_case(link: psycopg.Connection) -> None:
    for table in ("cases_message", "cases_casesearch", "cases_caseclosing", "routing_workitem", "journal_entry"):
        strays = f"SELECT count(*) FROM {table} t JOIN cases_case c ON c.id = t.case_id"
        assert one(link, f"{strays} WHERE t.business_id <> c.business_id") == 0


def test_shows_the_plain_role_only_the_business_in_scope(link: psycopg.Connection) -> None:
    business = link.execute("SELECT id FROM businesses_business WHERE slug = 'bulk-2'").fetchone()
    assert business
    own = one(link, f"SELECT count(*) FROM cases_case WHERE business_id = '{business[0]}'")
    link.execute(f"SET ROLE {PLAIN_ROLE}")
    assert one(link, "SELECT count(*) FROM cases_case") == 0
    link.execute("SELECT set_config('moked.scope', %s, false)", (f"{{{business[0]}}}",))
    assert 0 < own == one(link, "SELECT count(*) FROM cases_case") < CASES


def test_gives_the_next_case_the_next_number(link: psycopg.Connection) -> None:
    for key, last in link.execute("SELECT business_id, max(number) FROM cases_case GROUP BY 1").fetchall():
        assert one(link, f"SELECT nextval('case_numbers_{key.hex}')") == last + 1


def test_says_nothing_after_now(link: psycopg.Connection) -> None:
    assert one(link, "SELECT count(*) FROM cases_case WHERE last_activity_at > now() OR opened_at > now()") == 0
    assert one(link, "SELECT count(*) FROM cases_message WHERE created_at > now()") == 0


def test_is_refused_a_second_time_and_beside_a_real_business(url: str, link: psycopg.Connection) -> None:
    again = moked(url, "demo", "bulk", "--cases", "10")
    assert again.returncode == 1
    assert "already" in again.stderr
    link.execute("UPDATE businesses_business SET is_demo = false WHERE slug = 'bulk-1'")
    link.commit()
    try:
        beside = moked(url, "demo", "bulk", "--cases", "10")
        assert beside.returncode == 1
        assert "not a demonstration" in beside.stderr
        assert one(link, "SELECT count(*) FROM cases_case") == CASES
    finally:
        link.execute("UPDATE businesses_business SET is_demo = true WHERE slug = 'bulk-1'")
        link.commit()
