"""`moked clock due`, as somebody who tries a calendar calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from moked.calendars.domain.hours import CalendarInvalid
from moked.calendars.domain.sentences import SENTENCES
from moked.cli.clock import due

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
        (("--start", "2026-09-06", "--target", "PT-6H"), "is no duration"),
        (("--start", "2026-09-06", "--target", "PT1.5H30M"), "is no duration"),
        (("--start", "2026-09-06", "--target", "P999999999999D"), "does not hold so much"),
        (("--start", "2026-09-06", "--target", "PT1H", "--pause", "2026-09-06"), "is no pause"),
        (("--start", "2026-09-06", "--target", "PT1H", "--pause", "/2026-09-06"), "is no pause"),
        (("--start", "2026-09-06", "--target", "PT1H", "--pause", "2026-09-06/2026-09-05"), "ends before it starts"),
        (("--start", "0001-01-01T00:00Z", "--target", "PT1H"), "between the years"),
    ],
)
def test_refuses_a_question_that_makes_no_sense(arguments: tuple[str, ...], words: str) -> None:
    found = run(*arguments)
    assert found.exit_code == 2
    assert words in found.output


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"week": {"sun": [["8", "9"]]}}, "week.sun: 8 is no time of day"),
        ({"week": {"sun": {}}}, "week.sun: A list of blocks"),
        ({"week": {"sun": [["٠٨:٠٠", "09:00"]]}}, "is no time of day"),
        ({"week": {"sun": [["08:00", "08:00"]]}}, "There is no time in"),
        ({"week": {"sunday": []}}, "sunday is no day"),
        ({"week": None}, "An object in braces"),
        ({"week": {}}, "never open"),
        ({"dates": []}, "An object in braces"),
        ({"dates": {"20260906": []}}, "20260906 is no date"),
        ({"dates": {"2026-W36-7": []}}, "is no date"),
        ({"dates": {"2026-02-29": []}}, "is no date"),
        ({"holiday_hours": 0}, "holiday_hours: A list of blocks"),
        ({"holidays": "__class__"}, "No holidays are known for __class__"),
        ({"timezone": "Mars/Base"}, "Nobody knows the time zone Mars/Base"),
        ({"timezone": "\ud800"}, "Nobody knows the time zone"),
        ({"hours": []}, "hours: A calendar has no such field"),
    ],
)
def test_refuses_a_calendar_that_makes_no_sense(change: dict[str, object], words: str) -> None:
    found = run("--start", "2026-09-06", "--target", "PT1H", calendar={**CALENDAR, **change})
    assert found.exit_code == 2
    assert words in found.output


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "1" * 5_000, '{"timezone": "UTC", "timezone": "UTC"}'])
def test_refuses_what_is_no_json(text: str) -> None:
    found = CliRunner().invoke(due, ["-", "--start", "2026-09-06", "--target", "PT1H"], input=text)
    assert found.exit_code == 2
    assert "is no JSON" in found.output


def test_reads_a_file_that_begins_with_a_mark_of_its_encoding() -> None:
    text = f"\ufeff{json.dumps(CALENDAR)}"
    found = CliRunner().invoke(due, ["-", "--start", "2026-09-06", "--target", "PT1H"], input=text)
    assert "Due Sun 06.09.2026 09:00" in found.output


def test_takes_a_pause_of_no_length_for_none() -> None:
    found = run(
        "--start", "2026-09-06T08:00", "--target", "PT2H", "--pause", "2026-09-06T09:00/2026-09-06T09:00", "--json"
    )
    assert json.loads(found.output)["spans"] == [["2026-09-06T08:00:00+03:00", "2026-09-06T10:00:00+03:00"]]


@pytest.mark.parametrize(("target", "ends"), [("PT1.5H", "09:30"), ("PT0,5H", "08:30"), ("PT1H30.5M", "09:30")])
def test_takes_a_fraction_of_the_smallest_unit(target: str, ends: str) -> None:
    found = run("--start", "2026-09-06", "--target", target)
    assert f"Due Sun 06.09.2026 {ends}" in found.output


EVERY_HOUR = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


@pytest.mark.parametrize(
    ("start", "target", "ends"),
    [
        ("2026-03-26T22:00", "PT6H", "2026-03-27T05:00:00+03:00"),
        ("2026-10-24T22:00", "PT6H", "2026-10-25T03:00:00+02:00"),
        ("2026-10-25T01:30+03:00", "PT1H", "2026-10-25T01:30:00+02:00"),
    ],
)
def test_counts_real_time_through_both_nights_of_change(start: str, target: str, ends: str) -> None:
    calendar = {**CALENDAR, "week": EVERY_HOUR}
    found = run("--start", start, "--target", target, "--json", calendar=calendar)
    assert json.loads(found.output)["due"] == ends


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
