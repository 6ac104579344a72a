"""Displeasure on labelled lines, and on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.promises.domain.negative import find_negative, is_negative
from tests.recognise.labelled_files import score_of


def test_sees_displeasure_and_seldom_where_there_is_none() -> None:
    score = score_of("negative", find_negative)
    # Two thirds of the lines are tempting: precision would tell of that rather than of the recogniser.
    assert score.false_alarm_rate < 0.02, score.false_lines
    assert score.recall > 0.65, score.missed_lines


@given(st.text(max_size=300))
def test_finds_within_any_text(text: str) -> None:
    found = find_negative(text)
    assert found is None or 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(("text", "code"), [("אני לא מרוצה מהשירות", "displeasure"), ("אתם נוכלים", "distress")])
def test_tells_displeasure_from_distress(text: str, code: str) -> None:
    found = find_negative(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["האינטרנט לא עובד מהבוקר", "אני מרוצה מאוד", "> שירות גרוע\nקיבלתי תשובה"])
def test_takes_a_plain_report_for_none(text: str) -> None:
    assert not is_negative(text)
