"""Alignment meetings of the demo: one agreed long ago and near its renewal, one waiting for its customer, one begun."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from demo.content import agreements as content
from moked.agreements import services
from moked.agreements.models import Agreement, Party
from moked.calendars.models import ServiceCalendar
from moked.customers.models import Customer, Identification
from moked.lib.errors import Unavailable
from moked.promises.models import ServicePackage
from moked.staff.actors import PersonActor

A_YEAR = timedelta(days=365)


def agree(actor: PersonActor, business_id: UUID, renew_on: date) -> None:
    """The first version, approved at once, to be renewed on a day.

    A machine that cannot set documents shows the meetings and no agreement.
    """
    with suppress(Unavailable):
        agreement = _send(actor, business_id, content.FIRST, renew_on)
        party = Party.objects.select_related("contact_point").get(agreement=agreement, may_approve=True)
        point, now = party.contact_point, timezone.now()
        assert point is not None, "the customer's side"
        proof = Identification.objects.create(
            business_id=business_id,
            customer_id=point.customer_id,
            about_id=agreement.pk,
            contact_point=point,
            risk=Identification.Risk.BINDING,
            method=Identification.Method.CODE,
            expires_at=now + timedelta(hours=1),
            confirmed_at=now,
        )
        services.approve_agreement(
            actor=services.PartyActor(point.pk),
            party_id=party.pk,
            identification_id=proof.pk,
            came_from="203.0.113.24",
        )


def agree_anew(actor: PersonActor, business_id: UUID) -> None:
    """A further version that waits for the customer's word, and a meeting with another one that was left half-way."""
    with suppress(Unavailable):
        _send(actor, business_id, content.SECOND, timezone.now().date() + A_YEAR)
    begun = Customer.objects.get(business_id=business_id, name=content.UNDER_WAY)
    _walk(actor, begun, content.UNDER_WAY_SAYS)


def _send(actor: PersonActor, business_id: UUID, says: Mapping[str, Mapping[str, Any]], renew_on: date) -> Agreement:
    customer = Customer.objects.get(business_id=business_id, name=content.ORGANISATION)
    package = ServicePackage.objects.get(business_id=business_id, name=content.PACKAGE)
    calendar = ServiceCalendar.objects.get(business_id=business_id, name=content.HOURS)
    effective_from = timezone.localdate() + timedelta(days=1)
    settled: dict[str, dict[str, Any]] = {
        "service": {"package": str(package.pk), "calendar": str(calendar.pk)},
        "escalation": {"ours": [{"person": str(actor.person_id), "ours_for": "כל תקלה שלא נפתרה בזמן"}]},
        "terms": {"effective_from": effective_from.isoformat(), "renew_on": renew_on.isoformat()},
    }
    said = {code: {**given, **settled.get(code, {})} for code, given in says.items()}
    agreement = _walk(actor, customer, said)
    return services.send_agreement(actor=actor, agreement_id=agreement.pk)


def _walk(actor: PersonActor, customer: Customer, said: Mapping[str, Mapping[str, Any]]) -> Agreement:
    agreement = services.start_agreement(actor=actor, customer_id=customer.pk)
    for code, given in said.items():
        services.save_step(actor=actor, agreement_id=agreement.pk, step_code=code, given=given)
    return agreement
