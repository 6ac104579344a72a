"""The operator's admin: theirs alone, over every business, written through services."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.journal.models import JournalEntry
from moked.staff.models import Membership, Person
from moked.staff.permissions import ADMINISTRATOR
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _password_alone(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def operator() -> Person:
    facts = {"first_name": "Op", "language": "en"}
    return Person.objects.create_superuser("op@staff.test", "three unrelated words", **facts)


@pytest.fixture
def browser(operator: Person) -> Client:
    client = Client()
    client.force_login(operator)
    return client


def test_stays_shut_for_the_administrator_of_a_business() -> None:
    browser = Client()
    assert browser.get(reverse("admin:index"), follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))
    browser.force_login(builders.a_person(builders.a_business(), permissions=ADMINISTRATOR))
    assert browser.get(reverse("admin:index"), follow=True).status_code == 403


@pytest.mark.parametrize(
    "model",
    ["businesses_business", "businesses_pool", "businesses_topic", "staff_person", "staff_membership", "staff_role",
     "staff_team", "staff_skill", "knowledge_answerblock", "contact_channels_mailbox", "contact_channels_chatwidget"],
)  # fmt: skip
def test_shows_every_business(model: str, browser: Client) -> None:
    builders.a_person(builders.a_business())
    assert browser.get(reverse(f"admin:{model}_changelist")).status_code == 200


def test_opens_a_business_by_the_service(browser: Client, operator: Person) -> None:
    posted = {"name": "Tapuz", "slug": "tapuz", "case_prefix": "TP", "language": "he"}
    assert browser.post(reverse("admin:businesses_business_add"), posted).status_code == 302
    business = Business.objects.get(slug="tapuz")
    with in_scope([business.pk]):
        assert Membership.objects.get().person_id == operator.pk
        assert JournalEntry.objects.get().code == "business_created"


def test_closes_an_account_by_the_service(browser: Client) -> None:
    person = builders.a_person(builders.a_business())
    browser.post(reverse("admin:staff_person_change", args=[person.pk]), {})
    assert not Person.objects.get(pk=person.pk).is_active


@pytest.mark.parametrize("model", ["staff_role", "contact_channels_mailbox", "knowledge_answerblock"])
def test_adds_nothing_round_the_services(model: str, browser: Client) -> None:
    assert browser.get(reverse(f"admin:{model}_add")).status_code == 403


def test_shows_no_secret_of_a_mailbox(browser: Client) -> None:
    box = builders.mail_account(builders.a_business()).mailbox
    shown = browser.get(reverse("admin:contact_channels_mailbox_change", args=[box.pk])).content.decode()
    assert box.address in shown
    assert "imap_password" not in shown
