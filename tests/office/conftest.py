"""An office to test: a business with somebody who looks after it, an agent, and another business with its own."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.calendars.models import ServiceCalendar
from moked.channels.models import Account, ChatWidget, Inbound, Mailbox
from moked.knowledge.models import AnswerBlock
from moked.promises.models import ServicePackage
from moked.staff.models import Membership, Person, Role, Skill
from moked.staff.permissions import ADMINISTRATOR
from tests import builders


@pytest.fixture(autouse=True)
def _password_alone(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def administrator(business: Business) -> Person:
    return builders.a_person(business, first_name="Guy", permissions=ADMINISTRATOR, language="en")


@pytest.fixture
def browser(administrator: Person) -> Client:
    """The administrator's browser."""
    return signed_in(administrator)


@pytest.fixture
def agent_browser(business: Business) -> Client:
    """Somebody whose role holds nothing of the office."""
    return signed_in(builders.a_person(business, language="en"))


@pytest.fixture
def elsewhere(db: None) -> Business:
    """Another business of the same installation."""
    return builders.a_business("Another one")


@pytest.fixture
def outside_browser(elsewhere: Business) -> Client:
    """The administrator of the other business."""
    return signed_in(builders.a_person(elsewhere, permissions=ADMINISTRATOR, language="en"))


def a_week(business: Business) -> dict[str, Any]:
    """Hours as a calendar keeps them."""
    return {"timezone": business.time_zone, "week": {"sun": [["08:00", "13:00"], ["14:00", "18:00"]]}}


def things_of(business: Business) -> dict[str, UUID]:
    """One of everything an office changes: route -> its key."""
    person = builders.a_person(business, first_name="Dana", language="en")
    team, topic = builders.a_team(business, "Network"), builders.a_topic(business, "Fibre")
    with in_scope([business.pk]):
        skill = Skill.objects.create(business=business, name="Fibre")
        answer = AnswerBlock.objects.create(business=business, title="Received", body="Hello", language="en")
        account = Account.objects.get(business=business, kind=Account.Kind.MAIL)
        inbound = Inbound.objects.create(
            business=business,
            account=account,
            provider_id="broken",
            raw=b"From: x@y.test\r\n\r\nhello",
            state=Inbound.State.NEEDS_A_LOOK,
            problem="unreadable",
        )
        calendar = ServiceCalendar.objects.create(business=business, name="Weekdays", document=a_week(business))
        package = ServicePackage.objects.create(
            business=business, name="Plain", calendar=calendar, targets={"first_reply": {"normal": 240}}
        )
        return {
            "calendar": calendar.pk,
            "package": package.pk,
            "member": Membership.objects.get(business=business, person=person).pk,
            "role": Role.objects.create(business=business, name="Readers", permissions=["cases.read"]).pk,
            "team": team.pk,
            "skill": skill.pk,
            "topic": topic.pk,
            "mailbox": Mailbox.objects.get(business=business).pk,
            "widget": ChatWidget.objects.get(business=business).pk,
            "answer": answer.pk,
            "inbound": inbound.pk,
        }
