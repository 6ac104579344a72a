"""Ranges: in order, never in the past, sane without a history, the same after storing."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moked.promises.domain.estimates.calibration import Levels, Tuning
from moked.promises.domain.estimates.history import EVENT, OPENING, Facts, Moment, history_of
from moked.promises.domain.estimates.model import FEWEST, ModelUnreadable, estimate_from_target, train
from moked.promises.domain.estimates.stored import document_of, read_model
from tests.promises.domain.estimates.made import made_history

HISTORY = made_history(lambda _: 2.0, days=200)
MODEL = train(HISTORY, now=200.0, tunings={OPENING: Tuning(Levels(0.08, 0.12), (1.0, 2.0, 3.0))})

lengths = st.floats(0, 400, allow_nan=False)
facts = st.builds(
    Facts,
    stage=st.sampled_from((OPENING, EVENT)),
    labels=st.dictionaries(st.sampled_from(("topic", "team")), st.sampled_from(("0", "1", "2", "unheard of"))),
    age=lengths,
    load=st.floats(0, 1e6),
)


@given(facts=facts, waited=lengths)
def test_keeps_its_range_in_order_and_ahead_of_now(facts: Facts, waited: float) -> None:
    found = MODEL.estimate(facts, waited=waited)
    assert 0 <= found.soonest <= found.likely <= found.latest


@given(facts=facts, waited=lengths, longer=lengths)
def test_never_tells_an_earlier_end_because_time_passed(facts: Facts, waited: float, longer: float) -> None:
    sooner, later = (MODEL.estimate(facts, waited=each) for each in (waited, waited + longer))
    assert waited + longer + later.latest >= waited + sooner.latest - 1e-9 or later.basis.code == "older_than_any"


@given(waited=lengths, target=st.one_of(st.none(), st.floats(0.01, 60)))
def test_stays_sane_without_a_history(waited: float, target: float | None) -> None:
    found = train(history_of([]), now=0.0, tunings={}).estimate(
        Facts(OPENING, {"topic": "0"}, 0.0, 0.0), waited=waited, target=target
    )
    assert 0 <= found.soonest <= found.likely <= found.latest
    assert found.basis.code in {"nothing_known", "promise", "older_than_any"}


def test_starts_cold_from_the_promise_and_then_from_the_history() -> None:
    fact = Facts(OPENING, {"topic": "0"}, 0.0, 0.0)

    def after(solved: int) -> str:
        moments = [Moment(str(each), float(each), fact, each + 0.5) for each in range(solved)]
        return train(history_of(moments), now=100.0, tunings={}).estimate(fact, target=3.0).basis.code

    assert (after(0), after(FEWEST - 1), after(FEWEST)) == ("promise", "promise", "cases_like_it")
    assert estimate_from_target(3.0, age=1.0).latest == pytest.approx(2.0)


def test_leans_on_all_cases_for_a_topic_never_seen() -> None:
    assert MODEL.estimate(Facts(OPENING, {"topic": "0"}, 0.0, 10.0)).basis.code == "cases_like_it"
    assert MODEL.estimate(Facts(OPENING, {"topic": "new"}, 0.0, 10.0)).basis.code == "all_cases"


def test_learns_what_takes_longer() -> None:
    latest = [MODEL.estimate(Facts(OPENING, {"topic": topic}, 0.0, 10.0)).latest for topic in "012"]
    assert latest == sorted(latest)
    assert latest[2] > 1.5 * latest[0]


def test_counts_open_cases_as_such() -> None:
    """Solved ones alone say three days at most; half of all are open, and most of these for longer."""
    fact = Facts(OPENING, {}, 0.0, 0.0)
    moments = [Moment(str(each), each / 4, fact, each / 4 + (1.0 if each % 2 else 15.0)) for each in range(60)]
    now = 15.0
    found = train(history_of(moments), now=now, tunings={}).estimate(fact)
    solved = [each.ended - each.at for each in moments if each.ended is not None and each.ended <= now]
    assert np.quantile(solved, 0.9) < 3
    assert found.latest > 10


def test_knows_nothing_of_what_came_later() -> None:
    known = [HISTORY.seen_at(100.0), HISTORY]
    first, second = (train(each, now=100.0, tunings={}) for each in known)
    for name in ("took", "is_solved", "weight", "labels", "log_age", "log_load"):
        assert np.array_equal(getattr(first, name), getattr(second, name))


@settings(max_examples=20)
@given(facts=facts, waited=lengths)
def test_says_the_same_after_storing(facts: Facts, waited: float) -> None:
    again = read_model(json.loads(json.dumps(document_of(MODEL))))
    assert again.estimate(facts, waited=waited) == MODEL.estimate(facts, waited=waited)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 99},
        {"took": [1.0]},
        {"labels": "x"},
        {"tunings": None},
        {"tunings": {"opening": {"levels": [0.1, 0.1], "losses": [1.0]}}},
        {"stage": None},
        {"trained_at": "soon"},
    ],
)
def test_refuses_a_model_it_cannot_read(change: dict[str, object]) -> None:
    for document in ({**document_of(MODEL), **change}, None, []):
        with pytest.raises(ModelUnreadable):
            read_model(document)
