"""Ladders as cases live: called by share, by time unanswered and by what happens, and over by themselves.

One file: every story is told on the one ladder that is set up here.
"""

import threading
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.promises.errors import CallOver, LadderRefused, MayNotTake
from moked.promises.events import BreachForeseen
from moked.promises.models import Clock, Escalation, Ladder, Rung, ServicePackage
from moked.promises.services import (
    change_ladder,
    confirm_call,
    create_calendar,
    create_ladder,
    create_package,
    raise_ladder,
    sweep_calls,
    sweep_clocks,
    sweep_silence,
)
from moked.staff.actors import PersonActor
from moked.staff.errors import NameTaken
from moked.staff.models import DutyLine, Notice, Person, PresenceKind, Role
from moked.staff.permissions import Permission
from moked.staff.services import add_duty
from tests import builders
from tests.races import at_once

EVERY_DAY = {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")}
ALWAYS = {"timezone": "Asia/Jerusalem", "week": EVERY_DAY}
TEN_MINUTES = timedelta(minutes=10)
Trigger, Outcome = Escalation.Trigger, Escalation.Outcome
pytestmark = pytest.mark.django_db


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def noa(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business, permissions=list(Permission)))


@pytest.fixture
def scope(business: Business) -> Iterator[None]:
    with in_scope([business.pk]):
        yield


@pytest.fixture
def expert(business: Business) -> Person:
    return builders.a_person(business, first_name="מומחית")


@pytest.fixture
def manager(business: Business) -> Person:
    return builders.a_person(
        business, first_name="מנהל", permissions=[Permission.CASES_READ, Permission.CASES_ANSWER]
    )


def a_rung(at_share: int, sort: str = "professional", does: str = "notify", **who: Any) -> dict[str, Any]:
    return {"at_share": at_share, "sort": sort, "does": does, "answer_within": TEN_MINUTES, **who}


@pytest.fixture
def ladder(business: Business, noa: PersonActor, expert: Person, manager: Person, scope: None) -> Ladder:
    role = Role.objects.get(memberships__person=manager)
    rungs = [
        a_rung(50, person_id=expert.pk),
        a_rung(75, does="take", role_id=role.pk),
        a_rung(90, "managerial", person_id=noa.person_id),
    ]
    made = create_ladder(actor=noa, business_id=business.pk, facts={"name": "רגיל"}, rungs=rungs)
    calendar = create_calendar(actor=noa, business_id=business.pk, name="תמיד", document=ALWAYS)
    facts = {"name": "רגיל", "calendar": calendar, "targets": {"solution": {"normal": 600}}, "is_default": True}
    create_package(actor=noa, business_id=business.pk, facts={**facts, "ladder": made})
    return made


@pytest.fixture
def case(business: Business, ladder: Ladder) -> Case:
    return builders.a_case(business)


def _clock(case: Case) -> Clock:
    return Clock.objects.get(case=case, kind="solution")


def _at(case: Case, share: float) -> datetime:
    clock = _clock(case)
    return clock.started_at + clock.target * share + timedelta(seconds=1)


def _sweep(now: datetime) -> None:
    sweep_clocks(now)
    sweep_calls(now)


def _calls(case: Case) -> list[tuple[int, str, str]]:
    return list(
        Escalation.objects.filter(case=case)
        .order_by("fired_at", "climb", "position")
        .values_list("position", "trigger", "outcome")
    )


def test_calls_a_rung_at_its_share_once(case: Case, expert: Person) -> None:
    _sweep(_at(case, 0.49))
    assert _calls(case) == []
    now = _at(case, 0.5)
    assert _clock(case).next_check_at <= now
    _sweep(now)
    _sweep(now + timedelta(minutes=1))
    assert _calls(case) == [(1, "share", "")]
    assert Notice.objects.filter(person=expert, kind=Notice.Kind.ESCALATED, case_id=case.pk).count() == 1


def test_looks_at_a_share_between_two_tenths(case: Case) -> None:
    sweep_clocks(_at(case, 0.5))
    sweep_clocks(_at(case, 0.7))
    assert _clock(case).next_check_at == _clock(case).started_at + _clock(case).target * 0.75


