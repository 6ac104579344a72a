"""The duty plan through its services: written by those who may, refused in words, read at a moment."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.journal.models import JournalEntry
from moked.lib.errors import NotFound
from moked.staff.actors import PersonActor
from moked.staff.duty import duty_now
from moked.staff.errors import DutyRefused
from moked.staff.models import DutyLine, Membership, Person, Team
from moked.staff.permissions import Permission
from moked.staff.services import add_duty, change_duty, remove_duty
from tests import builders

pytestmark = pytest.mark.django_db
MONDAY_NOON = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Asia/Jerusalem"))


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture(autouse=True)
def scope(business: Business) -> Iterator[None]:
    with in_scope([business.pk]):
        yield


@pytest.fixture
def noa(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business, permissions=list(Permission)))


@pytest.fixture
def guy(business: Business) -> Person:
    return builders.a_person(business, first_name="גיא")


@pytest.fixture
def team(business: Business) -> Team:
    return builders.a_team(business)


def a_day(person: Person, **facts: Any) -> dict[str, Any]:
    return {"person_id": person.pk, "weekday": 0, "starts": time(8), "ends": time(16), **facts}


def _add(noa: PersonActor, team: Team, facts: dict[str, Any]) -> DutyLine:
    return add_duty(actor=noa, business_id=team.business_id, team_id=team.pk, role_id=None, facts=facts)


def _now(team: Team) -> list[Any]:
    return duty_now(team.business_id, team_id=team.pk, role_id=None, at=MONDAY_NOON)


def test_reads_who_is_on_duty_and_records_each_change(noa: PersonActor, team: Team, guy: Person) -> None:
    assert _now(team) == []
    line = _add(noa, team, a_day(guy))
    assert _now(team) == [guy.pk]
    change_duty(actor=noa, business_id=team.business_id, line_id=line.pk, facts={"starts": time(13)})
    assert _now(team) == []
    remove_duty(actor=noa, business_id=team.business_id, line_id=line.pk)
    assert not DutyLine.objects.exists()
    assert JournalEntry.objects.filter(code="duty_changed").count() == 3


def test_reads_of_the_dates_only_those_a_shift_may_stand_on(noa: PersonActor, team: Team, guy: Person) -> None:
    sunday = {"weekday": None, "on": date(2026, 11, 29), "starts": time(13), "ends": time(13)}
    _add(noa, team, a_day(guy, **sunday, is_overnight=True))
    assert _now(team) == [guy.pk]
    for ago in (2, 9, 700):
        day = date(2026, 11, 30) - timedelta(days=ago)
        DutyLine.objects.create(business_id=team.business_id, team=team, on=day)
    assert _now(team) == [guy.pk]


def test_counts_nobody_who_serves_here_no_more(noa: PersonActor, team: Team, guy: Person) -> None:
    _add(noa, team, a_day(guy))
    Membership.objects.filter(person=guy).update(is_active=False)
    assert _now(team) == []


def test_keeps_plans_of_a_team_and_a_role_apart(
    business: Business, noa: PersonActor, team: Team, guy: Person
) -> None:
    role = Membership.objects.get(person=guy).role
    add_duty(actor=noa, business_id=business.pk, team_id=None, role_id=role.pk, facts=a_day(guy))
    _add(noa, team, a_day(guy))
    assert DutyLine.objects.filter(team=None, role=role).count() == 1
    assert duty_now(business.pk, team_id=None, role_id=role.pk, at=MONDAY_NOON) == [guy.pk]


def test_refuses_in_words_and_changes_nothing(noa: PersonActor, team: Team, guy: Person) -> None:
    line = _add(noa, team, a_day(guy))
    stranger = builders.a_person(builders.a_business("אחר"))
    refused = [
        (a_day(stranger), "person_unknown"),
        (a_day(guy, starts=time(18), ends=time(8)), "ends_before_start"),
        (a_day(guy, starts=time(15), ends=time(20)), "same_person_twice"),
        ({"person_id": None, "weekday": 2}, "nobody_named"),
    ]
    for facts, reason in refused:
        with pytest.raises(DutyRefused) as refusal:
            _add(noa, team, facts)
        assert refusal.value.facts["reason"] == reason
        assert str(refusal.value)
    with pytest.raises(DutyRefused):
        change_duty(actor=noa, business_id=team.business_id, line_id=line.pk, facts={"ends": time(7)})
    assert list(DutyLine.objects.values_list("starts", "ends")) == [(time(8), time(16))]


def test_shuts_the_door_to_those_without_permission_and_of_another_business(
    business: Business, noa: PersonActor, team: Team, guy: Person
) -> None:
    line = _add(noa, team, a_day(guy))
    other = builders.a_business("אחר")
    manager = builders.actor_of(builders.a_person(other, permissions=list(Permission)))
    for actor, key in ((builders.actor_of(guy), business.pk), (manager, business.pk), (manager, other.pk)):
        with pytest.raises(NotFound):
            add_duty(actor=actor, business_id=key, team_id=team.pk, role_id=None, facts=a_day(guy, weekday=4))
        with pytest.raises(NotFound):
            change_duty(actor=actor, business_id=key, line_id=line.pk, facts={"on": date(2026, 1, 1)})
        with pytest.raises(NotFound):
            remove_duty(actor=actor, business_id=key, line_id=line.pk)
    with pytest.raises(NotFound):
        add_duty(actor=noa, business_id=business.pk, team_id=None, role_id=None, facts=a_day(guy))
    assert DutyLine.objects.count() == 1
