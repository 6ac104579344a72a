"""What needs a look announces itself wherever somebody who may look is in the office."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.channels.models import Inbound
from moked.staff.permissions import Permission
from tests import builders
from tests.office.conftest import signed_in, things_of
from tests.office.test_doors import url


def counts(browser: Client, business: Business, route: str = "index") -> list[str]:
    """The counts beside parts of the office, and the part each stands in."""
    page = browser.get(url(route, business)).content.decode()
    links = re.findall(r'<a href="/office/[^"]*?/(\w+)/"[^>]*>(?:(?!</a>).)*?mk-unread[^>]*>(\d+)<', page, re.DOTALL)
    return [f"{part} {number}" for part, number in links]


def test_counts_what_needs_a_look_in_the_navigation_and_on_the_first_page(
    business: Business, elsewhere: Business, browser: Client
) -> None:
    things_of(elsewhere)
    assert counts(browser, business) == []
    inbound = things_of(business)["inbound"]
    assert counts(browser, business) == ["tray 1", "tray 1"]
    assert counts(browser, business, "people") == ["tray 1"]
    with in_scope([business.pk]):
        Inbound.objects.filter(pk=inbound).update(state=Inbound.State.DISMISSED)
    assert counts(browser, business) == []


def test_neither_counts_nor_asks_for_whoever_may_not_look(business: Business, browser: Client) -> None:
    things_of(business)
    other = signed_in(builders.a_person(business, permissions=[Permission.OFFICE_PEOPLE], language="en"))
    assert counts(other, business) == []
    asked = []
    for client in (other, browser):
        with CaptureQueriesContext(connection) as captured:
            client.get(url("people", business))
        asked.append(len([each for each in captured if '"contact_channels_inbound"' in each["sql"]]))
    assert asked == [0, 1]
