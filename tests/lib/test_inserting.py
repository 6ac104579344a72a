"""Rows inserted together hold what was said of each, whatever it is, and draw their numbers in order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.businesses.selectors import case_numbers_of
from moked.cases.models import Case, Message
from moked.lib.ids import new_id
from moked.lib.postgres.inserting import insert_all
from moked.routing.models import WorkItem
from tests import builders

pytestmark = pytest.mark.django_db

ODD = 'שלום "עולם" \\ {} \u2028\n\t🙂'


@pytest.fixture
def business() -> Business:
    return builders.a_business()


def _case(business: Business, subject: str) -> Case:
    point = builders.a_contact_point(business)
    return Case(business=business, customer=point.customer, contact_point=point, channel="mail", subject=subject)


def test_draws_numbers_in_order_and_keeps_every_letter(business: Business) -> None:
    with in_scope([business.pk]):
        cases = [_case(business, subject) for subject in (ODD, "", "שני")]
        with CaptureQueriesContext(connection) as said:
            insert_all(cases, drawn="number", sequence=case_numbers_of(business.pk))
        assert len(said) == 1
        stored = list(Case.objects.order_by("number"))
    assert [case.pk for case in stored] == [case.pk for case in cases]
    assert [case.number for case in cases] == [case.number for case in stored]
    assert [case.subject for case in stored] == [ODD, "", "שני"]
    assert stored[0].opened_at == cases[0].opened_at
    assert not any(case._state.adding for case in cases)


def test_keeps_lists_keys_and_nothing(business: Business) -> None:
    people = [new_id(), new_id()]
    now = timezone.now()
    with in_scope([business.pk]):
        case = builders.a_case(business)
        case.work_items.all().delete()
        item = WorkItem(business=business, pool=business.pool, case=case, mode="live", preferred=people)
        item.aimed_until = now
        insert_all([item])
        stored = WorkItem.objects.get(pk=item.pk)
    assert (stored.preferred, stored.aimed_until, stored.holder_id, stored.state) == (people, now, None, "waiting")


def test_refuses_a_value_that_has_no_place(business: Business) -> None:
    with in_scope([business.pk]):
        case = builders.a_case(business)
        with pytest.raises(TypeError, match="object"):
            insert_all([Message(business=business, case=case, text=object())])
        assert not Message.objects.filter(case=case, direction="").exists()


def test_asks_nothing_for_no_rows(django_assert_num_queries: object) -> None:
    with CaptureQueriesContext(connection) as said:
        insert_all([])
    assert len(said) == 0
