"""How mail to our own people leaves: by the road of a mailbox of a business they serve.

An installation has one set of mail servers, those of its mailboxes; inviting a person or resetting a password asks
for no settings of its own.
"""

import logging
from collections.abc import Sequence
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from moked.businesses.scope import in_whole_installation
from moked.channels.models import Letter, Mailbox
from moked.lib.secrets import unseal
from moked.staff.models import Membership

log = logging.getLogger(__name__)


class StaffMailBackend(BaseEmailBackend):
    """Django's mail backend. Mail with no road to leave by is logged and counted as not sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Sends each through the first fitting mailbox; gives how many left."""
        return sum(self._send(message) for message in email_messages)

    def _send(self, message: EmailMessage) -> int:
        with in_whole_installation("a person's mail leaves by any business they serve"):
            mailbox = road_for(message.to[0])
            if mailbox is None:
                log.error("No mailbox can send mail to our own people yet; one of type %s was not sent.", type(message))
                return 0
            message.from_email = formataddr((mailbox.account.name, mailbox.address))
            if mailbox.outgoing == Mailbox.Outgoing.LETTERBOX:
                raw = message.message().as_bytes()
                Letter.objects.create(business_id=mailbox.business_id, to=message.to[0], raw=raw)
                return 1
        return _smtp(mailbox).send_messages([message])


def road_for(address: str) -> Mailbox | None:
    """The mailbox that carries mail to this person; None when none can. Needs the whole installation in scope."""
    able = Mailbox.objects.filter(
        account__is_active=True, outgoing__in=[Mailbox.Outgoing.SMTP, Mailbox.Outgoing.LETTERBOX]
    ).select_related("account")
    of_person = able.filter(business__in=_businesses_of(address))
    return of_person.order_by("account_id").first() or able.order_by("account_id").first()


def _businesses_of(address: str) -> list[object]:
    memberships = Membership.objects.filter(person__email__iexact=address, is_active=True)
    return list(memberships.values_list("business_id", flat=True))


def _smtp(mailbox: Mailbox) -> SmtpBackend:
    is_encrypted_at_once = mailbox.smtp_use_tls and mailbox.smtp_port == 465
    return SmtpBackend(
        host=mailbox.smtp_host,
        port=mailbox.smtp_port,
        username=mailbox.smtp_user,
        password=unseal(mailbox.smtp_password, secret=settings.SECRET_KEY),
        use_tls=mailbox.smtp_use_tls and not is_encrypted_at_once,
        use_ssl=is_encrypted_at_once,
        timeout=15,
    )
