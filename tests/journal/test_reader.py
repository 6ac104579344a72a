"""Reading the journal without a gap, commits out of order included."""

import psycopg
import pytest

from moked.businesses.scope import in_scope, in_whole_installation
from moked.journal.reader import JournalReader, Position, oldest_running_transaction
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)

ENTRY = """
INSERT INTO journal_entry (xid, at, business_id, code, actor, case_id)
VALUES (pg_current_xact_id()::text::bigint, now(), %s, %s, 'system:test', gen_random_uuid())
"""


def test_never_skips_an_entry_whose_transaction_commits_late(database_url: str) -> None:
    business = builders.a_business()
    reader = JournalReader()
    with in_whole_installation("a test reads all"):
        _, position = reader.after(Position(0), limit=10_000)
    with psycopg.connect(database_url) as slow, psycopg.connect(database_url) as quick:
        slow.execute(ENTRY, (business.pk, "slow"))
        quick.execute(ENTRY, (business.pk, "quick"))
        quick.commit()
        with in_scope([business.pk]):
            early, position = reader.after(position)
        # The quick one is visible, but settled only when nothing older can still appear.
        assert early == []
        slow.commit()
    with in_scope([business.pk]):
        entries, position = reader.after(position)
        assert [entry.code for entry in entries] == ["slow", "quick"]
        assert reader.after(position) == ([], position)


def test_tells_a_screen_that_comes_back_all_it_may_have_missed(database_url: str) -> None:
    business = builders.a_business()
    with psycopg.connect(database_url) as slow:
        slow.execute(ENTRY, (business.pk, "slow"))
        here = Position(oldest_running_transaction())
        slow.commit()
    with in_scope([business.pk]):
        audience = f"business:{business.pk}"
        assert JournalReader().audiences_since(here, [audience, "case:other"]) == {audience}


def test_reads_back_what_it_wrote() -> None:
    assert Position.parse(str(Position(12, 3))) == Position(12, 3)
    with pytest.raises(ValueError, match="invalid literal"):
        Position.parse("nonsense")
