"""Sending by an SMTP server, with the one moment known after which a repeat could double."""

import re
import smtplib
import socket
import ssl
from dataclasses import dataclass

from django.utils import timezone

from moked.channels.domain.compose import ComposedMail
from moked.channels.domain.mime import mail_bytes
from moked.channels.errors import AnswerLost, NotSent
from moked.lib import outbound

TIMEOUT_SECONDS = 30.0
IMPLICIT_TLS_PORT = 465
# Failures of an address begin with 5.1; others say that the server or our account is at fault.
_ADDRESS_FAULT = re.compile(r"\b5\.1\.\d+\b")


class JudgedSmtp(smtplib.SMTP):
    """A connection to a public server, or one the operator allows."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return outbound.connect(host, port, timeout)


class JudgedSmtpTls(smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""

    def _get_socket(self, host: str, port: int, timeout: float) -> ssl.SSLSocket:
        return self.context.wrap_socket(outbound.connect(host, port, timeout), server_hostname=host)


@dataclass(frozen=True)
class SmtpServer:
    """One server and our account on it. `hostname` is the name we give ourselves."""

    host: str
    port: int
    user: str
    password: str
    use_tls: bool
    hostname: str
    timeout: float = TIMEOUT_SECONDS

    def send(self, mail: ComposedMail) -> str:
        """Sends one mail. Raises NotSent up to the end of its data, AnswerLost when the last answer is missing."""
        raw = mail_bytes(mail, at=timezone.now())
        try:
            client = self._connect()
        except smtplib.SMTPAuthenticationError as error:
            raise NotSent(f"sign-in refused: {error.smtp_code}", permanent=False, is_road=True) from error
        except (outbound.AddressRefused, outbound.HostUnknown) as error:
            raise NotSent(f"{error.code}: {self.host}", permanent=False, is_road=True) from error
        except (OSError, smtplib.SMTPException) as error:
            raise _not_sent(error, is_road=True) from error
        try:
            self._hand_over(client, mail, raw)
        finally:
            client.close()
        return ""

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        client: smtplib.SMTP
        if self.use_tls and self.port == IMPLICIT_TLS_PORT:
            client = JudgedSmtpTls(
                self.host, self.port, local_hostname=self.hostname, timeout=self.timeout, context=context
            )
        else:
            client = JudgedSmtp(self.host, self.port, local_hostname=self.hostname, timeout=self.timeout)
        try:
            client.ehlo_or_helo_if_needed()
            if self.use_tls and self.port != IMPLICIT_TLS_PORT:
                client.starttls(context=context)
                client.ehlo()
            if self.user:
                client.login(self.user, self.password)
        except BaseException:
            client.close()
            raise
        return client

    def _hand_over(self, client: smtplib.SMTP, mail: ComposedMail, raw: bytes) -> None:
        try:
            _expect(client.mail(mail.from_address), 250)
            _expect(client.rcpt(mail.to_address), 250, 251, is_recipient=True)
            _expect(client.docmd("DATA"), 354)
            # The lone dot goes last: when sending breaks off, the server cannot have the whole mail.
            client.send(re.sub(rb"(?m)^\.", b"..", raw.rstrip(b"\r\n")) + b"\r\n.\r\n")
        except (OSError, smtplib.SMTPException) as error:
            raise _not_sent(error) from error
        try:
            answer = client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise AnswerLost(f"no answer after the mail: {type(error).__name__}") from error
        _expect(answer, 250)


def _expect(answer: tuple[int, bytes], *wanted: int, is_recipient: bool = False) -> None:
    code, text = answer
    if code in wanted:
        return
    said = text.decode("utf-8", "replace").replace("\n", " ")
    permanent = 500 <= code < 600
    is_address = permanent and is_recipient and bool(_ADDRESS_FAULT.search(said) or code in (550, 553))
    raise NotSent(f"{code} {said}", permanent=permanent, is_address=is_address)


def _not_sent(error: Exception, *, is_road: bool = False) -> NotSent:
    return NotSent(f"{type(error).__name__}: {error}", permanent=False, is_road=is_road)
