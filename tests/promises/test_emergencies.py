"""The emergency set: on with a reason, the clocks follow and say why, and off again."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.journal.models import JournalEntry
from moked.lib.errors import NotFound
from moked.promises.errors import EmergencyIsOff, EmergencyIsOn, ReasonMissing
from moked.promises.models import Clock, ClockRetarget, ClockStep, Emergency, ServicePackage
from moked.promises.profiles import terms_for_case
from moked.promises.services import (
    create_calendar,
    create_package,
    emergencies,
    follow_switches,
    set_profile,
    switch_emergency_off,
    switch_emergency_on,
)
from moked.staff.actors import PersonActor
from moked.staff.permissions import AGENT, Permission
from tests import builders

pytestmark = pytest.mark.django_db
EVERY_DAY = {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")}
ALWAYS = {"timezone": "Asia/Jerusalem", "week": EVERY_DAY}
REASON = "מתקפה על העורף: פתוחים רק בבוקר"


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def ronit(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business, permissions=list(Permission)))


@pytest.fixture(autouse=True)
def scope(business: Business) -> Iterator[None]:
    with in_scope([business.pk]):
        yield


@pytest.fixture
def packages(business: Business, ronit: PersonActor) -> dict[str, ServicePackage]:
    calendar = create_calendar(actor=ronit, business_id=business.pk, name="תמיד", document=ALWAYS)
    mornings = {day: [["08:00", "12:00"]] for day in EVERY_DAY}
    short = create_calendar(
        actor=ronit,
        business_id=business.pk,
        name="בקרים",
        document={"timezone": "Asia/Jerusalem", "week": mornings},
    )
    every = {
        "usual": ("שירות רגיל", calendar, 60, True),
        "emergency": ("חירום", short, 600, False),
        "gold": ("זהב", calendar, 30, False),
    }
    return {
        key: create_package(
            actor=ronit,
            business_id=business.pk,
            facts={
                "name": name,
                "calendar": hours,
                "targets": {"first_reply": {"normal": minutes}, "solution": {"normal": minutes * 10}},
                "is_default": is_default,
            },
        )
        for key, (name, hours, minutes, is_default) in every.items()
    }


def _on(
    ronit: PersonActor, business: Business, packages: dict[str, ServicePackage], reason: str = REASON
) -> Emergency:
    return switch_emergency_on(
        actor=ronit, business_id=business.pk, package_id=packages["emergency"].pk, reason=reason
    )


def _first(case: Case) -> Clock:
    return Clock.objects.select_related("calendar").get(case=case, kind="first_reply")


def _follow() -> None:
    while follow_switches(timezone.now()):
        pass


def test_moves_open_clocks_there_and_back_and_says_why(
    business: Business, ronit: PersonActor, packages: dict[str, ServicePackage]
) -> None:
    case = builders.a_case(business)
    before = _first(case)
    _on(ronit, business, packages)
    _follow()
    meanwhile = _first(case)
    assert meanwhile.calendar is not None
    assert (meanwhile.target, meanwhile.calendar.name) == (timedelta(hours=10), "בקרים")
    assert (meanwhile.source, meanwhile.source_name) == ("emergency", "חירום")
    assert meanwhile.due_at is not None
    assert before.due_at is not None
    assert meanwhile.due_at > before.due_at
    switch_emergency_off(actor=ronit, business_id=business.pk)
    _follow()
    after = _first(case)
    assert (after.target, after.due_at, after.source) == (before.target, before.due_at, "package")
    why = ClockStep.objects.filter(clock=after, what="retargeted").order_by("id").values_list("why", flat=True)
    assert list(why) == ["emergency_on", "emergency_off"]
    codes = JournalEntry.objects.filter(code__startswith="emergency").order_by("id").values_list("code", flat=True)
    assert list(codes) == ["emergency_switched_on", "emergency_switched_off"]


def test_holds_for_new_cases_at_once(
    business: Business, ronit: PersonActor, packages: dict[str, ServicePackage]
) -> None:
    _on(ronit, business, packages)
    assert _first(builders.a_case(business)).target == timedelta(hours=10)


def test_leaves_what_was_agreed_by_name(
    business: Business, ronit: PersonActor, packages: dict[str, ServicePackage]
) -> None:
    case = builders.a_case(business)
    facts = {"package": packages["gold"]}
    set_profile(actor=ronit, customer=case.customer, effective_from=date(2020, 1, 1), facts=facts)
    _on(ronit, business, packages)
    _follow()
    assert _first(case).target == timedelta(minutes=30)
    assert not ClockStep.objects.filter(why="emergency_on").exists()


def test_leaves_another_business_alone(
    business: Business, ronit: PersonActor, packages: dict[str, ServicePackage]
) -> None:
    other = builders.a_business("אחר")
    _on(ronit, business, packages)
    with in_scope([other.pk]):
        assert terms_for_case(builders.a_case(other), timezone.now()) is None


def test_goes_on_where_it_stopped(
    business: Business, ronit: PersonActor, packages: dict[str, ServicePackage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emergencies, "AT_ONCE", 2)
    cases = [builders.a_case(business) for _ in range(3)]
    _on(ronit, business, packages)
    emergencies._set_anew(ClockRetarget.objects.get())
    half = ClockRetarget.objects.get()
    assert (half.clocks, half.done_at) == (2, None)
    _follow()
    assert {_first(case).source for case in cases} == {"emergency"}
    whole = ClockRetarget.objects.get()
    assert whole.clocks == Clock.objects.count() == 6
    assert whole.next_check_at is None
    assert ClockStep.objects.filter(why="emergency_on").count() == 6


def test_is_overtaken_by_the_next_switch(
    business: Business, ronit: PersonActor, packages: dict[str, ServicePackage]
) -> None:
    case = builders.a_case(business)
    _on(ronit, business, packages)
    switch_emergency_off(actor=ronit, business_id=business.pk)
    _follow()
    assert not ClockStep.objects.filter(clock=_first(case), what="retargeted").exists()
    assert ClockRetarget.objects.filter(done_at=None).count() == 0


def test_refuses_in_words_and_changes_nothing(
    business: Business, ronit: PersonActor, packages: dict[str, ServicePackage]
) -> None:
    with pytest.raises(EmergencyIsOff):
        switch_emergency_off(actor=ronit, business_id=business.pk)
    with pytest.raises(ReasonMissing):
        _on(ronit, business, packages, "  ")
    agent = builders.actor_of(builders.a_person(business, permissions=list(AGENT)))
    stranger = builders.actor_of(builders.a_person(builders.a_business("אחר"), permissions=list(Permission)))
    for actor in (agent, stranger):
        with pytest.raises(NotFound):
            _on(actor, business, packages)
    assert not Emergency.objects.exists()
    _on(ronit, business, packages)
    with pytest.raises(EmergencyIsOn):
        _on(ronit, business, packages)
    with pytest.raises(NotFound):
        switch_emergency_off(actor=stranger, business_id=business.pk)
    assert Emergency.objects.filter(off_at=None).count() == 1
    assert ClockRetarget.objects.count() == 1
