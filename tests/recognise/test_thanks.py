"""A bare thanks on labelled lines, and on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.channels.domain.thanks import find_thanks, is_bare_thanks
from tests.recognise.labelled_files import score_of

WORDS = st.lists(
    st.sampled_from(["תודה", "רבה", "על", "הטיפול", "לא", "thanks", "for", "🙏", "\n", ">", "\u200f", "ב-5", "?"])
)


def test_is_hardly_ever_wrong_and_mostly_sees_a_thanks() -> None:
    score = score_of("thanks", find_thanks)
    assert score.false_alarm_rate < 0.01, score.false_lines
    assert score.recall > 0.93, score.missed_lines


@given(st.one_of(st.text(max_size=200), WORDS.map(" ".join)))
def test_finds_within_any_text(text: str) -> None:
    found = find_thanks(text)
    assert found is None or (0 <= found.start < found.end <= len(text) and found.code == "thanks")
    assert is_bare_thanks(text) == (found is not None)


@pytest.mark.parametrize(
    ("text", "words"),
    [("קיבלתי, תודההה רבה", "תודההה"), ("\u200fמעולה! תּוֹדָה", "תּוֹדָה"), ("Got it, THANKS", "THANKS"), ("🙏", "🙏")],
)
def test_marks_the_thanks_as_written(text: str, words: str) -> None:
    found = find_thanks(text)
    assert found is not None
    assert text[found.start : found.end].startswith(words[:3])


def test_reads_nothing_long_as_bare() -> None:
    assert find_thanks("תודה " * 100_000) is None
