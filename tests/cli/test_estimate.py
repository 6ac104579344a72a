"""`moked estimate eval`, as somebody with a log calls it."""

import csv
import io
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from moked.cli.estimate import evaluate

BEGUN = datetime(2025, 1, 6, 8, tzinfo=UTC)
MEASURES = {"coverage", "median_width_days", "mean_interval_score", "middle_mae", "middle_median_error"}


def made_log(*, cases: int = 300, columns: Sequence[str] = ("case", "activity", "at"), seed: int = 3) -> str:
    chance = random.Random(seed)
    out = io.StringIO()
    log = csv.DictWriter(out, columns, extrasaction="ignore")
    log.writeheader()
    for case in range(cases):
        at = BEGUN + timedelta(days=case)
        for activity in ("opened", "taken", "solved"):
            log.writerow({"case": f"c{case}", "activity": activity, "at": f"{at:%Y-%m-%d %H:%M:%S}", "team": "north"})
            at += timedelta(days=chance.lognormvariate(0, 1))
    return out.getvalue()


def run(log: str, *arguments: str) -> Result:
    return CliRunner().invoke(evaluate, ["-", *arguments], input=log)


def test_prints_how_ranges_held_beside_plain_quantiles() -> None:
    found = json.loads(run(made_log(), "--json").output)
    assert (found["learned_from_first"], found["tried_on"]) == (225, 75)
    for stage in ("at_opening", "after_each_event"):
        assert found[stage].keys() >= MEASURES | {"baseline", "improvement", "baselines"}
        assert found[stage]["told"] == 75
        assert found[stage]["baseline"].keys() >= MEASURES | {"window"}
        assert found[stage]["improvement"] == pytest.approx(
            1 - found[stage]["mean_interval_score"] / found[stage]["baseline"]["mean_interval_score"], abs=1e-3
        )


def test_says_it_in_words_without_json() -> None:
    assert "at opening: " in run(made_log()).output


def test_takes_other_orders_more_columns_and_offsets() -> None:
    plain = run(made_log(), "--json").output
    assert run(made_log(columns=("team", "at", "case", "activity")), "--json").output == plain
    lines = made_log().splitlines()
    shuffled = [lines[0], *random.Random(1).sample(lines[1:], len(lines) - 1)]
    assert run("\ufeff" + "\n".join(shuffled), "--json").output == plain
    offsets = [lines[0].upper(), *(f"{line}+00:00" for line in lines[1:])]
    assert run("\r\n".join(offsets), "--json").output == plain


def test_leaves_out_cases_of_one_event_and_counts_them() -> None:
    found = json.loads(run(made_log() + "alone,opened,2025-03-01 10:00:00\n", "--json").output)
    assert (found["cases"], found["cases_with_one_event"]) == (301, 1)


@pytest.mark.parametrize("step", [timedelta(0), timedelta(seconds=1)], ids=["all at once", "within minutes"])
def test_copes_with_a_log_that_knows_hardly_any_time(step: timedelta) -> None:
    rows = [f"c{case},{name},{BEGUN + step * case:%Y-%m-%dT%H:%M:%S}" for case in range(60) for name in ("a", "b")]
    found = run("\n".join(["case,activity,at", *rows]), "--json")
    assert found.exit_code == 0
    assert json.loads(found.output)["at_opening"]["told"] > 0
    assert json.loads(found.output)["after_each_event"] is None


@pytest.mark.parametrize(
    ("log", "arguments", "words"),
    [
        ("", [], "lacks the column case"),
        ("case,activity,at\n", [], "The log is empty"),
        ("case,at\n1,2025-01-01\n", [], "lacks the column activity"),
        ("case,activity,at\n1,a,yesterday\n", [], "line 2: 'yesterday' is no instant"),
        ("case,activity,at\n1,a\n", [], "line 2 has no at"),
        ("case,activity,at\n,a,2025-01-01\n", [], "line 2 has no case"),
        ("case,activity,at\n1,a,2025-01-01\n", [], "0 cases with two events or more"),
        (made_log(), ["--split", "0"], "between 0 and 1"),
        (made_log(), ["--split", "1"], "between 0 and 1"),
        (made_log(), ["--split", "nan"], "between 0 and 1"),
    ],
)
def test_refuses_what_makes_no_sense_in_words(log: str, arguments: list[str], words: str) -> None:
    found = run(log, *arguments)
    assert found.exit_code == 2
    assert words in found.output


def test_refuses_a_file_that_is_not_there() -> None:
    found = CliRunner().invoke(evaluate, ["/nowhere/log.csv"])
    assert found.exit_code == 2
    assert "cannot be read" in found.output
