"""From an empty installation to the first case."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import signing
from django.test import Client
from django.urls import reverse

from moked.businesses.models import Business
from moked.businesses.scope import in_whole_installation
from moked.channels.models import ChatWidget, Mailbox
from moked.office.first_run import SALT, welcome_url
from moked.staff.models import Membership, Person, Role
from tests import builders

pytestmark = pytest.mark.django_db
WHO = {"first_name": "Guy", "last_name": "Roth", "email": "guy@tapuz.test", "password": "three unrelated words"}
BUSINESS = {"name": "Tapuz", "case_prefix": "TP", "language": "en"}


def link() -> str:
    return "/" + welcome_url().split("/", 3)[3]


@pytest.fixture
def guest(db: None) -> Client:
    """A browser in which the first person has said who they are."""
    browser = Client(headers={"accept-language": "en"})
    browser.post(link(), WHO)
    return browser


def test_makes_the_first_person_its_operator_and_signs_them_in() -> None:
    browser = Client()
    assert browser.get(link()).status_code == 200
    assert browser.post(link(), WHO)["Location"] == reverse("first_run:guide")
    person = Person.objects.get()
    assert person.is_superuser
    assert browser.session["_auth_user_id"] == str(person.pk)


def test_spends_the_link() -> None:
    address = link()
    Client().post(address, WHO)
    second = Client()
    assert second.get(address).status_code == 404
    assert second.post(address, {**WHO, "email": "other@tapuz.test"}).status_code == 404
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "token", ["made-up", signing.dumps("welcome", salt="another")], ids=["made-up", "of another salt"]
)
def test_opens_to_no_made_up_link(token: str) -> None:
    assert Client().get(reverse("first_run:who", args=[token])).status_code == 404


def test_opens_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.signing.time.time", lambda: 1_000_000_000.0)
    old = signing.dumps("welcome", salt=SALT)
    monkeypatch.undo()
    assert Client().get(reverse("first_run:who", args=[old])).status_code == 404


def test_asks_for_a_password_that_is_hard_to_guess() -> None:
    assert Client().post(link(), {**WHO, "password": "12345678"}).status_code == 422
    assert not Person.objects.exists()


def test_opens_the_business_with_its_roles(guest: Client) -> None:
    assert guest.get(reverse("first_run:guide"))["Location"] == reverse("first_run:business")
    guest.post(reverse("first_run:business"), BUSINESS)
    with in_whole_installation("the test looks"):
        assert Business.objects.get().slug == "tapuz"
        assert Role.objects.count() == 3
        assert Membership.objects.get().role.name == "Administrators"


def test_takes_a_prefix_in_small_letters(guest: Client) -> None:
    guest.post(reverse("first_run:business"), {**BUSINESS, "case_prefix": "tp"})
    assert Business.objects.get().case_prefix == "TP"


def test_warns_before_the_letterbox_is_chosen(guest: Client) -> None:
    guest.post(reverse("first_run:business"), BUSINESS)
    assert "customers receive nothing" in guest.get(reverse("first_run:mailbox")).content.decode()


def test_walks_step_by_step_and_can_be_taken_up_again(guest: Client) -> None:
    guest.post(reverse("first_run:business"), BUSINESS)
    assert guest.get(reverse("first_run:guide"))["Location"] == reverse("first_run:mailbox")
    box = {"address": "help@tapuz.test", "incoming": "delivered", "outgoing": "letterbox"}
    guest.post(reverse("first_run:mailbox"), box)
    assert guest.get(reverse("first_run:guide"))["Location"] == reverse("first_run:widget")
    guest.post(reverse("first_run:widget"), {"name": "Tapuz"})
    assert guest.get(reverse("first_run:guide"))["Location"] == reverse("first_run:try")
    with in_whole_installation("the test looks"):
        assert Mailbox.objects.get().address == "help@tapuz.test"
        assert ChatWidget.objects.get().key


def test_lets_steps_wait(guest: Client) -> None:
    guest.post(reverse("first_run:business"), BUSINESS)
    for step in ("mailbox", "widget"):
        guest.post(reverse("first_run:skip", args=[step]))
    assert guest.get(reverse("first_run:guide"))["Location"] == reverse("first_run:try")
    assert "nothing to try yet" in guest.get(reverse("first_run:try")).content.decode()
    assert guest.post(reverse("first_run:skip", args=["business"])).status_code == 404


class Listener:
    """A mail listener that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.came = threading.Event()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(envelope)
        self.came.set()
        return "250 kept"


@pytest.fixture
def listener(settings: Any) -> Iterator[Listener]:
    kept = Listener()
    controller = Controller(kept, hostname="127.0.0.1", port=8951)
    controller.start()
    settings.MAIL_LISTEN, settings.MAIL_PROTOCOL = "127.0.0.1:8951", "smtp"
    yield kept
    controller.stop()


def first_mailbox(guest: Client) -> None:
    guest.post(reverse("first_run:business"), BUSINESS)
    box = {"address": "help@tapuz.test", "incoming": "delivered", "outgoing": "letterbox"}
    guest.post(reverse("first_run:mailbox"), box)


def test_sends_a_first_message_through_the_real_door(guest: Client, listener: Listener) -> None:
    first_mailbox(guest)
    posted = {"sender": "guy@tapuz.test", "subject": "שלום", "text": "Does this arrive?"}
    answer = guest.post(reverse("first_run:try"), posted)
    assert answer["Location"].startswith(reverse("first_run:arrival"))
    assert listener.came.wait(5)
    assert listener.mails[0].rcpt_tos == ["help@tapuz.test"]
    assert "On its way" in guest.get(answer["Location"]).content.decode()


def test_leads_to_the_case_when_it_stands(guest: Client, listener: Listener) -> None:
    first_mailbox(guest)
    posted = {"sender": "guy@tapuz.test", "subject": "Hello", "text": "Does this arrive?"}
    arrival = guest.post(reverse("first_run:try"), posted)["Location"]
    case = builders.a_case(Business.objects.get())
    shown = guest.get(arrival).content.decode()
    assert reverse("workspace:case", args=[case.pk]) in shown


def test_says_when_the_listener_does_not_answer(guest: Client, settings: Any) -> None:
    settings.MAIL_LISTEN = "127.0.0.1:9"
    first_mailbox(guest)
    posted = {"sender": "guy@tapuz.test", "subject": "Hello", "text": "Does this arrive?"}
    answer = guest.post(reverse("first_run:try"), posted)
    assert answer.status_code == 422
    assert "Does it run" in answer.content.decode()


@pytest.mark.parametrize("route", ["guide", "business", "mailbox", "widget", "try", "arrival"])
def test_is_the_operators_alone(route: str) -> None:
    browser = Client()
    assert browser.get(reverse(f"first_run:{route}"))["Location"].startswith(reverse("account_login"))
    browser.force_login(builders.a_person(builders.a_business()))
    assert browser.get(reverse(f"first_run:{route}")).status_code == 403
