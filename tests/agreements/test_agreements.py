"""From the meeting to what holds: sent, approved or not, in force on its day, replaced, renewed."""

from datetime import timedelta
from email import message_from_bytes
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from moked.agreements import services
from moked.agreements.errors import AgreementIncomplete, AgreementSettled, MayNotApprove, RemarkMissing
from moked.agreements.models import Agreement, AgreementMail, Party
from moked.businesses.scope import in_scope
from moked.channels.models import Letter
from moked.customers.errors import NotIdentified
from moked.customers.merging import merge_customers
from moked.customers.models import Customer, Identification, OrganisationContact, System
from moked.journal.models import JournalEntry
from moked.lib.errors import NotAllowed, NotFound
from moked.promises.models import ServicePackage, ServiceProfile
from moked.staff.models import Notice
from moked.staff.permissions import ADMINISTRATOR, Permission
from moked.workspace.pages.agreements import agreement_list
from moked.workspace.pages.service import service_panel
from tests import builders
from tests.agreements.meeting import Meeting, today

STATE = Agreement.State


def _proof(party: Party, about_id: UUID | None = None) -> Identification:
    """A code that came back a moment ago."""
    point = party.contact_point
    assert point is not None
    now = timezone.now()
    return Identification.objects.create(
        business_id=party.business_id,
        customer_id=point.customer_id,
        about_id=about_id or party.agreement_id,
        contact_point=point,
        risk=Identification.Risk.BINDING,
        method=Identification.Method.CODE,
        expires_at=now + timedelta(hours=1),
        confirmed_at=now,
    )


def _approve(meeting: Meeting, agreement: Agreement) -> Agreement:
    party = meeting.approver(agreement)
    with in_scope([meeting.business.pk]):
        assert party.contact_point_id
        services.approve_agreement(
            actor=services.PartyActor(party.contact_point_id),
            party_id=party.pk,
            identification_id=_proof(party).pk,
            came_from="192.0.2.7",
        )
        services.sweep_agreements(timezone.now())
    return meeting.fresh(agreement.pk)


def _count(meeting: Meeting, model: Any) -> int:
    with in_scope([meeting.business.pk]):
        return int(model.objects.filter(business=meeting.business).count())


def _parts(raw: bytes) -> dict[str, bytes]:
    """Content type -> content of a mail."""
    return {part.get_content_type(): part.get_payload(decode=True) or b"" for part in message_from_bytes(raw).walk()}


def test_sends_a_document_that_stays_as_it_is_to_everybody(meeting: Meeting) -> None:
    agreement = meeting.fresh(meeting.send().pk)
    document = bytes(agreement.document or b"")
    assert document.startswith(b"%PDF-")
    assert agreement.document_hash == sha256(document).hexdigest()
    with in_scope([meeting.business.pk]):
        sent = services.send_agreement_mails(timezone.now())
        letters = {letter.to: _parts(bytes(letter.raw)) for letter in Letter.objects.all()}
        assert services.send_agreement_mails(timezone.now()) == 0
    assert sent == 3
    assert set(letters) == {"ronit@clinic.test", "yossi@clinic.test", meeting.manager.email}
    assert all(parts["application/pdf"] == document for parts in letters.values())
    assert b"/a/" in letters["ronit@clinic.test"]["text/plain"]
    assert b"/a/" not in letters[meeting.manager.email]["text/plain"]


def test_takes_effect_on_its_day_and_not_before(meeting: Meeting) -> None:
    agreement = _approve(meeting, meeting.send())
    assert (agreement.state, agreement.answered_from) == (STATE.APPROVED, "192.0.2.7")
    with in_scope([meeting.business.pk]):
        assert services.sweep_agreements(timezone.now()) == 0
        assert not System.objects.exists()
        assert not ServiceProfile.objects.exists()
        assert services.sweep_agreements(timezone.now() + timedelta(days=1)) == 1
        profile = ServiceProfile.objects.get(customer=meeting.customer)
        assert (profile.package, profile.level) == (meeting.package, "extended")
        assert System.objects.get().criticality == "critical"
        authority = dict(OrganisationContact.objects.values_list("person__name", "is_authorised"))
        assert authority == {"רונית לוי": True, "יוסי כהן": False}
        contacts = OrganisationContact.objects.select_related("organisation", "person")
        said = {each.person.name: each.decides for each in contacts}
        assert said == {"רונית לוי": "אישור הסכמים וקבלת החלטות", "יוסי כהן": "פתיחת פניות וקבלת עדכונים"}
        (contact,) = (each.person for each in contacts if each.is_authorised)
        reader = builders.actor_of(builders.a_person(meeting.business, permissions=list(Permission)))
        shown = service_panel(reader, contact, [contact.pk], None).systems
        assert [each.name for each in shown] == [System.objects.get().name]
        assert Notice.objects.get().kind == Notice.Kind.AGREEMENT_APPROVED
    assert meeting.fresh(agreement.pk).state == STATE.IN_FORCE


