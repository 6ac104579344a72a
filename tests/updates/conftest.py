"""A business that promises an update every four hours, at any hour of any day."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.promises.services import create_calendar, create_package, set_profile
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from tests import builders

EVERY_DAY = {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")}
ALWAYS = {"timezone": "Asia/Jerusalem", "week": EVERY_DAY}
AT_ANY_HOUR = {"hears_from": time(0), "hears_until": time(23, 59), "keeps_rest_days": False}


def _where_it_is_morning() -> str:
    """A zone where it is past ten in the morning: nobody is asked at night to call, and tests run at any hour."""
    ahead = (10 - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


@pytest.fixture
def business(db: None) -> Business:
    business = builders.a_business()
    business.time_zone = _where_it_is_morning()
    business.save()
    return business


@pytest.fixture
def noa(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business, permissions=list(Permission)))


@pytest.fixture
def promised(business: Business, noa: PersonActor) -> None:
    """From now on updates are promised."""
    with in_scope([business.pk]):
        calendar = create_calendar(actor=noa, business_id=business.pk, name="תמיד", document=ALWAYS)
        targets = {"update": {"normal": 240}, "next_reply": {"normal": 600}, "first_reply": {"normal": 600}}
        facts = {"name": "שירות רגיל", "calendar": calendar, "targets": targets, "is_default": True}
        create_package(actor=noa, business_id=business.pk, facts=facts)


@pytest.fixture
def case(business: Business, noa: PersonActor, promised: None) -> Case:
    """A case of somebody who may be written to at any hour."""
    case = builders.a_case(business)
    with in_scope([business.pk]):
        since = timezone.localdate() - timedelta(days=2)
        set_profile(actor=noa, customer=case.customer, effective_from=since, facts=AT_ANY_HOUR)
    return case
