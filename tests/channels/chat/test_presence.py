"""Leaving and coming back, each visitor on their own."""

import threading
from datetime import timedelta
from time import sleep
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case, Channel, Message
from moked.channels.chat import services as chat
from moked.channels.chat.presence import deliver_to_chat, mark_departed
from moked.channels.chat.said import Said, receive_said
from moked.channels.chat.waiting import process_waiting
from moked.channels.domain.roads import GRACE
from moked.channels.models import ChatSession, Delivery, Inbound
from tests import builders
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def business():
    business = builders.a_business()
    with in_scope([business.pk]):
        yield business


def a_visitor(business, *words: str) -> ChatSession:
    session = chat.start_session(account=builders.chat_account(business), page="")
    for text in words:
        receive_said(session_id=session.pk, said=Said(client_id=uuid4(), text=text))
    session.refresh_from_db()
    return session


def test_lets_a_visitor_leave_and_return_who_never_wrote(business) -> None:
    session = a_visitor(business)
    assert mark_departed(timezone.now() + GRACE * 2) == 1
    chat.touch_session(session_id=session.pk, now=timezone.now())
    session.refresh_from_db()
    assert session.left_at is None


def test_stalls_nobody_behind_a_visitor_whose_leaving_fails(business) -> None:
    # Nothing can be mailed for a conversation whose answer address is none.
    broken, sound = a_visitor(business, "ראשון"), a_visitor(business, "שני")
    person = builders.a_person(business)
    case = Case.objects.get(pk=broken.case_id)
    cases.write_answer(actor=builders.actor_of(person), case_id=case.pk, html="<p>בודקים</p>")
    cases.release_due_messages(timezone.now() + timedelta(minutes=1))
    ChatSession.objects.filter(pk=broken.pk).update(answer_address="nobody")
    later = timezone.now() + GRACE * 2
    assert mark_departed(later) == 1
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert sound.left_at is not None
    assert (broken.left_at, broken.seen_at) == (None, later)
    assert mark_departed(later) == 0


def test_stalls_nobody_behind_a_message_that_cannot_be_tried(business) -> None:
    session = a_visitor(business)
    now = timezone.now()
    broken, sound = (
        Inbound.objects.create(
            business=business,
            account=session.account,
            provider_id=key,
            raw=b"shalom",
            envelope={"session": key},
            next_attempt_at=now - wait,
        )
        for key, wait in ((str(uuid4()), timedelta(minutes=2)), (str(session.pk), timedelta(minutes=1)))
    )
    assert process_waiting(now) == 1
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert sound.state == Inbound.State.DONE
    assert broken.next_attempt_at > now


def test_lets_nobody_leave_between_an_answer_and_its_delivery(business) -> None:
    session = a_visitor(business, "שלום")
    chat.give_details(session_id=session.pk, name="", email="dana@customers.test")
    person = builders.a_person(business)
    message = cases.write_answer(actor=builders.actor_of(person), case_id=session.case_id, html="<p>בודקים</p>")

    is_addressed = threading.Event()

    def answer() -> None:
        with transaction.atomic():
            assert deliver_to_chat(Message.objects.select_related("case__contact_point").get(pk=message.pk))
            is_addressed.set()
            sleep(0.5)

    def leave() -> None:
        is_addressed.wait(10)
        assert mark_departed(timezone.now() + GRACE * 2) == 1

    assert at_once(business, answer, leave) == []
    assert Delivery.objects.filter(message=message, contact_point__kind="email").exists()


def test_locks_nobody_for_ever_while_answers_leave_and_visitors_write(business) -> None:
    session = a_visitor(business, "שלום")
    actor = builders.actor_of(builders.a_person(business))

    def write() -> None:
        for number in range(12):
            receive_said(session_id=session.pk, said=Said(client_id=uuid4(), text=f"עוד {number}"))

    def answer() -> None:
        for _ in range(12):
            cases.write_answer(actor=actor, case_id=session.case_id, html="<p>בודקים</p>")
            cases.release_due_messages(timezone.now() + timedelta(minutes=1))

    assert at_once(business, write, answer) == []
    assert not Inbound.objects.exclude(state=Inbound.State.DONE).exists()
    assert Message.objects.filter(case_id=session.case_id, channel=Channel.CHAT, direction="in").count() == 13
