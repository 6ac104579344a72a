"""Ladders in the office: written without a script, refused in words, tried before they are switched on."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.calendars.models import ServiceCalendar
from moked.promises.models import Clock, Escalation, Ladder, Rung
from moked.staff.models import Person
from tests import builders
from tests.office.test_doors import url

ALWAYS = {
    "timezone": "Asia/Jerusalem",
    "week": {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")},
}


@pytest.fixture
def scope(business: Business) -> Iterator[None]:
    with in_scope([business.pk]):
        yield


@pytest.fixture
def expert(business: Business) -> Person:
    return builders.a_person(business, first_name="Expert")


def a_form(*rungs: tuple[int, str], **facts: Any) -> dict[str, Any]:
    sent: dict[str, Any] = {"name": "Urgent", "count": len(rungs), **facts}
    for place, (share, who) in enumerate(rungs):
        values = {"who": who, "sort": "professional", "at_share": share, "does": "notify", "answer_minutes": 15}
        sent |= {f"rung-{place}-{name}": value for name, value in values.items()}
    return sent


def a_ladder(business: Business, expert: Person, *shares: int) -> Ladder:
    ladder = Ladder.objects.create(business=business, name="Urgent", is_active=False)
    for position, share in enumerate(shares, start=1):
        Rung.objects.create(
            business=business, ladder=ladder, position=position, at_share=share, person=expert,
            answer_within=timedelta(minutes=15),
        )  # fmt: skip
    return ladder


def test_writes_a_ladder(business: Business, browser: Client, expert: Person, scope: None) -> None:
    lead = builders.a_person(business, first_name="Lead")
    answer = browser.post(url("new_ladder", business), a_form((50, f"person:{expert.pk}"), (80, f"person:{lead.pk}")))
    assert answer.status_code == 302
    ladder = Ladder.objects.get()
    assert not ladder.is_active
    assert list(ladder.rungs.values_list("position", "at_share", "person")) == [
        (1, 50, expert.pk),
        (2, 80, lead.pk),
    ]
    assert "Expert" in browser.get(url("ladder", business, ladder.pk)).content.decode()
    assert "2 steps" in browser.get(url("ladders", business)).content.decode()


def test_moves_adds_and_removes_steps_without_saving(
    business: Business, browser: Client, expert: Person, scope: None
) -> None:
    who = f"person:{expert.pk}"

    def shares(do: str) -> list[str]:
        answer = browser.post(url("new_ladder", business), a_form((50, who), (80, who), do=do))
        assert answer.status_code == 200
        return [str(rung["at_share"].value()) for rung in answer.context["page"].sheet.rungs]

    assert shares("up-1") == ["80", "50"]
    assert shares("down-0") == ["80", "50"]
    assert shares("up-0") == ["50", "80"]
    assert shares("remove-0") == ["80"]
    assert shares("add") == ["50", "80", ""]
    assert shares("remove-99") == ["50", "80"]
    assert not Ladder.objects.exists()


def test_says_above_all_that_nothing_is_saved_yet(
    business: Business, browser: Client, expert: Person, scope: None
) -> None:
    refused = browser.post(url("new_ladder", business), a_form((50, "")))
    assert refused.status_code == 422
    assert "Nothing was saved yet" in refused.content.decode()
    assert not Ladder.objects.exists()


@pytest.mark.parametrize(
    ("shares", "words"),
    [((50, 50), "higher percentage"), ((50, 100), "less than or equal to 99"), ((), "at least one step")],
)
def test_says_what_is_wrong(
    business: Business, browser: Client, expert: Person, scope: None, shares: tuple[int, ...], words: str
) -> None:
    who = f"person:{expert.pk}"
    answer = browser.post(url("new_ladder", business), a_form(*((share, who) for share in shares)))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Ladder.objects.exists()


def test_changes_a_ladder_in_place(business: Business, browser: Client, expert: Person, scope: None) -> None:
    ladder = a_ladder(business, expert, 50, 70, 90)
    first = ladder.rungs.all()[0]
    form = a_form((40, f"person:{expert.pk}"), is_active="on")
    assert browser.post(url("ladder", business, ladder.pk), form).status_code == 302
    rung = ladder.rungs.get()
    assert (rung.pk, rung.at_share) == (first.pk, 40)


def test_shows_what_would_have_been_called(business: Business, browser: Client, expert: Person, scope: None) -> None:
    ladder = a_ladder(business, expert, 50, 90)
    calendar = ServiceCalendar.objects.create(business=business, name="Always", document=ALWAYS)
    now = timezone.now()

    def promise(subject: str, hours: float, **facts: Any) -> None:
        case = builders.a_case(business, subject=subject)
        start = now - timedelta(days=2)
        facts = {"started_at": start, "stopped_at": start + timedelta(hours=hours), **facts}
        Clock.objects.create(
            business=business, case=case, kind="solution", phase="stopped", calendar=calendar,
            target=timedelta(hours=10), **facts,
        )  # fmt: skip

    promise("soon", 4)
    promise("later", 6)
    promise("", 20, broken_at=now)
    page = browser.get(url("try_ladder", business, ladder.pk)).context["page"]
    assert [(row.title, len(row.calls)) for row in page.rows] == [("(no subject)", 2), ("later", 1)]
    assert (page.looked_at, page.called, page.steps) == (3, 2, (("Step 1", 2), ("Step 2", 1)))
    counts = []
    for more in (0, 30):
        for number in range(more):
            promise(f"one of many {number}", 6)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(url("try_ladder", business, ladder.pk))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert answer.context["page"].next_page == 1
    assert len(browser.get(url("try_ladder", business, ladder.pk) + "?page=1").context["page"].rows) == 2


def test_hides_ladders_from_others(
    business: Business, agent_browser: Client, outside_browser: Client, expert: Person, scope: None
) -> None:
    ladder = a_ladder(business, expert, 50)
    for route, *keys in (("ladders",), ("new_ladder",), ("ladder", ladder.pk), ("try_ladder", ladder.pk)):
        assert agent_browser.get(url(route, business, *keys)).status_code == 403
        assert outside_browser.get(url(route, business, *keys)).status_code == 404


def test_compares_cases_with_and_without_its_help(
    business: Business, browser: Client, expert: Person, scope: None
) -> None:
    ladder = a_ladder(business, expert, 50)
    address = url("ladder_effect", business, ladder.pk)
    assert "too few alike cases" in browser.get(address).content.decode()
    calendar = ServiceCalendar.objects.create(business=business, name="Always", document=ALWAYS)
    for number in range(12):
        case = builders.a_case(business)
        facts = {"business": business, "case": case, "kind": "solution", "phase": "running", "calendar": calendar}
        clock = Clock.objects.create(
            **facts, target=timedelta(hours=4), source="package", started_at=timezone.now(), ladder=ladder
        )
        if number % 2:
            Escalation.objects.create(
                business=business, case=case, clock=clock, rung=ladder.rungs.get(), position=1, sort="professional",
                trigger="share", fired_at=timezone.now(),
            )  # fmt: skip
    page = browser.get(address).content.decode()
    assert "this may be chance, and proves nothing" in page
    assert "Before and after" not in page
    Ladder.objects.update(is_active=True, active_since=timezone.now() - timedelta(days=5))
    assert "Before and after" in browser.get(address).content.decode()


def test_writes_a_step_for_whoever_is_on_duty_and_a_silent_owner(
    business: Business, browser: Client, expert: Person, scope: None
) -> None:
    team = builders.a_team(business)
    sent = a_form((50, f"duty-team:{team.pk}"), silent_hours="4", is_active="on")
    assert browser.post(url("new_ladder", business), sent).status_code == 302
    ladder = Ladder.objects.get()
    rung = ladder.rungs.get()
    assert (rung.team, rung.is_by_duty, ladder.silent_after) == (team, True, timedelta(hours=4))
    assert ladder.active_since is not None
    page = browser.get(url("ladder", business, ladder.pk)).content.decode()
    assert f'value="duty-team:{team.pk}" selected' in page
    assert browser.post(url("new_ladder", business), sent | {"silent_hours": "0", "name": "Other"}).status_code == 422
    assert Ladder.objects.count() == 1
