"""What was agreed holds from its day on: the profile, the systems, and what contacts may decide; then its renewal."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from moked.agreements.domain.meeting import APPROVES, DECIDES
from moked.agreements.events import AgreementRenewalNear, AgreementTookEffect
from moked.agreements.models import Agreement, Party
from moked.agreements.selectors import versions_of
from moked.businesses.selectors import today_in
from moked.customers.contacts import set_contact
from moked.customers.models import Customer
from moked.customers.systems import add_system, change_system
from moked.flows.domain.walking import answers_on, way_through
from moked.flows.services import document_of
from moked.journal.record import record
from moked.lib.due import run_each
from moked.lib.languages import text_in
from moked.lib.scans import Moment, due_by
from moked.promises.profiles import OF_PROFILE
from moked.promises.profiles import versions_of as profiles_of
from moked.promises.services import write_profile
from moked.staff.actors import SystemActor
from moked.staff.models import Notice
from moked.staff.notices import write_notice

CLOCK = SystemActor("agreements")
REMIND_BEFORE = timedelta(days=30)
REMIND_AT = time(9)
AGAIN_IN = timedelta(minutes=5)
# What the meeting settles anew; the rest of a profile goes on from the one before.
SETTLED = ("calendar", "level", "knowledge")
KEPT = tuple(name for name in OF_PROFILE if name not in SETTLED)


def take_effect(agreement: Agreement) -> None:
    """From now on it holds; the version before it is replaced. Inside the transaction that found its day come."""
    earlier = versions_of(agreement.customer).filter(state=Agreement.State.IN_FORCE)
    earlier.update(state=Agreement.State.REPLACED, next_check_at=None)
    agreement.failed_at = None
    agreement.state, agreement.in_force_at = Agreement.State.IN_FORCE, timezone.now()
    agreement.next_check_at = _remind_at(agreement)
    agreement.save(update_fields=["state", "in_force_at", "next_check_at", "failed_at"])
    answers = _answers_of(agreement)
    _set_systems(agreement.customer, answers.get("systems") or [])
    if agreement.customer.kind == Customer.Kind.ORGANISATION:
        _set_contacts(agreement, answers["contacts"])
    # Last: the clocks of contacts follow it too.
    _set_profile(agreement, answers)
    record(AgreementTookEffect(**_facts(agreement)))


def _set_profile(agreement: Agreement, answers: Mapping[str, Any]) -> None:
    customer = agreement.customer
    latest = next(iter(profiles_of(customer)), None)
    kept: dict[str, object] = {name: getattr(latest, name) for name in KEPT} if latest else {}
    write_profile(
        actor=CLOCK,
        made_by_id=agreement.owner_id,
        customer=customer,
        effective_from=today_in(customer.business),
        facts={
            **kept,
            "package_id": UUID(answers["package"]),
            "calendar_id": UUID(answers["calendar"]),
            "level": answers["level"],
            "knowledge": answers.get("knowledge") or "",
        },
    )


def _set_systems(customer: Customer, rows: list[Mapping[str, Any]]) -> None:
    """Systems named in the agreement weigh what it says; others stay as they are."""
    known = {system.name.casefold(): system for system in customer.systems.all()}
    for row in rows:
        system = known.get(row["name"].casefold())
        weight = row["criticality"]
        if system is None:
            add_system(actor=CLOCK, customer_id=customer.pk, name=row["name"], criticality=weight)
        else:
            change_system(actor=CLOCK, system_id=system.pk, name=system.name, criticality=weight, is_active=True)


def _set_contacts(agreement: Agreement, rows: list[Mapping[str, Any]]) -> None:
    points = {
        party.address: party.contact_point
        for party in Party.objects.select_related("contact_point").filter(agreement=agreement)
    }
    said = _authorities(agreement)
    for row in rows:
        point = points.get(row["email"])
        if point is not None and point.customer_id != agreement.customer_id:
            set_contact(
                actor=CLOCK,
                organisation_id=agreement.customer_id,
                person_id=point.customer_id,
                title=row["title"],
                is_authorised=row["authority"] in (APPROVES, DECIDES),
                decides=said[row["authority"]],
            )


def _authorities(agreement: Agreement) -> Mapping[str, str]:
    """What each authority is called in the form that was filled in, in the business's language."""
    (field,) = (
        column
        for step in document_of(agreement.walk.version.document).steps
        for rows in step.fields
        for column in rows.fields
        if column.code == "authority"
    )
    return {
        option.code: text_in(option.label, agreement.customer.business.language, "")[1] for option in field.options
    }


@due_by(Moment(Agreement, "next_check_at"))
def sweep_agreements(now: datetime) -> int:
    """What was approved takes effect on its day, and owners are reminded of renewals, each once. Gives how many."""
    return run_each(
        lambda: (
            Agreement.objects.filter(next_check_at__lte=now)
            .defer("document")
            .select_related("customer__business", "walk__version")
            .order_by("next_check_at")
        ),
        _look,
        lambda agreement: _postpone(agreement, now),
    )


def _look(agreement: Agreement) -> None:
    if agreement.state == Agreement.State.APPROVED:
        take_effect(agreement)
        return
    agreement.next_check_at = None
    agreement.save(update_fields=["next_check_at"])
    if agreement.state != Agreement.State.IN_FORCE:
        return
    tell_owner(agreement, Notice.Kind.AGREEMENT_RENEWAL)
    record(AgreementRenewalNear(**_facts(agreement)))


def _postpone(agreement: Agreement, now: datetime) -> None:
    rows = Agreement.objects.filter(pk=agreement.pk)
    rows.update(next_check_at=now + AGAIN_IN)
    # Whoever leads it is told once, however often it is tried.
    if rows.filter(state=Agreement.State.APPROVED, failed_at=None).update(failed_at=now):
        tell_owner(agreement, Notice.Kind.AGREEMENT_STUCK)


def tell_owner(agreement: Agreement, kind: Notice.Kind) -> None:
    """A notice to whoever leads it, if anybody does."""
    if agreement.owner_id is not None:
        write_notice(
            business_id=agreement.business_id,
            person_id=agreement.owner_id,
            kind=kind,
            customer_id=agreement.customer_id,
        )


def _remind_at(agreement: Agreement) -> datetime | None:
    if agreement.renew_on is None:
        return None
    zone = ZoneInfo(agreement.customer.business.time_zone)
    return datetime.combine(agreement.renew_on - REMIND_BEFORE, REMIND_AT, zone)


def _answers_of(agreement: Agreement) -> dict[str, Any]:
    walk = agreement.walk
    return answers_on(way_through(document_of(walk.version.document), walk.answers, walk.done), walk.answers)


def _facts(agreement: Agreement) -> dict[str, Any]:
    return {
        "business_id": agreement.business_id,
        "actor": CLOCK.code,
        "person_id": agreement.owner_id,
        "agreement_id": agreement.pk,
        "customer_id": agreement.customer_id,
    }
