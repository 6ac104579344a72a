"""Leaving at most once, whatever the server does."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.domain.states import CaseState
from moked.cases.files import path_of
from moked.cases.models import Case, Channel, Message, MessageState
from moked.channels.codes import send_code
from moked.channels.domain.backoff import DELIVERY
from moked.channels.errors import AlreadySettled
from moked.channels.jobs import SEND_CODE
from moked.channels.mail import parse_mail
from moked.channels.models import Delivery, Letter, Mailbox, MailReference
from moked.channels.outbox import (
    _claim,
    _settle,
    mark_bounced,
    mark_lost_deliveries,
    queue_delivery,
    send_again,
    send_due_deliveries,
)
from moked.customers.ports import code_sender
from moked.journal.models import JournalEntry
from moked.lib.secrets import seal
from moked.routing.models import WorkItem
from moked.staff.models import Notice
from tests import builders
from tests.channels.mails import letters

pytestmark = pytest.mark.django_db
STATE = Delivery.State


class FakeServer:
    """Speaks SMTP and breaks off where it is told to. `stage` is a command, 'body' or 'end'; '' breaks nowhere."""

    def __init__(self, stage: str = "", answers: dict[str, str] | None = None) -> None:
        self.stage = stage
        self.answers = answers or {}
        self.accepted: list[bytes] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                link, _ = self.listening.accept()
            except OSError:
                return
            with link, link.makefile("rb") as lines:
                self._talk(link, lines)

    def _talk(self, link: socket.socket, lines) -> None:
        if self.stage == "connect":
            return
        link.sendall(b"220 fake.test\r\n")
        for line in lines:
            command = line.split(b":")[0].split()[0].decode().upper()
            if command == self.stage:
                return
            link.sendall(
                self.answers.get(command, "250 ok").encode() + b"\r\n" if command != "DATA" else b"354 go\r\n"
            )
            if command == "DATA" and not self._take_body(link, lines):
                return

    def _take_body(self, link: socket.socket, lines) -> bool:
        if self.stage == "body":
            return False
        body = b""
        for line in lines:
            if line == b".\r\n":
                break
            body += line
        self.accepted.append(body)
        if self.stage == "end":
            return False
        link.sendall(self.answers.get("END", "250 kept").encode() + b"\r\n")
        return True


@contextmanager
def _server(stage: str = "", answers: dict[str, str] | None = None) -> Iterator[FakeServer]:
    server = FakeServer(stage, answers)
    try:
        yield server
    finally:
        server.close()


@pytest.fixture
def business():
    business = builders.a_business()
    with in_scope([business.pk]):
        yield business


@pytest.fixture
def person(business):
    return builders.a_person(business)


@pytest.fixture
def case(business) -> Case:
    return builders.a_case(business)


def _answer(case: Case, person, html: str = "<p>בדקנו, הקו תקין</p>", **facts: object) -> Message:
    message = cases.write_answer(actor=builders.actor_of(person), case_id=case.pk, html=html, **facts)
    cases.release_due_messages(timezone.now() + timedelta(minutes=1))
    return message


def _send_by(business, server: FakeServer) -> None:
    Mailbox.objects.filter(business=business).update(
        outgoing=Mailbox.Outgoing.SMTP, smtp_host="127.0.0.1", smtp_port=server.port, smtp_use_tls=False
    )


def _come_due() -> None:
    Delivery.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))


def _state(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return Delivery.objects.get(message=message).state, message.state


def test_sends_once_and_says_so(business, case, person) -> None:
    with _server() as server:
        _send_by(business, server)
        message = _answer(case, person)
        for _ in range(3):
            send_due_deliveries()
            _come_due()
        assert len(server.accepted) == 1
    assert _state(message) == (STATE.SENT, MessageState.DONE)
    assert message.sent_at is not None
    assert JournalEntry.objects.filter(code="delivery_changed", facts__state="sent").count() == 1


def test_queues_a_message_once(business, case, person) -> None:
    message = _answer(case, person)
    again = Message.objects.select_related("case").get(pk=message.pk)
    queue_delivery(again, case.contact_point)
    assert Delivery.objects.filter(message=message).count() == 1


@pytest.mark.parametrize("stage", ["connect", "EHLO", "MAIL", "RCPT", "DATA", "body"])
def test_tries_again_when_the_line_breaks_before_the_mail_is_over(business, case, person, stage) -> None:
    message = _answer(case, person, html=f"<p>{'ארוך ' * 60_000}</p>" if stage == "body" else "<p>קצר</p>")
    with _server(stage) as server:
        _send_by(business, server)
        send_due_deliveries()
        assert server.accepted == []
    delivery = Delivery.objects.get(message=message)
    if stage == "body" and delivery.state == STATE.UNKNOWN:
        # The network's buffers swallowed it whole, so nobody can know.
        return
    assert (delivery.state, delivery.attempts) == (STATE.QUEUED, 1)
    assert delivery.next_attempt_at > timezone.now()
    with _server() as server:
        _send_by(business, server)
        _come_due()
        send_due_deliveries()
        assert len(server.accepted) == 1
    assert _state(message) == (STATE.SENT, MessageState.DONE)


def test_never_repeats_by_itself_when_the_last_answer_is_lost(business, case, person) -> None:
    message = _answer(case, person)
    with _server("end") as server:
        _send_by(business, server)
        for _ in range(3):
            send_due_deliveries()
            _come_due()
        assert len(server.accepted) == 1
    assert _state(message)[0] == STATE.UNKNOWN


def test_sends_what_was_lost_again_under_the_same_id_when_asked(business, case, person) -> None:
    message = _answer(case, person)
    with _server("end") as server:
        _send_by(business, server)
        send_due_deliveries()
        first = parse_mail(server.accepted[0]).message_id
    with _server() as server:
        _send_by(business, server)
        delivery = Delivery.objects.get(message=message)
        send_again(actor=builders.actor_of(person), delivery_id=delivery.pk)
        send_due_deliveries()
        assert parse_mail(server.accepted[0]).message_id == first
    with pytest.raises(AlreadySettled):
        send_again(actor=builders.actor_of(person), delivery_id=delivery.pk)


def test_lets_no_worker_that_hung_speak_for_a_later_attempt(business, case, person) -> None:
    message = _answer(case, person)
    hung = _claim()
    assert hung is not None
    _come_due()
    mark_lost_deliveries()
    send_again(actor=builders.actor_of(person), delivery_id=hung.pk)
    assert _claim() is not None
    _settle(hung, STATE.FAILED, message_state=MessageState.FAILED)
    assert _state(message)[0] == STATE.SENDING


def test_grants_a_message_sent_again_all_its_attempts(business, case, person) -> None:
    message = _answer(case, person)
    with _server("connect") as server:
        _send_by(business, server)
        for _ in range(len(DELIVERY) + 1):
            send_due_deliveries()
            _come_due()
        send_again(actor=builders.actor_of(person), delivery_id=Delivery.objects.get(message=message).pk)
        send_due_deliveries()
    delivery = Delivery.objects.get(message=message)
    assert delivery.state == STATE.QUEUED
    assert delivery.next_attempt_at - timezone.now() < timedelta(minutes=2)


def test_asks_a_dead_server_once_for_all_that_waits_for_it(business, person) -> None:
    for _ in range(3):
        _answer(builders.a_case(business), person)
    other = builders.a_business()
    with in_scope([other.pk]):
        elsewhere = _answer(builders.a_case(other), builders.a_person(other))
    with _server("connect") as server:
        _send_by(business, server)
        send_due_deliveries()
    assert Delivery.objects.filter(business=business, attempts__gt=0).count() == 1
    assert not Delivery.objects.filter(business=business, next_attempt_at__lte=timezone.now()).exists()
    with in_scope([other.pk]):
        assert _state(elsewhere)[0] == STATE.SENT


def test_leaves_a_mailbox_alone_that_another_worker_sends_by(business, person) -> None:
    for _ in range(2):
        _answer(builders.a_case(business), person)
    assert _claim() is not None
    assert _claim() is None


def test_says_unknown_for_a_worker_that_died_while_sending(business, case, person) -> None:
    message = _answer(case, person)
    past = timezone.now() - timedelta(seconds=1)
    Delivery.objects.filter(message=message).update(state=STATE.SENDING, next_attempt_at=past)
    with _server() as server:
        _send_by(business, server)
        send_due_deliveries()
        assert server.accepted == []
    assert _state(message)[0] == STATE.UNKNOWN


def test_tries_again_when_a_file_is_not_there_yet(business, case, person) -> None:
    actor = builders.actor_of(person)
    upload = cases.attach_upload(
        actor=actor, case_id=case.pk, name="a.txt", content_type="text/plain", content=b"unlike any other"
    )
    path = Path(default_storage.path(path_of(business.pk, upload.file.sha256)))
    message = _answer(case, person, attachment_ids=[upload.pk])
    path.rename(path.with_suffix(".away"))
    send_due_deliveries()
    assert _state(message)[0] == STATE.QUEUED
    path.with_suffix(".away").rename(path)
    _come_due()
    send_due_deliveries()
    assert _state(message)[0] == STATE.SENT


def test_gives_a_refused_message_back_to_its_writer(business, case, person) -> None:
    message = _answer(case, person)
    with _server(answers={"RCPT": "550 5.1.1 no such user"}) as server:
        _send_by(business, server)
        send_due_deliveries()
    assert _state(message) == (STATE.FAILED, MessageState.FAILED)
    case.contact_point.refresh_from_db()
    assert case.contact_point.undeliverable_since is not None


def _given_back(case: Case, person) -> None:
    """The case is open and asks for a person, and its assignee was told once."""
    case.refresh_from_db()
    assert case.state == CaseState.OPEN
    assert case.answered_at is None
    assert WorkItem.objects.get(case=case, aimed_at=person).state == WorkItem.State.WAITING
    assert Notice.objects.get(person=person).kind == Notice.Kind.NOT_DELIVERED


@pytest.mark.parametrize("is_proposal", [True, False])
def test_gives_a_case_whose_answer_failed_back_to_its_assignee(business, case, person, is_proposal) -> None:
    _answer(case, person, is_proposal=is_proposal)
    with _server(answers={"RCPT": "550 5.1.1 no such user"}) as server:
        _send_by(business, server)
        send_due_deliveries()
    _given_back(case, person)


def test_gives_a_case_back_whose_answer_may_be_lost(business, case, person) -> None:
    _answer(case, person)
    with _server("end") as server:
        _send_by(business, server)
        send_due_deliveries()
    _given_back(case, person)


def test_gives_a_case_back_when_a_worker_died_with_its_answer(business, case, person) -> None:
    _answer(case, person)
    _claim()
    _come_due()
    mark_lost_deliveries()
    _given_back(case, person)


def test_gives_a_case_back_that_has_no_road(business, case, person) -> None:
    Mailbox.objects.filter(business=business).delete()
    _answer(case, person)
    _given_back(case, person)


def test_leaves_a_case_closed_whose_answer_came_back_later(business, case, person) -> None:
    message = _answer(case, person)
    send_due_deliveries()
    cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel=Channel.PORTAL)
    delivery = Delivery.objects.select_related("message__case", "contact_point").get(message=message)
    mark_bounced(actor=builders.PIPELINE, delivery=delivery, status="5.1.1", reason="no such user")
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED
    assert Notice.objects.filter(person=person).count() == 1


@pytest.mark.parametrize("command", ["RCPT", "END"])
def test_waits_longer_each_time_and_gives_up_in_the_end(business, case, person, command) -> None:
    message = _answer(case, person)
    with _server(answers={command: "451 4.7.1 later"}) as server:
        _send_by(business, server)
        for _ in range(len(DELIVERY) + 1):
            send_due_deliveries()
            _come_due()
    assert _state(message) == (STATE.FAILED, MessageState.FAILED)


def test_keeps_the_thread_the_direction_and_the_way_back(business, case, person) -> None:
    MailReference.objects.create(
        business=business, mail_id="root@customers.test", case=case, message=case.messages.get()
    )
    _answer(case, person, html='<p dir="auto">WhatsApp לא עובד לי מהבוקר</p><p dir="auto">Please restart it</p>')
    (letter,) = letters(business)
    assert letter.in_reply_to == "root@customers.test"
    assert letter.references == ("root@customers.test",)
    assert letter.subject == f"Re: {case.subject} [{case.reference}]"
    assert letter.reply_to[0].address != letter.sender.address
    assert letter.direction == "rtl"
    assert letter.automatic is None
    raw = bytes(Letter.objects.get().raw)
    assert b"Content-Type: multipart/alternative" in raw
    html = letter.html or ""
    assert 'dir="rtl"' in html
    assert "/c/" in letter.text


def test_asks_whether_it_is_solved(business, case, person) -> None:
    _answer(case, person, is_proposal=True)
    (letter,) = letters(business)
    assert "#solved" in letter.text
    assert "הפנייה תיסגר רק באישור שלך" in letter.text


def test_carries_files(business, case, person) -> None:
    actor = builders.actor_of(person)
    upload = cases.attach_upload(
        actor=actor, case_id=case.pk, name="חשבונית מס.pdf", content_type="application/pdf", content=b"%PDF-1.7"
    )
    _answer(case, person, attachment_ids=[upload.pk])
    (letter,) = letters(business)
    assert [(file.name, file.content) for file in letter.attachments] == [("חשבונית מס.pdf", b"%PDF-1.7")]


def test_refuses_a_real_address_while_demonstration_data_is_loaded(business, person) -> None:
    builders.a_business("הדגמה", is_demo=True)
    point = builders.a_contact_point(business, address="real@person.co.il")
    message = _answer(builders.a_case(business, contact_point=point), person)
    send_due_deliveries()
    assert _state(message) == (STATE.FAILED, MessageState.FAILED)
    assert not Letter.objects.exists()


def test_gives_a_message_without_a_road_back(business, case, person) -> None:
    Mailbox.objects.filter(business=business).delete()
    message = _answer(case, person)
    message.refresh_from_db()
    assert message.state == MessageState.FAILED


def test_sends_a_code(business, case) -> None:
    code_sender.send(case.contact_point, "123456", "he")
    send_code(
        business_id=business.pk,
        contact_point_id=case.contact_point_id,
        sealed_code=seal("123456", secret=settings.SECRET_KEY),
        language="he",
    )
    (letter,) = letters(business)
    assert "123456" in letter.subject
    assert letter.direction == "rtl"


def test_defers_a_code_only_once_it_is_committed(business, case, django_capture_on_commit_callbacks) -> None:
    jobs = ProcrastinateJob.objects.filter(task_name=SEND_CODE)
    with django_capture_on_commit_callbacks(execute=True):
        code_sender.send(case.contact_point, "123456", "he")
        assert not jobs.exists()
    assert jobs.count() == 1
