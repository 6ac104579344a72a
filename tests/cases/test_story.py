"""A case from its first message to its closing, through the services alone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.domain.states import CaseState
from moked.cases.errors import MoveImpossible, SomethingNewArrived, TooLate
from moked.cases.models import Case, CaseClosing, Channel, Message, MessageState
from moked.cases.searching import search_cases
from moked.cases.selectors import timeline
from moked.journal.models import JournalEntry
from moked.lib.errors import NotFound
from moked.promises.profiles import hears_at
from moked.staff.actors import ContactActor
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    business = builders.a_business()
    person = builders.a_person(business)
    case = builders.a_case(business, assignee=person)
    with in_scope([business.pk]):
        yield business, builders.actor_of(person), case


def _at_any_hour(_case: Case, moment: datetime) -> datetime:
    return moment


def _later(seconds: int = 60):
    return timezone.now() + timedelta(seconds=seconds)


def test_closes_only_by_the_customer(story) -> None:
    _, actor, case = story
    message = cases.write_answer(actor=actor, case_id=case.pk, html="<p>תיקנו</p>", is_proposal=True)
    assert message.state == MessageState.HELD
    assert cases.release_due_messages(_later()) == 1
    case.refresh_from_db()
    assert case.state == CaseState.PROPOSED
    with pytest.raises(NotFound):
        cases.confirm_solved(
            actor=ContactActor(contact_point_id=case.contact_point_id, case_id=message.pk),
            case_id=case.pk,
            channel=Channel.PORTAL,
        )
    cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel=Channel.PORTAL)
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED
    closing = CaseClosing.objects.get(case=case)
    assert closing.contact_point_id == case.contact_point_id
    assert JournalEntry.objects.filter(case_id=case.pk, code="case_closed").count() == 1


def test_takes_back_an_answer_that_has_not_left(story) -> None:
    _, actor, case = story
    message = cases.write_answer(actor=actor, case_id=case.pk, html="<p>רגע</p>")
    cases.take_back_answer(actor=actor, message_id=message.pk)
    assert cases.release_due_messages(_later()) == 0
    with pytest.raises(TooLate):
        cases.take_back_answer(actor=actor, message_id=message.pk)


def test_lets_only_one_answer(story) -> None:
    _, actor, case = story
    seen = timeline(case)[-1].pk
    builders.a_message(case, case.contact_point, text="ועוד דבר")
    with pytest.raises(SomethingNewArrived):
        cases.write_answer(actor=actor, case_id=case.pk, html="<p>שלום</p>", seen_message_id=seen)
    assert Message.objects.filter(case=case, direction="out").count() == 0


def test_reminds_and_then_leaves_it_unconfirmed(story) -> None:
    business, actor, case = story
    cases.write_answer(actor=actor, case_id=case.pk, html="<p>תיקנו</p>", is_proposal=True)
    cases.release_due_messages(_later())
    for round_number in range(1, business.reminders + 2):
        moment = timezone.now() + business.remind_after * round_number + timedelta(hours=round_number)
        assert cases.check_due_cases(moment, hears_at=_at_any_hour) == 1
    case.refresh_from_db()
    assert case.state == CaseState.UNCONFIRMED
    assert case.closed_at is None


def test_reminds_nobody_at_night(story) -> None:
    business, actor, case = story
    cases.write_answer(actor=actor, case_id=case.pk, html="<p>תיקנו</p>", is_proposal=True)
    cases.release_due_messages(_later())
    night = datetime(2030, 1, 6, 23, 30, tzinfo=ZoneInfo(business.time_zone))
    assert hears_at(case, night) == datetime(2030, 1, 7, 8, tzinfo=ZoneInfo(business.time_zone))
    cases.check_due_cases(night, hears_at=hears_at)
    case.refresh_from_db()
    assert (case.reminders_sent, case.next_check_at) == (0, hears_at(case, night))
    cases.check_due_cases(case.next_check_at, hears_at=hears_at)
    case.refresh_from_db()
    assert case.reminders_sent == 1


def test_reopens_when_the_customer_writes_soon_after_closing(story) -> None:
    _, _, case = story
    cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel=Channel.PORTAL)
    builders.a_message(case, case.contact_point, text="זה חזר")
    case.refresh_from_db()
    assert (case.state, case.times_reopened) == (CaseState.OPEN, 1)
    assert CaseClosing.objects.get(case=case).undone_at is not None


def test_opens_a_linked_case_for_a_late_reply(story) -> None:
    business, _, case = story
    cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel=Channel.PORTAL)
    case.refresh_from_db()
    late = timezone.now() + business.reopen_within + timedelta(days=1)
    follow = cases.case_for_reply(case, actor=builders.PIPELINE, contact_point=case.contact_point, at=late)
    assert follow.pk != case.pk
    assert follow.follows_id == case.pk


def test_merges_and_takes_it_back(story) -> None:
    business, actor, case = story
    other = builders.a_case(business, contact_point=case.contact_point, text="אותו עניין בצ׳אט")
    cases.merge_cases(actor=actor, case_id=other.pk, into_id=case.pk)
    assert {message.case_id for message in timeline(case)} == {case.pk, other.pk}
    cases.unmerge_case(actor=actor, case_id=other.pk)
    other.refresh_from_db()
    assert (other.state, other.canonical_id) == (CaseState.NEW, None)


def test_splits_a_message_off_and_joins_it_back(story) -> None:
    _, actor, case = story
    message = builders.a_message(case, case.contact_point, text="ובעניין אחר: החשבונית")
    split = cases.split_message(actor=actor, message_id=message.pk)
    assert [entry.pk for entry in timeline(split)] == [message.pk]
    cases.join_message_back(actor=actor, message_id=message.pk)
    message.refresh_from_db()
    assert message.case_id == case.pk


def test_refuses_to_set_a_closed_case_aside(story) -> None:
    _, actor, case = story
    cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel=Channel.PORTAL)
    with pytest.raises(MoveImpossible):
        cases.set_aside(actor=actor, case_id=case.pk, reason="spam")
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED


def test_finds_hebrew_words_with_other_prefixes(story) -> None:
    _, _, case = story
    assert [found.pk for found in search_cases("האינטרנט").cases] == [case.pk]
    assert [found.pk for found in search_cases("בסיב").cases] == [case.pk]
    assert [found.pk for found in search_cases(case.reference).cases] == [case.pk]
    assert list(search_cases("חשמל").cases) == []


def test_keeps_another_business_out(story) -> None:
    _, _, case = story
    other = builders.a_business("רהיטי הגליל")
    stranger = builders.actor_of(builders.a_person(other))
    with in_scope(stranger.businesses), pytest.raises(NotFound):
        cases.write_answer(actor=stranger, case_id=case.pk, html="<p>?</p>")
    with in_scope([other.pk]):
        assert list(search_cases("האינטרנט").cases) == []
        assert not Case.objects.filter(pk=case.pk).exists()
        assert not Case._base_manager.filter(pk=case.pk).exists()


def test_says_nothing_later_to_somebody_who_closed(story) -> None:
    _, actor, case = story
    later = cases.write_answer(actor=actor, case_id=case.pk, html="<p>מחר</p>", send_at=_later(3600))
    cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel=Channel.PORTAL)
    later.refresh_from_db()
    assert later.state == MessageState.CANCELLED
    assert cases.release_due_messages(_later(7200)) == 0
