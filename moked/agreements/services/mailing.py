"""Mails about agreements: each leaves at most once, and what became of it is known or said to be unknown."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext

from moked.agreements.access import TO, get_agreement, party_token
from moked.agreements.errors import AgreementSettled
from moked.agreements.models import Agreement, AgreementMail, Party
from moked.businesses.scope import in_scope
from moked.channels.adapters import adapter_for
from moked.channels.domain.backoff import DELIVERY, delay_after, is_spent
from moked.channels.domain.compose import ComposedMail, OutgoingFile
from moked.channels.domain.paragraphs import directed_html, directed_text
from moked.channels.errors import AnswerLost, MailboxMissing, NotSent
from moked.channels.models import Mailbox
from moked.channels.outgoing import road_of
from moked.channels.selectors import first_mailbox
from moked.lib.hebrew import Direction
from moked.lib.richtext import html_from_text
from moked.lib.scans import Moment, due_by
from moked.staff.actors import PersonActor

logger = logging.getLogger(__name__)

# Longer than any server may take to answer.
LEASE = timedelta(minutes=10)
BATCH = 50
STATE = AgreementMail.State
NOT_DELIVERED = (STATE.FAILED, STATE.UNKNOWN)
# What somebody is still to hear of.
LIVE = (Agreement.State.SENT, Agreement.State.APPROVED, Agreement.State.IN_FORCE)


@due_by(Moment(AgreementMail, "next_attempt_at"))
def send_agreement_mails(now: datetime) -> int:
    """Sends what is due, oldest first. Many workers may do this at once. Gives how many were tried."""
    _drop_overtaken()
    tried = _give_up_lost(now)
    while tried < BATCH and (mail := _claim(now)) is not None:
        tried += 1
        with in_scope([mail.business_id]):
            _send(mail, now)
    return tried


@transaction.atomic
def _claim(now: datetime) -> AgreementMail | None:
    """Takes the next mail and says SENDING before the network is touched."""
    mail = (
        AgreementMail.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("party__agreement__customer__business", "party__agreement__answered_by")
        .filter(state=STATE.QUEUED, next_attempt_at__lte=now)
        .order_by("next_attempt_at")
        .first()
    )
    if mail is not None:
        mail.state, mail.attempts, mail.next_attempt_at = STATE.SENDING, mail.attempts + 1, now + LEASE
        mail.save(update_fields=["state", "attempts", "next_attempt_at"])
    return mail


def _send(mail: AgreementMail, now: datetime) -> None:
    try:
        mailbox = first_mailbox(mail.business_id)
        if mailbox is None:
            raise NotSent(MailboxMissing.code, permanent=True)
        adapter_for(mailbox, road_of(mailbox, mail.party.address)).send(compose_mail(mail, mailbox))
    except NotSent as error:
        if error.permanent or is_spent(mail.attempts, DELIVERY):
            _settle(mail, STATE.FAILED, problem=error.code)
        else:
            _settle(mail, STATE.QUEUED, problem=error.code, again_at=now + delay_after(mail.attempts, DELIVERY))
    except AnswerLost as error:
        _settle(mail, STATE.UNKNOWN, problem=error.code)
    except Exception as error:
        # A road broke in a way it does not know itself: a repeat might double.
        logger.exception("agreements.mail_not_sent", extra={"mail": str(mail.pk)})
        _settle(mail, STATE.UNKNOWN, problem=f"error:{type(error).__name__}")
    else:
        _settle(mail, STATE.SENT, sent_at=now)


def _settle(
    mail: AgreementMail,
    state: str,
    *,
    problem: str = "",
    again_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> None:
    """Writes what became of the attempt, unless it was given up as lost meanwhile."""
    mine = AgreementMail.objects.filter(pk=mail.pk, state=STATE.SENDING, next_attempt_at=mail.next_attempt_at)
    mine.update(state=state, problem=problem[:300], next_attempt_at=again_at, sent_at=sent_at)


def _drop_overtaken() -> None:
    """Nobody is asked to approve what was answered, replaced or withdrawn before the mail could leave."""
    asking = AgreementMail.objects.filter(state=STATE.QUEUED, about=AgreementMail.About.SENT)
    asking.exclude(party__agreement__state=Agreement.State.SENT).delete()


def _give_up_lost(now: datetime) -> int:
    """A worker died while sending: the mail may have left, so it is not sent again by itself."""
    lost = AgreementMail.objects.filter(state=STATE.SENDING, next_attempt_at__lte=now)
    return lost.update(state=STATE.UNKNOWN, problem="worker_lost", next_attempt_at=None)


@transaction.atomic
def send_mails_again(*, actor: PersonActor, agreement_id: UUID) -> int:
    """Sends once more what failed or got lost, because a person says so. Gives how many.

    Raises AgreementSettled for a version that was refused, replaced or withdrawn.
    """
    agreement = get_agreement(actor, agreement_id, to=TO, lock=True)
    if agreement.state not in LIVE:
        raise AgreementSettled
    lost = AgreementMail.objects.filter(party__agreement=agreement, state__in=NOT_DELIVERED)
    return lost.update(state=STATE.QUEUED, attempts=0, next_attempt_at=timezone.now(), problem="")


def agreement_url(party: Party) -> str:
    """Where a party reads the agreement: by their own link, or, of our side, on the customer's page."""
    if party.side == Party.Side.THEIRS:
        return f"{settings.PUBLIC_URL}/a/{party_token(party)}/"
    return f"{settings.PUBLIC_URL}/agreements/{party.agreement_id}/"


