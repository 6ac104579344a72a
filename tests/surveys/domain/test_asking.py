"""Few questions, not each time, and no customer asked twice in a row."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from moked.surveys.domain.asking import ABOUT_US, Asked, Policy, Question, questions_to_ask

NOW = datetime(2026, 3, 1, tzinfo=UTC)
policies = st.builds(
    Policy,
    at_once=st.integers(1, 2),
    share=st.integers(0, 100),
    rest=st.timedeltas(timedelta(0), timedelta(days=365)),
    about_us_every=st.timedeltas(timedelta(0), timedelta(days=365)),
)


def _ask(*history: Asked, policy: Policy | None = None, now: datetime = NOW, seed: int = 7) -> tuple[Question, ...]:
    return questions_to_ask(history, policy or Policy(), now=now, seed=seed)


def test_asks_a_newcomer_about_the_matter_alone() -> None:
    assert _ask() == (Question.EASE, Question.KEPT)


def test_asks_one_question_where_the_business_wants_one() -> None:
    assert _ask(policy=Policy(at_once=1)) == (Question.EASE,)


def test_lets_a_customer_rest() -> None:
    asked = Asked(NOW - timedelta(days=29), (Question.EASE,))
    assert _ask(asked) == ()
    assert _ask(asked, now=NOW + timedelta(days=1)) != ()


def test_asks_what_was_asked_longest_ago_and_then_about_us() -> None:
    first = Asked(NOW - timedelta(days=100), (Question.EASE, Question.KEPT))
    assert _ask(first) == (Question.SATISFACTION, Question.AGAIN)
    second = Asked(NOW - timedelta(days=40), (Question.SATISFACTION, Question.AGAIN))
    assert _ask(first, second) == (Question.EASE, Question.KEPT)
    third = NOW + timedelta(days=100)
    assert _ask(first, second, now=third) == (Question.EASE, Question.RECOMMEND)


def test_asks_about_the_share_of_cases_that_was_chosen() -> None:
    assert all(not _ask(policy=Policy(share=0), seed=seed) for seed in range(200))
    drawn = sum(bool(_ask(policy=Policy(share=30), seed=seed)) for seed in range(2000))
    assert 500 < drawn < 700


@given(policies, st.lists(st.integers(1, 400), max_size=30), st.integers(0))
def test_never_asks_more_than_allowed_nor_too_soon(policy: Policy, gaps: list[int], seed: int) -> None:
    history: list[Asked] = []
    now = NOW
    for position, gap in enumerate(gaps):
        now += timedelta(hours=gap)
        questions = questions_to_ask(history, policy, now=now, seed=seed + position)
        assert len(questions) == len(set(questions)) <= policy.at_once
        if questions:
            history.append(Asked(now, questions))
    assert all(later.at - sooner.at >= policy.rest for sooner, later in pairwise(history))
    about_us = [asked.at for asked in history if set(asked.questions) & set(ABOUT_US)]
    assert all(later - sooner >= policy.about_us_every for sooner, later in pairwise(about_us))


@given(policies, st.integers(0))
def test_chooses_the_same_for_the_same_case(policy: Policy, seed: int) -> None:
    assert _ask(policy=policy, seed=seed) == _ask(policy=policy, seed=seed)
