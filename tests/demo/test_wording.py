"""How simulated colleagues write: to somebody by name, and to a visitor who gave none."""

import random

import pytest

from demo.content.furniture import TOPICS as GALIL_TOPICS
from demo.content.topics import TOPICS
from demo.life.wording import first_answer, solving_answer

BLANKS = {"customer.first_name": "", "agent.first_name": "סמיר", "case.reference": "TPZ-1"}


@pytest.mark.parametrize("language", ["he", "en", "ru", "ar"])
@pytest.mark.parametrize("compose", [first_answer, solving_answer])
def test_greets_nobody_by_an_empty_name(compose, language) -> None:  # type: ignore[no-untyped-def]
    for seed, topic in enumerate(topic.code for topic in TOPICS):
        text = compose(topic, language, BLANKS, random.Random(seed))
        first_line = text.splitlines()[0]
        assert not first_line.startswith((",", " ")), text
        assert " ," not in first_line, text
        assert "{{" not in text


def test_greets_by_the_name_that_is_known() -> None:
    assert first_answer("no such", "he", {**BLANKS, "customer.first_name": "דנה"}, random.Random(1)).startswith(
        "דנה, "
    )


@pytest.mark.parametrize("language", ["he", "en", "ru", "ar"])
@pytest.mark.parametrize("compose", [first_answer, solving_answer])
def test_leaves_no_gap_to_fill_in(compose, language) -> None:  # type: ignore[no-untyped-def]
    for topic in (*TOPICS, *GALIL_TOPICS):
        for seed in range(20):
            assert "__" not in compose(
                topic.code, language, {**BLANKS, "customer.first_name": "דנה"}, random.Random(seed)
            )
