"""Writes about the customers a business follows."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from moked.businesses.models import Business
from moked.cases.errors import OwnerMissing
from moked.customers.access import get_customer
from moked.customers.models import Customer
from moked.insights.errors import AlreadyFollowed, LessonIncomplete, ReviewPassed
from moked.insights.events import (
    LessonWritten,
    ReferenceChanged,
    ReferenceEnded,
    ReferenceMarked,
    ReferenceReviewDue,
)
from moked.insights.models import Lesson, ReferenceCustomer
from moked.insights.selectors import following_of
from moked.journal.record import record
from moked.lib.due import run_each
from moked.lib.rows import assign, once
from moked.lib.scans import Moment, due_by
from moked.staff.access import get_row
from moked.staff.actors import Actor, PersonActor, StaffActor
from moked.staff.models import Membership, Notice
from moked.staff.notices import write_notice
from moked.staff.permissions import Permission

TO = Permission.PROFILES_EDIT
ACTOR = "system:insights"
# A plan nobody looked at is called to mind again.
AGAIN_AFTER = timedelta(days=7)
AGAIN_IN = timedelta(minutes=5)
MORNING = time(8)


@transaction.atomic
def mark_reference(*, actor: StaffActor, customer_id: UUID, facts: Mapping[str, Any]) -> ReferenceCustomer:
    """The business follows this customer from now on. Facts: owner, why, plan, review_on.

    Raises AlreadyFollowed, ReviewPassed, OwnerMissing.
    """
    # The one they are known as is locked: somebody else may come by another record of theirs.
    known_as = _canonical(get_customer(actor, customer_id, to=TO))
    customer = get_customer(actor, known_as.pk, to=TO, lock=True)
    if following_of(customer) is not None:
        raise AlreadyFollowed
    reference = ReferenceCustomer(business_id=customer.business_id, customer=customer)
    assign(reference, facts)
    _check(reference, customer.business)
    # The same customer may be marked at this moment under another record.
    with once("reference_customer_once", AlreadyFollowed):
        reference.save(force_insert=True)
    record(
        ReferenceMarked(
            business_id=reference.business_id,
            actor=actor.code,
            person_id=reference.owner_id,
            reference_id=reference.pk,
            customer_id=customer.pk,
        )
    )
    return reference


@transaction.atomic
def change_reference(
    *, actor: StaffActor, business_id: UUID, reference_id: UUID, facts: Mapping[str, Any]
) -> ReferenceCustomer:
    """Changes owner, plan or review. Raises ReviewPassed, OwnerMissing."""
    reference = get_reference(actor=actor, business_id=business_id, reference_id=reference_id, lock=True)
    changed = assign(reference, facts)
    if changed:
        if {"review_on", "owner"} & set(changed):
            _check(reference, Business.objects.get(pk=business_id))
        reference.save()
        record(ReferenceChanged(business_id=business_id, actor=actor.code, reference_id=reference_id, fields=changed))
    return reference


@transaction.atomic
def end_reference(*, actor: StaffActor, business_id: UUID, reference_id: UUID) -> None:
    """The customer is no longer followed. Ending twice changes nothing."""
    reference = get_reference(actor=actor, business_id=business_id, reference_id=reference_id, lock=True)
    if reference.ended_at is None:
        reference.ended_at, reference.next_check_at = timezone.now(), None
        reference.save(update_fields=["ended_at", "next_check_at"])
        record(ReferenceEnded(business_id=business_id, actor=actor.code, reference_id=reference_id))


@transaction.atomic
def write_lesson(*, actor: PersonActor, customer_id: UUID, learned: str, change: str) -> Lesson:
    """What was learned from a customer, and what was changed for all. Raises LessonIncomplete."""
    customer = _canonical(get_customer(actor, customer_id, to=TO))
    if not learned.strip() or not change.strip():
        raise LessonIncomplete
    lesson = Lesson.objects.create(
        business_id=customer.business_id,
        customer=customer,
        learned=learned.strip()[:500],
        change=change.strip()[:500],
        made_by_id=actor.person_id,
    )
    record(
        LessonWritten(
            business_id=lesson.business_id,
            actor=actor.code,
            person_id=actor.person_id,
            lesson_id=lesson.pk,
            customer_id=customer.pk,
        )
    )
    return lesson


def get_reference(*, actor: Actor, business_id: UUID, reference_id: UUID, lock: bool = False) -> ReferenceCustomer:
    """A followed customer of this business. Raises NotFound."""
    return get_row(ReferenceCustomer, actor=actor, business_id=business_id, row_id=reference_id, to=TO, lock=lock)


@due_by(Moment(ReferenceCustomer, "next_check_at"))
def sweep_reviews(now: datetime) -> int:
    """Reminds the owners of plans whose review has come, and again each week until it is moved. Gives how many."""
    return run_each(
        lambda: ReferenceCustomer.objects.filter(next_check_at__lte=now).order_by("next_check_at"),
        lambda reference: _remind(reference, now),
        lambda reference: _postpone(reference, now),
    )


def _remind(reference: ReferenceCustomer, now: datetime) -> None:
    reference.next_check_at = now + AGAIN_AFTER
    reference.save(update_fields=["next_check_at"])
    if reference.owner_id is not None:
        write_notice(
            business_id=reference.business_id,
            person_id=reference.owner_id,
            kind=Notice.Kind.PLAN_REVIEW,
            customer_id=reference.customer_id,
        )
    record(
        ReferenceReviewDue(
            business_id=reference.business_id,
            actor=ACTOR,
            person_id=reference.owner_id,
            reference_id=reference.pk,
        )
    )


def _postpone(reference: ReferenceCustomer, now: datetime) -> None:
    ReferenceCustomer.objects.filter(pk=reference.pk).update(next_check_at=now + AGAIN_IN)


def _canonical(customer: Customer) -> Customer:
    return customer.canonical or customer


def _check(reference: ReferenceCustomer, business: Business) -> None:
    """Raises for what makes no sense; sets when the owner is reminded."""
    zone = ZoneInfo(business.time_zone)
    if reference.review_on <= _today(zone):
        raise ReviewPassed
    serving = Membership.objects.filter(business=business, is_active=True, person__is_active=True)
    if reference.owner_id is None or not serving.filter(person=reference.owner_id).exists():
        raise OwnerMissing
    # Nobody is reminded of a plan that is followed no longer.
    reference.next_check_at = None if reference.ended_at else datetime.combine(reference.review_on, MORNING, zone)


def _today(zone: ZoneInfo) -> date:
    return timezone.now().astimezone(zone).date()
