"""A bare thanks, against labelled sayings."""

from pathlib import Path

import pytest

from moked.channels.domain.thanks import is_bare_thanks

LABELLED = [
    tuple(line.split("\t")) for line in (Path(__file__).parent / "thanks.tsv").read_text("utf-8").splitlines() if line
]


@pytest.mark.parametrize(("label", "text"), LABELLED)
def test_reads_as_labelled(label: str, text: str) -> None:
    assert is_bare_thanks(text) == (label == "yes")


def test_reads_over_direction_marks_and_lines() -> None:
    assert is_bare_thanks("\u200fתודה רבה,\n\nיום טוב")