def test_calls_all_that_are_due_when_nobody_looked_for_long(case: Case) -> None:
    sweep_clocks(_at(case, 0.95))
    assert _calls(case) == [(1, "share", ""), (2, "share", ""), (3, "share", "")]


def test_passes_an_unanswered_call_on_before_the_next_share(case: Case) -> None:
    now = _at(case, 0.5)
    _sweep(now)
    _sweep(now + TEN_MINUTES)
    assert _calls(case) == [(1, "share", "passed_on"), (2, "unanswered", "")]
    _sweep(_at(case, 0.8))
    assert _calls(case) == [(1, "share", "passed_on"), (2, "unanswered", "passed_on"), (3, "unanswered", "")]
    _sweep(_at(case, 0.95))
    assert len(_calls(case)) == 3


def test_stays_with_whoever_confirms_and_gives_the_case_to_whoever_takes(case: Case, manager: Person) -> None:
    now = _at(case, 0.75)
    _sweep(now)
    call = Escalation.objects.get(case=case, position=2)
    confirm_call(actor=builders.actor_of(manager), case_id=case.pk, escalation_id=call.pk)
    case.refresh_from_db()
    assert case.assignee_id == manager.pk
    _sweep(now + TEN_MINUTES)
    assert (2, "share", "confirmed") in _calls(case)
    assert len(_calls(case)) == 2
    with pytest.raises(CallOver):
        confirm_call(actor=builders.actor_of(manager), case_id=case.pk, escalation_id=call.pk)


def test_lets_only_those_who_were_called_confirm(case: Case, business: Business) -> None:
    _sweep(_at(case, 0.5))
    call = Escalation.objects.get(case=case)
    for person in (builders.a_person(business), builders.a_person(builders.a_business("אחר"))):
        with pytest.raises(NotFound):
            confirm_call(actor=builders.actor_of(person), case_id=case.pk, escalation_id=call.pk)
    call.refresh_from_db()
    assert call.ended_at is None


def test_calls_those_at_work_first(case: Case, business: Business, noa: PersonActor, ladder: Ladder) -> None:
    team = builders.a_team(business)
    here = builders.a_person(business, teams=(team,))
    builders.a_person(business, teams=(team,), presence=PresenceKind.OFFLINE)
    facts = {"name": ladder.name}
    rungs = [a_rung(40, team_id=team.pk)]
    change_ladder(actor=noa, business_id=business.pk, ladder_id=ladder.pk, facts=facts, rungs=rungs)
    _sweep(_at(case, 0.4))
    assert list(Escalation.objects.get(case=case).people.all()) == [here]
    here.presence.kind = PresenceKind.OFFLINE
    here.presence.save()
    other = builders.a_case(business)
    _sweep(_at(other, 0.4))
    assert Escalation.objects.get(case=other).people.count() == 2


def test_passes_on_at_once_where_nobody_serves(case: Case, expert: Person) -> None:
    expert.is_active = False
    expert.save()
    _sweep(_at(case, 0.5))
    assert _calls(case) == [(1, "share", "passed_on"), (2, "unanswered", "")]


def test_stands_still_and_goes_on_with_its_clock(case: Case, noa: PersonActor) -> None:
    raise_ladder(case.pk, Trigger.SILENT)
    cases.put_aside_until(actor=noa, case_id=case.pk, waiting_for="customer", until=None)
    call = Escalation.objects.get(case=case)
    assert (call.answer_by, call.ended_at) == (None, None)
    sweep_calls(timezone.now() + timedelta(days=1))
    assert _calls(case) == [(1, "silent", "")]
    cases.resume_case(actor=noa, case_id=case.pk)
    call.refresh_from_db()
    assert call.answer_by is not None
    sweep_calls(call.answer_by)
    assert _calls(case) == [(1, "silent", "passed_on"), (2, "unanswered", "")]


def test_is_over_when_the_case_is_set_aside(case: Case, noa: PersonActor) -> None:
    raise_ladder(case.pk, Trigger.COMMITMENT)
    cases.set_aside(actor=noa, case_id=case.pk, reason="spam")
    assert _calls(case) == [(1, "commitment", "over")]
    _sweep(_at(case, 0.95))
    assert len(_calls(case)) == 1
    assert raise_ladder(case.pk, Trigger.PREDICTED) is None


