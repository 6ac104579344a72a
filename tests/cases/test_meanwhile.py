"""What happens while an answer is held, and what merging, splitting and setting aside must not lose."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.domain.states import CaseState
from moked.cases.errors import AlreadyWithCustomer, MergeImpossible
from moked.cases.models import Case, Channel, Message, MessageState
from moked.routing.models import WorkItem
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    business = builders.a_business()
    person = builders.a_person(business)
    case = builders.a_case(business, assignee=person)
    with in_scope([business.pk]):
        yield business, builders.actor_of(person), case


def _later():
    return timezone.now() + timedelta(minutes=1)


@pytest.mark.parametrize("is_proposal", [False, True])
def test_keeps_the_case_with_us_when_the_customer_writes_during_the_hold(story, is_proposal: bool) -> None:
    _, actor, case = story
    message = cases.write_answer(actor=actor, case_id=case.pk, html="<p>תשובה</p>", is_proposal=is_proposal)
    builders.a_message(case, case.contact_point, text="רגע, יש עוד משהו")
    cases.release_due_messages(_later())
    case.refresh_from_db()
    message.refresh_from_db()
    assert message.state != MessageState.HELD
    assert case.state == CaseState.OPEN
    assert case.answered_at is None
    assert WorkItem.objects.get(case=case).state == WorkItem.State.HELD


def test_lets_an_answer_leave_without_undoing_a_wait(story) -> None:
    _, actor, case = story
    sunday = timezone.now() + timedelta(days=3)
    cases.write_answer(actor=actor, case_id=case.pk, html="<p>נחזור ביום ראשון</p>")
    cases.put_aside_until(actor=actor, case_id=case.pk, waiting_for="moment", until=sunday)
    cases.release_due_messages(_later())
    case.refresh_from_db()
    assert (case.state, case.waiting_until, case.next_check_at) == (CaseState.WAITING, sunday, sunday)


def test_refuses_to_merge_into_what_is_settled(story) -> None:
    business, actor, case = story
    closed = builders.a_case(business, contact_point=case.contact_point)
    cases.confirm_solved(actor=builders.contact_actor(closed), case_id=closed.pk, channel=Channel.PORTAL)
    with pytest.raises(MergeImpossible):
        cases.merge_cases(actor=actor, case_id=case.pk, into_id=closed.pk)
    case.refresh_from_db()
    assert (case.state, case.canonical_id) == (CaseState.OPEN, None)


def test_waits_for_the_customer_once(story) -> None:
    _, actor, case = story
    cases.put_aside_until(actor=actor, case_id=case.pk, waiting_for="customer", until=None)
    with pytest.raises(AlreadyWithCustomer):
        cases.put_aside_until(actor=actor, case_id=case.pk, waiting_for="customer", until=_later())
    cases.put_aside_until(actor=actor, case_id=case.pk, waiting_for="moment", until=_later())
    cases.put_aside_until(actor=actor, case_id=case.pk, waiting_for="customer", until=None)


def test_keeps_waiting_for_us_what_was_merged_unanswered(story) -> None:
    business, actor, case = story
    cases.write_answer(actor=actor, case_id=case.pk, html="<p>?</p>")
    cases.release_due_messages(_later())
    assert not WorkItem.objects.filter(case=case).exclude(state="done").exists()
    other = builders.a_case(business, contact_point=case.contact_point, text="עוד פנייה באותו עניין")
    cases.merge_cases(actor=actor, case_id=other.pk, into_id=case.pk)
    case.refresh_from_db()
    assert case.state == CaseState.OPEN
    assert WorkItem.objects.filter(case=case).exclude(state="done").count() == 1
    assert not WorkItem.objects.filter(case=other).exclude(state="done").exists()


def test_takes_back_the_merge_of_a_closed_case(story) -> None:
    business, actor, case = story
    closed = builders.a_case(business, contact_point=case.contact_point)
    cases.confirm_solved(actor=builders.contact_actor(closed), case_id=closed.pk, channel=Channel.PORTAL)
    cases.merge_cases(actor=actor, case_id=closed.pk, into_id=case.pk)
    cases.unmerge_case(actor=actor, case_id=closed.pk)
    closed.refresh_from_db()
    assert closed.state == CaseState.CLOSED
    assert closed.closed_at is not None


def test_goes_on_reminding_after_a_case_was_brought_back(story) -> None:
    business, actor, case = story
    cases.write_answer(actor=actor, case_id=case.pk, html="<p>תיקנו</p>", is_proposal=True)
    cases.release_due_messages(_later())
    cases.set_aside(actor=actor, case_id=case.pk, reason="spam")
    cases.bring_back(actor=actor, case_id=case.pk)
    case.refresh_from_db()
    assert case.state == CaseState.PROPOSED
    assert case.next_check_at == case.proposed_at + business.remind_after


def test_gives_a_split_message_to_somebody(story) -> None:
    _, actor, case = story
    message = builders.a_message(case, case.contact_point, text="ובעניין אחר: החשבונית")
    split = cases.split_message(actor=actor, message_id=message.pk)
    assert WorkItem.objects.get(case=split).state == WorkItem.State.WAITING


def test_lets_one_bad_row_stall_nobody(story) -> None:
    business, actor, case = story
    other = builders.a_case(business)
    first = cases.write_answer(actor=actor, case_id=case.pk, html="<p>נכשלת</p>")
    second = cases.write_answer(actor=actor, case_id=other.pk, html="<p>תקינה</p>")
    # A state no version of ours ever wrote: letting this one go must fail.
    Case.objects.filter(pk=case.pk).update(state="nonsense")
    cases.release_due_messages(_later())
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.state == MessageState.HELD
    assert first.release_at > timezone.now()
    assert second.state != MessageState.HELD


def test_takes_any_number_of_words(story) -> None:
    _, _, case = story
    for block in range(5):
        builders.a_message(
            case, case.contact_point, text=" ".join(f"מילה{'א' * 40}{block}{number}" for number in range(3_000))
        )
    assert Message.objects.filter(case=case).count() == 6
