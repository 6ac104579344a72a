"""Sending by a mail provider, through the django-anymail backend of its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused, AnymailRequestsAPIError
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address
from urllib3.exceptions import MaxRetryError

from moked.channels.adapters.provider.roads import connection_to
from moked.channels.domain.compose import ComposedMail
from moked.channels.errors import AnswerLost, NotSent
from moked.lib.outbound import AddressRefused, HostUnknown

TOO_MANY_REQUESTS = 429


@dataclass(frozen=True)
class Provider:
    """A provider such as 'mailgun' and its settings, named as the backend's arguments."""

    name: str
    options: Mapping[str, Any]

    def send(self, mail: ComposedMail) -> str:
        """Sends one mail. Gives the id the provider put in place of ours."""
        message = self._message(mail)
        try:
            message.send()
        except AnymailRecipientsRefused as error:
            raise NotSent("recipient refused", permanent=True, is_address=True) from error
        except (AddressRefused, HostUnknown) as error:
            raise NotSent(error.code, permanent=False, is_road=True) from error
        except AnymailRequestsAPIError as error:
            raise _failure(error) from error
        except (AnymailAPIError, requests.RequestException) as error:
            raise AnswerLost(type(error).__name__) from error
        except AnymailError as error:
            raise NotSent(f"{type(error).__name__}: {error}", permanent=True) from error
        accepted: str | None = message.anymail_status.message_id  # type: ignore[attr-defined]
        given = (accepted or "").strip().strip("<>")
        return given if "@" in given and f"<{given}>" != mail.headers["Message-ID"] else ""

    def _message(self, mail: ComposedMail) -> EmailMultiAlternatives:
        message = EmailMultiAlternatives(
            subject=mail.subject,
            body=mail.text,
            from_email=sanitize_address((mail.from_name, mail.from_address), "utf-8"),
            to=[mail.to_address],
            reply_to=[mail.reply_to],
            headers=dict(mail.headers),
            connection=connection_to(self.name, self.options),
        )
        message.attach_alternative(mail.html, "text/html")
        for file in mail.files:
            message.attach(file.name, file.content, file.content_type)
        return message


def _failure(error: AnymailRequestsAPIError) -> NotSent | AnswerLost:
    """The provider's own refusal is certain; silence, or a fault of the gateway before it, is not."""
    status = error.status_code
    if status is None:
        return _without_answer(error.__cause__)
    if status == TOO_MANY_REQUESTS or status >= 500:
        is_certain = status in (TOO_MANY_REQUESTS, 503)
        return (
            NotSent(f"HTTP {status}", permanent=False, is_road=True) if is_certain else AnswerLost(f"HTTP {status}")
        )
    return NotSent(f"HTTP {status}", permanent=True)


def _without_answer(cause: BaseException | None) -> NotSent | AnswerLost:
    """A connection that never stood carried nothing; one that broke may have."""
    reason = cause.args[0] if isinstance(cause, requests.ConnectionError) and cause.args else None
    name = type(cause).__name__
    return NotSent(name, permanent=False, is_road=True) if isinstance(reason, MaxRetryError) else AnswerLost(name)
