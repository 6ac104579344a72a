"""Loading what a mail to a customer needs, and composing it."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from moked.businesses.selectors import demo_is_loaded
from moked.cases.files import read_file
from moked.cases.links import link_url
from moked.cases.models import Attachment, Case, Direction, Message
from moked.channels.domain.compose import Answer, ComposedMail, OutgoingFile, compose_answer
from moked.channels.domain.outgoing import MailRoad, mail_road
from moked.channels.domain.reply_address import sign_reply_address
from moked.channels.models import Delivery, Mailbox, MailReference
from moked.lib.postgres.questions import asked_often

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
    rows = _mails_of([root, *_merged_into(root)], delivery.provider_id)
    found = [(mail_id, direction) for mail_id, direction in rows if not mail_id.startswith("sha256:")]
    answered = next((mail_id for mail_id, direction in found if direction == Direction.IN), "")
    return [mail_id for mail_id, _ in reversed(found)], answered


@asked_often
def _merged_into(case_id: UUID) -> QuerySet[Case, UUID]:
    return Case.objects.filter(canonical_id=case_id).values_list("pk", flat=True)


@asked_often
def _mails_of(case_ids: list[UUID], but: str) -> QuerySet[MailReference, tuple[str, str]]:
    rows = MailReference.objects.filter(case__any_of=case_ids).exclude(mail_id=but)
    return rows.order_by("-pk").values_list("mail_id", "message__direction")[:THREAD_LENGTH]


def _automatic(message: Message) -> str:
    """An acknowledgement answers a mail; a reminder comes by itself (RFC 3834)."""
    if not message.is_automatic:
        return ""
    return "auto-generated" if _sent_before(message.case_id, message.pk) else "auto-replied"


@asked_often
def _sent_before(case_id: UUID, message_id: UUID) -> QuerySet[Message, UUID]:
    rows = Message.objects.filter(case_id=case_id, direction=Direction.OUT, pk__lt=message_id)
    return rows.values_list("pk", flat=True)[:1]


def _files(message: Message) -> list[OutgoingFile]:
    return [OutgoingFile(row.name, row.content_type, read_file(row.file)) for row in _attached(message.pk)]


@asked_often
def _attached(message_id: UUID) -> QuerySet[Attachment]:
    return Attachment.objects.filter(message_id=message_id).select_related("file").order_by("pk")
