"""`moked clock …`: trying a calendar. Computes only: no settings, no database."""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from moked.calendars.domain.clock import Due, OpenTime, Pause
from moked.calendars.domain.document import read_calendar
from moked.calendars.domain.hours import CalendarInvalid

DURATION = re.compile(
    r"P(?=.)(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
SENTENCES: Mapping[str, str] = {
    "not_an_object": "{at}: an object in braces is expected here.",
    "field_unknown": "{at}: a calendar has no such field.",
    "timezone_missing": "timezone: a calendar needs a time zone, for example Asia/Jerusalem.",
    "timezone_unknown": "timezone: nobody knows {value!r}; an example is Asia/Jerusalem.",
    "country_unknown": "holidays: no holidays are known for {country!r}; an example is IL.",
    "day_unknown": "week: {value!r} is no day; the days are mon, tue, wed, thu, fri, sat, sun.",
    "date_unreadable": "dates: {value!r} is no date; an example is 2026-09-21.",
    "not_a_list": "{at}: a list of blocks is expected here; an empty one means closed.",
    "block_not_a_pair": '{at}: a block is a pair of times, for example ["08:00", "13:00"].',
    "block_empty": "{at}: the block {value} has no time in it. A whole day is 00:00 to 24:00.",
    "time_unreadable": "{at}: {value!r} is no time of day; they go from 00:00 to 24:00.",
    "no_hours": "The calendar is never open: it has no hours.",
    "never_due": "The calendar does not hold so much open time within {years} years.",
    "moment_out_of_reach": "Clocks count between the years 1900 and 2200.",
    "target_not_positive": "The target must be longer than nothing.",
    "pause_ends_before_it_starts": "The pause from {since} ends before it starts.",
}


@click.group()
def clock() -> None:
    """Try calendars and clocks."""


@clock.command()
@click.argument("calendar", type=click.Path(dir_okay=False), metavar="CALENDAR.json")
@click.option(
    "--start", required=True, metavar="INSTANT", help="ISO 8601; without an offset, the calendar's own time."
)
@click.option("--target", required=True, metavar="DURATION", help="Open time, ISO 8601: PT6H, PT90M, P1DT12H.")
@click.option(
    "--pause", "pauses", multiple=True, metavar="FROM/TO", help="The clock stands; without TO, it still does."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: due, and spans as pairs of instants.")
def due(*, calendar: str, start: str, target: str, pauses: Sequence[str], as_json: bool) -> None:
    """Say when a target of open time runs out, and which working time leads there.

    '-' reads the calendar from standard input. due is null while a pause without an end holds the clock up.
    Exit status: 2 for a calendar or a question that makes no sense, said in words.
    """
    try:
        document = json.loads(sys.stdin.read() if calendar == "-" else Path(calendar).read_text("utf-8"))
        hours = read_calendar(document)
        found = OpenTime(hours).due(
            _moment(start, hours.zone), _duration(target), [_pause(each, hours.zone) for each in pauses]
        )
    except CalendarInvalid as error:
        raise click.UsageError(SENTENCES[error.code].format(**error.facts)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{calendar} cannot be read: {error}") from error
    except json.JSONDecodeError as error:
        raise click.UsageError(f"{calendar} is no JSON: {error}") from error
    click.echo(json.dumps(_document(found, hours.zone)) if as_json else _words(found, hours.zone))


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise click.UsageError(f"{text!r} is no instant; an example is 2026-03-01T09:00+02:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _duration(text: str) -> timedelta:
    found = DURATION.fullmatch(text.strip().upper())
    if found is None:
        raise click.UsageError(f"{text!r} is no duration; examples are PT6H, PT90M, P1DT12H.")
    try:
        return timedelta(**{unit: float(amount) for unit, amount in found.groupdict(default="0").items()})
    except OverflowError as error:
        raise CalendarInvalid("never_due", years=20) from error


def _pause(text: str, zone: ZoneInfo) -> Pause:
    since, slash, until = text.partition("/")
    if not slash or not since.strip():
        raise click.UsageError(f"{text!r} is no pause; it is written FROM/TO.")
    return Pause(_moment(since, zone), _moment(until, zone) if until.strip() else None)


def _document(found: Due | None, zone: ZoneInfo) -> dict[str, object]:
    if found is None:
        return {"due": None, "spans": []}
    spans = [[each.astimezone(zone).isoformat() for each in span] for span in found.spans]
    return {"due": found.at.astimezone(zone).isoformat(), "spans": spans}


def _words(found: Due | None, zone: ZoneInfo) -> str:
    if found is None:
        return "Not due: a pause without an end holds the clock up."
    lines = [f"Due {found.at.astimezone(zone):%a %d.%m.%Y %H:%M:%S %z}, after:"]
    lines += [
        f"  {since.astimezone(zone):%a %d.%m.%Y %H:%M} to {until.astimezone(zone):%a %d.%m.%Y %H:%M}"
        for since, until in found.spans
    ]
    return "\n".join(lines)
