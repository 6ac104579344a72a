"""A version is set as a document and sent to everybody concerned: from then on it says what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from moked.agreements.access import TO, get_agreement
from moked.agreements.content import content_of, read_content, set_agreement
from moked.agreements.domain.checks import faults_of
from moked.agreements.domain.meeting import APPROVES
from moked.agreements.errors import AgreementIncomplete, AgreementSettled
from moked.agreements.events import AgreementSent
from moked.agreements.meeting import Offered, offered_in
from moked.agreements.models import Agreement, AgreementMail, Party
from moked.agreements.selectors import versions_of
from moked.agreements.services.writing import codes_of, get_draft, today_of
from moked.customers.models import ContactPoint
from moked.customers.services import find_or_create_contact_point
from moked.flows.domain.answers import check_step
from moked.flows.domain.document import FlowDocument
from moked.flows.domain.walking import Way, answers_on, way_through
from moked.flows.services import document_of, finish_walk
from moked.journal.record import record
from moked.promises.models import ServicePackage
from moked.staff.actors import StaffActor
from moked.staff.models import Person


@dataclass(frozen=True)
class Written:
    """A version as it would be sent. `answers` are those that count."""

    document: FlowDocument
    way: Way
    answers: Mapping[str, Any]
    content: dict[str, list[dict[str, Any]]]


def written_so_far(agreement: Agreement, offered: Offered) -> Written:
    """What a draft says up to where it has come."""
    document = document_of(agreement.walk.version.document)
    way = way_through(document, agreement.walk.answers, agreement.walk.done)
    answers = answers_on(way, agreement.walk.answers)
    package = ServicePackage.objects.filter(pk=answers["package"]).first() if answers.get("package") else None
    steps = way.steps if way.is_done else way.steps[:-1]
    return Written(document, way, answers, content_of(steps, answers, offered, package))


def send_agreement(*, actor: StaffActor, agreement_id: UUID) -> Agreement:
    """Sets the document and sends it to every party; a version that still waited for approval is replaced.

    Raises AgreementIncomplete with the step that is to be done again, AgreementSettled, AddressUnusable, and
    Unavailable when the document cannot be set. The document is set before the transaction: it takes its time.
    """
    agreement = get_draft(actor, agreement_id)
    offered = offered_in(agreement.business_id)
    written = written_so_far(agreement, offered)
    _check_complete(agreement, written, offered)
    language = written.answers["language"]
    approvers = [row["name"] for row in written.answers["contacts"] if row["authority"] == APPROVES]
    sections = read_content(written.content, language)
    document = set_agreement(agreement, sections, language, approvers, today_of(agreement))
    return _send(actor, agreement, written, document)


def _check_complete(agreement: Agreement, written: Written, offered: Offered) -> None:
    """Looks at every answer once more: days pass, and packages go out of use, while a draft lies."""
    if not written.way.is_done:
        raise AgreementIncomplete(step=written.way.current.code)
    further = faults_of(written.answers, today_of(agreement))
    for step in written.way.steps:
        checked = check_step(step, written.answers, codes_of(offered))
        if checked.faults or any(field.code in further for field in step.fields):
            raise AgreementIncomplete(step=step.code)


@transaction.atomic
def _send(actor: StaffActor, read: Agreement, written: Written, document: bytes) -> Agreement:
    agreement = get_agreement(actor, read.pk, to=TO, lock=True)
    if agreement.state != Agreement.State.DRAFT or agreement.walk.changed_at != read.walk.changed_at:
        raise AgreementSettled
    finish_walk(actor=actor.code, walk_id=agreement.walk_id)
    waiting = versions_of(agreement.customer).filter(state=Agreement.State.SENT)
    waiting.update(state=Agreement.State.REPLACED)
    agreement.state, agreement.sent_at = Agreement.State.SENT, timezone.now()
    agreement.language = written.answers["language"]
    agreement.effective_from = date.fromisoformat(written.answers["effective_from"])
    agreement.renew_on = date.fromisoformat(written.answers["renew_on"])
    agreement.content, agreement.document = written.content, document
    agreement.document_hash = sha256(document).hexdigest()
    agreement.save()
    _name_parties(actor, agreement, written.answers)
    queue_mails(agreement, AgreementMail.About.SENT)
    record(
        AgreementSent(
            business_id=agreement.business_id,
            actor=actor.code,
            person_id=agreement.owner_id,
            agreement_id=agreement.pk,
            customer_id=agreement.customer_id,
            document_hash=agreement.document_hash,
        )
    )
    return agreement


def _name_parties(actor: StaffActor, agreement: Agreement, answers: Mapping[str, Any]) -> None:
    parties: dict[str, Party] = {}
    for row in answers["contacts"]:
        point = find_or_create_contact_point(
            actor=actor,
            business_id=agreement.business_id,
            kind=ContactPoint.Kind.EMAIL,
            value=row["email"],
            name=row["name"],
            language=agreement.language,
        )
        parties[row["email"].lower()] = Party(
            side=Party.Side.THEIRS,
            name=row["name"],
            title=row["title"],
            address=row["email"],
            may_approve=row["authority"] == APPROVES,
            contact_point=point,
        )
    keys = {UUID(row["person"]) for row in answers["ours"]}
    for person in Person.objects.filter(Q(pk__in=keys) | Q(pk=actor.person_id)):
        ours = Party(side=Party.Side.OURS, name=person.full_name, address=person.email)
        parties.setdefault(person.email.lower(), ours)
    for party in parties.values():
        party.business_id, party.agreement = agreement.business_id, agreement
    Party.objects.bulk_create(parties.values())


def queue_mails(agreement: Agreement, about: AgreementMail.About) -> None:
    """Puts a mail to each party on its way; once, however often it is called."""
    rows = [
        AgreementMail(business_id=agreement.business_id, party=party, about=about)
        for party in Party.objects.filter(agreement=agreement)
    ]
    AgreementMail.objects.bulk_create(rows, ignore_conflicts=True)
