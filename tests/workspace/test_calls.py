"""Escalations on the desk: whoever was called confirms, and the shift manager sees what is open."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.promises.models import Clock, EscalatedTo, Escalation, Rung
from moked.staff.models import Person
from moked.staff.permissions import SHIFT_MANAGER
from tests import builders
from tests.workspace.conftest import signed_in


def a_call(case: Case, person: Person, **facts: object) -> Escalation:
    now = timezone.now()
    with in_scope([case.business_id]):
        known = {"position": 1, "sort": "professional", "trigger": "silent", "fired_at": now, **facts}
        call = Escalation.objects.create(
            business_id=case.business_id, case=case, answer_by=now + timedelta(minutes=10), **known
        )
        EscalatedTo.objects.create(business_id=case.business_id, escalation=call, person=person)
    return call


@pytest.fixture
def shift(business: Business) -> Client:
    """The shift manager's browser."""
    return signed_in(builders.a_person(business, permissions=SHIFT_MANAGER, language="en"))


def test_says_which_promise_each_call_is_for(desk: Client, case: Case, noa: Person) -> None:
    now = timezone.now()
    with in_scope([case.business_id]):
        for kind in ("next_reply", "solution"):
            clock = Clock.objects.create(
                business_id=case.business_id,
                case=case,
                kind=kind,
                phase="running",
                target=timedelta(hours=3),
                source="package",
                started_at=now,
                due_at=now + timedelta(hours=3),
            )
            a_call(case, noa, clock=clock)
    head = desk.get(f"/cases/{case.pk}/head/").content.decode()
    assert " · Solution · " in head
    assert " · Next reply · " in head


def test_says_who_was_called_and_lets_them_confirm(desk: Client, case: Case, noa: Person) -> None:
    call = a_call(case, noa, does=Rung.Does.TAKE)
    address = f"/cases/{case.pk}/calls/{call.pk}/"
    assert address in desk.get(f"/cases/{case.pk}/").content.decode()
    assert desk.post(address).status_code == 302
    with in_scope([case.business_id]):
        call.refresh_from_db()
    assert (call.outcome, call.ended_by_id) == ("confirmed", noa.pk)
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert address not in page
    assert "the call was confirmed" in page
    assert desk.post(address, headers={"HX-Request": "true"}).status_code == 409


def test_says_how_much_is_used_up_and_does_not_call_one_person_all(desk: Client, case: Case, noa: Person) -> None:
    a_call(case, noa, trigger="share", share=80, found_by=Escalation.FoundBy.NOBODY_ON_DUTY)
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert "called at 80% of the promised time" in page
    assert "nobody was on duty" in page
    assert "all of them" not in page


def test_says_of_a_promise_that_broke_since_that_it_was_not_kept(
    desk: Client, shift: Client, case: Case, noa: Person
) -> None:
    now = timezone.now()
    with in_scope([case.business_id]):
        clock = Clock.objects.create(
            business_id=case.business_id,
            case=case,
            kind="solution",
            phase="running",
            target=timedelta(hours=3),
            source="package",
            started_at=now - timedelta(hours=4),
            due_at=now - timedelta(hours=1),
        )
    a_call(case, noa, trigger="share", share=97, clock=clock)
    pages = [(desk, f"/cases/{case.pk}/head/"), (shift, "/escalations/")]
    for client, address in pages:
        assert "The promise was not kept:" not in client.get(address).content.decode()
    with in_scope([case.business_id]):
        Clock.objects.update(broken_at=now - timedelta(hours=1))
    for client, address in pages:
        page = client.get(address).content.decode()
        assert "called at 97% of the promised time" in page
        assert "The promise was not kept: <time" in page


def test_lets_nobody_else_confirm(
    desk: Client, stranger: Client, onlooker: Client, case: Case, samir: Person
) -> None:
    call = a_call(case, samir)
    address = f"/cases/{case.pk}/calls/{call.pk}/"
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert samir.full_name in page
    assert address not in page
    assert [client.post(address).status_code for client in (desk, stranger, onlooker)] == [404, 404, 403]
    assert desk.get(address).status_code == 405
    with in_scope([case.business_id]):
        call.refresh_from_db()
    assert call.ended_at is None


def test_lists_open_calls_to_the_shift_manager_only(
    shift: Client, desk: Client, stranger: Client, case: Case, noa: Person
) -> None:
    a_call(case, noa)
    other = builders.a_case(case.business, subject="done with")
    a_call(other, noa, ended_at=timezone.now(), outcome="over")
    page = shift.get("/escalations/").content.decode()
    assert case.subject in page
    assert "done with" not in page
    assert [client.get("/escalations/").status_code for client in (desk, stranger)] == [403, 403]
    assert shift.get("/escalations/?page=x").status_code == 200


def test_lists_a_case_once_and_names_what_was_promised(shift: Client, case: Case, noa: Person) -> None:
    now = timezone.now()
    with in_scope([case.business_id]):
        reply, solution = (
            Clock.objects.create(
                business_id=case.business_id,
                case=case,
                kind=kind,
                phase="running",
                source="package",
                target=timedelta(hours=hours),
                started_at=now,
                due_at=now + timedelta(hours=hours),
            )
            for kind, hours in (("first_reply", 1), ("solution", 8))
        )
    a_call(case, noa, clock=solution)
    a_call(case, noa, clock=reply, position=2)
    page = shift.get("/escalations/").content.decode()
    assert page.count(case.subject) == 1
    assert page.index("First reply") < page.index("Solution")


def test_takes_the_same_queries_for_three_calls_and_thirty(
    shift: Client, business: Business, noa: Person, count_queries: Callable[[Client, str], int]
) -> None:
    counts = []
    for more in (3, 27):
        for _ in range(more):
            a_call(builders.a_case(business), noa)
        counts.append(count_queries(shift, "/escalations/"))
    assert counts[0] == counts[1]