def test_stands_though_it_cannot_take_effect_and_is_tried_again(meeting: Meeting) -> None:
    agreement = meeting.send(effective_from=today().isoformat())
    with in_scope([meeting.business.pk]):
        walk = agreement.walk
        walk.refresh_from_db()
        package = walk.answers["package"]
        walk.answers["package"] = "no package"
        walk.save()
    assert _approve(meeting, agreement).state == STATE.APPROVED
    with in_scope([meeting.business.pk]):
        later = timezone.now() + timedelta(minutes=6)
        services.sweep_agreements(later)
        kinds = list(Notice.objects.order_by("id").values_list("kind", flat=True))
        assert kinds == [Notice.Kind.AGREEMENT_APPROVED, Notice.Kind.AGREEMENT_STUCK]
        assert not System.objects.exists()
        walk.answers["package"] = package
        walk.save()
        assert services.sweep_agreements(later + timedelta(minutes=6)) == 1
    done = meeting.fresh(agreement.pk)
    assert (done.state, done.failed_at) == (STATE.IN_FORCE, None)


def test_takes_no_code_that_was_asked_for_another_agreement(meeting: Meeting) -> None:
    agreement = meeting.send()
    party = meeting.approver(agreement)
    with in_scope([meeting.business.pk]):
        assert party.contact_point_id
        proof = _proof(party, about_id=uuid4())
        with pytest.raises(NotIdentified):
            services.approve_agreement(
                actor=services.PartyActor(party.contact_point_id),
                party_id=party.pk,
                identification_id=proof.pk,
                came_from="",
            )
    assert meeting.fresh(agreement.pk).state == STATE.SENT


def test_reminds_its_owner_of_the_renewal_once(meeting: Meeting) -> None:
    agreement = _approve(meeting, meeting.send(effective_from=today().isoformat()))
    assert agreement.state == STATE.IN_FORCE
    with in_scope([meeting.business.pk]):
        assert services.sweep_agreements(timezone.now() + timedelta(days=300)) == 0
        later = timezone.now() + timedelta(days=340)
        assert [services.sweep_agreements(later), services.sweep_agreements(later)] == [1, 0]
        assert Notice.objects.filter(kind=Notice.Kind.AGREEMENT_RENEWAL).count() == 1


def test_keeps_every_version_and_replaces_the_one_before(meeting: Meeting) -> None:
    first = _approve(meeting, meeting.send(effective_from=today().isoformat()))
    second = meeting.send(effective_from=today().isoformat(), in_scope="גם סלולר")
    assert meeting.fresh(first.pk).state == STATE.IN_FORCE
    _approve(meeting, second)
    assert meeting.fresh(first.pk).state == STATE.REPLACED
    assert meeting.fresh(second.pk).state == STATE.IN_FORCE
    assert meeting.fresh(second.pk).number == 2
    assert meeting.fresh(first.pk).document


def test_lets_what_was_approved_later_overtake_what_was_to_begin_later(meeting: Meeting) -> None:
    first = _approve(meeting, meeting.send())
    second = _approve(meeting, meeting.send(effective_from=today().isoformat()))
    with in_scope([meeting.business.pk]):
        services.sweep_agreements(timezone.now() + timedelta(days=2))
    assert [meeting.fresh(each.pk).state for each in (first, second)] == [STATE.REPLACED, STATE.IN_FORCE]


def test_lets_only_one_version_wait(meeting: Meeting) -> None:
    first, second = meeting.send(), meeting.send()
    assert [meeting.fresh(each.pk).state for each in (first, second)] == [STATE.REPLACED, STATE.SENT]
    with pytest.raises(AgreementSettled):
        _approve(meeting, first)


def test_starts_a_further_version_from_the_latest(meeting: Meeting) -> None:
    meeting.send()
    with in_scope([meeting.business.pk]):
        again = services.start_agreement(actor=meeting.actor, customer_id=meeting.customer.pk)
        assert services.start_agreement(actor=meeting.actor, customer_id=meeting.customer.pk) == again
        assert again.walk.answers["trade"] == "מרפאת שיניים"
        assert "effective_from" not in again.walk.answers
        assert again.walk.done == [code for code in meeting.answers() if code != "terms"]


