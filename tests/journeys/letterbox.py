"""What the demo's customers found in their letterbox, and mail they write, for journeys to read and send."""

import re
import smtplib
import time
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import psycopg

from demo.installation import Installation
from moked.channels.mail import ParsedMail, parse_mail
from moked.lib.postgres.embedded import start_embedded

WAIT_SECONDS = 30.0
CASE_LINK = re.compile(r"https?://[^\s\"'<>\u2066-\u2069\u200e\u200f]+/c/[A-Za-z0-9_-]+/")
NEWEST = 'SELECT raw FROM contact_channels_letter WHERE "to" = %s ORDER BY at DESC'


@dataclass(frozen=True)
class Letterbox:
    """The letters to one address of an installation."""

    installation: Installation
    address: str

    def wait_for(self, words: str) -> ParsedMail:
        """The newest letter in which the words stand. Raises TimeoutError."""
        deadline = time.monotonic() + WAIT_SECONDS
        with psycopg.connect(start_embedded(self.installation.folder), autocommit=True) as link:
            while time.monotonic() < deadline:
                for (raw,) in link.execute(NEWEST, (self.address,)):
                    letter = parse_mail(bytes(raw))
                    if words in letter.text:
                        return letter
                time.sleep(0.2)
        raise TimeoutError(f"no letter to {self.address} says {words!r}")

    def send(self, *, to: str, name: str, subject: str, text: str) -> None:
        """Sends a real mail to the installation's listener."""
        mail = EmailMessage()
        mail["From"] = f"{name} <{self.address}>"
        mail["To"] = to
        mail["Subject"] = subject
        mail["Date"] = formatdate()
        mail["Message-ID"] = make_msgid(domain="journey.test")
        mail.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.installation.mail_port, timeout=10) as client:
            client.send_message(mail)


def case_link(letter: ParsedMail) -> str:
    """The customer's way to their case."""
    found = CASE_LINK.search(letter.text)
    assert found is not None, letter.text
    return found[0]
