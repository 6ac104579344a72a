"""How long a sign-in lasts."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from moked.staff.sessions import BEGUN, USED
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(settings: Any) -> Client:
    settings.REQUIRE_SECOND_FACTOR = False
    client = Client()
    client.force_login(builders.a_person(builders.a_business()))
    assert client.get(reverse("profile")).status_code == 200
    return client


def _age(client: Client, **moments: timedelta) -> None:
    session = client.session
    for name, age in moments.items():
        session[name] = int(time.time() - age.total_seconds())
    session.save()


def test_goes_on_while_it_is_used(browser: Client) -> None:
    _age(browser, **{BEGUN: timedelta(days=6), USED: timedelta(hours=11)})
    assert browser.get(reverse("profile")).status_code == 200
    assert time.time() - browser.session[USED] < 60


@pytest.mark.parametrize("moments", [{USED: timedelta(hours=13)}, {BEGUN: timedelta(days=8)}])
def test_ends_unused_or_old(browser: Client, moments: dict[str, timedelta]) -> None:
    _age(browser, **moments)
    assert browser.get(reverse("profile")).status_code == 302
    assert "_auth_user_id" not in browser.session


def test_does_not_count_what_fetches_itself(browser: Client) -> None:
    _age(browser, **{USED: timedelta(hours=11)})
    browser.get(reverse("profile"), headers={"HX-Request": "true"})
    assert time.time() - browser.session[USED] > 3600


def test_takes_a_new_key_at_sign_in(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    person = builders.a_person(builders.a_business(), password="a long enough password")
    browser = Client()
    browser.get(reverse("account_login"))
    session = browser.session
    session["planted"] = "by whoever chose the key"
    session.save()
    before = session.session_key
    browser.cookies[settings.SESSION_COOKIE_NAME] = before
    browser.post(reverse("account_login"), {"login": person.email, "password": "a long enough password"})
    assert "_auth_user_id" in browser.session
    assert browser.session.session_key != before
