"""Every page of the office: the right answer, the wrong method, nobody, the wrong role, another business."""

import pytest
from django.test import Client
from django.urls import reverse

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.journal.models import JournalEntry
from tests.office.conftest import things_of

LISTS = [
    "index",
    "people",
    "invite",
    "roles",
    "new_role",
    "teams",
    "new_team",
    "skills",
    "new_skill",
    "topics",
    "new_topic",
    "calendars",
    "new_calendar",
    "packages",
    "new_package",
    "mailboxes",
    "new_mailbox",
    "widgets",
    "new_widget",
    "answers",
    "new_answer",
    "duty",
    "new_duty",
    "laws",
    "ladders",
    "careful_words",
    "tray",
    "set_aside",
    "settings",
]
ROWS = ["member", "role", "team", "skill", "topic", "calendar", "package", "mailbox", "widget", "answer", "inbound"]
COMMANDS = {
    "invite_again": "member",
    "remove_role": "role",
    "remove_skill": "skill",
    "check_mailbox": "mailbox",
    "retry_inbound": "inbound",
    "dismiss_inbound": "inbound",
    "open_inbound": "inbound",
}


# What any of the commands asks for.
POSTED = {"reason": "x", "address": "x@y.test"}


def url(route: str, business: Business, *keys: object) -> str:
    return reverse(f"office:{route}", args=[business.slug, *keys])


def events(business: Business) -> int:
    with in_scope([business.pk]):
        return JournalEntry.objects.count()


@pytest.mark.parametrize("route", LISTS)
def test_opens_to_the_administrator(route: str, business: Business, browser: Client) -> None:
    assert browser.get(url(route, business)).status_code == 200


@pytest.mark.parametrize("route", LISTS)
def test_leads_nobody_to_signing_in(route: str, business: Business) -> None:
    answer = Client().get(url(route, business))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("route", LISTS)
def test_stays_shut_for_an_agent(route: str, business: Business, agent_browser: Client) -> None:
    assert agent_browser.get(url(route, business)).status_code in (403, 404)


@pytest.mark.parametrize("route", LISTS)
def test_hides_a_business_from_the_administrator_of_another(
    route: str, business: Business, outside_browser: Client
) -> None:
    assert outside_browser.get(url(route, business)).status_code == 404


@pytest.mark.parametrize("route", ROWS)
def test_shows_one_thing(route: str, business: Business, browser: Client) -> None:
    assert browser.get(url(route, business, things_of(business)[route])).status_code == 200


@pytest.mark.parametrize("route", ROWS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_does_not_know_the_things_of_another_business(
    route: str, method: str, business: Business, elsewhere: Business, browser: Client
) -> None:
    key = things_of(elsewhere)[route]
    before = events(elsewhere)
    if (route, method) == ("inbound", "post"):
        pytest.skip("it is only read")
    assert getattr(browser, method)(url(route, business, key), {"name": "Taken over"}).status_code == 404
    assert events(elsewhere) == before


@pytest.mark.parametrize("route", COMMANDS)
def test_commands_want_a_post(route: str, business: Business, browser: Client) -> None:
    assert browser.get(url(route, business, things_of(business)[COMMANDS[route]])).status_code == 405


@pytest.mark.parametrize("route", COMMANDS)
def test_commands_reach_no_other_business(
    route: str, business: Business, elsewhere: Business, browser: Client
) -> None:
    key = things_of(elsewhere)[COMMANDS[route]]
    before = events(elsewhere)
    assert browser.post(url(route, business, key), POSTED).status_code == 404
    assert events(elsewhere) == before


@pytest.mark.parametrize("route", COMMANDS)
def test_commands_refuse_an_agent(route: str, business: Business, agent_browser: Client) -> None:
    key = things_of(business)[COMMANDS[route]]
    before = events(business)
    assert agent_browser.post(url(route, business, key), POSTED).status_code in (
        403,
        404,
    )
    assert events(business) == before


def test_leads_to_the_business_one_looks_after(business: Business, browser: Client) -> None:
    assert browser.get(reverse("office:start"))["Location"] == url("index", business)


def test_has_nothing_for_an_agent(agent_browser: Client) -> None:
    assert agent_browser.get(reverse("office:start")).status_code == 403
