"""Layers of terms: the nearer one wins, and every value knows where it comes from."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.promises.domain.terms import (
    ClockKind,
    Criticality,
    Layer,
    Source,
    TermsInvalid,
    read_targets,
    terms_of,
    write_targets,
)

KEY = (ClockKind.SOLUTION, Criticality.NORMAL)


def test_lets_the_layer_nearest_to_the_matter_win() -> None:
    package = Layer(Source.PACKAGE, {KEY: timedelta(hours=8)}, {"manner": "", "level": "basic"}, name="רגיל")
    person = Layer(Source.PERSON, {KEY: timedelta(hours=2)}, {"manner": "קצר"}, name="דנה")
    for layers in ([package, person], [person, package]):
        terms = terms_of(layers)
        said = terms.target(*KEY)
        assert said is not None
        assert (said.value, said.layer.source) == (timedelta(hours=2), Source.PERSON)
        assert terms.values["level"].layer is package
        assert terms.value("manner") == "קצר"
    assert terms_of([package]).value("manner") is None


def test_promises_nothing_that_no_layer_says() -> None:
    assert terms_of([]).target(*KEY) is None


@pytest.mark.parametrize("minutes", [0, -5, True, "60", 1.5, None])
def test_refuses_a_target_that_is_no_time(minutes: object) -> None:
    with pytest.raises(TermsInvalid):
        read_targets({"solution": {"normal": minutes}})  # type: ignore[dict-item]


@pytest.mark.parametrize("document", [{"lunch": {"normal": 60}}, {"solution": {"huge": 60}}])
def test_refuses_what_nobody_knows(document: dict[str, dict[str, int]]) -> None:
    with pytest.raises(TermsInvalid):
        read_targets(document)


def test_refuses_a_promise_for_longer_than_a_year() -> None:
    with pytest.raises(TermsInvalid):
        Layer(Source.PACKAGE, {KEY: timedelta(days=400)})


TARGETS = st.dictionaries(
    st.tuples(st.sampled_from(list(ClockKind)), st.sampled_from(list(Criticality))),
    st.integers(1, 500_000).map(lambda minutes: timedelta(minutes=minutes)),
)


@given(TARGETS)
def test_reads_what_it_wrote(targets: dict[tuple[ClockKind, Criticality], timedelta]) -> None:
    assert dict(read_targets(write_targets(targets))) == targets
