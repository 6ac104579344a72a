"""A burst of mail: taken, brought in by the worker, while pages answer and a chat is not kept waiting.

MOKED_FAULT_BURST says how many mails; `make faults` sends ten thousand.
"""

import json
import os
import smtplib
import threading
import time
import urllib.request
from itertools import islice

import pytest

from tests.faults.load.chat import Visitor
from tests.faults.load.ledger import Ledger
from tests.faults.load.mail import mail_of
from tests.faults.processes import Installation, installation, wait_for_port

MAILS = int(os.environ.get("MOKED_FAULT_BURST", "1000"))
SENDERS = 4
PATIENCE = 300.0 + MAILS / 5


def _send_all(place: Installation, to: str, numbers: range) -> None:
    """As a mail server empties its queue: many mails over one connection."""
    with smtplib.SMTP("127.0.0.1", place.mail_port, timeout=120) as server:
        for number in numbers:
            server.send_message(mail_of(number, to)[0])


def _brought_in(place: Installation) -> tuple[int, int]:
    """Mails that became messages, and chat messages."""
    with place.database.owner() as link:
        row = link.execute(
            "SELECT count(*) FILTER (WHERE channel = 'mail'), count(*) FILTER (WHERE channel = 'chat')"
            " FROM cases_message WHERE direction = 'in'"
        ).fetchone()
    assert row is not None
    return row


@pytest.mark.fault
def test_takes_a_burst_of_mail_while_pages_answer_and_a_chat_is_heard() -> None:
    with installation() as place:
        scene = json.loads(place.run("tests.faults.scene", "9", "1"))
        with place.database.owner() as link:
            # No acknowledgements: there is no provider here.
            link.execute("UPDATE contact_channels_mailbox SET acknowledge = false")
        for name in ("web", "mail", "worker-1"):
            place.processes[name].start()
        wait_for_port(place.web_port)
        wait_for_port(place.mail_port)
        ledger, silent, stopping = Ledger(), threading.Event(), threading.Event()
        visitor = Visitor(ledger, place.web_port, scene["widget"], 1, 1)
        calls = [threading.Thread(target=visitor.live, args=(stopping, silent))]
        share = MAILS // SENDERS
        for sender in range(SENDERS):
            numbers = range(sender * share, (sender + 1) * share)
            calls.append(threading.Thread(target=_send_all, args=(place, scene["address"], numbers)))
        for call in calls:
            call.start()
        chat_heard_at, pages, deadline = 0, 0, time.monotonic() + PATIENCE
        mails, chats = _brought_in(place)
        while mails < share * SENDERS:
            assert time.monotonic() < deadline, f"{mails} of {MAILS} brought in"
            with urllib.request.urlopen(f"http://127.0.0.1:{place.web_port}/account/login/", timeout=30) as answer:
                assert answer.status == 200
            pages += 1
            if chats and not chat_heard_at:
                chat_heard_at = mails
            time.sleep(0.2)
            mails, chats = _brought_in(place)
        stopping.set()
        for call in calls:
            call.join(60)
        assert pages > 0
        assert ledger.chats, "the chat was never heard"
        assert chat_heard_at < share * SENDERS, "the chat was heard after all the mail"
        with place.database.owner() as link:
            doubled = link.execute(
                "SELECT text FROM cases_message WHERE direction = 'in' GROUP BY text HAVING count(*) > 1"
            ).fetchall()
            tray = link.execute("SELECT count(*) FROM contact_channels_inbound WHERE state <> 'done'").fetchone()
        assert list(islice(doubled, 3)) == []
        assert tray == (0,)
