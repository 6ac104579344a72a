"""How mail to our own people leaves: by the road of a mailbox of a business they serve.

An installation has one set of mail servers, those of its mailboxes; inviting a person or resetting a password asks
for no settings of its own.
"""

from collections.abc import Sequence
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from moked.businesses.scope import in_whole_installation
from moked.channels.adapters.provider.roads import connection_to
from moked.channels.adapters.smtp import IMPLICIT_TLS_PORT, JudgedSmtp, JudgedSmtpTls
from moked.channels.domain.outgoing import MailRoad
from moked.channels.errors import NotSent
from moked.channels.models import Letter, Mailbox
from moked.channels.outgoing import road_of
from moked.channels.selectors import active_mailboxes, provider_options
from moked.lib.outbound import AddressRefused, HostUnknown
from moked.lib.secrets import unseal
from moked.staff.models import Membership

SECONDS = 15


class _JudgedBackend(SmtpBackend):
    @property
    def connection_class(self) -> type[JudgedSmtp | JudgedSmtpTls]:
        return JudgedSmtpTls if self.use_ssl else JudgedSmtp


class StaffMailBackend(BaseEmailBackend):
    """Django's mail backend. Raises NotSent when no mailbox may send to the address: whoever sent tries again."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Sends each through the first fitting mailbox; gives how many left."""
        return sum(_send(message) for message in email_messages)


def can_mail(address: str) -> bool:
    """Whether there is a mailbox by which mail to this person can leave."""
    with in_whole_installation("a person's mail leaves by any business they serve"):
        return _way_to(address) is not None


def _way_to(address: str) -> tuple[Mailbox, MailRoad] | None:
    mailbox = _mailbox_for(address)
    road = road_of(mailbox, address) if mailbox else MailRoad.REFUSED
    return (mailbox, road) if mailbox and road is not MailRoad.REFUSED else None


def _send(message: EmailMessage) -> int:
    address = message.to[0]
    with in_whole_installation("a person's mail leaves by any business they serve"):
        way = _way_to(address)
        if way is None:
            raise NotSent("no mailbox may send to this address", permanent=False, is_road=True)
        mailbox, road = way
        message.from_email = formataddr((mailbox.account.name, mailbox.address))
        if road is MailRoad.LETTERBOX:
            raw = message.message().as_bytes()
            Letter.objects.create(business_id=mailbox.business_id, to=address.lower(), raw=raw)
            return 1
    try:
        return _connection(mailbox, road).send_messages([message]) or 0
    except (AddressRefused, HostUnknown) as error:
        raise NotSent(error.code, permanent=False, is_road=True) from error


def _mailbox_for(address: str) -> Mailbox | None:
    """A mailbox of a business this person serves, else any; None in an installation without mailboxes."""
    serves = Membership.objects.filter(person__email__iexact=address, is_active=True).values("business_id")
    able = active_mailboxes().order_by("account_id")
    return able.filter(business_id__in=serves).first() or able.first()


def _connection(mailbox: Mailbox, road: MailRoad) -> BaseEmailBackend:
    if road is MailRoad.PROVIDER:
        provider: BaseEmailBackend = connection_to(mailbox.provider, provider_options(mailbox))
        return provider
    # Port 465 is encrypted from the first byte; others begin plain and then ask for it.
    is_encrypted_at_once = mailbox.smtp_use_tls and mailbox.smtp_port == IMPLICIT_TLS_PORT
    return _JudgedBackend(
        host=mailbox.smtp_host,
        port=mailbox.smtp_port,
        username=mailbox.smtp_user,
        password=unseal(mailbox.smtp_password, secret=settings.SECRET_KEY),
        use_tls=mailbox.smtp_use_tls and not is_encrypted_at_once,
        use_ssl=is_encrypted_at_once,
        timeout=SECONDS,
    )
