"""The office's screens of webhooks: events by area with names, and what is wrong with an address."""

import re
import socket
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.lib import outbound
from moked.staff.permissions import ADMINISTRATOR
from moked.webhooks.models import Delivery, Endpoint
from moked.webhooks.selectors import event_types
from moked.webhooks.wording import AREAS, NAMES
from tests import builders

pytestmark = pytest.mark.django_db


def new_at(business: Business) -> str:
    return f"/office/{business.slug}/webhooks/new/"


def browser_of(business: Business, language: str = "en") -> Client:
    browser = Client()
    browser.force_login(builders.a_person(business, permissions=list(ADMINISTRATOR), language=language))
    return browser


def test_names_every_event_once_in_both_languages() -> None:
    assert sorted(code for area in AREAS for code in area.events) == event_types()
    with translation.override("he"):
        unnamed = [code for code, name in NAMES.items() if not re.search("[א-ת]", str(name))]
        assert unnamed == []
        hebrew = [str(name) for name in NAMES.values()]
    assert len(set(hebrew)) == len(hebrew)
    assert len({str(area.name) for area in AREAS}) == len(AREAS)


def test_shows_events_by_area_with_name_and_code(business: Business) -> None:
    page = browser_of(business).get(new_at(business)).content.decode()
    assert page.count("data-choices-group") == len(AREAS)
    assert page.count('name="event_types"') == len(event_types())
    assert "A case was opened" in page
    assert ">case_opened</bdi>" in page
    assert "נפתחה פנייה" in browser_of(business, "he").get(new_at(business)).content.decode()


def test_unfolds_what_is_chosen(business: Business) -> None:
    body = {"name": "חנות", "url": "https://8.8.8.8/hook", "is_active": "on", "event_types": ["case_opened"]}
    browser = browser_of(business)
    made = browser.post(new_at(business), body)
    page = browser.get(made.headers["Location"]).content.decode()
    folds = re.findall(r"<details class=\"mk-area\" data-choices-group( open)?>", page)
    assert [fold for fold in folds if fold] == [" open"]
    with in_scope([business.pk]):
        assert Endpoint.objects.get().event_types == ["case_opened"]


WRONG = {
    "hello": "This is not a web address",
    "https://": "This is not a web address",
    "https://8.8.8.8/a b": "This is not a web address",
    "https://8.8.8.8:99999/": "This is not a web address",
    "shop.example.com/hook": "must begin with https://",
    "ftp://8.8.8.8/hook": "must begin with https://",
    "http://8.8.8.8/hook": "must begin with https://",
    "https://user:secret@8.8.8.8/": "Leave the user name and password out",
    "https://8.8.8.8:25/": "This port is not called",
    "https://no-such-host.invalid/": "There is no server of this name",
    "https://10.0.0.1/hook": "leads into a private network",
    "https://localhost/hook": "leads into a private network",
}


@pytest.mark.parametrize(("address", "words"), WRONG.items())
def test_says_what_is_wrong_with_an_address(
    business: Business, monkeypatch: pytest.MonkeyPatch, settings: Any, address: str, words: str
) -> None:
    settings.OUTBOUND_ALLOW = []
    asked = socket.getaddrinfo

    def names(host: str, *rest: Any, **more: Any) -> Any:
        if host.endswith(".invalid"):
            raise socket.gaierror
        return asked(host, *rest, **more)

    monkeypatch.setattr(outbound.socket, "getaddrinfo", names)
    body = {"name": "חנות", "url": address, "is_active": "on", "event_types": ["case_opened"]}
    said = {}
    for language in ("en", "he"):
        answer = browser_of(business, language).post(new_at(business), body)
        assert answer.status_code == 422
        errors = re.search(r'id="id_url_error"[^>]*>(.*?)</ul>', answer.content.decode(), re.DOTALL)
        assert errors, "beside the address"
        said[language] = errors.group(1)
        # What was ticked stays so.
        assert 'value="case_opened" id="event-case_opened" checked' in answer.content.decode()
    assert words in said["en"]
    assert re.search("[א-ת]", said["he"])
    with in_scope([business.pk]):
        assert not Endpoint.objects.exists()


def test_names_what_was_sent_and_why_there_was_no_answer(business: Business) -> None:
    browser = browser_of(business)
    made = browser.post(new_at(business), {"name": "חנות", "url": "https://8.8.8.8/hook", "is_active": "on"})
    with in_scope([business.pk]):
        endpoint = Endpoint.objects.get()
        delivery = Delivery.objects.create(
            business=business, endpoint=endpoint, event_type="case_closed", payload={}, state="failed"
        )
        delivery.tries.create(business=business, problem="too_slow", milliseconds=15_000)
    page = browser.get(made.headers["Location"]).content.decode()
    assert "The customer closed a case" in page
    shown = browser.get(f"{made.headers['Location']}{delivery.pk}/").content.decode()
    assert "The server did not answer within 15 seconds." in shown
    assert "case_closed" in shown
