"""Public doors close for a while to an address that knocks too often."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from moked.site.settings import ACCOUNT_RATE_LIMITS
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small(settings: Any) -> None:
    settings.LIMIT_FACTOR = 0.01


def test_answers_with_a_page_and_the_time_to_wait() -> None:
    browser = Client(REMOTE_ADDR="192.0.2.9")
    address = reverse("account_login")
    assert browser.get(address).status_code == 200
    refused = browser.get(address, headers={"Accept-Language": "en"})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "Too many requests" in refused.content.decode()
    assert Client(REMOTE_ADDR="192.0.2.10").get(address).status_code == 200


def test_stops_whoever_guesses_links_and_nobody_with_a_link(settings: Any) -> None:
    settings.LIMIT_FACTOR = 0.1
    guesses = [
        Client(REMOTE_ADDR="192.0.2.9").get(reverse("portal:case", args=[f"{number:043d}"])).status_code
        for number in range(5)
    ]
    assert guesses == [404, 404, 404, 429, 429]


def test_stops_whoever_guesses_a_password(settings: Any) -> None:
    settings.LIMIT_FACTOR, settings.REQUIRE_SECOND_FACTOR = 1, False
    person = builders.a_person(builders.a_business(), password="a long enough password", language="en")
    right, wrong = ({"login": person.email, "password": word} for word in ("a long enough password", "guessed"))
    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(reverse("account_login"), wrong)
    browser = Client(REMOTE_ADDR="192.0.2.77")
    browser.post(reverse("account_login"), right)
    assert "_auth_user_id" not in browser.session
    assert ACCOUNT_RATE_LIMITS["login_failed"].endswith("key")
