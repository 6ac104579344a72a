"""Which cases belong to an incident, and whom an update reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.cases.domain.gathering import (
    Candidate,
    Group,
    Pattern,
    Reason,
    Recipient,
    Skip,
    fit_of,
    groups_of,
    phrases_of,
    reason_to_skip,
)
from moked.cases.domain.said import Said
from moked.cases.domain.states import LIVE, CaseState

INTERNET = Pattern(topic="internet", system="Fiber 300", has_words=True)


@pytest.mark.parametrize(
    ("case", "reasons", "joins"),
    [
        (Candidate("internet", "fiber  300", Said.TOGETHER), (Reason.WORDS, Reason.SYSTEM, Reason.TOPIC), True),
        (Candidate("", "", Said.TOGETHER), (Reason.WORDS,), True),
        (Candidate("internet", ""), (Reason.TOPIC,), False),
        (Candidate("billing", "", Said.TOGETHER), (Reason.WORDS,), False),
        (Candidate("billing", "Cable"), (), False),
        (Candidate("", ""), (), False),
        (Candidate("internet", "Fiber 300", Said.APART), (Reason.SYSTEM, Reason.TOPIC, Reason.APART), False),
    ],
)
def test_says_why_a_case_fits(case: Candidate, reasons: tuple[Reason, ...], joins: bool) -> None:
    fit = fit_of(INTERNET, case)
    assert fit.reasons == reasons
    assert fit.is_suggested is bool(reasons)
    assert fit.is_sure is joins


def test_puts_what_speaks_for_it_before_what_also_speaks_against_it() -> None:
    whole = fit_of(INTERNET, Candidate("internet", "Fiber 300", Said.TOGETHER))
    half = fit_of(INTERNET, Candidate("billing", "Fiber 300", Said.TOGETHER))
    assert whole.score > half.score


texts = st.sampled_from(["", "a", "b"])


@given(texts, texts, st.booleans(), texts, texts, st.sampled_from(Said))
def test_never_gathers_by_what_the_incident_does_not_name(
    topic: str, system: str, words: bool, has_topic: str, has_system: str, said: Said
) -> None:
    fit = fit_of(Pattern(topic, system, words), Candidate(has_topic, has_system, said))
    named = {Reason.TOPIC: topic, Reason.SYSTEM: system, Reason.WORDS: words, Reason.APART: words}
    assert all(named[reason] for reason in (*fit.reasons, *fit.against))
    assert not set(fit.reasons) & set(fit.against)
    assert not fit.is_sure or fit.is_suggested


def test_parts_phrases_at_commas_and_lines() -> None:
    assert phrases_of("אין אינטרנט, נפל\n  ניתוק  בסיב ;,") == ("אין אינטרנט", "נפל", "ניתוק בסיב")
    assert phrases_of("  ") == ()


@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("asks", [True, False])
def test_writes_to_open_cases_of_the_incident_alone(state: CaseState, asks: bool) -> None:
    skip = reason_to_skip(state, is_in=True, has_address=True, asks=asks)
    if state not in LIVE:
        assert skip is Skip.ENDED
        return
    assert skip is (Skip.ASKED if asks and state is CaseState.PROPOSED else None)
    assert reason_to_skip(state, is_in=False, has_address=True, asks=asks) is Skip.LEFT
    assert reason_to_skip(state, is_in=True, has_address=False, asks=asks) is Skip.NO_ADDRESS


def test_tells_who_gets_which_words() -> None:
    recipients = [(Recipient("ru", "mail"), 2), (Recipient("he", "mail"), 5), (Recipient("en", "chat"), 1)]
    groups = groups_of(recipients, {"he": "בודקים", "en": "We look"}, "he")
    assert groups == (Group("he", "he", "mail", 5), Group("ru", "he", "mail", 2), Group("en", "en", "chat", 1))
    assert [group.is_their_language for group in groups] == [True, False, True]
