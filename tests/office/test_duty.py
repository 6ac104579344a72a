"""The duty plan and the times by law in the office: a week to read, lines to write, refusals in words."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.promises.models import Statute
from moked.staff.models import DutyLine, Person, Team
from tests import builders
from tests.office.test_doors import url

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 11, 29)


@pytest.fixture(autouse=True)
def scope(business: Business) -> Iterator[None]:
    with in_scope([business.pk]):
        yield


@pytest.fixture
def team(business: Business) -> Team:
    return builders.a_team(business, "Network")


@pytest.fixture
def dana(business: Business) -> Person:
    return builders.a_person(business, first_name="Dana", last_name="Levi")


def a_line(team: Team, person: Person | None, **facts: Any) -> DutyLine:
    hours = {"starts": time(8), "ends": time(16)} if person else {}
    return DutyLine.objects.create(business_id=team.business_id, team=team, person=person, **{**hours, **facts})


def week_of(team: Team) -> dict[str, str]:
    return {"for": f"team:{team.pk}", "week": SUNDAY.isoformat()}


def test_shows_the_week_with_its_exceptions(business: Business, browser: Client, team: Team, dana: Person) -> None:
    a_line(team, dana, weekday=0)
    a_line(team, dana, weekday=1, starts=time(22), ends=time(6), is_overnight=True)
    a_line(team, None, on=SUNDAY + timedelta(days=3))
    page = browser.get(url("duty", business), week_of(team)).content.decode()
    assert page.count("Dana Levi") == 2
    assert "22:00–06:00" in page
    assert "until the next day" in page
    assert page.count("Nobody is on duty") == 1


def test_writes_changes_and_removes_a_line(business: Business, browser: Client, team: Team, dana: Person) -> None:
    new = f"{url('new_duty', business)}?for=team:{team.pk}"
    sent = {"person": dana.pk, "weekday": "3", "starts": "22:00", "ends": "06:00", "is_overnight": "on"}
    assert browser.post(new, sent).status_code == 302
    line = DutyLine.objects.get()
    assert (line.person, line.team, line.weekday, line.is_overnight) == (dana, team, 3, True)
    changed = {**sent, "weekday": "4"}
    assert browser.post(url("duty_line", business, line.pk), changed).status_code == 302
    line.refresh_from_db()
    assert line.weekday == 4
    assert browser.get(url("duty_line", business, line.pk)).status_code == 200
    assert browser.post(url("remove_duty", business, line.pk)).status_code == 302
    assert not DutyLine.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"weekday": "0", "starts": "16:00", "ends": "08:00"}, "It ends before it starts"),
        ({"weekday": "0", "starts": "10:00", "ends": "12:00"}, "on duty at that time already"),
        ({"person": "", "weekday": "2"}, "Only a single date may have nobody"),
        ({"weekday": "", "starts": "10:00", "ends": "12:00"}, "Say on which day"),
        ({"weekday": "2"}, "Say from when until when"),
    ],
)
def test_refuses_in_words_and_writes_nothing(
    business: Business, browser: Client, team: Team, dana: Person, sent: dict[str, str], words: str
) -> None:
    a_line(team, dana, weekday=0)
    answer = browser.post(f"{url('new_duty', business)}?for=team:{team.pk}", {"person": dana.pk, **sent})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert DutyLine.objects.count() == 1


def test_asks_the_database_the_same_at_three_lines_and_at_thirty(
    business: Business, browser: Client, team: Team, dana: Person
) -> None:
    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url("duty", business), week_of(team)).status_code == 200
        return [query["sql"] for query in queries]

    for weekday in range(3):
        a_line(team, dana, weekday=weekday)
    asked()
    few = asked()
    for number in range(27):
        a_line(team, builders.a_person(business), weekday=number % 7)
    assert len(asked()) == len(few)


def test_has_no_week_for_what_cannot_be_read(business: Business, browser: Client) -> None:
    for asked in ({"week": "2026-13-45"}, {"week": "soon", "for": "team:1"}, {"for": "nobody"}):
        assert browser.get(url("duty", business), asked).status_code == 200
    for end in ("0001-01-01", "9999-12-31"):
        assert browser.get(url("duty", business), {"week": end}).status_code == 200


@pytest.mark.parametrize("end", ["0001-01-01", "9999-12-31"])
def test_refuses_a_date_at_the_calendar_s_end(
    business: Business, browser: Client, team: Team, dana: Person, end: str
) -> None:
    sent = {"person": dana.pk, "on": end, "starts": "08:00", "ends": "16:00"}
    assert browser.post(f"{url('new_duty', business)}?for=team:{team.pk}", sent).status_code == 422
    assert not DutyLine.objects.exists()


def test_writes_no_line_into_another_plan_than_the_one_asked_for(
    business: Business, browser: Client, team: Team, dana: Person
) -> None:
    gone = builders.a_team(business, "Gone")
    Team.objects.filter(pk=gone.pk).update(is_active=False)
    sent = {"person": dana.pk, "weekday": "0", "starts": "08:00", "ends": "16:00"}
    assert browser.post(f"{url('new_duty', business)}?for=team:{gone.pk}", sent).status_code == 404
    assert not DutyLine.objects.exists()


def test_writes_down_what_laws_set(business: Business, browser: Client) -> None:
    address = url("laws", business)
    assert browser.get(address).status_code == 200
    known = {
        "cancellation_days": "3",
        "cancellation_registered": "6",
        "cancellation_source": "חוק הגנת הצרכן, סיום עסקה מתמשכת",
    }
    # What the country's default says anyway is not written down.
    assert browser.post(address, known).status_code == 302
    assert not Statute.objects.exists()
    sent = {**known, "complaint_days": "14", "complaint_source": "The contract"}
    assert browser.post(address, sent).status_code == 302
    law = Statute.objects.get()
    assert (law.matter, law.within, law.source) == ("complaint", timedelta(days=14), "The contract")
    assert browser.post(address, {"complaint_days": ""}).status_code == 302
    assert set(Statute.objects.values_list("matter", "is_active")) == {("complaint", False), ("cancellation", False)}


def test_refuses_a_law_without_its_source(business: Business, browser: Client) -> None:
    answer = browser.post(url("laws", business), {"complaint_days": "14", "enquiry_days": "5", "enquiry_source": "X"})
    assert answer.status_code == 422
    assert "Say which law it is" in answer.content.decode()
    assert not Statute.objects.exists()
