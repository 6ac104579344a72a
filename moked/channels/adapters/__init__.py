"""Roads by which mail leaves, a folder each."""

from django.conf import settings

from moked.channels.adapters.letterbox import Letterbox
from moked.channels.adapters.provider import Provider
from moked.channels.adapters.smtp import SmtpServer
from moked.channels.domain.outgoing import MailRoad
from moked.channels.errors import NotSent
from moked.channels.models import Mailbox
from moked.channels.ports import OutgoingMail
from moked.channels.selectors import provider_options
from moked.lib.secrets import unseal


def adapter_for(mailbox: Mailbox, road: MailRoad) -> OutgoingMail:
    """The road with the mailbox's settings. Raises NotSent for the one that is refused."""
    if road is MailRoad.LETTERBOX:
        return Letterbox(mailbox.business_id)
    if road is MailRoad.SMTP:
        return SmtpServer(
            host=mailbox.smtp_host,
            port=mailbox.smtp_port,
            user=mailbox.smtp_user,
            password=unseal(mailbox.smtp_password, secret=settings.SECRET_KEY),
            use_tls=mailbox.smtp_use_tls,
            hostname=settings.MAIL_HOSTNAME,
        )
    if road is MailRoad.PROVIDER:
        return Provider(mailbox.provider, provider_options(mailbox))
    raise NotSent("demonstration: only addresses in .test", permanent=True)