def test_asks_nobody_for_the_same_twice_nor_to_take_what_they_may_not(
    business: Business, noa: PersonActor, expert: Person, scope: None
) -> None:
    reader = builders.a_person(business, permissions=[Permission.CASES_READ])
    role = Role.objects.get(memberships__person=reader)
    for rungs, code in (
        ([a_rung(50, person_id=expert.pk), a_rung(75, "managerial", person_id=expert.pk)], "called_twice"),
        ([a_rung(50, person_id=reader.pk, does="take")], "may_not_take"),
        ([a_rung(50, role_id=role.pk, does="take")], "may_not_take"),
    ):
        with pytest.raises(LadderRefused) as refused:
            create_ladder(actor=noa, business_id=business.pk, facts={"name": "עוד"}, rungs=rungs)
        assert refused.value.facts["reason"] == code
    assert not Ladder.objects.filter(name="עוד").exists()


def test_lets_nobody_take_who_may_not_answer(case: Case, noa: PersonActor, manager: Person) -> None:
    _sweep(_at(case, 0.8))
    call = Escalation.objects.get(case=case, does="take")
    Role.objects.filter(memberships__person=manager).update(permissions=[Permission.CASES_READ.value])
    with pytest.raises(MayNotTake):
        confirm_call(actor=builders.actor_of(manager), case_id=case.pk, escalation_id=call.pk)
    call.refresh_from_db()
    assert call.ended_at is None


def test_begins_anew_when_the_customer_says_it_is_not_solved(case: Case, noa: PersonActor) -> None:
    sweep_clocks(_at(case, 0.8))
    cases.write_answer(actor=noa, case_id=case.pk, html="<p>תוקן</p>", is_proposal=True)
    cases.release_due_messages(timezone.now() + timedelta(minutes=1))
    cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel="portal")
    assert _calls(case) == [(1, "share", "over"), (2, "share", "over")]
    cases.reject_solution(actor=builders.contact_actor(case), case_id=case.pk)
    assert [each for each in _calls(case) if not each[2]] == [(1, "reopened", "")]


def test_raises_by_a_second_unhappy_message_only(business: Business, ladder: Ladder) -> None:
    case = builders.a_case(business, text="שלום, אפשר לעבור לחבילה גדולה יותר?")
    point = case.contact_point
    assert point is not None
    builders.a_message(case, point, text="אני ממש כועסת, השירות שלכם גרוע")
    assert _calls(case) == []
    builders.a_message(case, point, text="תודה, מחכה לעדכון")
    assert _calls(case) == []
    builders.a_message(case, point, text="זה פשוט שירות גרוע ומאכזב")
    assert _calls(case) == [(1, "negative", "")]
    builders.a_message(case, point, text="שירות גרוע, אני כועסת מאוד")
    assert _calls(case) == [(1, "negative", "")]


def test_raises_once_when_the_promise_will_probably_not_hold(case: Case, business: Business) -> None:
    facts = {"business_id": business.pk, "actor": "estimate", "case_id": case.pk, "clock_id": _clock(case).pk}
    record(BreachForeseen(**facts))
    record(BreachForeseen(**facts))
    assert _calls(case) == [(1, "predicted", "")]


def test_calls_nobody_by_a_ladder_out_of_use(
    case: Case, business: Business, noa: PersonActor, ladder: Ladder, expert: Person
) -> None:
    rungs = [a_rung(50, person_id=expert.pk)]
    facts = {"is_active": False}
    change_ladder(actor=noa, business_id=business.pk, ladder_id=ladder.pk, facts=facts, rungs=rungs)
    _sweep(_at(case, 0.95))
    assert raise_ladder(case.pk, Trigger.PREDICTED) is None
    assert _calls(case) == []


