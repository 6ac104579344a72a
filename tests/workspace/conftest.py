"""A desk to test at: a business, two colleagues, a case, and browsers that are signed in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moked.businesses.models import Business
from moked.cases.models import Case
from moked.staff.models import Person
from tests import builders


@pytest.fixture(autouse=True)
def _password_alone(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def noa(business: Business) -> Person:
    return builders.a_person(business, language="en")


@pytest.fixture
def samir(business: Business) -> Person:
    return builders.a_person(business, first_name="סמיר", last_name="ח׳ורי", language="en")


@pytest.fixture
def case(business: Business, noa: Person) -> Case:
    return builders.a_case(business, assignee=noa)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def desk(noa: Person) -> Client:
    """Noa's browser."""
    return signed_in(noa)


@pytest.fixture
def stranger(db: None) -> Client:
    """Somebody who serves another business with every permission of an agent."""
    return signed_in(builders.a_person(builders.a_business("אחר"), language="en"))


@pytest.fixture
def onlooker(business: Business) -> Client:
    """Somebody of the business whose role allows nothing."""
    return signed_in(builders.a_person(business, first_name="Or", permissions=[], language="en"))


@pytest.fixture
def count_queries() -> Callable[[Client, str], int]:
    """How many statements a page takes, once its session and content types are warm."""

    def count(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return count
