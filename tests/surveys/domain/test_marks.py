"""What answers come to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.surveys.domain.asking import Question
from moked.surveys.domain.marks import Marks, low_answers, score_of

marks = st.builds(
    Marks,
    ease=st.none() | st.integers(1, 5),
    kept=st.sampled_from(["", "yes", "partly", "no"]),
    satisfaction=st.none() | st.integers(1, 5),
    again=st.sampled_from(["", "yes", "perhaps", "no"]),
    recommend=st.none() | st.integers(0, 10),
    switch=st.sampled_from(["", "yes", "perhaps", "no"]),
)


@pytest.mark.parametrize(
    ("given_marks", "low"),
    [
        (Marks(ease=1), {Question.EASE}),
        (Marks(ease=2, kept="yes"), {Question.EASE}),
        (Marks(ease=3), set()),
        (Marks(ease=5, kept="no"), {Question.KEPT}),
        (Marks(kept="partly"), set()),
        (Marks(again="no", switch="no"), {Question.AGAIN}),
        (Marks(switch="yes"), {Question.SWITCH}),
        (Marks(recommend=2), {Question.RECOMMEND}),
        (Marks(recommend=3), set()),
        (Marks(), set()),
    ],
)
def test_finds_the_low_answers(given_marks: Marks, low: set[Question]) -> None:
    assert set(low_answers(given_marks, 2)) == low


@pytest.mark.parametrize(
    "wrong", [Marks(ease=0), Marks(ease=6), Marks(kept="maybe"), Marks(recommend=11), Marks(switch="partly")]
)
def test_refuses_what_was_not_offered(wrong: Marks) -> None:
    assert not wrong.is_valid


@given(marks, st.integers(1, 4))
def test_gives_a_score_within_a_hundred_and_none_without_answers(given_marks: Marks, low_mark: int) -> None:
    score = score_of(given_marks)
    assert given_marks.is_valid
    assert (score is None) == (given_marks == Marks())
    assert score is None or 0 <= score <= 100
    assert set(low_answers(given_marks, low_mark)) >= set(low_answers(given_marks, 1))


def test_counts_the_best_answers_as_a_hundred_and_the_worst_as_nothing() -> None:
    assert score_of(Marks(5, "yes", 5, "yes", 10, "no")) == 100
    assert score_of(Marks(1, "no", 1, "no", 0, "yes")) == 0
