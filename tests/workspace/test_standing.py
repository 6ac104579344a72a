from datetime import UTC, datetime, timedelta

import pytest

from moked.cases.domain.states import CaseState
from moked.cases.models import WaitingFor
from moked.workspace.domain.standing import CaseFacts, Standing, standing_of, waits_for_us
from moked.workspace.pages.words import STANDING_WORDS

MORNING = datetime(2026, 11, 22, 7, tzinfo=UTC)
LATER = MORNING + timedelta(hours=1)


def test_says_nobody_has_a_new_case() -> None:
    assert standing_of(CaseFacts(state=CaseState.NEW, has_assignee=False)) is Standing.NOBODY_YET


def test_asks_for_the_first_answer() -> None:
    facts = CaseFacts(state=CaseState.OPEN, has_assignee=True, customer_wrote_at=MORNING)
    assert standing_of(facts) is Standing.FIRST_ANSWER


def test_says_it_is_our_turn_after_the_customer_wrote_again() -> None:
    facts = CaseFacts(state=CaseState.OPEN, has_assignee=True, customer_wrote_at=LATER, answered_at=MORNING)
    assert standing_of(facts) is Standing.OUR_TURN


def test_tells_a_reopened_case_apart() -> None:
    facts = CaseFacts(
        state=CaseState.OPEN, has_assignee=True, customer_wrote_at=LATER, answered_at=MORNING, times_reopened=1
    )
    assert standing_of(facts) is Standing.NOT_SOLVED_YET


def test_does_not_ask_for_what_was_answered() -> None:
    facts = CaseFacts(state=CaseState.OPEN, has_assignee=True, customer_wrote_at=MORNING, answered_at=LATER)
    assert not waits_for_us(facts)
    assert standing_of(facts) is Standing.IN_HAND


@pytest.mark.parametrize("waiting_for", WaitingFor.values)
def test_names_whom_a_waiting_case_waits_for(waiting_for: str) -> None:
    facts = CaseFacts(state=CaseState.WAITING, has_assignee=True, waiting_for=waiting_for)
    assert standing_of(facts) == waiting_for


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("has_assignee", [True, False])
def test_has_words_for_every_state(state: CaseState, has_assignee: bool) -> None:
    assert STANDING_WORDS[standing_of(CaseFacts(state=state, has_assignee=has_assignee))]
