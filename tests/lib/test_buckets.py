from hypothesis import given
from hypothesis import strategies as st

from moked.lib.buckets import TokenBucket


@given(st.lists(st.floats(min_value=0, max_value=5), max_size=60))
def test_never_lets_more_through_than_it_holds_and_refills(gaps: list[float]) -> None:
    bucket, now, taken = TokenBucket.full(capacity=5, refill=1, now=0), 0.0, 0
    for gap in gaps:
        now += gap
        bucket, is_enough = bucket.take(now)
        taken += is_enough
        assert taken <= 5 + now + 1e-6


def test_fills_up_again() -> None:
    bucket = TokenBucket.full(capacity=2, refill=0.5, now=0)
    for expected in (True, True, False):
        bucket, is_enough = bucket.take(0)
        assert is_enough is expected
    assert bucket.take(2)[1]
    assert bucket.is_full(4)
