"""A business whose mailbox receives, and whoever looks after what could not be brought in."""

from collections.abc import Iterator

import pytest

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from tests import builders
from tests.channels.mails import address_of


@pytest.fixture
def business(db: None) -> Iterator[Business]:
    """With its scope held for the whole test."""
    business = builders.a_business()
    with in_scope([business.pk]):
        yield business


@pytest.fixture
def box(business: Business) -> str:
    return address_of(business)


@pytest.fixture
def manager(business: Business) -> PersonActor:
    permissions = [Permission.CASES_READ, Permission.INTAKE_REVIEW]
    return builders.actor_of(builders.a_person(business, permissions=permissions))