def compose_mail(mail: AgreementMail, mailbox: Mailbox) -> ComposedMail:
    """The mail in the document's language, with the document."""
    party, agreement = mail.party, mail.party.agreement
    direction: Direction = "rtl" if agreement.language == "he" else "ltr"
    with translation.override(agreement.language):
        names = {"customer": agreement.customer.name, "business": agreement.customer.business.name}
        subject = gettext("Service agreement: %(business)s and %(customer)s") % names
        words, link = _words(mail, names), agreement_url(party)
        name = f"{gettext('Service agreement')} {agreement.number}.pdf"
    align = "right" if direction == "rtl" else "left"
    return ComposedMail(
        from_name=mailbox.account.name,
        from_address=mailbox.address,
        to_address=party.address,
        reply_to=mailbox.address,
        subject=subject,
        text=directed_text(f"{words}\n\n{link}"),
        html=f'<!doctype html><html lang="{escape(agreement.language)}" dir="{direction}"><body dir="{direction}" '
        f'style="text-align:{align}">{directed_html(html_from_text(words), direction)}'
        f'<p><a href="{escape(link)}" dir="ltr">{escape(link)}</a></p></body></html>',
        headers={
            "Message-ID": f"<{mail.pk.hex}@{mailbox.address.rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": agreement.language,
        },
        files=(OutgoingFile(name, "application/pdf", bytes(agreement.document or b"")),),
    )


def _words(mail: AgreementMail, names: dict[str, str]) -> str:
    party, agreement = mail.party, mail.party.agreement
    if mail.about == AgreementMail.About.APPROVED:
        by = agreement.answered_by.name if agreement.answered_by else ""
        return gettext(
            "The service agreement between %(business)s and %(customer)s was approved by %(by)s. "
            "It is attached as approved."
        ) % {**names, "by": by}
    if party.may_approve:
        return (
            gettext(
                "Here is the service agreement between %(business)s and %(customer)s, as we settled it together.\n\n"
                "Please read it and approve it, or say what should be different. It takes a minute, "
                "also by phone; a code sent to this address makes sure that it is you."
            )
            % names
        )
    return (
        gettext("Here is the service agreement between %(business)s and %(customer)s, as we settled it together.")
        % names
    )
