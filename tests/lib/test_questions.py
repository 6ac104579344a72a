"""Questions written once answer what Django's own would, in every scope."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from moked.businesses.scope import in_scope, in_whole_installation
from moked.cases.models import Case, Message
from moked.customers.models import Customer
from moked.lib.postgres.questions import asked_often
from tests.builders import a_business, a_case

pytestmark = pytest.mark.django_db


@asked_often
def cases_of(customer_ids: list[UUID], limit: int) -> QuerySet[Case]:
    rows = Case.objects.select_related("customer__canonical", "assignee", "business")
    return rows.filter(Q(customer_id__any_of=customer_ids) | Q(follows__customer_id__any_of=customer_ids)).order_by(
        "-number"
    )[:limit]


@asked_often
def numbers_of(case_id: UUID, subject: str) -> QuerySet[Case, int]:
    return Case.objects.filter(pk=case_id).exclude(subject=subject).values_list("number", flat=True)


@asked_often
def counted(business_id: UUID | None) -> QuerySet[Customer, tuple[UUID, int]]:
    rows = Customer.objects.filter(Q(business_id=business_id) | Q(canonical=None)).order_by("pk")
    return rows.annotate(many=Count("cases")).values_list("pk", "many")


@asked_often
def with_counts(business_id: UUID) -> QuerySet[Customer]:
    return Customer.objects.filter(business_id=business_id).annotate(many=Count("cases"))


@asked_often
def locked(case_id: UUID) -> QuerySet[Case]:
    return Case.objects.select_for_update(of=("self",)).filter(pk=case_id)


def test_reads_rows_with_what_belongs_to_them_and_no_more_statements() -> None:
    business = a_business()
    with in_scope([business.pk]):
        made = [a_case(business) for _ in range(3)]
        keys = [case.customer_id for case in made]
        plain = list(Case.objects.filter(customer_id__in=keys).order_by("-number")[:2])
        cases_of(keys, 2)
        with CaptureQueriesContext(connection) as asked:
            found = cases_of(keys, 2)
            assert all(case.customer.name and case.business.name for case in found)
        assert len(asked) == 1
        assert found == plain
        assert [(case.subject, case.opened_at, case.customer, case.business) for case in found] == [
            (case.subject, case.opened_at, case.customer, case.business) for case in plain
        ]
        assert len(cases_of(keys, 3)) == 3
        assert cases_of([uuid4()], 3) == []


def test_each_scope_sees_its_own() -> None:
    first, second = a_business(), a_business()
    with in_whole_installation("both are made"):
        cases = [a_case(first), a_case(second)]
    keys = [case.customer_id for case in cases]
    for business, case in zip((first, second), cases, strict=True):
        with in_scope([business.pk]):
            assert cases_of(keys, 9) == [case]
    with in_scope([]):
        assert cases_of(keys, 9) == []
    with in_whole_installation("all are read"):
        assert set(cases_of(keys, 9)) == set(cases)


def test_reads_values_and_annotations() -> None:
    business = a_business()
    with in_scope([business.pk]):
        case = a_case(business)
        assert numbers_of(case.pk, "nothing like it") == [case.number]
        assert numbers_of(case.pk, case.subject) == numbers_of(uuid4(), "nothing like it") == []
        assert counted(business.pk) == [(case.customer_id, 1)]
        assert counted(None) == [(case.customer_id, 1)]
        (customer,) = with_counts(business.pk)
        assert customer.many == 1


def test_locks_only_inside_a_transaction(transactional_db: None) -> None:
    business = a_business()
    with in_scope([business.pk]):
        case = a_case(business)
        with transaction.atomic():
            assert locked(case.pk) == [case]
        with pytest.raises(TransactionManagementError):
            locked(case.pk)


@asked_often
def chosen(subject: str) -> QuerySet[Case]:
    return Case.objects.filter(subject="") if subject else Case.objects.all()


@asked_often
def of_one_kind(is_waiting: bool) -> QuerySet[Case]:
    return Case.objects.filter(is_weight_chosen=is_waiting)


@asked_often
def as_facts(case_id: UUID) -> QuerySet[Message, dict[str, Any]]:
    return Message.objects.filter(case_id=case_id).values("text")


@asked_often
def also_within(subject: str) -> QuerySet[Case]:
    return Case.objects.filter(Q(subject=subject) | Q(subject__icontains=subject))


@asked_often
def with_another(case_id: UUID) -> QuerySet[Case]:
    return Case.objects.filter(Q(pk=case_id) | Q(follows_id__any_of=[case_id, uuid4()]))


@asked_often
def after(number: int) -> QuerySet[Case]:
    return Case.objects.filter(number__gt=number)


@asked_often
def brought_along(case_id: UUID) -> QuerySet[Case]:
    return Case.objects.filter(pk=case_id).prefetch_related("messages")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: chosen("words"),
        lambda: of_one_kind(True),
        lambda: as_facts(uuid4()),
        lambda: also_within("x"),
        lambda: with_another(uuid4()),
        lambda: after(1),
        lambda: brought_along(uuid4()),
    ],
    ids=["looks at", "kind", "facts", "within", "beside another", "a number", "brought along"],
)
def test_refuses_what_it_cannot_keep(ask: Callable[[], Iterable[object]]) -> None:
    with in_whole_installation("nothing is read"), pytest.raises(TypeError):
        ask()
