"""The question 'what is happening?' on labelled lines, and on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.updates.domain.whats_happening import find_status_question
from tests.recognise.labelled_files import score_of


def test_sees_the_question_and_seldom_where_there_is_none() -> None:
    score = score_of("whats-happening", find_status_question)
    assert score.positives >= 180
    assert score.negatives >= 180
    assert score.precision > 0.97, score.false_lines
    assert score.recall > 0.95, score.missed_lines
    assert score.false_alarm_rate < 0.05


@given(st.text(max_size=300))
def test_finds_within_any_text(text: str) -> None:
    found = find_status_question(text)
    assert found is None or 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize("part", ["מה קורה ", "when will i ", "עדיין ", "?"])
def test_comes_to_an_end_on_a_long_text(part: str) -> None:
    find_status_question(part * 20_000)
