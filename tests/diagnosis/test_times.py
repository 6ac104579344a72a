"""Which times are told during a joint diagnosis, and how one that has passed is told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases.links import link_for, token_of
from moked.diagnosis.models import Finding
from moked.promises.services import create_calendar, create_package
from moked.staff.permissions import ADMINISTRATOR, Permission
from tests import builders
from tests.diagnosis.walking import Together, a_guide
from tests.updates.conftest import ALWAYS

HEBREW = {"accept-language": "he"}


@pytest.fixture
def promised(db: None) -> Together:
    """Both sides of a case of which a reply and a solution were promised."""
    business = builders.a_business()
    manager = builders.a_person(business, permissions=list({*ADMINISTRATOR, *Permission}))
    noa = builders.a_person(business, language="en")
    with in_scope([business.pk]):
        actor = builders.actor_of(manager)
        calendar = create_calendar(actor=actor, business_id=business.pk, name="תמיד", document=ALWAYS)
        targets = {"first_reply": {"normal": 60}, "solution": {"normal": 600}}
        facts = {"name": "שירות רגיל", "calendar": calendar, "targets": targets, "is_default": True}
        create_package(actor=actor, business_id=business.pk, facts=facts)
    return Together(business, noa, builders.a_case(business, assignee=noa), a_guide(business, manager))


def _page(pair: Together, address: str = "") -> str:
    with in_scope([pair.business.pk]):
        assert pair.case.contact_point
        token = token_of(link_for(pair.case, pair.case.contact_point))
    return Client(headers=HEBREW).get(f"/c/{token}/{address}").content.decode()


def _times_told(page: str) -> int:
    """How many moments stand where it says how the case stands."""
    _before, _title, rest = page.partition('aria-labelledby="standing-title"')
    return rest.partition("</section>")[0].count("<time")


def test_tells_one_time_at_most_while_something_is_looked_into(promised: Together) -> None:
    assert _times_told(_page(promised)) == 2
    diagnosis = promised.begin()
    asked = _page(promised)
    assert _times_told(asked) == 0
    assert "התור שלך" in asked
    promised.customer_says(diagnosis, "s1", "yes")
    assert _times_told(_page(promised)) == 1
    promised.agent_says(diagnosis, "s3", "o2")
    promised.propose(diagnosis)
    assert _times_told(_page(promised)) == 0
    promised.agree(diagnosis)
    assert _times_told(_page(promised)) == 2


def test_says_of_a_time_gone_by_that_it_was(promised: Together) -> None:
    diagnosis = promised.walked()
    promised.propose(diagnosis)
    promised.agree(diagnosis)
    desk = Client()
    desk.force_login(promised.noa)
    addresses = (f"/cases/{promised.case.pk}/", f"/diagnoses/{diagnosis.pk}/")
    assert not any("was due" in desk.get(address).content.decode() for address in addresses)
    with in_scope([promised.business.pk]):
        Finding.objects.update(due_at=timezone.now() - timedelta(hours=2))
    assert all("was due" in desk.get(address).content.decode() for address in addresses)
    assert "היה עד" in _page(promised)
    assert "היה עד" in _page(promised, "summary/")


def test_keeps_a_case_s_number_in_one_piece_in_the_summary(promised: Together) -> None:
    assert f'<bdi dir="ltr" class="mk-num">{promised.case.reference}</bdi></bdi></dd>' in _page(promised, "summary/")
