"""Ranges hold as often as they say, on histories that stand still and on such that do not."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from moked.promises.domain.estimates.calibration import (
    NARROWEST,
    STRENGTHS,
    WIDEST,
    Levels,
    Tuning,
    Verdict,
    verdict_on,
)
from moked.promises.domain.estimates.history import OPENING
from moked.promises.domain.estimates.replay import train_calibrated
from moked.promises.domain.estimates.score import held_by, score_of
from moked.promises.domain.estimates.trial import try_out
from tests.promises.domain.estimates.made import made_history


@pytest.mark.parametrize(
    "scale_at",
    [lambda _: 2.0, lambda at: 2 + at / 100, lambda at: 6 - at / 100, lambda at: 2.0 if at < 250 else 4.0],
    ids=["steady", "ever slower", "ever faster", "a jump"],
)
def test_holds_as_often_as_it_says(scale_at: Callable[[float], float]) -> None:
    trial = try_out(made_history(scale_at), since=300.0, every=1.0)[OPENING]
    assert 0.75 <= trial.told.coverage <= 0.85


def test_says_more_than_plain_quantiles_where_topics_differ() -> None:
    trial = try_out(made_history(lambda _: 1.0, topics=6), since=300.0, every=1.0)[OPENING]
    assert (trial.improvement_over(trial.baseline) or 0) > 0.05


def test_trains_a_model_that_has_found_its_levels() -> None:
    model = train_calibrated(made_history(lambda at: 6 - at / 100), now=400.0)
    assert model.tunings[OPENING].levels != Levels()


def test_lets_likeness_count_where_topics_differ_and_not_where_they_do_not() -> None:
    differing = made_history(lambda _: 1.0, topics=6)
    alike = made_history(lambda _: 1.0, topics=60)
    noise = replace(alike, labels=np.roll(alike.labels, 1, axis=1))
    found = [train_calibrated(each, now=400.0).tunings[OPENING].strength for each in (differing, noise)]
    assert found[0] > found[1]


def test_counts_the_strength_whose_ranges_did_best() -> None:
    tuning = Tuning().after(Verdict.HELD, (2.0, 1.0, 3.0))
    assert (Tuning().strength, tuning.strength) == (STRENGTHS[0], STRENGTHS[1])


def test_judges_a_range_by_when_the_case_was_solved() -> None:
    found = [verdict_on(begins=1.0, ends=2.0, solved=solved) for solved in (0.5, 1.0, 2.0, 2.1, float("inf"))]
    assert found == [Verdict.EARLY, Verdict.HELD, Verdict.HELD, Verdict.LATE, Verdict.LATE]


def test_widens_where_it_missed_and_within_bounds() -> None:
    assert Levels().after(Verdict.LATE).above < 0.1 < Levels().after(Verdict.LATE).below
    levels = Levels()
    for _ in range(10_000):
        levels = levels.after(Verdict.LATE)
    assert (levels.below, levels.above) == (NARROWEST, WIDEST)


def test_scores_width_and_ten_times_the_miss() -> None:
    score = score_of(np.array([[1.0, 2.0, 3.0]] * 3), np.array([0.5, 2.5, 4.0]))
    assert score.mean_interval_score == pytest.approx(2 + 10 * (0.5 + 0 + 1) / 3)
    assert (score.coverage, score.median_width_days) == (pytest.approx(1 / 3), 2.0)
    assert (score.middle_mae, score.middle_median_error) == (pytest.approx(4 / 3), 1.5)


def test_counts_what_held_by_team() -> None:
    held = held_by([("north", Verdict.HELD), ("north", Verdict.LATE), ("south", Verdict.EARLY)])
    assert {team: each.share for team, each in held.items()} == {"north": 0.5, "south": 0.0}
