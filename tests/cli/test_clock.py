"""`moked clock due`, as somebody who tries a calendar calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from moked.calendars.domain.hours import CalendarInvalid
from moked.cli.clock import SENTENCES, due

CALENDAR = {"timezone": "Asia/Jerusalem", "week": {"sun": [["08:00", "13:00"], ["14:00", "18:00"]]}}
SOURCES = [
    Path(__file__).parents[2] / "moked" / "calendars" / "domain" / name
    for name in ("hours.py", "clock.py", "document.py", "written.py")
]


def run(*arguments: str, calendar: object = CALENDAR) -> Result:
    return CliRunner().invoke(due, ["-", *arguments], input=json.dumps(calendar))


def test_says_when_it_is_due_and_by_which_working_time() -> None:
    found = run("--start", "2026-09-06T12:00+03:00", "--target", "PT2H", "--json")
    assert json.loads(found.output) == {
        "due": "2026-09-06T15:00:00+03:00",
        "spans": [
            ["2026-09-06T12:00:00+03:00", "2026-09-06T13:00:00+03:00"],
            ["2026-09-06T14:00:00+03:00", "2026-09-06T15:00:00+03:00"],
        ],
    }


def test_takes_an_instant_without_offset_as_the_calendars_own_time() -> None:
    found = run("--start", "2026-09-06T08:00", "--target", "PT90M", "--pause", "2026-09-06T08:30/2026-09-06T09:00")
    assert "Due Sun 06.09.2026 10:00:00 +0300" in found.output


def test_is_not_due_while_a_pause_goes_on() -> None:
    found = run("--start", "2026-09-06T08:00", "--target", "PT1H", "--pause", "2026-09-06T08:30/", "--json")
    assert json.loads(found.output) == {"due": None, "spans": []}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--start", "tomorrow", "--target", "PT1H"), "is no instant"),
        (("--start", "2026-09-06", "--target", "1 hour"), "is no duration"),
        (("--start", "2026-09-06", "--target", "P"), "is no duration"),
        (("--start", "2026-09-06", "--target", "PT0H"), "longer than nothing"),
        (("--start", "2026-09-06", "--target", "P999999999999D"), "does not hold so much"),
        (("--start", "2026-09-06", "--target", "PT1H", "--pause", "2026-09-06"), "is no pause"),
        (("--start", "2026-09-06", "--target", "PT1H", "--pause", "2026-09-06/2026-09-05"), "ends before it starts"),
        (("--start", "0001-01-01T00:00Z", "--target", "PT1H"), "between the years"),
    ],
)
def test_refuses_a_question_that_makes_no_sense(arguments: tuple[str, ...], words: str) -> None:
    found = run(*arguments)
    assert found.exit_code == 2
    assert words in found.output


def test_refuses_a_calendar_that_makes_no_sense() -> None:
    found = run("--start", "2026-09-06", "--target", "PT1H", calendar={**CALENDAR, "week": {"sun": [["8", "9"]]}})
    assert found.exit_code == 2
    assert "week.sun: 8 is no time of day" in found.output


def test_has_a_sentence_for_every_refusal() -> None:
    codes = {
        code
        for source in SOURCES
        for code in source.read_text("utf-8").split('CalendarInvalid("')[1:]
        for code in [code.partition('"')[0]]
    }
    # Blocks of a document are refused one by one, and its week always has seven days.
    assert codes - {"block_impossible", "week_incomplete"} == set(SENTENCES)
    assert issubclass(CalendarInvalid, ValueError)
