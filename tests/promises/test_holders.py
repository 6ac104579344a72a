"""What holds for everybody, a segment and a system: by version, followed by clocks, refused in words."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.models import Business, Criticality
from moked.businesses.scope import in_scope
from moked.calendars.models import ServiceCalendar
from moked.cases.models import Case
from moked.customers.models import Customer, OrganisationContact, Segment, System
from moked.customers.segments import create_segment, rename_segment, set_segment
from moked.lib.errors import NotFound
from moked.promises.errors import TermsRefused
from moked.promises.models import Clock, ClockRetarget, ServicePackage, ServiceProfile
from moked.promises.profiles import terms_for_case
from moked.promises.services import cases_following, follow_switches, following, set_profile, set_profile_of
from moked.staff.actors import PersonActor
from moked.staff.errors import NameTaken
from moked.staff.models import Person
from moked.staff.permissions import SHIFT_MANAGER
from tests import builders

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def business(db: None) -> Business:
    found = builders.a_business()
    with in_scope([found.pk]):
        week = {"timezone": found.time_zone, "week": {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue")}}
        calendar = ServiceCalendar.objects.create(business=found, name="שעות", document=week)
        ServicePackage.objects.create(
            business=found, name="בסיס", calendar=calendar, is_default=True, targets=_solution(600)
        )
    return found


@pytest.fixture
def lead(business: Business) -> Person:
    return builders.a_person(business, permissions=SHIFT_MANAGER)


@pytest.fixture
def actor(lead: Person) -> PersonActor:
    return builders.actor_of(lead)


def _solution(minutes: int) -> dict[str, dict[str, int]]:
    return {"solution": dict.fromkeys(Criticality.values, minutes)}


def _promised(case: Case) -> tuple[timedelta, str]:
    clock = Clock.objects.get(case=case, kind="solution")
    return clock.target, clock.source


def test_lets_open_clocks_follow_a_segment_and_a_system(business: Business, actor: PersonActor) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        assert _promised(case) == (timedelta(minutes=600), "package")
        segment = create_segment(actor=actor, business_id=business.pk, name="חנויות")
        set_profile_of(actor=actor, holding=segment, effective_from=LONG_AGO, facts={"targets": _solution(300)})
        assert _promised(case)[1] == "package"
        for _again in range(2):
            set_segment(actor=actor, customer_id=case.customer_id, segment_id=segment.pk)
        assert _promised(case) == (timedelta(minutes=300), "segment")
        set_segment(actor=actor, customer_id=case.customer_id, segment_id=None)
        assert _promised(case) == (timedelta(minutes=600), "package")
        system = System.objects.create(business=business, customer=case.customer, name="מרכזייה")
        Case.objects.filter(pk=case.pk).update(system=system)
        set_profile_of(actor=actor, holding=system, effective_from=LONG_AGO, facts={"targets": _solution(60)})
        assert _promised(case) == (timedelta(minutes=600), "package")
        assert cases_following(system) == 1
        follow_switches(timezone.now())
        assert cases_following(system) == 0
        assert _promised(case) == (timedelta(minutes=60), "system")


def test_takes_a_customer_out_of_no_other_segment(business: Business, lead: Person, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    browser = Client()
    browser.force_login(lead)
    case = builders.a_case(business)
    with in_scope([business.pk]):
        stale, now = (Segment.objects.create(business=business, name=name) for name in ("ישן", "חדש"))
        Customer.objects.filter(pk=case.customer_id).update(segment=now)
    address = f"/office/{business.slug}/segments/{stale.pk}/take-out/"
    answer = browser.post(address, {"customer": str(case.customer_id)}, follow=True)
    assert "לקבוצת לקוחות אחרת" in answer.content.decode()
    with in_scope([business.pk]):
        assert Customer.objects.get(pk=case.customer_id).segment == now


def test_brings_open_cases_to_the_new_promise_some_at_a_time(
    business: Business, lead: Person, actor: PersonActor, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(following, "AT_ONCE", 2)
    settings.REQUIRE_SECOND_FACTOR = False
    browser = Client()
    browser.force_login(lead)
    with in_scope([business.pk]):
        segment = create_segment(actor=actor, business_id=business.pk, name="חנויות")
        three = [builders.a_case(business) for _ in range(3)]
        other = builders.a_case(business)
        Customer.objects.filter(pk__in=[case.customer_id for case in three]).update(segment=segment)
        Customer.objects.filter(pk=other.customer_id).update(segment=None)
        facts = {"targets": _solution(300)}
        set_profile_of(actor=actor, holding=segment, effective_from=LONG_AGO, facts=facts)
        assert {_promised(case)[1] for case in three} == {"package"}
    page = f"/segments/{segment.pk}/service/"
    assert "3 פניות מותאמות" in browser.get(page).content.decode()
    with in_scope([business.pk]):
        following._set_anew(ClockRetarget.objects.get())
        assert [_promised(case)[1] for case in three] == ["segment", "segment", "package"]
        assert cases_following(segment) == 1
        assert follow_switches(timezone.now()) == 1
        assert {_promised(case)[1] for case in three} == {"segment"}
        assert _promised(other)[1] == "package"
        assert follow_switches(timezone.now()) == 0
    assert "מותאמות" not in browser.get(page).content.decode()


def test_leaves_open_clocks_alone_when_it_holds_only_later(business: Business, actor: PersonActor) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        ServicePackage.objects.update(targets=_solution(900))
        ahead = timezone.localdate() + timedelta(days=7)
        facts = {"targets": _solution(300)}
        set_profile(actor=actor, customer=case.customer, effective_from=ahead, facts=facts)
        segment = create_segment(actor=actor, business_id=business.pk, name="חנויות")
        set_profile_of(actor=actor, holding=segment, effective_from=ahead, facts=facts)
        assert _promised(case) == (timedelta(minutes=600), "package")
        assert not ClockRetarget.objects.exists()


def test_holds_for_everybody_from_the_next_matter_on(business: Business, actor: PersonActor) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        facts = {"targets": _solution(120), "limits": "בלי ביקורי טכנאי"}
        set_profile_of(actor=actor, holding=business, effective_from=LONG_AGO, facts=facts)
        assert _promised(case) == (timedelta(minutes=600), "package")
    other = builders.a_case(business)
    with in_scope([business.pk]):
        assert _promised(other) == (timedelta(minutes=120), "business")
        terms = terms_for_case(other, other.opened_at)
        assert terms is not None
        assert terms.value("limits") == "בלי ביקורי טכנאי"


def test_refuses_what_makes_no_sense_and_changes_nothing(business: Business, actor: PersonActor) -> None:
    agent = builders.actor_of(builders.a_person(business))
    elsewhere = builders.a_business()
    with in_scope([business.pk, elsewhere.pk]):
        strange = Segment.objects.create(business=elsewhere, name="אחרת")
        case = builders.a_case(business)
        segment = create_segment(actor=actor, business_id=business.pk, name="חנויות")
        with pytest.raises(NameTaken):
            create_segment(actor=actor, business_id=business.pk, name="חנויות")
        with pytest.raises(NotFound):
            create_segment(actor=agent, business_id=business.pk, name="עוד")
        with pytest.raises(NotFound):
            rename_segment(actor=actor, business_id=business.pk, segment_id=strange.pk, name="שלנו")
        with pytest.raises(NotFound):
            set_segment(actor=actor, customer_id=case.customer_id, segment_id=strange.pk)
        wrong: dict[str, Any] = {"targets": {"solution": {"normal": 0}}}
        with pytest.raises(TermsRefused):
            set_profile_of(actor=actor, holding=segment, effective_from=LONG_AGO, facts=wrong)
        with pytest.raises(NotFound):
            set_profile_of(actor=actor, holding=strange, effective_from=LONG_AGO, facts={})
        assert not ServiceProfile.objects.exists()
        assert Customer.objects.get(pk=case.customer_id).segment_id is None


def test_is_written_by_forms_from_the_office_and_the_customer(
    business: Business, lead: Person, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    browser = Client()
    browser.force_login(lead)
    case = builders.a_case(business)
    office = f"/office/{business.slug}/segments/"
    page = browser.post(office + "new/", {"name": "בתי חולים"})["Location"]
    assert browser.post(page + "put/", {"customer": "x"}).status_code == 404
    browser.post(page + "put/", {"customer": str(case.customer_id)})
    assert "דנה אברמוב" in browser.get(page).content.decode()
    with in_scope([business.pk]):
        segment = Segment.objects.get()
        system = System.objects.create(business=business, customer=case.customer, name="מרכזייה")
    for address in (f"/segments/{segment.pk}/", f"/systems/{system.pk}/", f"/everybody/{business.pk}/"):
        assert browser.post(f"{address}service/change/", {"effective_from": ""}).status_code == 422
        saved = browser.post(f"{address}service/change/", {"effective_from": "2026-01-01", "limits": "בלי שבת"})
        assert saved.status_code == 302
        assert "בלי שבת" in browser.get(saved["Location"]).content.decode()
    browser.post(page + "take-out/", {"customer": str(case.customer_id)})
    with in_scope([business.pk]):
        assert ServiceProfile.objects.count() == 3
        assert Customer.objects.get(pk=case.customer_id).segment_id is None


def test_shows_what_each_contact_may_decide(business: Business, lead: Person, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    browser = Client()
    browser.force_login(lead)
    case = builders.a_case(business)
    with in_scope([business.pk]):
        organisation = Customer.objects.create(business=business, kind="organisation", name="מאפייה")
        contact = OrganisationContact.objects.create(
            business=business, organisation=organisation, person=case.customer
        )
    given = {"title": "מנכ״לית", "is_authorised": "on", "decides": "הזמנות עד 5,000"}
    browser.post(f"/contacts/{contact.pk}/edit/", given)
    page = browser.get(f"/customers/{organisation.pk}/service/").content.decode()
    assert "הזמנות עד 5,000" in page
    assert "מנכ״לית" in page
