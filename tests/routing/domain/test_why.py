"""Reasons and their sentences."""

import re

import pytest

from moked.routing.domain.why import FACTS, SENTENCES, Why, WhyCode, sentence


@pytest.mark.parametrize("code", WhyCode)
def test_names_exactly_the_facts_of_each_reason(code: WhyCode) -> None:
    assert set(re.findall(r"%\((\w+)\)s", SENTENCES[code])) == set(FACTS[code])


def test_fills_a_sentence() -> None:
    msgid, params = sentence(Why(WhyCode.LONGEST_IDLE, {"person": "Dana", "minutes": 7}))
    assert msgid % params == "Of those who can take this, Dana has been free longest (7 min)."
