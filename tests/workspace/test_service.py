"""What is promised to a customer, on the desk: the panel, the profile by version, systems and criticality."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.customers.models import Customer, OrganisationContact, System
from moked.journal.models import JournalEntry
from moked.promises.models import Clock, ClockStep, ServicePackage, ServiceProfile
from moked.promises.services import create_calendar, create_package
from moked.staff.models import Person
from moked.staff.permissions import ADMINISTRATOR, SHIFT_MANAGER
from tests import builders
from tests.workspace.conftest import signed_in

WEEK = {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")}
TARGETS = {"first_reply": {"normal": 240, "critical": 15}, "solution": {"normal": 2880, "critical": 60}}


@pytest.fixture
def package(business: Business) -> ServicePackage:
    boss = builders.actor_of(builders.a_person(business, permissions=list(ADMINISTRATOR)))
    with in_scope([business.pk]):
        always = {"timezone": "Asia/Jerusalem", "week": WEEK}
        calendar = create_calendar(actor=boss, business_id=business.pk, name="Always", document=always)
        facts = {"name": "Gold", "calendar": calendar, "targets": TARGETS, "is_default": True}
        return create_package(actor=boss, business_id=business.pk, facts=facts)


@pytest.fixture
def manager(business: Business) -> Person:
    return builders.a_person(business, first_name="Dana", permissions=SHIFT_MANAGER, language="en")


def _system(case: Case, **facts: Any) -> System:
    with in_scope([case.business_id]):
        return System.objects.create(
            business=case.business, **{"customer": case.customer, "name": "Switchboard", **facts}
        )


def _journal(business: Business) -> int:
    with in_scope([business.pk]):
        return JournalEntry.objects.count()


def _weigh(browser: Client, case: Case, **posted: str) -> Any:
    return browser.post(f"/cases/{case.pk}/weigh/", posted)


def test_says_what_is_promised_and_who_says_so(desk: Client, package: ServicePackage, case: Case) -> None:
    page = desk.get(f"/cases/{case.pk}/customer/").content.decode()
    assert "First reply within" in page
    assert "4 hours" in page
    assert "48 hours" in page
    assert "package “Gold”" in page


def test_says_until_when_a_promise_runs_and_once_that_it_was_not_kept(
    desk: Client, package: ServicePackage, case: Case
) -> None:
    def promised() -> str:
        return desk.get(f"/cases/{case.pk}/customer/").content.decode()

    assert re.search(r'running</span><span class="mk-meta">until <time', promised())
    past = timezone.now() - timedelta(hours=1)
    with in_scope([case.business_id]):
        for clock in Clock.objects.filter(case=case):
            Clock.objects.filter(pk=clock.pk).update(broken_at=past, due_at=past)
            ClockStep.objects.create(business_id=case.business_id, clock=clock, at=past, what="broken", why="time")
    page = promised()
    assert re.search(r'not kept</span><span class="mk-meta">was due <time', page)
    assert "running</span>" not in page
    assert "<span>ran out</span>" in page


def test_says_that_no_time_is_promised(desk: Client, case: Case) -> None:
    assert "No time is promised here" in desk.get(f"/cases/{case.pk}/customer/").content.decode()


def test_moves_the_clocks_with_the_criticality(
    desk: Client, package: ServicePackage, noa: Person, business: Business
) -> None:
    case = builders.a_case(business, assignee=noa)
    system = _system(case, criticality="critical")
    assert _weigh(desk, case, system=str(system.pk), criticality="").status_code == 302
    with in_scope([business.pk]):
        case.refresh_from_db()
        assert (case.system_id, case.criticality) == (system.pk, "critical")
        assert Clock.objects.get(case=case, kind="first_reply").target == timedelta(minutes=15)
        entry = JournalEntry.objects.filter(code="case_details_changed").get()
    assert entry.case_id == case.pk
    assert "critical" in desk.get(f"/cases/{case.pk}/customer/").content.decode()


def test_weighs_a_case_by_hand_and_by_its_topic(desk: Client, case: Case, business: Business) -> None:
    topic = builders.a_topic(business)
    with in_scope([business.pk]):
        topic.criticality = "high"
        topic.save()
        case.topic = topic
        case.save()
    _weigh(desk, case, criticality="")
    with in_scope([business.pk]):
        case.refresh_from_db()
        assert case.criticality == "high"
    _weigh(desk, case, criticality="low")
    before = _journal(business)
    _weigh(desk, case, criticality="low")
    with in_scope([business.pk]):
        case.refresh_from_db()
        assert case.criticality == "low"
    assert _journal(business) == before


def test_offers_systems_of_the_organisation_one_speaks_for(desk: Client, case: Case, business: Business) -> None:
    with in_scope([business.pk]):
        firm = Customer.objects.create(business=business, kind="organisation", name="Firm")
        OrganisationContact.objects.create(business=business, organisation=firm, person=case.customer)
    theirs = _system(case, customer=firm, name="Their exchange")
    assert "Their exchange" in desk.get(f"/cases/{case.pk}/weigh/").content.decode()
    assert _weigh(desk, case, system=str(theirs.pk), criticality="normal").status_code == 302


def test_takes_no_system_of_somebody_else(desk: Client, case: Case, business: Business) -> None:
    other = _system(builders.a_case(business))
    before = _journal(business)
    assert _weigh(desk, case, system=str(other.pk), criticality="high").status_code == 422
    with in_scope([business.pk]):
        case.refresh_from_db()
        assert (case.system_id, case.criticality) == (None, "normal")
    assert _journal(business) == before


def test_refuses_strangers_and_onlookers(
    desk: Client, stranger: Client, onlooker: Client, case: Case, business: Business
) -> None:
    before = _journal(business)
    system, customer = _system(case), case.customer_id
    addresses = [
        f"/cases/{case.pk}/weigh/",
        f"/customers/{customer}/service/change/",
        f"/customers/{customer}/systems/add/",
        f"/systems/{system.pk}/edit/",
    ]
    for address in [*addresses, f"/customers/{customer}/service/"]:
        assert stranger.get(address).status_code in (403, 404)
        assert onlooker.get(address).status_code in (403, 404)
    for address in addresses:
        assert stranger.post(address, {"name": "Taken"}).status_code in (403, 404)
        assert desk.put(address).status_code in (403, 405)
    assert desk.get(f"/customers/{customer}/service/change/").status_code == 403
    assert _journal(business) == before


def test_keeps_systems_in_the_service_file(desk: Client, case: Case, business: Business) -> None:
    address = f"/customers/{case.customer_id}/systems/add/"
    assert desk.post(address, {"name": "", "criticality": "high"}).status_code == 422
    assert desk.post(address, {"name": "Switchboard", "criticality": "high"}).status_code == 302
    with in_scope([business.pk]):
        system = System.objects.get()
    desk.post(f"/systems/{system.pk}/edit/", {"name": "Exchange", "criticality": "critical"})
    with in_scope([business.pk]):
        system.refresh_from_db()
        assert (system.name, system.criticality, system.is_active) == ("Exchange", "critical", False)
        codes = list(JournalEntry.objects.order_by("-id").values_list("code", flat=True)[:2])
    assert codes == ["system_changed", "system_added"]
    assert "Exchange" in desk.get(f"/customers/{case.customer_id}/").content.decode()


def _profile(manager: Person, case: Case, **posted: str) -> Any:
    form = {"effective_from": f"{timezone.localdate():%Y-%m-%d}", **posted}
    return signed_in(manager).post(f"/customers/{case.customer_id}/service/change/", form)


def test_writes_a_version_and_says_what_differs(
    desk: Client, manager: Person, package: ServicePackage, case: Case, business: Business
) -> None:
    assert _profile(manager, case, manner="Short and formal").status_code == 302
    posted = {"manner": "Short", "agent": str(manager.pk), "target_first_reply_normal": "30m"}
    assert _profile(manager, case, **posted).status_code == 302
    with in_scope([business.pk]):
        newest = ServiceProfile.objects.order_by("-made_at")[0]
        assert newest.targets == {"first_reply": {"normal": 30}}
        assert newest.made_by_id == manager.pk
    page = desk.get(f"/customers/{case.customer_id}/service/")
    first, second = page.context["page"].versions
    assert (first.is_in_force, second.is_in_force) == (True, False)
    assert ("Manner", "Short and formal", "Short") in [(d.label, d.before, d.after) for d in first.differences]
    assert [d.after for d in second.differences] == ["Short and formal"]
    panel = desk.get(f"/cases/{case.pk}/customer/").content.decode()
    assert "30 min" in panel
    assert "this customer" in panel
    assert "package “Gold”" in panel


def test_moves_open_clocks_with_the_profile(
    manager: Person, package: ServicePackage, noa: Person, business: Business
) -> None:
    case = builders.a_case(business, assignee=noa)
    _profile(manager, case, target_first_reply_normal="30m")
    with in_scope([business.pk]):
        assert Clock.objects.get(case=case, kind="first_reply").target == timedelta(minutes=30)


def test_shows_a_version_that_is_still_ahead(desk: Client, manager: Person, case: Case) -> None:
    ahead = timezone.localdate() + timedelta(days=30)
    _profile(manager, case, effective_from=f"{ahead:%Y-%m-%d}", manner="Short")
    version = desk.get(f"/customers/{case.customer_id}/service/").context["page"].versions[0]
    assert (version.is_ahead, version.is_in_force) == (True, False)


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("target_solution_high", "soon", "Not a length of time"),
        ("effective_from", "someday", "Enter a valid date"),
        ("package", "11111111-1111-4111-8111-111111111111", "Select a valid choice"),
    ],
)
def test_refuses_a_profile_in_words(
    field: str, text: str, words: str, manager: Person, case: Case, business: Business
) -> None:
    answer = _profile(manager, case, **{field: text})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with in_scope([business.pk]):
        assert not ServiceProfile.objects.exists()


def test_wants_a_deputy_who_is_somebody_else(manager: Person, case: Case) -> None:
    answer = _profile(manager, case, agent=str(manager.pk), deputy=str(manager.pk))
    assert answer.status_code == 422
    assert "somebody else" in answer.content.decode()


def test_takes_as_many_queries_for_thirty_as_for_three(
    desk: Client, case: Case, business: Business, count_queries: Callable[[Client, str], int]
) -> None:
    def add(count: int) -> None:
        with in_scope([business.pk]):
            for _ in range(count):
                ServiceProfile.objects.create(
                    business=business,
                    holder="person",
                    customer=case.customer,
                    manner=f"v{ServiceProfile.objects.count()}",
                    effective_from=date(2026, 1, 1),
                )
                _system(case, name=f"S{ServiceProfile.objects.count()}")

    addresses = [f"/customers/{case.customer_id}/service/", f"/customers/{case.customer_id}/"]
    add(3)
    at_three = [count_queries(desk, address) for address in addresses]
    add(27)
    assert [count_queries(desk, address) for address in addresses] == at_three


def test_says_by_hand_that_the_law_sets_a_time(desk: Client, case: Case, business: Business) -> None:
    page = desk.get(f"/cases/{case.pk}/weigh/").content.decode()
    assert "Does the law set a time?" in page
    assert _weigh(desk, case, criticality="", matter="cancellation").status_code == 302
    with in_scope([business.pk]):
        clock = Clock.objects.get(case=case, kind="statutory")
        assert clock.due_at == case.opened_at + timedelta(days=3)
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert "The law gives us until" in page
    assert "חוק הגנת הצרכן" in page
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    for never in (tomorrow, "0001-01-01T00:00"):
        assert _weigh(desk, case, criticality="", matter="complaint", matter_since=never).status_code == 422
    with in_scope([business.pk]):
        assert Case.objects.get(pk=case.pk).matter == "cancellation"


def test_says_from_when_a_time_counts_that_was_begun_later(desk: Client, case: Case, business: Business) -> None:
    with in_scope([business.pk]):
        Case.objects.filter(pk=case.pk).update(opened_at=timezone.now() - timedelta(hours=5))
    _weigh(desk, case, criticality="", matter="cancellation")
    started = "started: the case&#x27;s details changed"
    assert f"{started} · counts from <time" in desk.get(f"/cases/{case.pk}/").content.decode()
    with in_scope([business.pk]):
        # Begun when it happened: nothing more is to be said.
        Clock.objects.update(started_at=timezone.now())
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert started in page
    assert "counts from" not in page