def test_goes_over_what_no_longer_holds_in_a_further_version(meeting: Meeting) -> None:
    meeting.send()
    with in_scope([meeting.business.pk]):
        ServicePackage.objects.update(is_active=False)
        again = services.start_agreement(actor=meeting.actor, customer_id=meeting.customer.pk)
    assert "service" not in again.walk.done
    assert "business" in again.walk.done


@pytest.mark.parametrize(
    ("step", "changed", "field", "code"),
    [
        ("terms", {"effective_from": "2020-01-01"}, "effective_from", "before_today"),
        ("terms", {"effective_from": "2099-01-01"}, "effective_from", "too_far_ahead"),
        ("terms", {"renew_on": today().isoformat()}, "renew_on", "renewed_before_begun"),
        ("service", {"calendar": ""}, "calendar", "required"),
        ("service", {"package": "0" * 36}, "package", "not_an_option"),
        ("contacts", {"contacts": []}, "contacts", "no_rows"),
    ],
)
def test_refuses_what_makes_no_sense_and_keeps_the_rest(
    meeting: Meeting, step: str, changed: dict[str, Any], field: str, code: str
) -> None:
    agreement = meeting.walk()
    with in_scope([meeting.business.pk]):
        given = meeting.answers(**changed)[step]
        checked = services.save_step(actor=meeting.actor, agreement_id=agreement.pk, step_code=step, given=given)
        assert checked.faults[field].code == code
        with pytest.raises(AgreementIncomplete) as refused:
            services.send_agreement(actor=meeting.actor, agreement_id=agreement.pk)
    assert refused.value.facts["step"] == step
    assert meeting.fresh(agreement.pk).state == STATE.DRAFT
    assert _count(meeting, Party) == _count(meeting, AgreementMail) == 0


def test_asks_for_somebody_who_approves_and_for_each_address_once(meeting: Meeting) -> None:
    agreement = meeting.walk()
    rows = meeting.answers()["contacts"]["contacts"]
    for changed, code in (
        ([{**rows[0], "authority": "decides"}], "nobody_approves"),
        ([rows[0], {**rows[1], "email": "RONIT@clinic.test"}], "address_twice"),
        ([rows[0], {**rows[1], "phone": "יש במזכירות"}], "no_phone"),
    ):
        with in_scope([meeting.business.pk]):
            checked = services.save_step(
                actor=meeting.actor, agreement_id=agreement.pk, step_code="contacts", given={"contacts": changed}
            )
        assert checked.faults["contacts"].code == code


def test_looks_at_the_dates_again_when_it_is_sent(meeting: Meeting) -> None:
    agreement = meeting.walk()
    with in_scope([meeting.business.pk]):
        walk = agreement.walk
        walk.refresh_from_db()
        walk.answers["effective_from"] = (today() - timedelta(days=1)).isoformat()
        walk.save()
        with pytest.raises(AgreementIncomplete):
            services.send_agreement(actor=meeting.actor, agreement_id=agreement.pk)


def test_leaves_out_the_systems_of_a_customer_who_has_none(meeting: Meeting) -> None:
    with in_scope([meeting.business.pk]):
        agreement = services.start_agreement(actor=meeting.actor, customer_id=meeting.customer.pk)
        for code, given in meeting.answers(has_systems="no").items():
            if code != "systems":
                services.save_step(actor=meeting.actor, agreement_id=agreement.pk, step_code=code, given=given)
        sent = services.send_agreement(actor=meeting.actor, agreement_id=agreement.pk)
    assert "מערכות" not in str(sent.content) or "Systems" not in str(sent.content["en"])


def test_refuses_with_a_remark_and_changes_nothing_else(meeting: Meeting) -> None:
    agreement = meeting.send()
    party = meeting.approver(agreement)
    assert party.contact_point_id
    facts: Any = {
        "actor": services.PartyActor(party.contact_point_id),
        "party_id": party.pk,
        "came_from": "192.0.2.7",
    }
    with in_scope([meeting.business.pk]):
        proof = _proof(party).pk
        with pytest.raises(RemarkMissing):
            services.refuse_agreement(**facts, identification_id=proof, remark=" ")
        refused = services.refuse_agreement(**facts, identification_id=proof, remark="גם בשישי")
        assert (refused.state, refused.remark) == (STATE.REFUSED, "גם בשישי")
        assert Notice.objects.get().kind == Notice.Kind.AGREEMENT_REFUSED
        assert not ServiceProfile.objects.exists()
        with pytest.raises(AgreementSettled):
            services.approve_agreement(**facts, identification_id=proof)


