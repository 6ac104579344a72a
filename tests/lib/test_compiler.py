"""Statements written with less work ask what Django's own would."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.compiler import SQLCompiler as PlainCompiler
from django.db.models import Count, F, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from moked.businesses.scope import in_scope, in_whole_installation
from moked.cases.models import Case
from moked.customers.models import ContactPoint, Customer
from moked.lib.postgres.compiler import SQLCompiler
from tests.builders import a_business, a_case

QUESTIONS: dict[str, Callable[[], QuerySet[Any]]] = {
    "by columns": lambda: Case.objects.order_by("-number", "pk"),
    "by a joined column": lambda: Case.objects.select_related("customer").order_by("customer__name", "-pk"),
    "of rows with theirs": lambda: Case.objects.select_related("business", "customer__canonical", "topic"),
    "of rows in part": lambda: Case.objects.select_related("customer").only("number", "customer__name"),
    "by an expression": lambda: Case.objects.order_by(Lower("subject").desc(nulls_last=True), "pk"),
    "by a column as an expression": lambda: Case.objects.order_by(F("number").desc()),
    "of some columns": lambda: Case.objects.order_by("-number").values_list("number", "subject"),
    "with an annotation": lambda: Customer.objects.annotate(many=Count("cases")).order_by("-many", "pk"),
    "distinct": lambda: Customer.objects.order_by("name", "pk").distinct(),
    "joined with itself": lambda: Case.objects.filter(canonical__canonical=None, follows=None).order_by("-number"),
    "of two": lambda: Case.objects.filter(number=1).union(Case.objects.exclude(number=1)).order_by("-number"),
    "within another": lambda: Case.objects.filter(
        customer__in=Subquery(Customer.objects.filter(Q(cases__number__gt=1)).order_by("-pk").values("pk"))
    ).order_by("-number"),
    "reversed": lambda: Case.objects.order_by("number").reverse(),
    "through a reverse relation": lambda: ContactPoint.objects.filter(customer__cases__number__gte=1).order_by("-pk"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_asks_what_django_would(question: Callable[[], QuerySet[Any]]) -> None:
    business = a_business()
    with in_scope([business.pk]):
        for _ in range(3):
            a_case(business)
        ours, plain = (
            _rows(compiler(question().query, connection, "default")) for compiler in (SQLCompiler, PlainCompiler)
        )
    assert ours == plain
    assert ours


def _rows(compiler: PlainCompiler) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(*compiler.as_sql())
        return cursor.fetchall()


def test_orders_whole_rows_by_name_without_positions() -> None:
    with in_whole_installation("nothing is read"):
        statement, _ = Case.objects.order_by("-number").query.sql_with_params()
    assert statement.endswith('ORDER BY "cases_case"."number" DESC')
