"""Foreseeing breaches: when it is looked, when it is said, and how that does on a log."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from moked.cli.estimate import foresee
from moked.cli.recognise import evaluate
from moked.promises.domain.estimates.breaches import Watched, foresight_of
from moked.promises.domain.estimates.model import Basis, Estimate
from moked.promises.domain.foresight import AHEAD, DAY, look_ahead_at, will_break
from tests.promises.domain.estimates.made_log import rows_of_log

LOG = Path(__file__).parents[2] / "recognise" / "labelled" / "predicted-breach.csv"
BEGUN = datetime(2026, 3, 1, 9, tzinfo=UTC)
TARGETS = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=90))
DAYS = st.floats(min_value=0, max_value=200)


def estimate_of(soonest: float, likely: float) -> Estimate:
    return Estimate(soonest, likely, 2 * likely, Basis("cases_like_it", 20))


@given(TARGETS)
def test_looks_seldom_and_last_while_there_is_time(target: timedelta) -> None:
    due, now, looks = BEGUN + target, BEGUN, 0
    while (look := look_ahead_at(now, due=due, target=target)) is not None:
        assert now < look <= due - 2 * AHEAD
        now, looks = look, looks + 1
    assert looks <= 12
    assert target <= 2 * AHEAD or now > BEGUN


@given(TARGETS, DAYS, DAYS)
def test_says_nothing_of_a_promise_that_most_cases_keep(target: timedelta, first: float, second: float) -> None:
    estimate = estimate_of(*sorted((first, second)))
    if timedelta(days=estimate.likely) <= target:
        assert not will_break(estimate, now=BEGUN, due=BEGUN + target, target=target)


def test_waits_for_certainty_until_the_last_look() -> None:
    due, target = BEGUN + 10 * DAY, 10 * DAY
    most_break = estimate_of(soonest=4.0, likely=12.0)
    assert not will_break(most_break, now=BEGUN, due=due, target=target)
    assert will_break(estimate_of(soonest=10.5, likely=12.0), now=BEGUN, due=due, target=target)
    assert will_break(most_break, now=due - target / 20, due=due, target=target)


def test_counts_what_came_too_late_as_not_foreseen() -> None:
    due, late = BEGUN + DAY, BEGUN + 2 * DAY
    found = foresight_of(
        [
            Watched(late, due, due - timedelta(minutes=15)),
            Watched(late, due, due - timedelta(minutes=14)),
            Watched(late, due, None),
            Watched(due, due, BEGUN),
            Watched(due, due, None),
        ],
        ahead=AHEAD,
    )
    assert (found.promises, found.broken, found.foreseen, found.false_alarms) == (5, 3, 1, 1)
    assert (found.foreseen_share, found.false_alarm_rate) == (1 / 3, 0.5)
    assert found.median_hours_ahead == 0.25


@pytest.mark.parametrize("target", ["P1D", "P3D", "P5D", "P7D"])
def test_foresees_on_the_labelled_log_and_seldom_without_need(target: str) -> None:
    found = CliRunner().invoke(foresee, [str(LOG), "--target", target, "--split", "0.3", "--json"])
    facts = json.loads(found.output)
    assert facts["promises"] >= 200
    assert facts["foreseen_share"] > 0.97
    assert facts["false_alarm_rate"] < 0.05


def test_keeps_the_labelled_log_as_it_is_made() -> None:
    with LOG.open(newline="") as text:
        assert list(csv.DictReader(text)) == rows_of_log()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--target", "PT0S"], "longer than nothing"),
        (["--target", "a week"], "is no duration"),
        (["--target", "P9999999999D"], "longer than time is counted"),
        (["--ahead", "15"], "is no duration"),
        (["--split", "1"], "share between 0 and 1"),
    ],
)
def test_refuses_what_makes_no_sense(arguments: list[str], words: str) -> None:
    found = CliRunner().invoke(foresee, [str(LOG), *arguments])
    assert found.exit_code == 2
    assert words in found.output


def test_says_where_breaches_are_tried() -> None:
    found = CliRunner().invoke(evaluate, ["predicted-breach", str(LOG)])
    assert found.exit_code == 2
    assert "moked estimate foresee" in found.output
