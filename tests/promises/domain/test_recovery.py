"""Whose it is to win a customer back."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from moked.promises.domain.recovery import Because, Candidates, Recovery, choose_owner

AGENT, DEPUTY, LEAD, HEAD = (UUID(int=number) for number in range(1, 5))
people = st.sampled_from([AGENT, DEPUTY, LEAD, HEAD])


def test_prefers_the_customer_s_own_agent() -> None:
    found = choose_owner(Candidates(named=[AGENT], leads=[LEAD], default=HEAD, marked=DEPUTY))
    assert found == Recovery(AGENT, Because.PROFILE)


def test_tells_a_lead_when_the_agent_got_the_mark() -> None:
    found = choose_owner(Candidates(named=[AGENT], leads=[LEAD], marked=AGENT))
    assert found == Recovery(AGENT, Because.PROFILE, informed=(LEAD,))


def test_asks_the_lead_and_then_whom_the_business_names() -> None:
    assert choose_owner(Candidates(leads=[AGENT, LEAD], marked=AGENT)).owner == LEAD
    assert choose_owner(Candidates(default=HEAD, marked=AGENT)) == Recovery(HEAD, Because.BUSINESS)
    assert choose_owner(Candidates(marked=AGENT)) == Recovery(None, Because.NOBODY)


@given(
    st.builds(
        Candidates,
        named=st.lists(people, max_size=2),
        leads=st.lists(people, max_size=3),
        default=st.none() | people,
        marked=st.none() | people,
    )
)
def test_never_leaves_whoever_got_the_mark_alone_with_it(candidates: Candidates) -> None:
    found = choose_owner(candidates)
    if found.owner is not None and found.owner == candidates.marked:
        assert found.informed
        assert candidates.marked not in found.informed
