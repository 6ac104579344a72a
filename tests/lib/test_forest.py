from hypothesis import given
from hypothesis import strategies as st

from moked.lib.forest import followers_of


def test_finds_direct_and_further_followers() -> None:
    assert followers_of(3, [(1, 2), (2, 3), (4, 5)]) == {1, 2}


def test_finds_nobody_where_nobody_follows() -> None:
    assert followers_of(1, [(1, 2)]) == set()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_ends_whatever_points_where(edges: list[tuple[int, int]]) -> None:
    assert 0 not in followers_of(0, edges)
