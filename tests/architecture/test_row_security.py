"""Every table with a business is guarded beneath Python, and the guard holds where Python's scope leaks."""

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from moked.businesses.errors import ScopeMissing
from moked.businesses.models import Scoped
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.customers.models import Customer
from tests import builders

pytestmark = pytest.mark.django_db

SCOPED_MODELS = [model for model in apps.get_models() if issubclass(model, Scoped) and not model._meta.proxy]

UNGUARDED = """
SELECT c.relname FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'business_id' AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
  AND NOT (c.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
"""


def test_guards_every_table_that_has_a_business() -> None:
    with connection.cursor() as cursor:
        cursor.execute(UNGUARDED)
        assert cursor.fetchall() == []


def test_runs_as_a_role_the_guard_binds() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("model", SCOPED_MODELS, ids=lambda model: model._meta.label)
def test_refuses_to_read_without_a_scope(model: type[Scoped]) -> None:
    with pytest.raises(ScopeMissing):
        model.objects.exists()


def test_gives_nothing_through_a_foreign_key_of_another_business() -> None:
    mine, theirs = builders.a_business(), builders.a_business("רהיטי הגליל")
    case = builders.a_case(theirs)
    with in_scope([mine.pk]):
        stranger = Case(pk=case.pk, business_id=mine.pk, customer_id=case.customer_id)
        with pytest.raises(Customer.DoesNotExist):
            _ = stranger.customer
        assert Case._base_manager.filter(pk=case.pk).count() == 0
        assert not Case.objects.filter(customer__name__contains="דנה").exists()


def test_gives_nothing_to_plain_sql_of_another_business() -> None:
    mine, theirs = builders.a_business(), builders.a_business("רהיטי הגליל")
    builders.a_case(theirs)
    with in_scope([mine.pk]), connection.cursor() as cursor:
        for table in ("cases_case", "cases_message", "customers_customer", "journal_entry"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


def test_refuses_to_write_for_another_business() -> None:
    mine, theirs = builders.a_business(), builders.a_business("רהיטי הגליל")
    with (
        in_scope([mine.pk]),
        connection.cursor() as cursor,
        pytest.raises(Exception, match="row-level security") as error,
    ):
        cursor.execute(
            "INSERT INTO businesses_topic (id, business_id, name, name_en, position, is_active) "
            "VALUES (gen_random_uuid(), %s, 'x', '', 0, true)",
            [theirs.pk],
        )
    assert isinstance(error.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_forgets_the_scope_after_a_rollback() -> None:
    mine, theirs = builders.a_business(), builders.a_business("רהיטי הגליל")
    builders.a_case(theirs)
    point = connection.savepoint()
    with in_scope([theirs.pk]):
        assert Case._base_manager.count() == 1
    connection.savepoint_rollback(point)
    with in_scope([mine.pk]):
        assert Case._base_manager.count() == 0
    assert Case._base_manager.count() == 0
