"""Signing in with a password and a code, and what one may do before a second factor is set up."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from moked.businesses.scope import in_whole_installation
from moked.channels.models import Letter
from moked.staff.models import Person
from tests import builders

PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36"
pytestmark = pytest.mark.django_db
STAFF_MAIL = "moked.channels.staff_mail.StaffMailBackend"
PASSWORD = "three unrelated words"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def person(db: None) -> Person:
    return builders.a_person(builders.a_business(), email="noa@tapuz.test", password=PASSWORD, language="en")


@pytest.fixture
def demanding(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


def current_code() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(SECRET, counter)))


def give_password(browser: Client, email: str = "noa@tapuz.test", password: str = PASSWORD) -> Any:
    return browser.post(reverse("account_login"), {"login": email, "password": password})


def signed_in_as(browser: Client) -> str | None:
    return browser.session.get("_auth_user_id")


@pytest.mark.usefixtures("demanding")
def test_leads_a_person_with_a_password_alone_to_a_second_factor(person: Person) -> None:
    browser = Client()
    give_password(browser)
    assert signed_in_as(browser) == str(person.pk)
    for route in ("profile", "workspace:desk", "office:start", "mfa_view_recovery_codes"):
        assert browser.get(reverse(route))["Location"] == reverse("second_factor"), route
    assert browser.get(reverse("second_factor")).status_code == 200
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200
    assert browser.get(reverse("mfa_add_webauthn")).status_code == 200


@pytest.mark.usefixtures("demanding")
def test_tells_a_fragment_to_leave_for_the_second_factor(person: Person) -> None:
    browser = Client()
    give_password(browser)
    answer = browser.get(reverse("workspace:desk"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, reverse("second_factor"))


@pytest.mark.usefixtures("demanding")
def test_asks_for_the_code_and_then_lets_in(person: Person) -> None:
    TOTP.activate(person, SECRET)
    browser = Client()
    assert give_password(browser)["Location"] == reverse("mfa_authenticate")
    assert signed_in_as(browser) is None
    assert browser.get(reverse("mfa_authenticate")).status_code == 200
    browser.post(reverse("mfa_authenticate"), {"code": current_code()})
    assert signed_in_as(browser) == str(person.pk)
    assert browser.get(reverse("profile")).status_code == 200


def test_greets_in_the_persons_language_whatever_the_browser_speaks(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(language="he")
    browser = Client(headers={"accept-language": "en"})
    arrived = browser.post(reverse("account_login"), {"login": person.email, "password": PASSWORD}, follow=True)
    (said,) = [str(message) for message in arrived.context["messages"]]
    assert re.search("[א-ת]", said)


@pytest.mark.usefixtures("demanding")
def test_refuses_a_wrong_code(person: Person) -> None:
    TOTP.activate(person, SECRET)
    browser = Client()
    give_password(browser)
    answer = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "aria-invalid" in answer.content.decode()
    assert signed_in_as(browser) is None


@pytest.mark.usefixtures("demanding")
def test_takes_a_recovery_code_once(person: Person) -> None:
    TOTP.activate(person, SECRET)
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    for expected in (str(person.pk), None):
        browser = Client()
        give_password(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert signed_in_as(browser) == expected


@pytest.mark.usefixtures("demanding")
def test_asks_again_once_the_last_factor_is_gone(person: Person) -> None:
    TOTP.activate(person, SECRET)
    browser = Client()
    give_password(browser)
    browser.post(reverse("mfa_authenticate"), {"code": current_code()})
    assert browser.get(reverse("profile")).status_code == 200
    assert browser.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    assert browser.get(reverse("profile"))["Location"] == reverse("second_factor")


def test_waives_it_while_the_demonstration_is_loaded(person: Person, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = None
    browser = Client()
    give_password(browser)
    assert browser.get(reverse("profile"))["Location"] == reverse("second_factor")
    builders.a_business("demo", is_demo=True)
    assert browser.get(reverse("profile")).status_code == 200


@pytest.mark.parametrize(
    ("email", "password"), [("noa@tapuz.test", "wrong"), ("nobody@tapuz.test", PASSWORD)], ids=["password", "address"]
)
def test_says_the_same_of_a_wrong_password_and_a_wrong_address(person: Person, email: str, password: str) -> None:
    browser = Client(headers={"accept-language": "en"})
    shown = give_password(browser, email, password).content.decode()
    assert 'role="alert"' in shown
    assert "not correct" in shown
    assert signed_in_as(browser) is None


def test_slows_down_who_tries_one_password_after_another(person: Person) -> None:
    browser = Client()
    for _attempt in range(6):
        give_password(browser, password="wrong")
    give_password(browser)
    assert signed_in_as(browser) is None


def test_sends_the_link_that_opens_a_forgotten_account(person: Person, settings: Any) -> None:
    settings.EMAIL_BACKEND = STAFF_MAIL
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": person.email})
    with in_whole_installation("the letterbox of the test"):
        letter = bytes(Letter.objects.get(to=person.email).raw).decode()
    link = next(word for word in letter.split() if "/password/reset/key/" in word)
    shown = browser.get("/" + link.split("/", 3)[3], follow=True)
    form_url = shown.redirect_chain[-1][0]
    browser.post(form_url, {"password1": "four quite unrelated words", "password2": "four quite unrelated words"})
    assert Person.objects.get(pk=person.pk).check_password("four quite unrelated words")


def test_sends_strangers_nothing(person: Person, settings: Any) -> None:
    settings.EMAIL_BACKEND = STAFF_MAIL
    answer = Client().post(reverse("account_reset_password"), {"email": "stranger@else.test"})
    assert answer["Location"] == reverse("account_reset_password_done")
    with in_whole_installation("the letterbox of the test"):
        assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "route",
    ["account_signup", "account_email", "socialaccount_signup", "socialaccount_connections"],
)
def test_has_no_such_page(route: str) -> None:
    assert Client().get(reverse(route)).status_code == 404


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize(
    "route",
    ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive",
     "account_reset_password_from_key_done", "socialaccount_login_cancelled", "socialaccount_login_error"],
)  # fmt: skip
def test_shows_each_page_of_the_entrance_in_our_look(route: str, language: str) -> None:
    browser = Client()
    browser.cookies["moked_language"] = language
    shown = browser.get(reverse(route)).content.decode()
    assert f'lang="{language}"' in shown
    assert 'id="main"' in shown
    assert "<script>" not in shown


@pytest.mark.parametrize(
    "route",
    ["profile", "account_change_password", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn",
     "mfa_generate_recovery_codes", "usersessions_list", "account_reauthenticate", "account_logout"],
)  # fmt: skip
def test_shows_each_page_of_the_account_in_our_look(route: str, person: Person, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    TOTP.activate(person, SECRET) if route == "mfa_generate_recovery_codes" else None
    browser = Client()
    give_password(browser)
    if signed_in_as(browser) is None:
        browser.post(reverse("mfa_authenticate"), {"code": current_code()})
    answer = browser.get(reverse(route))
    assert answer.status_code == 200
    assert 'id="main"' in answer.content.decode()


def test_signs_the_other_places_out(person: Person, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    here, there = Client(), Client()
    give_password(here)
    give_password(there)
    here.post(reverse("end_other_sessions"))
    assert there.get(reverse("profile")).status_code == 302
    assert here.get(reverse("profile")).status_code == 200


def test_signs_one_device_out(person: Person, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    here, phone, tablet = Client(), Client(headers={"User-Agent": PHONE}), Client()
    for browser in (here, phone, tablet):
        give_password(browser)
    shown = here.get(reverse("usersessions_list")).content.decode()
    assert "Chrome" in shown
    assert shown.count("/end/") == 2
    lost = UserSession.objects.get(user_agent=PHONE)
    assert here.post(reverse("end_session", args=[lost.pk])).status_code == 302
    assert [browser.get(reverse("profile")).status_code for browser in (here, phone, tablet)] == [200, 302, 200]


def test_signs_nobody_else_out(person: Person, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    here, theirs = Client(), Client()
    give_password(here)
    builders.a_person(builders.a_business(), email="dan@shop.test", password=PASSWORD)
    give_password(theirs, "dan@shop.test")
    session = UserSession.objects.exclude(user=person).get()
    route = reverse("end_session", args=[session.pk])
    assert here.get(route).status_code == 405
    assert here.post(route).status_code == 404
    assert Client().post(route).status_code == 302
    assert theirs.get(reverse("profile")).status_code == 200
