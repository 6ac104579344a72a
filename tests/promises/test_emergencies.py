"""The emergency set: on with a reason, the clocks follow and say why, and off again."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case
from moked.journal.audiences import Part
from moked.journal.models import JournalEntry
from moked.lib.errors import NotFound
from moked.promises.errors import EmergencyIsOff, EmergencyIsOn, ReasonMissing
from moked.promises.events import CalledInForEmergency
from moked.promises.models import Clock, ClockRetarget, ClockStep, Emergency, FormerPromise, ServicePackage
from moked.promises.profiles import terms_for_case
from moked.promises.services import (
    change_package,
    create_calendar,
    create_package,
    follow_switches,
    following,
    set_profile,
    switch_emergency_off,
    switch_emergency_on,
)
from moked.staff.actors import PersonActor
from moked.staff.models import Notice
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


def test_calls_teams_in_and_tells_their_people(
    business: Business, ronit: PersonActor, packages: dict[str, ServicePackage]
) -> None:
    first, second = builders.a_team(business), builders.a_team(business, "חיובים")
    noa = builders.a_person(business, teams=(first, second))
    builders.a_person(business)
    facts = {"business_id": business.pk, "package_id": packages["emergency"].pk, "reason": REASON}
    emergency = switch_emergency_on(actor=ronit, team_ids=[first.pk, second.pk], **facts)
    assert {each.team_id for each in emergency.called_in.all()} == {first.pk, second.pk}
    (notice,) = Notice.objects.all()
    # Their open pages hear of it at once.
    told = JournalEntry.objects.get(code=CalledInForEmergency.code)
    assert (told.person_id, told.case_id) == (noa.pk, None)
    assert CalledInForEmergency.changes == {Part.BELL}
    assert (notice.person_id, notice.kind, notice.by_id) == (noa.pk, "called_in", ronit.person_id)


def test_calls_nobody_in_of_another_business(
    business: Business, ronit: PersonActor, packages: dict[str, ServicePackage]
) -> None:
    theirs = builders.a_team(builders.a_business())
    facts = {"business_id": business.pk, "package_id": packages["emergency"].pk, "reason": REASON}
    with pytest.raises(NotFound):
        switch_emergency_on(actor=ronit, team_ids=[theirs.pk], **facts)
    assert not Emergency.objects.exists()
    assert not Notice.objects.exists()


def _promises() -> list[tuple[object, ...]]:
    names = ("target", "calendar", "ladder", "source", "source_name", "due_at", "next_check_at", "holds_emergency")
    return list(Clock.objects.order_by("id").values_list("id", *names))


@pytest.mark.parametrize("at_once", [1, 3, 100])
@pytest.mark.parametrize("seed", range(3))
def test_gives_back_exactly_what_was_promised(
    business: Business,
    ronit: PersonActor,
    packages: dict[str, ServicePackage],
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
    seed: int,
) -> None:
    monkeypatch.setattr(following, "AT_ONCE", at_once)
    chance = random.Random(seed)
    for _case in range(4):
        builders.a_case(business)
        minutes = chance.randrange(5, 500)
        facts = {"targets": {"first_reply": {"normal": minutes}, "solution": {"normal": minutes * 3}}}
        change_package(actor=ronit, business_id=business.pk, package_id=packages["usual"].pk, facts=facts)
    before = _promises()
    for _time in range(chance.randrange(1, 3)):
        _on(ronit, business, packages)
        if chance.random() < 0.5:
            follow_switches(timezone.now())
        switch_emergency_off(actor=ronit, business_id=business.pk)
        if chance.random() < 0.5:
            following._set_anew(ClockRetarget.objects.get(done_at=None))
    _on(ronit, business, packages)
    _follow()
    assert {source for _id, _target, _calendar, _ladder, source, *_rest in _promises()} == {"emergency"}
    switch_emergency_off(actor=ronit, business_id=business.pk)
    _follow()
    assert _promises() == before
    assert not FormerPromise.objects.exists()


def test_gives_back_to_what_stood_still_when_it_ended(
    business: Business, ronit: PersonActor, packages: dict[str, ServicePackage]
) -> None:
    case = builders.a_case(business)
    change_package(
        actor=ronit, business_id=business.pk, package_id=packages["usual"].pk, facts={"targets": {}, "name": "אחר"}
    )
    _on(ronit, business, packages)
    _follow()
    cases.set_aside(actor=ronit, case_id=case.pk, reason="spam")
    switch_emergency_off(actor=ronit, business_id=business.pk)
    _follow()
    assert Clock.objects.get(case=case, kind="solution").source == "emergency"
    cases.bring_back(actor=ronit, case_id=case.pk)
    clock = Clock.objects.get(case=case, kind="solution")
    assert (clock.phase, clock.source, clock.target) == ("running", "package", timedelta(hours=10))


def test_follows_what_holds_after_it_where_the_matter_changed_meanwhile(
    business: Business, ronit: PersonActor, packages: dict[str, ServicePackage]
) -> None:
    facts = {"targets": {"first_reply": {"normal": 60, "high": 20}}}
    change_package(actor=ronit, business_id=business.pk, package_id=packages["usual"].pk, facts=facts)
    case = builders.a_case(business)
    change_package(
        actor=ronit,
        business_id=business.pk,
        package_id=packages["emergency"].pk,
        facts={"targets": {"first_reply": {"normal": 600, "high": 600}}},
    )
    _on(ronit, business, packages)
    _follow()
    cases.raise_weight(actor=ronit, case_id=case.pk)
    switch_emergency_off(actor=ronit, business_id=business.pk)
    _follow()
    assert _first(case).target == timedelta(minutes=20)


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
    monkeypatch.setattr(following, "AT_ONCE", 2)
    three = [builders.a_case(business) for _ in range(3)]
    _on(ronit, business, packages)
    following._set_anew(ClockRetarget.objects.get())
    half = ClockRetarget.objects.get()
    assert (half.clocks, half.done_at) == (2, None)
    _follow()
    assert {_first(case).source for case in three} == {"emergency"}
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
