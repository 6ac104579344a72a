"""The shift manager's pages: an incident from opening to lessons, and the emergency set."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.incident_models import Incident, IncidentCase, IncidentUpdate
from moked.cases.services import confirm_solved
from moked.floor.pages.emergencies import emergency_page
from moked.promises.models import Emergency
from moked.promises.services import create_calendar, create_package
from moked.staff.models import Person
from moked.staff.permissions import SHIFT_MANAGER, Permission
from tests import builders
from tests.promises.test_emergencies import ALWAYS
from tests.workspace.conftest import count_queries, signed_in

pytestmark = pytest.mark.django_db
__all__ = ["count_queries"]
NEW = {"title": "אין אינטרנט בצפון", "words": "אין אינטרנט", "began_at": "2020-01-01T08:00", "gathers": "on"}
TEXT = {"text_he": "אנחנו על זה", "text_en": "We are on it"}


@pytest.fixture(autouse=True)
def _password_alone(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def ronit(business: Business) -> Person:
    return builders.a_person(business, permissions=list(SHIFT_MANAGER), language="en")


@pytest.fixture
def shift(ronit: Person) -> Client:
    return signed_in(ronit)


@pytest.fixture
def agent(business: Business) -> Client:
    return signed_in(builders.a_person(business, language="en"))


@pytest.fixture
def neighbour(db: None) -> Client:
    other = builders.a_business("אחר")
    return signed_in(builders.a_person(other, permissions=list(SHIFT_MANAGER), language="en"))


def _open(shift: Client, business: Business) -> str:
    assert shift.post("/floor/incidents/new/", NEW).status_code == 302
    with in_scope([business.pk]):
        return f"/floor/incidents/{Incident.objects.latest('opened_at').pk}/"


def _members(business: Business) -> int:
    with in_scope([business.pk]):
        return IncidentCase.objects.filter(left_at=None).count()


def test_leads_from_opening_to_the_end(business: Business, shift: Client) -> None:
    case = builders.a_case(business, subject="דחוף מאוד", text="אין אינטרנט מהבוקר")
    address = _open(shift, business)
    page = shift.get(address).content.decode()
    assert "דחוף מאוד" in page
    assert "the words" in page
    assert "Take the one that fits in" in page
    shift.post(f"{address}gather/", {"case": [str(case.pk), "x"]})
    assert _members(business) == 1
    shift.post(f"{address}cases/{case.pk}/take-out/")
    assert _members(business) == 0
    shift.post(f"{address}cases/{case.pk}/take-in/")
    assert _members(business) == 1

    key = re.search(r'name="key" value="([^"]+)"', shift.get(f"{address}update/").content.decode())
    assert key
    looked = shift.post(f"{address}update/", {**TEXT, "key": key[1]}).content.decode()
    assert "This is how it reads" in looked
    with in_scope([business.pk]):
        assert not IncidentUpdate.objects.exists()
    for _ in range(2):
        shift.post(f"{address}update/", {**TEXT, "key": key[1], "send": "1"})
    with in_scope([business.pk]):
        assert IncidentUpdate.objects.count() == 1
    shift.post(f"{address}notice/", {**TEXT, "key": key[1]})
    assert "Everybody is told now" in shift.get(address).content.decode()
    shift.post(f"{address}over/", {**TEXT, "key": key[1], "send": "1"})
    shift.post(f"{address}lessons/", {"lessons": "לעדכן קודם"})
    page = shift.get(address).content.decode()
    assert "Everybody is told now" not in page
    assert "לעדכן קודם" in page
    assert "were asked" in page
    assert (
        shift.post(f"{address}gather/", {"sure": "1"}, follow=True).content.decode().count("This incident is over")
        == 1
    )


def test_offers_to_take_in_at_once_only_what_is_sure_and_says_what_speaks_against_the_rest(
    business: Business, shift: Client
) -> None:
    builders.a_case(business, subject="יש תקלה?", text="האם הטלפון עובד אם אין אינטרנט?")
    builders.a_case(business, subject="הכלב אכל", text="הכלב אכל את הכבל של האינטרנט")
    address = _open(shift, business)
    page = shift.get(address).content.decode()
    assert "similar words" in page
    assert "To be checked" in page
    assert "הכלב אכל" not in page
    assert 'name="sure"' not in page
    shift.post(f"{address}gather/", {"sure": "1"})
    assert _members(business) == 0


def test_counts_as_solved_only_what_customers_said_since_it_was_over(business: Business, shift: Client) -> None:
    early, late = (builders.a_case(business, text="אין אינטרנט") for _ in range(2))
    address = _open(shift, business)
    shift.post(f"{address}gather/", {"sure": "1"})
    with in_scope([business.pk]):
        confirm_solved(actor=builders.contact_actor(early), case_id=early.pk, channel="portal")
        key = re.search(r'name="key" value="([^"]+)"', shift.get(f"{address}over/").content.decode())
    assert key
    shift.post(f"{address}over/", {**TEXT, "key": key[1], "send": "1"})
    with in_scope([business.pk]):
        confirm_solved(actor=builders.contact_actor(late), case_id=late.pk, channel="portal")
    words = re.sub(r"<[^>]+>|\s+", " ", shift.get(address).content.decode())
    assert re.search(r"\b1\s+said it is solved", words)
    assert re.search(r"\b1\s+closed before it was over", words)


def test_shows_the_strip_and_the_notice(business: Business, shift: Client, agent: Client) -> None:
    address = _open(shift, business)
    case = builders.a_case(business, text="אין אינטרנט")
    assert f'href="{address}"' in shift.get(f"/cases/{case.pk}/").content.decode()
    page = agent.get(f"/cases/{case.pk}/").content.decode()
    assert NEW["title"] in page
    assert address not in page
    shift.post(f"{address}notice/", {**TEXT, "key": "5d7a8d0e-7a8c-4a6c-9d3b-111111111111"})
    link = re.search(r"/c/[^\"&<]+", agent.get(f"/cases/{case.pk}/link/").content.decode())
    assert link
    customers = Client().get(link[0]).content.decode()
    assert "אנחנו על זה" in customers
    with in_scope([business.pk]):
        key = builders.chat_account(business).widget.key
    assert "אנחנו על זה" in Client().get(f"/chat/{key}/config.json").json()["notices"][0]


def test_refuses_an_incident_that_gathers_by_nothing(business: Business, shift: Client) -> None:
    refused = shift.post("/floor/incidents/new/", {**NEW, "words": ""})
    assert refused.status_code == 422
    assert "what its cases have in common" in refused.content.decode()
    with in_scope([business.pk]):
        assert not Incident.objects.exists()


def test_refuses_a_beginning_that_could_not_be_read_back(business: Business, shift: Client) -> None:
    assert shift.post("/floor/incidents/new/", {**NEW, "began_at": "0001-01-01T00:00"}).status_code == 422
    with in_scope([business.pk]):
        assert not Incident.objects.exists()


def test_is_closed_to_agents_and_to_other_businesses(
    business: Business, shift: Client, agent: Client, neighbour: Client
) -> None:
    case = builders.a_case(business, text="אין אינטרנט")
    address = _open(shift, business)
    shift.post(f"{address}gather/", {"sure": "1"})
    commands = {
        "update/": {**TEXT, "key": "5d7a8d0e-7a8c-4a6c-9d3b-111111111111", "send": "1"},
        "notice/": {**TEXT, "key": "5d7a8d0e-7a8c-4a6c-9d3b-111111111111"},
        "over/": {**TEXT, "key": "5d7a8d0e-7a8c-4a6c-9d3b-111111111111", "send": "1"},
        "edit/": NEW,
        "gather/": {"sure": "1"},
        "lessons/": {"lessons": "x"},
        f"cases/{case.pk}/take-out/": {},
    }
    for path, sent in commands.items():
        assert agent.post(address + path, sent).status_code == 403
        assert neighbour.post(address + path, sent).status_code == 404
    assert agent.get("/floor/incidents/").status_code == 403
    assert NEW["title"] not in neighbour.get("/floor/incidents/").content.decode()
    with in_scope([business.pk]):
        incident = Incident.objects.get()
        assert (incident.over_at, incident.lessons, IncidentUpdate.objects.count()) == (None, "", 0)
    assert _members(business) == 1


def test_asks_the_same_however_many_cases(
    business: Business, shift: Client, count_queries: Callable[[Client, str], int]
) -> None:
    address = _open(shift, business)
    counts = []
    for more in (3, 27):
        for _ in range(more):
            builders.a_case(business, text="אין אינטרנט")
        counts.append((count_queries(shift, address), count_queries(shift, "/floor/incidents/")))
    assert counts[0] == counts[1]


def test_switches_the_emergency_set_with_a_reason(business: Business, ronit: Person, shift: Client) -> None:
    actor = builders.actor_of(builders.a_person(business, permissions=list(Permission)))
    with in_scope([business.pk]):
        calendar = create_calendar(actor=actor, business_id=business.pk, name="תמיד", document=ALWAYS)
        facts = {"name": "חירום", "calendar": calendar, "targets": {"first_reply": {"normal": 60}}}
        package = create_package(actor=actor, business_id=business.pk, facts=facts)
    address = f"/floor/emergency/{business.pk}/"
    assert shift.post(f"{address}switch-on/", {"package": package.pk, "reason": ""}).status_code == 422
    first, second = builders.a_team(business), builders.a_team(business, "חיובים")
    noa = builders.a_person(business, teams=(second,), language="en")
    page = shift.get("/floor/emergency/").content.decode()
    assert all(f'value="{team.pk}"' in page for team in (first, second))
    chosen = {"package": package.pk, "reason": "סופה", "teams": [second.pk]}
    assert shift.post(f"{address}switch-on/", chosen).status_code == 302
    page = shift.get("/floor/emergency/").content.decode()
    assert "סופה" in page
    assert "<bdi>חיובים</bdi>" in page
    told = signed_in(noa).get("/notices/").content.decode()
    assert "your team takes other teams&#x27; work as well during an emergency" in told
    assert (
        "is on already" in shift.post(f"{address}switch-on/", {"package": package.pk, "reason": "x"}).content.decode()
    )
    shift.post(f"{address}switch-off/")
    with in_scope([business.pk]):
        assert Emergency.objects.get().off_at is not None


def test_asks_as_much_for_one_business_as_for_many(db: None) -> None:
    person = builders.a_person(builders.a_business(), permissions=list(Permission))

    def asked() -> int:
        actor = builders.actor_of(person)
        with in_scope(actor.businesses), CaptureQueriesContext(connection) as queries:
            page = emergency_page(actor)
            for card in page.cards:
                str(card.form)
        return len(queries)

    before = asked()
    for _business in range(3):
        builders.join(person, builders.a_business(), permissions=list(Permission))
    assert asked() == before
