"""Lengths of time as people write them."""

import pytest

from moked.promises.domain.written import read_minutes, write_minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("4h", 240),
        ("90m", 90),
        ("45", 45),
        ("1:30", 90),
        ("2d", 2880),
        ("1h 30m", 90),
        ("1.5 hours", 90),
        ("3 hrs.", 180),
        ("4 שע׳", 240),
        ("1 שע׳ 30 דק׳", 90),
        ("יומיים", None),
        ("soon", None),
        ("-4h", None),
        ("4h later", None),
        ("", None),
        # Every digit counts: a number too long is none, never several.
        ("100000", 100_000),
        ("525601", 525_601),
        ("99999999999", None),
    ],
)
def test_reads_lengths_of_time(text: str, minutes: int | None) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("minutes", [1, 45, 60, 90, 240, 2880, 527_040])
def test_writes_what_it_reads(minutes: int) -> None:
    assert read_minutes(write_minutes(minutes)) == minutes
    assert read_minutes(write_minutes(minutes, hour=" שע׳", minute=" דק׳")) == minutes
