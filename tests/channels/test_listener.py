"""The listener over a real socket."""

import contextlib
import smtplib
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from django.db import OperationalError, connections

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.channels import intake, listener
from moked.channels.domain.reply_address import sign_reply_address
from moked.channels.errors import ListenerAway, ListenerBusy
from moked.channels.first_mail import is_taken_by_us
from moked.channels.letterbox import answer_letter, write_new_mail
from moked.channels.listener import MailHandler, MailListen, protocol_for
from moked.channels.models import Account, Inbound, Letter
from moked.channels.outbox import send_due_deliveries
from moked.channels.pipeline import drain
from moked.channels.pipeline.drain import drain_inbound
from moked.customers.models import Customer
from tests import builders
from tests.channels.mails import a_mail, a_second_mailbox, address_of

pytestmark = pytest.mark.django_db(transaction=True)


class _Controller(Controller):
    def __init__(self, listen: MailListen) -> None:
        self.mail_handler = MailHandler(is_lmtp=listen.is_lmtp)
        self.listen = listen
        super().__init__(self.mail_handler, hostname="127.0.0.1", port=listen.port)

    def factory(self):
        return protocol_for(self.mail_handler, self.listen)()


@contextmanager
def _listening(*, is_lmtp: bool = False, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    controller = _Controller(MailListen("127.0.0.1", port, is_lmtp, "moked.test", tls))
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
        controller.mail_handler.threads.shutdown(wait=True)


@pytest.fixture
def port() -> Iterator[int]:
    with _listening() as port:
        yield port


@pytest.fixture
def business() -> Business:
    return builders.a_business()


def _send(
    port: int, raw: bytes, *recipients: str, sender: str = "dana@customers.test"
) -> dict[str, tuple[int, bytes]]:
    with smtplib.SMTP("127.0.0.1", port) as client:
        return client.sendmail(sender, recipients, raw)


@pytest.mark.parametrize("is_lmtp", [False, True])
def test_says_whether_it_would_take_a_mail_without_sending_one(business, settings, is_lmtp) -> None:
    box = address_of(business)
    with _listening(is_lmtp=is_lmtp) as port:
        settings.MAIL_LISTEN, settings.MAIL_PROTOCOL = f"127.0.0.1:{port}", "lmtp" if is_lmtp else "smtp"
        assert is_taken_by_us(box)
        assert not is_taken_by_us(f"nobody.{box}")
    with pytest.raises(ListenerAway):
        is_taken_by_us(box)
    with in_scope([business.pk]):
        assert not Inbound.objects.exists()


def test_keeps_a_mail_before_it_says_so(port, business) -> None:
    box = address_of(business)
    raw = a_mail(to=box)
    _send(port, raw, box)
    with in_scope([business.pk]):
        stored = Inbound.objects.get()
        assert bytes(stored.raw).rstrip() == raw.rstrip()
        assert stored.envelope["recipients"] == [box]
        assert drain_inbound() == 1
        assert Case.objects.count() == 1


def test_accepts_plus_and_signed_addresses_and_any_case(port, business) -> None:
    local, _, domain = address_of(business).partition("@")
    signed = sign_reply_address(address_of(business), 1, business=business.pk.bytes, secret="any")
    for address in (f"{local}+shop@{domain}", signed, f"{local.upper()}@{domain.upper()}"):
        assert _send(port, a_mail(to=address), address) == {}


def test_refuses_an_unknown_recipient_and_keeps_the_known(port, business) -> None:
    box = address_of(business)
    refused = _send(port, a_mail(to=box), box, "nobody@elsewhere.test")
    assert refused["nobody@elsewhere.test"][0] == 550
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        _send(port, a_mail(to="nobody@elsewhere.test"), "nobody@elsewhere.test")


def test_refuses_a_mailbox_that_is_not_in_use(port, business) -> None:
    account = builders.mail_account(business)
    account.is_active = False
    with in_scope([business.pk]):
        account.save()
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        _send(port, a_mail(to=account.mailbox.address), account.mailbox.address)


def test_brings_one_mail_to_each_business_it_names(port, business) -> None:
    other = builders.a_business("רהיטי הגליל")
    boxes = [address_of(business), address_of(other)]
    _send(port, a_mail(to=", ".join(boxes)), *boxes)
    for each in (business, other):
        with in_scope([each.pk]):
            assert Inbound.objects.count() == 1


def test_says_try_again_when_it_cannot_keep(port, business, monkeypatch) -> None:
    box = address_of(business)

    def away(*_: object, **__: object) -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(intake, "keep", away)
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        _send(port, a_mail(to=box), box)
    assert refusal.value.smtp_code == 451
    with in_scope([business.pk]):
        assert not Inbound.objects.exists()


def test_refuses_what_is_too_large(business, monkeypatch) -> None:
    monkeypatch.setattr(listener, "size_limit", lambda: 1000)
    box = address_of(business)
    with _listening() as port, pytest.raises(smtplib.SMTPResponseException) as refusal:
        _send(port, a_mail(to=box, text="x" * 2000), box)
    assert refusal.value.smtp_code == 552


def test_takes_a_line_longer_than_the_standard_allows(port, business) -> None:
    box = address_of(business)
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo()
        client.mail("dana@customers.test")
        client.rcpt(box)
        code, _ = client.data(b"Subject: long\r\nFrom: dana@customers.test\r\n\r\n" + b"y" * 100_000)
    assert code == 250


def test_answers_for_each_recipient_by_lmtp(business) -> None:
    other = builders.a_business("רהיטי הגליל")
    with _listening(is_lmtp=True) as port, smtplib.LMTP("127.0.0.1", port) as client:
        client.ehlo()
        client.mail("dana@customers.test")
        client.rcpt(address_of(business))
        client.rcpt(address_of(other))
        client.docmd("DATA")
        client.send(a_mail(to=address_of(business)) + b".\r\n")
        assert [client.getreply()[0], client.getreply()[0]] == [250, 250]


def test_keeps_one_of_a_mail_sent_again(port, business) -> None:
    box = address_of(business)
    raw = a_mail(to=box)
    for _ in range(3):
        _send(port, raw, box)
    with in_scope([business.pk]):
        assert Inbound.objects.count() == 1


def test_answers_once_and_for_all_to_addresses_that_no_database_takes(port, business) -> None:
    local, _, domain = address_of(business).partition("@")
    with socket.create_connection(("127.0.0.1", port)) as link, link.makefile("rb") as answers:
        answers.readline()
        link.sendall(b"HELO us.test\r\n")
        answers.readline()
        said = []
        for line in (
            b"MAIL FROM:<d\xe1na@customers.test>",
            f"RCPT TO:<{local}\0@{domain}>".encode(),
            f"RCPT TO:<{local}".encode() + b"\xe1" + f"@{domain}>".encode(),
            f"RCPT TO:<{local}+".encode() + b"\xe1" + f"@{domain}>".encode(),
            b"DATA",
            a_mail(to=address_of(business)) + b".",
        ):
            link.sendall(line + b"\r\n")
            said.append(int(answers.readline()[:3]))
    assert said[0] in (250, 553)
    assert all(code < 400 or code >= 500 for code in said), said
    with in_scope([business.pk]):
        assert Inbound.objects.count() == (said[-1] == 250)


def test_refuses_one_of_two_recipients_by_lmtp_and_brings_the_mail_in_once(business) -> None:
    box = address_of(business)
    raw = a_mail(to=box)
    with _listening(is_lmtp=True) as port:
        # Once more, as a server does that has lost our answer: it repeats what was refused too.
        for _ in range(2):
            with smtplib.LMTP("127.0.0.1", port) as client:
                client.ehlo()
                client.mail("dana@customers.test")
                assert client.rcpt(box)[0] == 250
                assert client.rcpt("nobody@elsewhere.test")[0] == 550
                client.docmd("DATA")
                client.send(raw + b".\r\n")
                assert client.getreply()[0] == 250
                # One answer for each recipient that was taken, and none for the other.
                assert client.noop()[0] == 250
    drain_inbound()
    with in_scope([business.pk]):
        assert Inbound.objects.get().envelope["recipients"] == [box]
        assert Case.objects.count() == 1


def test_tells_by_lmtp_whose_mailbox_was_closed_between_its_name_and_the_mail(business) -> None:
    other = builders.a_business("רהיטי הגליל")
    with _listening(is_lmtp=True) as port, smtplib.LMTP("127.0.0.1", port) as client:
        client.ehlo()
        client.mail("dana@customers.test")
        client.rcpt(address_of(business))
        client.rcpt(address_of(other))
        with in_scope([other.pk]):
            Account.objects.filter(business=other, kind=Account.Kind.MAIL).update(is_active=False)
        client.docmd("DATA")
        client.send(a_mail(to=address_of(business)) + b".\r\n")
        assert [client.getreply()[0], client.getreply()[0]] == [250, 550]
    with in_scope([business.pk, other.pk]):
        assert Inbound.objects.get().business_id == business.pk


@pytest.fixture
def racing_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads bring in as processes do, none leaving it to another."""
    monkeypatch.setattr(drain, "PATIENCE", 0.0)


def _in_threads(work, count: int) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.usefixtures("racing_workers")
def test_makes_no_double_with_two_workers(port, business) -> None:
    box = address_of(business)
    for number in range(12):
        _send(port, a_mail(to=box, sender=f"c{number}@customers.test"), box)
    _in_threads(drain_inbound, 3)
    with in_scope([business.pk]):
        assert Case.objects.count() == 12
        assert Inbound.objects.filter(state=Inbound.State.DONE).count() == 12
    _in_threads(send_due_deliveries, 3)
    with in_scope([business.pk]):
        assert Letter.objects.count() == 12


@pytest.mark.usefixtures("racing_workers")
def test_knows_one_customer_when_workers_race(port, business) -> None:
    box = address_of(business)
    for _ in range(9):
        _send(port, a_mail(to=box), box)
    _in_threads(drain_inbound, 3)
    with in_scope([business.pk]):
        assert Customer.objects.count() == 1
        assert Case.objects.count() == 9
        assert not Inbound.objects.exclude(state=Inbound.State.DONE).exists()


@pytest.mark.usefixtures("racing_workers")
def test_keeps_two_copies_of_one_mail_to_one_case_when_workers_race(port, business) -> None:
    boxes = [address_of(business), a_second_mailbox(business, f"billing@{business.slug}.test").address]
    for _ in range(4):
        _send(port, a_mail(to=", ".join(boxes)), *boxes)
    _in_threads(drain_inbound, 3)
    with in_scope([business.pk]):
        assert Case.objects.count() == 4
        assert Inbound.objects.filter(problem="duplicate").count() == 4


def test_offers_encryption_with_a_certificate(business, tmp_path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=moked.test"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(certificate, key)
    theirs = ssl.create_default_context(cafile=str(certificate))
    theirs.check_hostname = False
    box = address_of(business)
    with _listening(tls=ours) as port, smtplib.SMTP("127.0.0.1", port) as client:
        client.starttls(context=theirs)
        assert client.sendmail("dana@customers.test", [box], a_mail(to=box)) == {}


def test_lets_a_demonstration_customer_answer(port, business, settings) -> None:
    settings.MAIL_LISTEN = f"127.0.0.1:{port}"
    with in_scope([business.pk]):
        write_new_mail(
            from_address="dana@customers.test", to=address_of(business), subject="תקלה", text="האינטרנט נפל"
        )
        drain_inbound()
        send_due_deliveries()
        letter = Letter.objects.get(to="dana@customers.test")
        answer_letter(letter_id=letter.pk, text="ועכשיו גם הטלפון")
        drain_inbound()
        case = Case.objects.get()
        said = list(case.messages.filter(direction="in").order_by("pk"))
    assert [message.text for message in said] == ["האינטרנט נפל", "ועכשיו גם הטלפון"]
    assert "קיבלנו את פנייתך" in said[1].quoted


@pytest.fixture
def _fresh_limits(db) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM moked_allowance")


def _answers_of(port: int, *lines: str) -> list[str]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link, link.makefile("rb") as answers:
        said = [answers.readline().decode()]
        for line in lines:
            link.sendall(f"{line}\r\n".encode())
            answer = answers.readline().decode()
            said.append(answer)
        return said


@pytest.mark.usefixtures("_fresh_limits")
def test_hangs_up_on_whoever_tries_one_name_after_the_other(port, business, settings) -> None:
    settings.LIMIT_FACTOR, settings.MAIL_RELAYS = 0.1, []
    names = [f"RCPT TO:<guess{number}@nowhere.test>" for number in range(4)]
    said = _answers_of(port, "HELO there", "MAIL FROM:<a@b.test>", *names)
    assert [answer[:3] for answer in said[3:]] == ["550", "550", "550", "421"]


@pytest.mark.usefixtures("_fresh_limits")
def test_asks_a_flooding_peer_to_come_again(port, business, settings) -> None:
    settings.LIMIT_FACTOR, settings.MAIL_RELAYS = 0.005, [""]
    said = _answers_of(port, "HELO there", *["MAIL FROM:<a@b.test>", "RSET"] * 4)
    assert [answer[:3] for answer in said[2::2]] == ["250", "250", "250", "450"]


@pytest.mark.usefixtures("_fresh_limits")
def test_tells_an_answer_to_try_again_from_a_refusal(port, business, settings, monkeypatch) -> None:
    box, settings.MAIL_LISTEN = address_of(business), f"127.0.0.1:{port}"

    def away(*_: object, **__: object) -> None:
        raise OperationalError("the database is away")

    with monkeypatch.context() as patch:
        patch.setattr(listener, "is_known_recipient", away)
        with pytest.raises(ListenerBusy):
            is_taken_by_us(box)
    assert is_taken_by_us(box)
    settings.LIMIT_FACTOR, settings.MAIL_RELAYS = 0.005, [""]
    said = _answers_of(port, "HELO there", *["MAIL FROM:<a@b.test>", "RSET"] * 4)
    assert said[-2][:3] == "450"
    with pytest.raises(ListenerBusy):
        is_taken_by_us(box)


@pytest.mark.usefixtures("_fresh_limits")
def test_takes_only_so_many_connections_of_a_peer_and_all_of_a_relay(port, business, settings) -> None:
    settings.LIMIT_FACTOR, settings.MAIL_RELAYS = 0.1, []
    with contextlib.ExitStack() as open_links:
        links = [
            open_links.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10)) for _ in range(3)
        ]
        assert [link.recv(3) for link in links] == [b"220", b"220", b"421"]
        settings.MAIL_RELAYS = ["127.0.0.0/8"]
        assert _answers_of(port, "NOOP")[0].startswith("220")
