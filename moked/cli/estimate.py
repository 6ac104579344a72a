"""`moked estimate …`: trying estimates of time to solution on a log. Computes only: no settings, no database."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import numpy as np

from moked.cli.durations import read_duration
from moked.promises.domain.estimates.breaches import try_foresight
from moked.promises.domain.estimates.history import EVENT, OPENING, Facts, History, Moment, history_of
from moked.promises.domain.estimates.trial import StageTrial, try_out

COLUMNS = ("case", "activity", "at")
KEYS = {OPENING: "at_opening", EVENT: "after_each_event"}
FEWEST_CASES = 40
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Events = Sequence[tuple[float, str]]


@click.group()
def estimate() -> None:
    """Try estimates of when cases will be solved."""


@estimate.command("eval")
@click.argument("log", type=click.Path(dir_okay=False), metavar="LOG.csv")
@click.option("--split", type=float, default=0.75, show_default=True, help="The share of cases learned from first.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(*, log: str, split: float, as_json: bool) -> None:
    """Tell ranges for the later cases of a log and say how they held, beside trailing plain quantiles.

    The log is CSV with a header and the columns case, activity and at (ISO 8601); others are ignored. A case is
    solved at its last event. Cases are split by their first event; the model learns from the earlier ones, and as in
    service it is trained anew every day from what had happened until then. '-' reads standard input. Exit status: 2
    for a log or a split that makes no sense, said in words.
    """
    tried = _tried(log, split)
    history, since, first = tried.history, tried.since, tried.first
    # A log of a few days is lived through in finer steps.
    every = min(1.0, max((float(history.at[-1]) - since) / 100, 1 / 1440))
    trials = try_out(history, since=since, every=every)
    report = {
        "cases": tried.all_cases,
        "cases_with_one_event": tried.all_cases - tried.long_enough,
        "learned_from_first": first,
        "tried_on": tried.long_enough - first,
        "split_at": (EPOCH + timedelta(days=since)).isoformat(timespec="seconds"),
        **{key: _facts(trials[stage]) if stage in trials else None for stage, key in KEYS.items()},
    }
    click.echo(json.dumps(report, indent=2) if as_json else _words(report, trials))


@estimate.command("foresee")
@click.argument("log", type=click.Path(dir_okay=False), metavar="LOG.csv")
@click.option("--target", default="P7D", show_default=True, metavar="DURATION", help="Promised from the opening.")
@click.option("--ahead", default="PT15M", show_default=True, metavar="DURATION", help="So long before is in time.")
@click.option("--split", type=float, default=0.75, show_default=True, help="The share of cases learned from first.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def foresee(*, log: str, target: str, ahead: str, split: float, as_json: bool) -> None:
    """Say which breaches of a promise would have been foreseen, and how many alarms would have been false.

    The later cases of a log are lived through, each with the same promise; the log is as for eval. A breach counts as
    foreseen when it was said so long ahead. Exit status: 2 for what makes no sense, said in words.
    """
    tried = _tried(log, split)
    promise, notice = _length(target), _length(ahead)
    if not promise:
        raise click.UsageError("--target must be longer than nothing.")
    found = try_foresight(tried.history, cases=tried.cases, since=tried.since, target=promise, ahead=notice)
    if as_json:
        click.echo(json.dumps({"target": target, "ahead": ahead, **found.as_facts()}))
        return
    click.echo(
        f"{found.promises} promises of {target}, {found.broken} broken: {found.foreseen_share:.1%} foreseen {ahead} "
        f"ahead or more; {found.false_alarms} false alarms, {found.false_alarm_rate:.1%} of those kept."
    )


def _length(text: str) -> timedelta:
    try:
        return read_duration(text)
    except OverflowError as error:
        raise click.UsageError(f"{text!r} is longer than time is counted here.") from error


@dataclass(frozen=True)
class _Tried:
    """A log ready to be tried: its moments, the case of each, and since when cases are tried."""

    history: History
    cases: Sequence[str]
    since: float
    all_cases: int
    long_enough: int
    first: int


def _tried(log: str, split: float) -> _Tried:
    if not 0 < split < 1:
        raise click.UsageError(f"--split is a share between 0 and 1, both excluded; {split:g} is not.")
    cases = _cases(_text(log))
    long_enough = sorted((each for each in cases.values() if len(each) > 1), key=lambda events: events[0][0])
    if len(long_enough) < FEWEST_CASES:
        raise click.UsageError(
            f"The log holds {len(long_enough)} cases with two events or more; at least {FEWEST_CASES} are needed."
        )
    moments = _moments(long_enough)
    first = min(max(int(len(long_enough) * split), 1), len(long_enough) - 1)
    return _Tried(
        history=history_of(moments),
        cases=[moment.case for moment in moments],
        since=long_enough[first][0][0],
        all_cases=len(cases),
        long_enough=len(long_enough),
        first=first,
    )


def _text(log: str) -> str:
    try:
        return sys.stdin.read() if log == "-" else Path(log).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{log} cannot be read: {error}") from error


def _cases(text: str) -> Mapping[str, Events]:
    """Days since the epoch and activities, by case, by time."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), skipinitialspace=True)
    try:
        reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
        missing = [name for name in COLUMNS if name not in reader.fieldnames]
        if missing:
            raise click.UsageError(
                f"The log lacks the column {missing[0]}; it needs {', '.join(COLUMNS)} in its head."
            )
        cases: dict[str, list[tuple[float, str]]] = {}
        for case, at, activity in _rows(reader):
            cases.setdefault(case, []).append((at, activity))
    except csv.Error as error:
        raise click.UsageError(f"line {reader.line_num} is no CSV: {error}") from error
    if not cases:
        raise click.UsageError("The log is empty.")
    return {case: sorted(events, key=lambda event: event[0]) for case, events in cases.items()}


