"""Recording several events as one: their order, what was undone, and whom it tells."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.events import CaseAssigned, CaseOpened
from moked.journal.models import JournalEntry
from moked.journal.record import _reactions, for_many, record, written_together
from moked.lib.ids import new_id
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def business():
    business = builders.a_business()
    with in_scope([business.pk]):
        yield business


def _opened(business, actor: str) -> CaseOpened:
    return CaseOpened(business_id=business.pk, actor=actor, case_id=new_id(), customer_id=new_id(), channel="mail")


def _actors(*among: str) -> list[str]:
    return list(JournalEntry.objects.filter(actor__in=among).order_by("id").values_list("actor", flat=True))


def test_writes_events_of_a_block_with_one_statement_in_their_order(business) -> None:
    with CaptureQueriesContext(connection) as said, written_together():
        for actor in ("first", "second", "third"):
            record(_opened(business, actor))
        assert _actors("first", "second", "third") == []
    assert len([query for query in said if "INSERT" in query["sql"]]) == 1
    assert len([query for query in said if "pg_notify" in query["sql"]]) == 1
    assert _actors("first", "second", "third") == ["first", "second", "third"]


def test_leaves_out_what_was_undone(business) -> None:
    with written_together():
        record(_opened(business, "before"))
        with suppress(ZeroDivisionError), transaction.atomic():
            record(_opened(business, "inside"))
            raise ZeroDivisionError
        record(_opened(business, "after"))
    assert _actors("before", "inside", "after") == ["before", "after"]


def test_writes_nothing_when_the_block_fails(business) -> None:
    with suppress(ZeroDivisionError), written_together():
        record(_opened(business, "lost"))
        raise ZeroDivisionError
    assert _actors("lost") == []


def test_runs_reactions_at_once(business) -> None:
    case = builders.a_case(business)
    person = builders.a_person(business)
    with written_together():
        cases.assign_case(actor=builders.PIPELINE, case_id=case.pk, person_id=person.pk)
        assert case.work_items.get().holder_id == person.pk
    assert JournalEntry.objects.filter(code=CaseAssigned.code, case_id=case.pk).count() == 1


def test_follows_at_the_end_what_can_follow_many_at_once(business, monkeypatch) -> None:
    followed: list[list[str]] = []
    noted = for_many(lambda events: followed.append([event.actor for event in events]))
    monkeypatch.setattr(_reactions, "table", {CaseOpened: [noted]})
    record(_opened(business, "alone"))
    assert followed == [["alone"]]
    with written_together():
        record(_opened(business, "at once"))
        assert followed == [["alone"], ["at once"]]
    with written_together(follow_at_end=True):
        record(_opened(business, "first"))
        with suppress(ZeroDivisionError), transaction.atomic():
            record(_opened(business, "undone"))
            raise ZeroDivisionError
        record(_opened(business, "second"))
        assert len(followed) == 2
    assert followed[2:] == [["first", "second"]]


def test_follows_what_following_records(business, monkeypatch) -> None:
    followed: list[str] = []

    def note(events) -> None:
        followed.extend(event.actor for event in events)
        if len(followed) == 1:
            record(_opened(business, "after"))

    monkeypatch.setattr(_reactions, "table", {CaseOpened: [for_many(note)]})
    with written_together(follow_at_end=True):
        record(_opened(business, "before"))
    assert followed == ["before", "after"]
    assert _actors("before", "after") == ["before", "after"]
