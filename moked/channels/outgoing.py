"""Loading what a mail to a customer needs, and composing it."""

from django.conf import settings
from django.db.models import Q

from moked.businesses.selectors import demo_is_loaded
from moked.cases.files import read_file
from moked.cases.links import link_url
from moked.cases.models import Attachment, Case, Direction, Message
from moked.channels.domain.compose import Answer, ComposedMail, OutgoingFile, compose_answer
from moked.channels.domain.outgoing import MailRoad, mail_road
from moked.channels.domain.reply_address import sign_reply_address
from moked.channels.models import Delivery, Mailbox, MailReference

# Enough of a case's mails to keep every program's thread together.
THREAD_LENGTH = 40


def compose_delivery(delivery: Delivery) -> ComposedMail:
    """The mail of a delivery. Needs message, case, business, contact point and mailbox loaded."""
    message = delivery.message
    case = message.case
    mailbox = _mailbox(delivery)
    thread, in_reply_to = _thread(delivery)
    return compose_answer(
        Answer(
            mail_id=delivery.provider_id,
            from_name=mailbox.account.name,
            from_address=mailbox.address,
            to_address=delivery.contact_point.shown,
            reply_to=sign_reply_address(
                mailbox.address, case.number, business=case.business_id.bytes, secret=settings.SECRET_KEY
            ),
            subject=case.subject,
            reference=case.reference,
            text=message.text,
            html=message.html,
            language=message.language or case.language,
            link=link_url(case, delivery.contact_point),
            is_proposal=message.is_proposal,
            automatic=_automatic(message),
            thread=thread,
            in_reply_to=in_reply_to,
            files=_files(message),
        )
    )


def road_of(mailbox: Mailbox, address: str) -> MailRoad:
    """By which road the mailbox's mail to this address leaves. Needs the business loaded."""
    return mail_road(
        mailbox.outgoing, address, is_demo_loaded=demo_is_loaded(), is_demo_business=mailbox.business.is_demo
    )


def _mailbox(delivery: Delivery) -> Mailbox:
    if delivery.account is None:
        raise ValueError("a mail leaves by a mailbox")
    return delivery.account.mailbox


def _thread(delivery: Delivery) -> tuple[list[str], str]:
    """Ids of the case's mails before this one, oldest first, and the latest of the customer's."""
    case = delivery.message.case
    root = case.canonical_id or case.pk
    # The few cases first: asked for together, every mail ever known would be looked through.
    merged = Case.objects.filter(Q(pk=root) | Q(canonical=root))
    rows = (
        MailReference.objects.filter(case__in=list(merged.values_list("pk", flat=True)))
        .exclude(mail_id=delivery.provider_id)
        .order_by("-pk")
        .values_list("mail_id", "message__direction")[:THREAD_LENGTH]
    )
    found = [(mail_id, direction) for mail_id, direction in rows if not mail_id.startswith("sha256:")]
    answered = next((mail_id for mail_id, direction in found if direction == Direction.IN), "")
    return [mail_id for mail_id, _ in reversed(found)], answered


def _automatic(message: Message) -> str:
    """An acknowledgement answers a mail; a reminder comes by itself (RFC 3834)."""
    if not message.is_automatic:
        return ""
    earlier = Message.objects.filter(case_id=message.case_id, direction=Direction.OUT, pk__lt=message.pk)
    return "auto-generated" if earlier.exists() else "auto-replied"


def _files(message: Message) -> list[OutgoingFile]:
    rows = Attachment.objects.filter(message=message).select_related("file").order_by("pk")
    return [OutgoingFile(row.name, row.content_type, read_file(row.file)) for row in rows]
