"""Two who act at the same moment. Each test holds one of them in the middle, where the race is."""

import threading
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.errors import SomethingNewArrived, TooLate
from moked.cases.models import Case, Channel, Message, MessageState
from moked.cases.services import release_due_messages
from moked.channels.chat.said import Said, receive_said
from moked.channels.chat.services import start_session
from moked.channels.domain.identity import reference_key
from moked.channels.models import Delivery, Inbound
from moked.channels.pipeline.drain import drain_inbound
from moked.journal.models import JournalEntry
from moked.lib.errors import Conflict
from moked.promises.models import Commitment
from moked.promises.services import keep_what_was_said, notice_promise, sweep_commitments
from moked.routing.errors import OfferGone
from moked.routing.models import Offer, WorkItem
from moked.routing.router import Router
from moked.routing.services import accept_offer, decline_offer
from moked.staff.models import Notice, Person
from moked.staff.permissions import Permission
from tests import builders
from tests.channels.mails import a_mail, accept_mail, address_of, deliver
from tests.races import at_once

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def person(business: Business) -> Person:
    return builders.a_person(business)


def test_lets_a_customer_close_while_a_scheduled_answer_leaves(business: Business, person: Person) -> None:
    case = builders.a_case(business, assignee=person)
    with in_scope([business.pk]):
        cases.write_answer(
            actor=builders.actor_of(person),
            case_id=case.pk,
            html="<p>תשובה</p>",
            send_at=timezone.now() + timedelta(minutes=1),
        )
    has_case, has_looked = threading.Event(), threading.Event()

    def close() -> None:
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=case.pk)
            has_case.set()
            has_looked.wait(5)
            cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel=Channel.PORTAL)

    def release() -> None:
        has_case.wait(5)
        # Whoever waits here for the case while holding the message locks both out.
        release_due_messages(timezone.now() + timedelta(minutes=2))
        has_looked.set()

    assert at_once(business, close, release) == []
    with in_scope([business.pk]):
        release_due_messages(timezone.now() + timedelta(minutes=2))
        case.refresh_from_db()
        assert case.state == "closed"
        assert Message.objects.get(direction="out").state == MessageState.CANCELLED


def test_lets_a_customer_close_while_the_promise_of_a_scheduled_answer_is_written_down(
    business: Business, person: Person
) -> None:
    case, actor = builders.a_case(business, assignee=person), builders.actor_of(person)
    later = timezone.now() + timedelta(hours=1)
    with in_scope([business.pk]):
        message = cases.write_answer(actor=actor, case_id=case.pk, html="<p>אתקשר מחר</p>", send_at=later)
        assert notice_promise(actor=actor, message=message)
    has_case = threading.Event()

    def close() -> None:
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=case.pk)
            has_case.set()
            # The other one waits for the case by now; holding the message it would lock both out.
            time.sleep(0.5)
            cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel=Channel.PORTAL)

    def promise() -> None:
        has_case.wait(5)
        due_at = later + timedelta(hours=1)
        keep_what_was_said(actor=actor, message_id=message.pk, kind="call", what="אתקשר מחר", due_at=due_at)

    assert [type(error) for error in at_once(business, close, promise)] == [Conflict]
    with in_scope([business.pk]):
        message.refresh_from_db()
        assert message.state == MessageState.CANCELLED
        assert not Commitment.objects.exists()


def test_takes_back_or_sends_and_never_both(business: Business, person: Person) -> None:
    for _ in range(5):
        case = builders.a_case(business, assignee=person)
        with in_scope([business.pk]):
            actor = builders.actor_of(person)
            message = cases.write_answer(actor=actor, case_id=case.pk, html="<p>תשובה</p>")
            raised = at_once(
                business,
                lambda actor=actor, message=message: cases.take_back_answer(actor=actor, message_id=message.pk),
                lambda: release_due_messages(timezone.now() + timedelta(minutes=1)),
            )
            message.refresh_from_db()
            was_sent = Delivery.objects.filter(message=message).exists()
        assert message.state == (MessageState.QUEUED if was_sent else MessageState.CANCELLED)
        assert [type(error) for error in raised] == ([TooLate] if was_sent else [])


def test_sends_an_answer_once_though_the_button_was_pressed_twice(business: Business, person: Person) -> None:
    case = builders.a_case(business, assignee=person)
    with in_scope([business.pk]):
        seen = Message.objects.get(case=case).pk
        actor = builders.actor_of(person)

        def press() -> None:
            cases.write_answer(actor=actor, case_id=case.pk, html="<p>תשובה</p>", seen_message_id=seen)

        raised = at_once(business, press, press)
        assert [type(error) for error in raised] == [SomethingNewArrived]
        assert Message.objects.filter(direction="out").count() == 1


def test_keeps_a_chat_message_once_though_the_page_sent_it_twice(business: Business) -> None:
    with in_scope([business.pk]):
        session = start_session(account=builders.chat_account(business), page="")
        said = Said(client_id=uuid4(), text="שלום")

        def say() -> None:
            receive_said(session_id=session.pk, said=said)

        assert at_once(business, say, say, say) == []
        say()
        assert Message.objects.filter(text="שלום").count() == 1
        assert Case.objects.count() == 1


