"""The navigation counts what needs a look, on every page, for whoever may look."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.channels.models import Inbound
from moked.staff.permissions import AGENT, Permission
from tests import builders

pytestmark = pytest.mark.django_db

REVIEWER = [*AGENT, Permission.INTAKE_REVIEW]
PAGES = ["desk", "cases", "customers", "notices"]


def lay_in_tray(business: Business, many: int = 1, state: str = Inbound.State.NEEDS_A_LOOK) -> None:
    with in_scope([business.pk]):
        begin = Inbound.objects.count()
        Inbound.objects.bulk_create(
            Inbound(
                business=business,
                account=builders.mail_account(business),
                provider_id=f"broken{number}",
                raw=b"",
                state=state,
            )
            for number in range(begin, begin + many)
        )


def browser_of(business: Business, permissions: list[Permission]) -> Client:
    client = Client()
    client.force_login(builders.a_person(business, permissions=permissions, language="en"))
    return client


def counted(browser: Client, page: str = "desk") -> list[str]:
    """What stands at the office's entry of the rail, at 'more' on a phone, and in the menu there."""
    shown = browser.get(reverse(f"workspace:{page}")).content.decode()
    rail = shown[shown.index('class="mk-rail"') : shown.index('class="mk-rail-foot"')]
    return [
        re.sub("<[^>]*>", "", words)
        for words in re.findall(r'class="(?:mk-rail-count|mk-unread)[^>]*>(.*?)</span>(?:</span>|</button>)?', rail)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_counts_what_needs_a_look_on_every_page(page: str) -> None:
    business = builders.a_business()
    browser = browser_of(business, REVIEWER)
    assert counted(browser, page) == []
    lay_in_tray(business)
    assert counted(browser, page) == ["1 needs a look", "1", "1 needs a look"]
    lay_in_tray(business, 2)
    lay_in_tray(business, state=Inbound.State.DISMISSED)
    assert counted(browser, page) == ["3 need a look", "3", "3 need a look"]


def test_counts_nothing_for_whoever_may_not_look() -> None:
    business = builders.a_business()
    lay_in_tray(business)
    assert counted(browser_of(business, [*AGENT, Permission.OFFICE_PEOPLE])) == []


def test_counts_only_businesses_in_which_one_may_look() -> None:
    here, served, elsewhere = builders.a_business(), builders.a_business("Served"), builders.a_business("Elsewhere")
    person = builders.a_person(here, permissions=REVIEWER, language="en")
    builders.join(person, served)
    browser = Client()
    browser.force_login(person)
    lay_in_tray(served, 4)
    lay_in_tray(elsewhere, 5)
    assert counted(browser) == []
    lay_in_tray(here, 2)
    assert counted(browser)[0] == "2 need a look"


def test_leads_to_the_business_in_which_something_needs_a_look() -> None:
    first, second = builders.a_business("A first"), builders.a_business("B second")
    person = builders.a_person(first, permissions=REVIEWER, language="en")
    builders.join(person, second, permissions=REVIEWER)
    browser = Client()
    browser.force_login(person)
    start = reverse("office:start")
    assert browser.get(start)["Location"] == reverse("office:index", args=[first.slug])
    lay_in_tray(second, 7)
    assert browser.get(start)["Location"] == reverse("office:index", args=[second.slug])
    shown = browser.get(reverse("office:index", args=[first.slug])).content.decode()
    assert re.search(r"B second</span><span class=\"mk-unread[^>]*>7<", shown)


@pytest.mark.parametrize("page", PAGES)
def test_asks_once_more_however_much_waits_and_not_at_all_for_others(page: str) -> None:
    business = builders.a_business()
    reviewer, agent = browser_of(business, REVIEWER), browser_of(business, AGENT)

    def asked(browser: Client) -> tuple[int, int]:
        browser.get(reverse(f"workspace:{page}"))
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse(f"workspace:{page}"))
        about = [each for each in captured if '"contact_channels_inbound"' in each["sql"]]
        return len(captured), len(about)

    all_of_agent, _about = asked(agent)
    assert _about == 0
    for many in (3, 27):
        lay_in_tray(business, many)
        assert asked(reviewer) == (all_of_agent + 1, 1)
