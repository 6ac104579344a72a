"""The agreement as its parties see it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import get_language

from moked.agreements.content import read_content
from moked.agreements.models import Agreement, Party
from moked.flows.domain.telling import Section
from moked.portal.forms import CodeForm
from moked.portal.pages.frame import Frame, other_languages

STATE = Agreement.State


@dataclass(frozen=True)
class PartyPage:
    """`stage` is ask, code, read, approved, refused or over."""

    frame: Frame
    business: str
    customer: str
    number: int
    stage: str
    effective_from: date | None
    renew_on: date | None
    answered_by: str
    answered_at: datetime | None
    remark: str
    error: str
    code_sent_at: datetime | None
    form: CodeForm
    sections: tuple[Section, ...]
    document_url: str
    code_url: str
    answer_url: str


def agreement_page(
    party: Party, token: str, form: CodeForm, *, code_sent_at: datetime | None, remark: str, error: str
) -> PartyPage:
    """What a party sees by their link. Needs the agreement, its customer and business loaded."""
    agreement = party.agreement
    business = agreement.customer.business
    return PartyPage(
        frame=Frame(
            business_name=business.name,
            home_url=reverse("portal:agreement", args=[token]),
            accessibility_url=reverse("portal:accessibility", args=[business.slug]),
            privacy_url=reverse("portal:privacy", args=[business.slug]),
            other_languages=other_languages(),
        ),
        business=business.name,
        customer=agreement.customer.name,
        number=agreement.number,
        stage=_stage(party, is_code_sent=code_sent_at is not None),
        effective_from=agreement.effective_from,
        renew_on=agreement.renew_on,
        answered_by=agreement.answered_by.name if agreement.answered_by else "",
        answered_at=agreement.answered_at,
        remark=agreement.remark or remark,
        error=error,
        code_sent_at=code_sent_at,
        form=form,
        sections=read_content(agreement.content, get_language() or "he"),
        document_url=reverse("portal:agreement_document", args=[token]),
        code_url=reverse("portal:agreement_code", args=[token]),
        answer_url=reverse("portal:answer_agreement", args=[token]),
    )


def _stage(party: Party, *, is_code_sent: bool) -> str:
    state = party.agreement.state
    if state == STATE.SENT:
        return "read" if not party.may_approve else "code" if is_code_sent else "ask"
    if state in (STATE.APPROVED, STATE.IN_FORCE):
        return "approved"
    return "refused" if state == STATE.REFUSED else "over"
