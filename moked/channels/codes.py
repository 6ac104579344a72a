"""Verification codes by mail. A code lives ten minutes: it travels sealed in its job and is written nowhere else."""

from uuid import UUID

from django.conf import settings

from moked.businesses.scope import in_scope
from moked.channels.adapters import adapter_for
from moked.channels.domain.compose import compose_code
from moked.channels.errors import MailboxMissing
from moked.channels.jobs import SEND_CODE, defer_job
from moked.channels.outgoing import road_of
from moked.channels.selectors import first_mailbox
from moked.customers.errors import AddressUnusable
from moked.customers.models import ContactPoint
from moked.lib.ids import new_id
from moked.lib.secrets import seal, unseal


def queue_code(contact_point: ContactPoint, code: str, language: str) -> None:
    """Defers sending a code until the transaction that made it is committed.

    Raises AddressUnusable for what is no mail address, MailboxMissing.
    """
    if contact_point.kind != ContactPoint.Kind.EMAIL:
        raise AddressUnusable
    if first_mailbox(contact_point.business_id) is None:
        raise MailboxMissing
    defer_job(
        SEND_CODE,
        business_id=str(contact_point.business_id),
        contact_point_id=str(contact_point.pk),
        sealed_code=seal(code, secret=settings.SECRET_KEY),
        language=language,
    )


def send_code(*, business_id: UUID, contact_point_id: UUID, sealed_code: str, language: str) -> None:
    """Sends the code now. A second arrival of the same code harms nobody. Raises NotSent, AnswerLost."""
    with in_scope([business_id]):
        contact_point = ContactPoint.objects.get(pk=contact_point_id)
        mailbox = first_mailbox(business_id)
        if mailbox is None:
            raise MailboxMissing
        mail = compose_code(
            mail_id=f"{new_id().hex}@{mailbox.address.rpartition('@')[2]}",
            from_name=mailbox.account.name,
            from_address=mailbox.address,
            to_address=contact_point.shown,
            code=unseal(sealed_code, secret=settings.SECRET_KEY),
            language=language,
        )
        adapter_for(mailbox, road_of(mailbox, contact_point.shown)).send(mail)
