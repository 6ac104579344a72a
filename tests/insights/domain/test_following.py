"""What figures of a customer come to, beside everybody's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.insights.domain.contradictions import Contradiction, contradiction_of
from moked.insights.domain.following import Point, Tally, line_of, months_between, months_of, summed
from moked.surveys.domain.marks import Marks

counts = st.integers(0, 50)
tallies = st.builds(
    lambda promises, kept, ease, satisfaction, answers, faulty: Tally(
        promises, min(kept, promises), sum(ease), len(ease), sum(satisfaction), len(satisfaction), answers, faulty
    ),
    counts,
    counts,
    st.lists(st.integers(1, 5), max_size=9),
    st.lists(st.integers(1, 5), max_size=9),
    counts,
    counts,
)


def test_says_nothing_of_what_is_unknown() -> None:
    assert Tally().index is None
    assert Tally(promises=4, kept=3).index == 75
    assert Tally(promises=4, kept=3, ease_sum=8, ease_marks=2).index == (75 + 75) / 2
    assert Tally(answers=10, faulty=1).careful == 90


@given(tallies)
def test_stays_within_a_hundred(tally: Tally) -> None:
    assert tally.index is None or 0 <= tally.index <= 100


@given(st.lists(tallies, max_size=6))
def test_sums_whatever_the_order(some: list[Tally]) -> None:
    assert summed(some) == summed(reversed(some))


def test_gives_each_month_its_place() -> None:
    months = months_between(date(2025, 11, 20), date(2026, 2, 1))
    assert months == (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
    found = months_of(months, {date(2026, 1, 1): Tally(promises=1)}, {})
    assert [each.own.promises for each in found] == [0, 0, 1, 0]


def test_breaks_the_line_where_nothing_is_known() -> None:
    assert line_of([100, 50, None, 0]) == (
        (Point(0, 0), Point(33.33, 50)),
        (Point(100, 100),),
    )
    assert line_of([None]) == ()


@pytest.mark.parametrize(
    ("marks", "is_low", "promises", "broken", "expected"),
    [
        (Marks(ease=1), True, 2, 0, Contradiction.KEPT_BUT_LOW),
        (Marks(ease=5), False, 2, 1, Contradiction.BROKEN_BUT_HIGH),
        (Marks(ease=3), False, 2, 1, None),
        (Marks(ease=5), False, 2, 0, None),
        (Marks(ease=1), True, 2, 1, None),
        (Marks(ease=1), True, 0, 0, None),
        (Marks(), False, 2, 1, None),
    ],
)
def test_finds_where_marks_and_promises_disagree(
    marks: Marks, is_low: bool, promises: int, broken: int, expected: Contradiction | None
) -> None:
    assert contradiction_of(marks, is_low=is_low, promises=promises, broken=broken) is expected