def _rows(reader: "csv.DictReader[str]") -> Iterator[tuple[str, float, str]]:
    for row in reader:
        case, activity, at = ((row[name] or "").strip() for name in COLUMNS)
        if not case or not at:
            raise click.UsageError(f"line {reader.line_num} has no {'case' if not case else 'at'}.")
        try:
            moment = datetime.fromisoformat(at)
        except ValueError as error:
            raise click.UsageError(
                f"line {reader.line_num}: {at!r} is no instant; an example is 2026-03-01 09:00:00."
            ) from error
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        yield case, (aware - EPOCH) / timedelta(days=1), activity


def _moments(cases: Sequence[Events]) -> list[Moment]:
    """Every event but a case's last one, with what was known then; by time."""
    opened = np.array([events[0][0] for events in cases])
    ended = np.sort([events[-1][0] for events in cases])
    moments = []
    for number, events in enumerate(cases):
        for place, (at, activity) in enumerate(events[:-1]):
            labels = {"activity": activity, "activity_before": events[place - 1][1] if place else ""}
            load = np.searchsorted(opened, at, side="right") - np.searchsorted(ended, at, side="right")
            facts = Facts(EVENT if place else OPENING, labels, at - events[0][0], float(load))
            moments.append(Moment(str(number), at, facts, events[-1][0]))
    return sorted(moments, key=lambda moment: moment.at)


def _facts(trial: StageTrial) -> dict[str, object]:
    return {
        **trial.told.as_facts(),
        "baseline": {"window": trial.baseline, **trial.baselines[trial.baseline].as_facts()},
        "improvement": trial.improvement_over(trial.baseline),
        "best_window_afterwards": trial.best,
        "baselines": {
            name: {**score.as_facts(), "improvement": trial.improvement_over(name)}
            for name, score in trial.baselines.items()
        },
    }


def _words(report: Mapping[str, object], trials: Mapping[str, StageTrial]) -> str:
    lines = [f"{report['tried_on']} later cases, after learning from {report['learned_from_first']} earlier ones."]
    for stage, trial in trials.items():
        plain = trial.baselines[trial.baseline]
        lines.append(
            f"{KEYS[stage].replace('_', ' ')}: {trial.told.coverage:.1%} of 80 % ranges held, median width "
            f"{trial.told.median_width_days:.1f} days, interval score {trial.told.mean_interval_score:.2f}; plain "
            f"quantiles ({trial.baseline.replace('_', ' ')}) {plain.coverage:.1%}, {plain.median_width_days:.1f}, "
            f"{plain.mean_interval_score:.2f}: better by {trial.improvement_over(trial.baseline) or 0:.1%}"
        )
    return "\n".join(lines)