def test_takes_no_answer_without_proof_or_from_somebody_else(meeting: Meeting) -> None:
    agreement = meeting.send()
    party = meeting.approver(agreement)
    before = _count(meeting, JournalEntry)
    with in_scope([meeting.business.pk]):
        other = Party.objects.get(agreement=agreement, address="yossi@clinic.test")
        assert party.contact_point_id
        assert other.contact_point_id
        stale = _proof(party)
        Identification.objects.filter(pk=stale.pk).update(confirmed_at=timezone.now() - timedelta(minutes=20))
        for actor, who, proof, refusal in (
            (party.contact_point_id, party, stale, NotIdentified),
            (party.contact_point_id, party, _proof(other), NotIdentified),
            (other.contact_point_id, other, _proof(other), MayNotApprove),
            (other.contact_point_id, party, _proof(other), MayNotApprove),
        ):
            with pytest.raises(refusal):
                services.approve_agreement(
                    actor=services.PartyActor(actor),
                    party_id=who.pk,
                    identification_id=proof.pk,
                    came_from="192.0.2.7",
                )
    assert meeting.fresh(agreement.pk).state == STATE.SENT
    assert _count(meeting, JournalEntry) == before


def test_leads_no_meeting_for_those_who_may_not(meeting: Meeting) -> None:
    agent = builders.actor_of(builders.a_person(meeting.business))
    stranger = builders.actor_of(builders.a_person(builders.a_business()))
    agreement = meeting.walk()
    with in_scope([meeting.business.pk]):
        for actor, refusal in ((agent, NotAllowed), (stranger, NotFound)):
            with pytest.raises(refusal):
                services.start_agreement(actor=actor, customer_id=meeting.customer.pk)
            with pytest.raises(refusal):
                services.send_agreement(actor=actor, agreement_id=agreement.pk)
    assert meeting.fresh(agreement.pk).state == STATE.DRAFT


def test_gives_up_what_a_dead_worker_held_and_sends_it_again_when_told(meeting: Meeting) -> None:
    agreement = meeting.send()
    with in_scope([meeting.business.pk]):
        now = timezone.now()
        AgreementMail.objects.update(state=AgreementMail.State.SENDING, next_attempt_at=now)
        services.send_agreement_mails(now)
        assert set(AgreementMail.objects.values_list("state", flat=True)) == {AgreementMail.State.UNKNOWN}
        assert not Letter.objects.exists()
        assert services.send_mails_again(actor=meeting.actor, agreement_id=agreement.pk) == 3
        assert services.send_agreement_mails(timezone.now()) == 3
        assert Letter.objects.count() == 3


def test_asks_nobody_to_approve_what_was_withdrawn_or_replaced_meanwhile(meeting: Meeting) -> None:
    withdrawn = meeting.send()
    with in_scope([meeting.business.pk]):
        services.withdraw_agreement(actor=meeting.actor, agreement_id=withdrawn.pk)
    replaced, latest = meeting.send(), meeting.send()
    with in_scope([meeting.business.pk]):
        assert services.send_agreement_mails(timezone.now()) == 3
        assert set(AgreementMail.objects.values_list("party__agreement", flat=True)) == {latest.pk}
        for settled in (withdrawn, replaced):
            with pytest.raises(AgreementSettled):
                services.send_mails_again(actor=meeting.actor, agreement_id=settled.pk)


def test_goes_on_with_what_was_agreed_under_another_name_of_the_customer(meeting: Meeting) -> None:
    first = _approve(meeting, meeting.send(effective_from=today().isoformat()))
    with in_scope([meeting.business.pk]):
        into = Customer.objects.create(business=meeting.business, kind=Customer.Kind.ORGANISATION, name="רשת השרון")
        boss = builders.actor_of(builders.a_person(meeting.business, permissions=list(ADMINISTRATOR)))
        merge_customers(actor=boss, customer_id=meeting.customer.pk, into_id=into.pk)
    meeting.customer = into
    second = meeting.send(effective_from=today().isoformat())
    assert second.number == 2
    _approve(meeting, second)
    assert meeting.fresh(first.pk).state == STATE.REPLACED
    with in_scope([meeting.business.pk]):
        rows = agreement_list(meeting.actor, into).rows
        assert [row.number for row in rows] == [2, 1]