def test_accepts_or_takes_back_an_offer_and_never_both(business: Business, person: Person) -> None:
    builders.a_case(business)
    router = Router()
    router.run_once()
    router.release()
    # Nobody was seen for an hour, by its clock: it takes back whatever is offered.
    late = Router(lambda: timezone.now() + timedelta(hours=1))
    with in_scope([business.pk]):
        offer = Offer.objects.get()
        actor = builders.actor_of(person)
        raised = at_once(business, lambda: accept_offer(actor=actor, offer_id=offer.pk), late.run_once)
        offer.refresh_from_db()
        assert [type(error) for error in raised] in ([], [OfferGone])
        if raised:
            assert offer.outcome in ("expired", "taken_back")
        else:
            assert offer.outcome == "accepted"
        item = WorkItem.objects.get()
        assert (item.state == "offered") == Offer.objects.filter(ended_at=None).exists()
        assert (item.state == "held") == (item.holder_id is not None)


def test_ends_an_offer_once_though_two_buttons_were_pressed(business: Business, person: Person) -> None:
    builders.a_case(business)
    Router().run_once()
    with in_scope([business.pk]):
        offer = Offer.objects.get()
        actor = builders.actor_of(person)
        raised = at_once(
            business,
            lambda: accept_offer(actor=actor, offer_id=offer.pk),
            lambda: decline_offer(actor=actor, offer_id=offer.pk),
        )
        assert [type(error) for error in raised] == [OfferGone]
        offer.refresh_from_db()
        item = WorkItem.objects.get()
        assert item.state == {"accepted": "held", "declined": "waiting"}[offer.outcome]


def test_shows_the_deadlock_that_locking_the_message_first_would_make(business: Business, person: Person) -> None:
    """The race itself: the customer holds the case and wants the message, a worker the other way round."""
    case = builders.a_case(business, assignee=person)
    with in_scope([business.pk]):
        message = cases.write_answer(actor=builders.actor_of(person), case_id=case.pk, html="<p>תשובה</p>")
    has_case, has_message = threading.Event(), threading.Event()

    def customer() -> None:
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=case.pk)
            has_case.set()
            has_message.wait(5)
            Message.objects.select_for_update(of=("self",)).get(pk=message.pk)

    def worker() -> None:
        with transaction.atomic():
            Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
            has_message.set()
            has_case.wait(5)
            Case.objects.select_for_update().get(pk=case.pk)

    raised = at_once(business, customer, worker)
    assert ["deadlock" in str(error) for error in raised] == [True]
    assert connection.ensure_connection() is None


def test_reminds_and_breaks_a_commitment_once_by_however_many_workers(business: Business, person: Person) -> None:
    case = builders.a_case(business, assignee=person)
    now = timezone.now()
    with in_scope([business.pk]):
        made = [
            Commitment.objects.create(
                business=business,
                case=case,
                owner=person,
                what="אתקשר",
                due_at=now + timedelta(hours=1),
                next_check_at=now,
            )
            for _ in range(8)
        ]
    for at in (now + timedelta(minutes=1), now + timedelta(hours=2)):
        raised = at_once(business, *(lambda at=at: sweep_commitments(at) for _ in range(3)))  # type: ignore[misc]
        assert raised == []
    with in_scope([business.pk]):
        # A worker leaves what another one holds; whatever is left is done the next time.
        sweep_commitments(now + timedelta(hours=2))
        assert Commitment.objects.filter(state="broken").count() == len(made)
        broken = JournalEntry.objects.filter(code="commitment_broken").values_list("facts__commitment_id", flat=True)
        assert sorted(broken) == sorted(str(one.pk) for one in made)
        assert JournalEntry.objects.filter(code="commitment_due_soon").count() == Notice.objects.count() <= len(made)


def test_brings_a_mail_in_where_its_case_was_merged_to_meanwhile(business: Business) -> None:
    arranger = builders.actor_of(builders.a_person(business, permissions=list(Permission)))
    box = address_of(business)
    deliver(a_mail(to=box, mail_id="first@customers.test"), box)
    with in_scope([business.pk]):
        case = Case.objects.get()
        into = builders.a_case(business, contact_point=case.contact_point)
    reply = a_mail(to=box, text="ועוד משהו", headers=[("In-Reply-To", "<first@customers.test>")])
    accept_mail(reply, sender="dana@customers.test", recipients=[box], transport={})
    has_merged = threading.Event()

    def merge() -> None:
        with transaction.atomic():
            cases.merge_cases(actor=arranger, case_id=case.pk, into_id=into.pk)
            has_merged.set()
            # Until the mail stands before the case.
            while not _somebody_waits():
                time.sleep(0.05)

    def bring_in() -> None:
        has_merged.wait(30)
        drain_inbound()

    assert at_once(business, merge, bring_in) == []
    with in_scope([business.pk]):
        message = Message.objects.get(text__contains="ועוד משהו")
        assert (message.case_id, Case.objects.get(pk=into.pk).state) == (into.pk, "new")
        assert Inbound.objects.filter(state=Inbound.State.DONE).count() == 2


def test_brings_others_in_while_a_thread_of_one_mail_is_held(business: Business) -> None:
    box = address_of(business)
    for mail_id in ("one@customers.test", "held@customers.test", "two@customers.test"):
        raw = a_mail(to=box, mail_id=mail_id)
        accept_mail(raw, sender=mail_id, recipients=[box], transport={})
    is_held, others_are_in = threading.Event(), threading.Event()

    def hold() -> None:
        thread = f"mail:{business.pk}:{reference_key('held@customers.test')}"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (thread,))
            is_held.set()
            while Inbound.objects.filter(state=Inbound.State.DONE).count() < 1:
                time.sleep(0.05)
            others_are_in.set()

    def bring_in() -> None:
        is_held.wait(30)
        drain_inbound()

    assert at_once(business, hold, bring_in) == []
    assert others_are_in.is_set()
    with in_scope([business.pk]):
        assert Message.objects.filter(direction="in").count() == 3
        assert Inbound.objects.filter(state=Inbound.State.DONE).count() == 3


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
        return cursor.fetchone() is not None
