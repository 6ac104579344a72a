"""Mails as strangers' programs write them, and the way in and out for tests."""

from collections.abc import Mapping, Sequence
from email import policy
from email.message import EmailMessage
from itertools import count

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.channels.intake import Handed, Receipt, accept_mails
from moked.channels.mail import ParsedMail, parse_mail
from moked.channels.models import Account, Letter, Mailbox
from moked.channels.outbox import send_due_deliveries
from moked.channels.pipeline.drain import drain_inbound
from tests import builders

_numbers = count(1)

LEFT_OUT = "קבצים נוספים גדולים מכדי להישמר כאן. הם נמצאים בהודעה המקורית, כפי שהגיעה."


def a_mail(
    *,
    sender: str = "Dana <dana@customers.test>",
    to: str,
    subject: str = "אין אינטרנט",
    text: str = "שלום, האינטרנט נפל מהבוקר.",
    mail_id: str | None = None,
    headers: Sequence[tuple[str, str]] = (),
    attachments: Sequence[tuple[str, bytes]] = (),
) -> bytes:
    """A raw mail. `mail_id` without brackets; an empty one leaves the header out."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = "Mon, 02 Nov 2026 09:00:00 +0200"
    chosen = f"m{next(_numbers)}@customers.test" if mail_id is None else mail_id
    if chosen:
        message["Message-ID"] = f"<{chosen}>"
    message.set_content(text)
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    # As they are: the library would refuse to write what broken programs do.
    extra = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return extra.encode() + message.as_bytes()


def a_second_mailbox(business: Business, address: str) -> Mailbox:
    with in_scope([business.pk]):
        account = Account.objects.create(business=business, kind=Account.Kind.MAIL, name="כספים")
        return Mailbox.objects.create(
            business=business, account=account, address=address, outgoing=Mailbox.Outgoing.LETTERBOX
        )


def address_of(business: Business) -> str:
    return builders.mail_account(business).mailbox.address


def accept_mail(
    raw: bytes, *, sender: str, recipients: Sequence[str], transport: Mapping[str, object]
) -> list[Receipt]:
    """As the listener does it for a mail that comes alone."""
    (receipts,) = accept_mails([Handed(raw, sender, recipients, transport)])
    return receipts


def deliver(raw: bytes, *recipients: str, sender: str = "dana@customers.test") -> None:
    """As the listener does it, then all jobs."""
    accept_mail(raw, sender=sender, recipients=recipients, transport={"transport": "smtp"})
    drain_inbound()


def letters(business: Business) -> list[ParsedMail]:
    """What stands in the letterbox once everything was sent, oldest first."""
    send_due_deliveries()
    with in_scope([business.pk]):
        return [parse_mail(bytes(letter.raw)) for letter in Letter.objects.order_by("at", "pk")]


def only_case() -> Case:
    """The one case there is."""
    return Case.objects.select_related("business", "contact_point", "assignee").get()
