"""Mail both ways: customers' servers that try again until they hear 250, and the provider our answers leave by."""

import random
import re
import smtplib
import threading
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from queue import SimpleQueue
from typing import Any

from aiosmtpd.controller import Controller

from tests.faults.load.ledger import Ledger
from tests.faults.processes import free_port

PAUSE_SECONDS = 0.7
LINK = re.compile(r"http://127\.0\.0\.1:\d+/c/([\w-]+)/")


def mail_of(number: int, to: str) -> tuple[EmailMessage, str]:
    """A customer's mail and its text, both unique."""
    text = f"פנייה בדואר מספר {number} בבקשה"
    mail = EmailMessage()
    mail["From"] = f"לקוח {number} <customer-{number % 40}@customers.test>"
    mail["To"] = to
    mail["Subject"] = f"פנייה {number}"
    mail["Message-ID"] = f"<fault-{number}@customers.test>"
    mail.set_content(text)
    return mail, text


def send_until_heard(mail: EmailMessage, port: int, stopping: threading.Event) -> bool:
    """Sends as a mail server does: the same mail again and again until 250. False when told to stop before."""
    while not stopping.is_set():
        try:
            with smtplib.SMTP("127.0.0.1", port, timeout=15) as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refusal:
            if any(code >= 500 for code, _ in refusal.recipients.values()):
                raise
        except smtplib.SMTPDataError as refusal:
            if refusal.smtp_code >= 500:
                raise
        except (OSError, smtplib.SMTPException):
            pass
        else:
            return True
        time.sleep(0.2)
    return False


def write_mails(
    ledger: Ledger, numbers: Iterator[int], to: str, port: int, silent: threading.Event, stopping: threading.Event
) -> None:
    """One customers' server: writes until `silent`, and until its last mail was heard or it is told to stop."""
    while not silent.is_set():
        mail, text = mail_of(next(numbers), to)
        try:
            heard = send_until_heard(mail, port, stopping)
        except smtplib.SMTPException as error:
            with ledger.lock:
                ledger.trouble.append(f"{mail['Message-ID']}: {error}")
            continue
        if heard:
            with ledger.lock:
                ledger.mails[str(mail["Message-ID"]).strip("<>")] = text
        silent.wait(PAUSE_SECONDS)


class Provider:
    """An SMTP server that notes every Message-ID it took, and sometimes hangs up without saying that it did."""

    def __init__(self, ledger: Ledger, seed: int, *, doubt: float = 0.03) -> None:
        self.ledger, self.chance, self.doubt = ledger, random.Random(seed), doubt
        # Tokens of links that customers got by mail.
        self.links: SimpleQueue[str] = SimpleQueue()
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def start(self) -> int:
        """Gives its port."""
        self.controller.start()
        return self.port

    def stop(self) -> None:
        self.controller.stop()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content)
        mail_id = str(mail["Message-ID"]).strip().strip("<>")
        in_doubt = self.chance.random() < self.doubt
        with self.ledger.lock:
            self.ledger.delivered.append(mail_id)
            if in_doubt:
                self.ledger.left_in_doubt.append(mail_id)
        for part in mail.walk():
            if part.get_content_type() == "text/plain":
                words = part.get_payload(decode=True).decode()
                for token in LINK.findall(words)[:1]:
                    self.links.put(token)
        if in_doubt:
            server.transport.abort()
        return "250 2.0.0 Taken"
