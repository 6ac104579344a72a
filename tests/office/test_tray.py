"""What needs a look announces itself wherever somebody who may look is in the office, and becomes a case there."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.channels.models import Inbound
from moked.journal.models import JournalEntry
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


def _row(business: Business, key: object) -> tuple[str, int, int]:
    with in_scope([business.pk]):
        return Inbound.objects.get(pk=key).state, Case.objects.count(), JournalEntry.objects.count()


def test_offers_a_case_for_the_sender_that_the_envelope_names(business: Business, browser: Client) -> None:
    key = things_of(business)["inbound"]
    for sender, offered in [("<dana@customers.test>", "dana@customers.test"), ("", ""), ("<>", ""), ("nobody", "")]:
        with in_scope([business.pk]):
            Inbound.objects.filter(pk=key).update(envelope={"sender": sender})
        shown = browser.get(url("inbound", business, key)).content.decode()
        (field,) = re.findall(r'<input[^>]*name="address"[^>]*>', shown)
        assert re.findall(r'value="([^"]*)"', field) == ([offered] if offered else [])


def test_opens_a_case_and_leads_to_it(business: Business, browser: Client) -> None:
    key = things_of(business)["inbound"]
    for _twice in range(2):
        answer = browser.post(url("open_inbound", business, key), {"address": "dana@customers.test"}, follow=True)
        with in_scope([business.pk]):
            case = Case.objects.select_related("business").get()
        assert answer.redirect_chain == [(url("tray", business), 302)]
        assert f"{case.reference} was opened." in answer.content.decode()
    shown = browser.get(url("inbound", business, key)).content.decode()
    assert f"/cases/{case.pk}/" in shown
    assert 'name="address"' not in shown
    history = browser.get(f"/cases/{case.pk}/").content.decode()
    assert "opened this case from a mail that needed a look" in history


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "This field is required."),
        ("dana", "This is not a usable address."),
        ("OWN", "This is an address of your own mailbox."),
    ],
)
def test_says_at_the_field_why_no_case_was_opened(
    business: Business, browser: Client, address: str, words: str
) -> None:
    key = things_of(business)["inbound"]
    own = builders.mail_account(business).mailbox.address
    before = _row(business, key)
    answer = browser.post(url("open_inbound", business, key), {"address": address.replace("OWN", own)})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert f'value="{address.replace("OWN", own)}"' in page or not address
    assert _row(business, key) == before


def test_opens_no_case_of_what_was_dismissed(business: Business, browser: Client) -> None:
    key = things_of(business)["inbound"]
    browser.post(url("dismiss_inbound", business, key), {"reason": "an advertisement"})
    before = _row(business, key)
    answer = browser.post(url("open_inbound", business, key), {"address": "dana@customers.test"}, follow=True)
    assert "Somebody has already looked after this." in answer.content.decode()
    assert _row(business, key) == before


def test_offers_no_case_of_what_was_said_in_a_chat(business: Business, browser: Client) -> None:
    with in_scope([business.pk]):
        account = builders.chat_account(business)
        chat = Inbound.objects.create(
            business=business, account=account, provider_id="c", raw=b"hi", state=Inbound.State.NEEDS_A_LOOK
        )
    assert 'name="address"' not in browser.get(url("inbound", business, chat.pk)).content.decode()
    before = _row(business, chat.pk)
    answer = browser.post(url("open_inbound", business, chat.pk), {"address": "dana@customers.test"}, follow=True)
    assert "A case can be opened from a mail alone." in answer.content.decode()
    assert _row(business, chat.pk) == before