def test_refuses_ladders_in_words(business: Business, noa: PersonActor, ladder: Ladder, expert: Person) -> None:
    def make(*rungs: dict[str, Any], name: str = "אחר") -> None:
        create_ladder(actor=noa, business_id=business.pk, facts={"name": name}, rungs=rungs)

    stranger = builders.a_person(builders.a_business("אחר"))
    with pytest.raises(LadderRefused) as refusal:
        make(a_rung(50, person_id=expert.pk), a_rung(40, person_id=expert.pk))
    assert (refusal.value.position, refusal.value.facts["reason"]) == (2, "share_not_rising")
    with pytest.raises(LadderRefused):
        make(a_rung(50, person_id=stranger.pk))
    with pytest.raises(LadderRefused):
        make()
    with pytest.raises(NameTaken):
        make(a_rung(50, person_id=expert.pk), name=ladder.name)
    assert Ladder.objects.count() == 1
    assert Rung.objects.count() == 3


def test_shuts_the_door_to_those_without_permission(business: Business, ladder: Ladder, expert: Person) -> None:
    rungs = [a_rung(10, person_id=expert.pk)]
    actor = builders.actor_of(expert)
    with pytest.raises(NotFound):
        create_ladder(actor=actor, business_id=business.pk, facts={"name": "שלי"}, rungs=rungs)
    with pytest.raises(NotFound):
        change_ladder(actor=actor, business_id=business.pk, ladder_id=ladder.pk, facts={}, rungs=rungs)
    assert ladder.rungs.count() == 3


def test_stalls_nobody_by_a_row_that_fails(business: Business, ladder: Ladder, case: Case) -> None:
    other = builders.a_case(business)
    raise_ladder(case.pk, Trigger.SILENT)
    raise_ladder(other.pk, Trigger.SILENT)
    # Its rungs were taken by somebody else's climb: calling the next one breaks the rule that each is called once.
    Escalation.objects.create(
        business=business, case=case, clock=_clock(case), position=2, trigger="share", sort="professional",
        fired_at=timezone.now(), ended_at=timezone.now(),
    )  # fmt: skip
    now = timezone.now() + TEN_MINUTES
    sweep_calls(now)
    assert _calls(other) == [(1, "silent", "passed_on"), (2, "unanswered", "")]
    failed = Escalation.objects.get(case=case, position=1)
    assert failed.ended_at is None
    assert failed.answer_by is not None
    assert failed.answer_by > now


def test_calls_whoever_is_on_duty_and_says_when_nobody_is(
    case: Case, business: Business, noa: PersonActor, ladder: Ladder, expert: Person
) -> None:
    team = builders.a_team(business)
    for _ in range(2):
        builders.a_person(business, teams=(team,))
    rungs = [a_rung(40, team_id=team.pk, is_by_duty=True)]
    change_ladder(actor=noa, business_id=business.pk, ladder_id=ladder.pk, facts={}, rungs=rungs)
    at = _at(case, 0.4)
    day = timezone.localtime(at, ZoneInfo(business.time_zone)).date()
    facts = {"person_id": expert.pk, "on": day, "starts": time(0), "ends": time(0), "is_overnight": True}
    add_duty(actor=noa, business_id=business.pk, team_id=team.pk, role_id=None, facts=facts)
    _sweep(at)
    call = Escalation.objects.get(case=case)
    assert (list(call.people.all()), call.found_by) == ([expert], "duty")
    DutyLine.objects.all().delete()
    other = builders.a_case(business)
    _sweep(_at(other, 0.4))
    call = Escalation.objects.get(case=other)
    assert (call.people.count(), call.found_by) == (2, "nobody_on_duty")


def test_raises_the_criticality_once_somebody_confirms(
    case: Case, business: Business, noa: PersonActor, ladder: Ladder
) -> None:
    ServicePackage.objects.update(targets={"solution": {"normal": 600, "high": 120}})
    rungs = [a_rung(10, person_id=noa.person_id, does="raise")]
    change_ladder(actor=noa, business_id=business.pk, ladder_id=ladder.pk, facts={}, rungs=rungs)
    _sweep(_at(case, 0.1))
    call = Escalation.objects.get(case=case)
    case.refresh_from_db()
    assert case.criticality == "normal"
    confirm_call(actor=noa, case_id=case.pk, escalation_id=call.pk)
    case.refresh_from_db()
    assert (case.criticality, case.is_weight_chosen) == ("high", True)
    assert _clock(case).target == timedelta(hours=2)


