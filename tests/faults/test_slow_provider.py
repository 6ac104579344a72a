"""Providers that hang: what surely was not accepted is tried again, what may have been is not; nobody else waits."""

import time

import pytest

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case
from moked.channels.adapters.imap import ImapServer
from moked.channels.adapters.smtp import SmtpServer
from moked.channels.domain.compose import Answer, ComposedMail, compose_answer
from moked.channels.errors import AnswerLost, NotSent
from moked.channels.models import Delivery, Mailbox
from tests import builders
from tests.channels.mails import a_second_mailbox
from tests.faults.processes import Process, running
from tests.faults.slow import SlowServer

pytestmark = pytest.mark.fault

PATIENCE = 120.0


def _road(server: SlowServer) -> SmtpServer:
    return SmtpServer("127.0.0.1", server.port, user="", password="", use_tls=False, hostname="us.test", timeout=0.5)


def _mail() -> ComposedMail:
    return compose_answer(
        Answer(
            mail_id="one@us.test",
            from_name="שירות",
            from_address="service@us.test",
            to_address="dana@customers.test",
            reply_to="service@us.test",
            subject="נושא",
            reference="MK-1",
            text="תשובה",
            html="<p>תשובה</p>",
            language="he",
            link="http://us.test/c/x/",
            is_proposal=False,
            automatic="",
            thread=[],
            in_reply_to="",
            files=[],
        )
    )


@pytest.mark.parametrize("stage", ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA"])
def test_knows_that_nothing_was_sent_to_a_server_that_hangs_before_the_end(stage: str) -> None:
    with SlowServer(stage) as server, pytest.raises(NotSent) as caught:
        _road(server).send(_mail())
    assert not caught.value.permanent


def test_says_that_the_answer_is_lost_when_the_server_hangs_after_the_last_dot() -> None:
    with SlowServer("DOT") as server, pytest.raises(AnswerLost):
        _road(server).send(_mail())


def test_gives_up_on_a_mailbox_whose_server_says_nothing() -> None:
    with SlowServer("CONNECT") as server:
        account = ImapServer("127.0.0.1", server.port, "u", "p", use_tls=False, timeout=0.5)
        with pytest.raises(OSError, match="timed out"), account.open_folder("INBOX"):
            pass


@pytest.mark.django_db(transaction=True)
def test_lets_one_dead_server_hold_up_no_other_mailbox() -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    living = builders.mail_account(business)
    written = [builders.a_case(business, assignee=person) for _ in range(6)]
    dead = a_second_mailbox(business, f"billing@{business.slug}.test")
    with SlowServer("CONNECT") as server, in_scope([business.pk]):
        Mailbox.objects.filter(pk=dead.pk).update(
            outgoing=Mailbox.Outgoing.SMTP, smtp_host="127.0.0.1", smtp_port=server.port, smtp_use_tls=False
        )
        # Its mail is the oldest, so that it comes first.
        Case.objects.filter(pk=written[0].pk).update(account_id=dead.pk)
        for case in written:
            cases.write_answer(actor=builders.actor_of(person), case_id=case.pk, html="<p>תשובה</p>")
        with running(Process(["worker"], {})):
            deadline = time.monotonic() + PATIENCE
            sent = Delivery.objects.filter(account=living, state=Delivery.State.SENT)
            while sent.count() < 5:
                assert time.monotonic() < deadline, "the others wait for a dead server"
                time.sleep(0.2)
        assert Delivery.objects.exclude(account=living).get().state in ("queued", "sending")
