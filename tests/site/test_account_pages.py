"""One's own account: language, look, details."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from moked.staff.models import Person
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _password_alone(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def person(db: None) -> Person:
    return builders.a_person(builders.a_business(), language="en")


@pytest.fixture
def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_keeps_a_visitors_language_in_a_cookie() -> None:
    browser = Client()
    answer = browser.post(reverse("set_language"), {"language": "en", "next": reverse("account_login")})
    assert answer["Location"] == reverse("account_login")
    assert 'lang="en"' in browser.get(reverse("account_login")).content.decode()


def test_keeps_a_persons_language_with_the_person(browser: Client, person: Person) -> None:
    browser.post(reverse("set_language"), {"language": "he"})
    assert Person.objects.get(pk=person.pk).language == "he"
    assert 'dir="rtl"' in browser.get(reverse("profile")).content.decode()


@pytest.mark.parametrize("language", ["ru", "", "../../etc"])
def test_refuses_a_language_without_screens(language: str) -> None:
    assert Client().post(reverse("set_language"), {"language": language}).status_code == 422


def test_goes_back_to_our_own_pages_only() -> None:
    answer = Client().post(reverse("set_language"), {"language": "en", "next": "https://evil.test/"})
    assert answer["Location"] == reverse("account_login")


def test_keeps_the_look(browser: Client, person: Person) -> None:
    assert browser.post(reverse("choose_look"), {"theme": "dark"}).status_code == 204
    assert Person.objects.get(pk=person.pk).theme == "dark"
    assert browser.post(reverse("choose_look"), {"theme": "pink"}).status_code == 422


def test_changes_ones_own_details(browser: Client, person: Person) -> None:
    posted = {"first_name": "Noa", "last_name": "B", "form_of_address": "f", "language": "en", "theme": "light"}
    browser.post(reverse("profile"), posted)
    changed = Person.objects.get(pk=person.pk)
    assert (changed.first_name, changed.form_of_address, changed.email) == ("Noa", "f", person.email)


def test_says_what_is_missing(browser: Client, person: Person) -> None:
    assert browser.post(reverse("profile"), {"first_name": ""}).status_code == 422
    assert Person.objects.get(pk=person.pk).first_name == person.first_name


@pytest.mark.parametrize(("method", "route"), [("get", "set_language"), ("get", "choose_look"), ("put", "profile")])
def test_wants_the_right_method(browser: Client, method: str, route: str) -> None:
    assert getattr(browser, method)(reverse(route)).status_code == 405


@pytest.mark.parametrize("route", ["profile", "choose_look", "second_factor", "arrive"])
def test_asks_who_one_is(route: str) -> None:
    browser = Client()
    answer = browser.post(reverse(route)) if route == "choose_look" else browser.get(reverse(route))
    assert answer["Location"].startswith(reverse("account_login"))