def _with_silence(business: Business, noa: PersonActor, ladder: Ladder, expert: Person) -> None:
    facts = {"silent_after": timedelta(hours=2)}
    rungs = [a_rung(90, person_id=expert.pk), a_rung(95, "managerial", person_id=noa.person_id)]
    change_ladder(actor=noa, business_id=business.pk, ladder_id=ladder.pk, facts=facts, rungs=rungs)


def test_calls_out_an_owner_who_does_nothing_while_the_customer_waits(
    business: Business, noa: PersonActor, ladder: Ladder, expert: Person
) -> None:
    _with_silence(business, noa, ladder, expert)
    owner = builders.a_person(business)
    case = builders.a_case(business, assignee=owner)
    start = timezone.now()
    assert _clock(case).silent_check_at == _clock(case).started_at + timedelta(hours=2)
    sweep_silence(start + timedelta(hours=1))
    assert _calls(case) == []
    sweep_silence(start + timedelta(hours=2, minutes=1))
    sweep_silence(start + timedelta(hours=2, minutes=2))
    assert _calls(case) == [(1, "silent", "")]
    # Silent as long again, and nobody confirmed meanwhile: the sweep of calls has passed it on.
    sweep_calls(start + timedelta(hours=3))
    assert _calls(case) == [(1, "silent", "passed_on"), (2, "unanswered", "")]


@pytest.mark.django_db(transaction=True)
def test_looks_at_silence_beside_whoever_takes_several_clocks(
    business: Business, noa: PersonActor, ladder: Ladder, expert: Person
) -> None:
    _with_silence(business, noa, ladder, expert)
    ServicePackage.objects.update(targets={"solution": {"normal": 600}, "first_reply": {"normal": 600}})
    case = builders.a_case(business, assignee=builders.a_person(business))
    first, last = Clock.objects.filter(case=case).order_by("id")
    Clock.objects.filter(pk=first.pk).update(silent_check_at=None)
    is_locked = threading.Event()

    def take_both() -> None:
        with transaction.atomic():
            Clock.objects.select_for_update().get(pk=first.pk)
            is_locked.set()
            sleep(0.5)
            Clock.objects.select_for_update().get(pk=last.pk)

    def look() -> None:
        is_locked.wait(10)
        sweep_silence(timezone.now() + timedelta(hours=3))

    assert at_once(business, take_both, look) == []
    last.refresh_from_db()
    # Looked at, not put off because the database ended it.
    assert last.silent_check_at is None


def test_leaves_an_owner_alone_who_wrote_a_note_or_waits_for_the_customer(
    business: Business, noa: PersonActor, ladder: Ladder, expert: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_silence(business, noa, ladder, expert)
    owner = builders.a_person(business)
    actor = builders.actor_of(owner)
    now = timezone.now
    with monkeypatch.context() as earlier:
        earlier.setattr(timezone, "now", lambda: now() - timedelta(minutes=90))
        case, waiting, nobodys = (builders.a_case(business, assignee=each) for each in (owner, owner, None))
        cases.put_aside_until(actor=actor, case_id=waiting.pk, waiting_for="customer", until=None)
    cases.write_note(actor=actor, case_id=case.pk, html="<p>בודק עם הטכנאי</p>")
    sweep_silence(timezone.now() + timedelta(minutes=119))
    assert [_calls(each) for each in (case, waiting, nobodys)] == [[], [], []]
    sweep_silence(timezone.now() + timedelta(minutes=121))
    assert [_calls(each) for each in (case, waiting, nobodys)] == [[(1, "silent", "")], [], []]


@pytest.mark.django_db(transaction=True)
def test_calls_once_when_several_look_at_once(business: Business, ladder: Ladder, case: Case) -> None:
    late = _at(case, 0.6)
    assert at_once(business, *[lambda: _sweep(late)] * 4) == []
    assert _calls(case) == [(1, "share", "")]
    unanswered = late + TEN_MINUTES
    assert at_once(business, *[lambda: _sweep(unanswered)] * 4) == []
    assert _calls(case) == [(1, "share", "passed_on"), (2, "unanswered", "")]
