"""Comparing cases with and without a ladder: alike ones only, the unsolved counted, small numbers called small."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from moked.promises.domain.effects import FEWEST_ALIKE, Watched, comparison_of, spread_of

HOUR = timedelta(hours=1)


def some(alike: str, *hours: int, open_: int = 0) -> list[Watched]:
    solved = [Watched(alike, hour * HOUR, is_solved=True) for hour in hours]
    return solved + [Watched(alike, 100 * HOUR, is_solved=False)] * open_


def test_tells_the_quarters_of_solved_cases() -> None:
    spread = spread_of(some("a", 1, 2, 3, 4))
    assert (spread.quarter, spread.half, spread.three_quarters) == (HOUR, 2 * HOUR, 3 * HOUR)


def test_counts_open_cases_and_tells_no_quarter_that_was_not_reached() -> None:
    spread = spread_of(some("a", 1, 2, open_=2))
    assert (spread.cases, spread.half, spread.three_quarters) == (4, 2 * HOUR, None)


def test_follows_the_product_limit_where_cases_leave_early() -> None:
    # Of four, one is lost from sight after an hour: of the three left, the first solution is a third.
    cases = [Watched("a", HOUR, is_solved=False), *some("a", 2, 3, 4)]
    spread = spread_of(cases)
    assert (spread.quarter, spread.half, spread.three_quarters) == (2 * HOUR, 3 * HOUR, 4 * HOUR)


def test_compares_alike_cases_only() -> None:
    found = comparison_of(some("a", *range(1, 7)) + some("b", 1, 2), some("a", *range(11, 17)) + some("c", 9))
    assert found.whole is not None
    assert [group.alike for group in found.groups] == ["a"]
    assert (found.whole.first.half, found.whole.second.half) == (3 * HOUR, 13 * HOUR)
    assert found.left_out == 3
    assert found.is_small


def test_says_nothing_where_nothing_is_alike() -> None:
    found = comparison_of(some("a", 1, 2, 3, 4), some("a", *range(9)))
    assert (found.whole, found.groups, found.left_out, found.is_small) == (None, (), 13, True)
    assert comparison_of([], []).whole is None


def test_weighs_the_other_side_as_this_one_is_made_up() -> None:
    """Of easy cases the other side has ten times more: unweighted, it would look quick for that alone."""
    first = some("easy", *[1] * 10) + some("hard", *[9] * 30)
    second = some("easy", *[1] * 100) + some("hard", *[9] * 30)
    found = comparison_of(first, second)
    assert found.whole is not None
    assert found.whole.first.half == found.whole.second.half == 9 * HOUR
    assert not found.is_small


@given(st.lists(st.integers(1, 50), min_size=FEWEST_ALIKE, max_size=40))
def test_finds_no_effect_between_a_set_and_itself(hours: list[int]) -> None:
    found = comparison_of(some("a", *hours), some("a", *hours))
    assert found.whole is not None
    assert found.whole.first == found.whole.second
    quarters = (found.whole.first.quarter, found.whole.first.half, found.whole.first.three_quarters)
    assert list(quarters) == sorted(filter(None, quarters))
