"""`moked clock …`: trying a calendar. Computes only: no settings, no database."""

import json
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from moked.calendars.domain.clock import Due, OpenTime, Pause
from moked.calendars.domain.document import read_calendar
from moked.calendars.domain.hours import CalendarInvalid
from moked.calendars.domain.sentences import SENTENCES
from moked.cli.durations import read_duration


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
        hours = read_calendar(_json(sys.stdin.read() if calendar == "-" else Path(calendar).read_text("utf-8")))
        found = OpenTime(hours).due(
            _moment(start, hours.zone), _duration(target), [_pause(each, hours.zone) for each in pauses]
        )
    except CalendarInvalid as error:
        raise click.UsageError(_refusal(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{calendar} cannot be read: {error}") from error
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{calendar} is no JSON: {error}") from error
    click.echo(json.dumps(_document(found, hours.zone)) if as_json else _words(found, hours.zone))


def _json(text: str) -> object:
    return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_named_once)


def _named_once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """Refuses an object that names something twice: which of both is meant, nobody knows."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} is named twice in one object.")
    return found


def _refusal(error: CalendarInvalid) -> str:
    """The sentence, after the place in the document."""
    sentence = SENTENCES[error.code].format(**error.facts)
    return f"{error.facts['at']}: {sentence}" if error.facts.get("at") else sentence


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise click.UsageError(f"{text!r} is no instant; an example is 2026-03-01T09:00+02:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _duration(text: str) -> timedelta:
    try:
        return read_duration(text)
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
