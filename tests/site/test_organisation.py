"""Signing in with the organisation's account, against a provider that is real but for its smallness."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from moked.site.organisation import organisation_account
from moked.staff.models import Person
from tests import builders
from tests.site.oidc_provider import CLIENT_ID, CLIENT_SECRET, Provider, oidc_provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with oidc_provider() as running:
        settings.REQUIRE_SECOND_FACTOR = False
        settings.SOCIALACCOUNT_PROVIDERS = organisation_account(
            {
                "MOKED_OIDC_SERVER": running.url,
                "MOKED_OIDC_NAME": "Tapuz",
                "MOKED_OIDC_CLIENT_ID": CLIENT_ID,
                "MOKED_OIDC_CLIENT_SECRET": CLIENT_SECRET,
            }
        )
        yield running


def sign_in(browser: Client) -> Any:
    """Through the provider and back, as a browser goes."""
    begun = browser.post(reverse("openid_connect_login", args=["organisation"]))
    there = requests.get(begun["Location"], allow_redirects=False, timeout=5)
    return browser.get(there.headers["Location"])


def signed_in_as(browser: Client) -> str | None:
    return browser.session.get("_auth_user_id")


def test_offers_the_organisation_only_when_it_is_set(provider: Provider, settings: Any) -> None:
    assert "Tapuz" in Client().get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = organisation_account({})
    assert "Tapuz" not in Client().get(reverse("account_login")).content.decode()


def test_lets_the_browser_go_to_the_organisation(provider: Provider) -> None:
    policy = Client().get(reverse("account_login"))["Content-Security-Policy"]
    assert f"form-action 'self' {provider.url}" in policy


def test_opens_the_door_of_a_person_with_the_address(provider: Provider) -> None:
    person = builders.a_person(builders.a_business(), email="noa@tapuz.test", password="three unrelated words")
    provider.claims = {"sub": "17", "email": "Noa@Tapuz.test", "email_verified": True}
    browser = Client()
    assert sign_in(browser).status_code == 302
    assert signed_in_as(browser) == str(person.pk)
    # What the person knew stays: addresses come from administrators, not from strangers signing up.
    assert Person.objects.get(pk=person.pk).check_password("three unrelated words")
    assert SocialAccount.objects.get().user_id == person.pk


def test_knows_the_person_by_the_organisations_own_key_afterwards(provider: Provider) -> None:
    person = builders.a_person(builders.a_business(), email="noa@tapuz.test")
    provider.claims = {"sub": "17", "email": "noa@tapuz.test", "email_verified": True}
    sign_in(Client())
    provider.claims = {"sub": "17", "email": "noa.barak@tapuz.test", "email_verified": True}
    browser = Client()
    sign_in(browser)
    assert signed_in_as(browser) == str(person.pk)


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "1", "email": "stranger@tapuz.test", "email_verified": True},
        {"sub": "2", "email": "noa@tapuz.test", "email_verified": False},
        {"sub": "3"},
    ],
    ids=["nobody has the address", "the address is not verified", "there is no address"],
)
def test_signs_nobody_up(provider: Provider, claims: dict[str, Any]) -> None:
    builders.a_person(builders.a_business(), email="noa@tapuz.test")
    provider.claims = claims
    browser = Client(headers={"accept-language": "en"})
    answer = sign_in(browser)
    assert "Nobody here has this account" in answer.content.decode()
    assert signed_in_as(browser) is None
    assert Person.objects.count() == 1


def test_turns_away_a_person_who_may_not_sign_in(provider: Provider) -> None:
    person = builders.a_person(builders.a_business(), email="noa@tapuz.test")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    provider.claims = {"sub": "17", "email": "noa@tapuz.test", "email_verified": True}
    browser = Client()
    sign_in(browser)
    assert signed_in_as(browser) is None


def test_refuses_an_answer_nobody_asked_for(provider: Provider) -> None:
    callback = reverse("openid_connect_callback", args=["organisation"])
    browser = Client()
    answer = browser.get(callback, {"code": "x", "state": "made up"})
    assert signed_in_as(browser) is None
    assert answer.status_code in (200, 302, 400, 401, 403)
