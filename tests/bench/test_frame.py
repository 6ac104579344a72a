"""The frame of the benches: figures keep their form, whatever they are."""

import json
from pathlib import Path

import pytest

from bench.cost import percentile
from bench.frame import Row, table, write_latest

FORM = {"name", "value", "unit", "reference", "ratio", "goal", "met"}


def test_writes_a_list_of_figures_each_with_all_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "latest.json"
    write_latest([Row("a.ms", 12.0, "ms", reference=4.0, goal="<= 10"), Row("b.n", 7.0, "")], path)
    first, second = json.loads(path.read_text())
    assert set(first) == set(second) == FORM
    assert (first["ratio"], first["goal"], first["met"]) == (3.0, "<= 10", False)
    assert (second["reference"], second["ratio"], second["goal"], second["met"]) == (None, None, None, None)


def test_keeps_figures_of_benches_that_did_not_run(tmp_path: Path) -> None:
    path = tmp_path / "latest.json"
    write_latest([Row("a.ms", 12.0, "ms"), Row("b.n", 7.0, "")], path)
    write_latest([Row("b.n", 8.0, "")], path)
    assert [(row["name"], row["value"]) for row in json.loads(path.read_text())] == [("a.ms", 12.0), ("b.n", 8.0)]


def test_says_whether_a_goal_is_met_from_either_side() -> None:
    assert Row("a", 100.0, "1/s", goal=">= 100").met is True
    assert Row("a", 99.0, "1/s", goal=">= 100").met is False
    assert Row("a", 8.0, "ms", goal="<= 8").met is True
    assert Row("a", 8.0, "ms").met is None


def test_refuses_a_goal_it_cannot_judge() -> None:
    with pytest.raises(ValueError, match="a goal is"):
        Row("a", 1.0, "ms", goal="fast")


def test_shows_one_line_a_figure() -> None:
    lines = table([Row("a.ms", 12.0, "ms", reference=4.0, goal="<= 10")]).splitlines()
    assert lines[0].split() == ["name", "value", "unit", "reference", "ratio", "goal", "met"]
    assert lines[1].split() == ["a.ms", "12", "ms", "4", "3", "<=", "10", "no"]


def test_takes_the_nearest_rank_for_a_percentile() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (percentile(values, 50), percentile(values, 99), percentile([5.0], 99)) == (50.0, 99.0, 5.0)
