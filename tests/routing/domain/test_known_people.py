"""Returning customers, hand-overs, and work whose person went away."""

from moked.routing.domain.changes import (
    Decision,
    GiveBack,
    ItemReleased,
    ItemTaken,
    ItemWaiting,
    OfferDeclined,
    PersonChanged,
    PersonGone,
    ReturnItem,
    Tick,
)
from moked.routing.domain.decide import next_check_at
from moked.routing.domain.facts import Hold, ItemId, Membership, PersonId, Presence
from moked.routing.domain.state import PoolState
from moked.routing.domain.why import WhyCode
from tests.routing.domain.builders import (
    CAKES,
    DANA,
    GARAGE,
    OMER,
    START,
    a_chat,
    a_mail,
    a_person,
    at,
    decided,
    item_id,
    pairs,
)
from tests.routing.domain.test_offers import reasons


def test_brings_a_returning_customer_to_the_person_who_knows_them() -> None:
    state = PoolState.of([a_chat(1, preferred=(DANA,))], [a_person(DANA), a_person(OMER, idle_minutes=30)])
    _, decisions = decided(state, Tick())
    assert pairs(decisions) == [(item_id(1), DANA)]
    assert reasons(decisions) == [WhyCode.KNOWS_CUSTOMER]


def test_does_not_wait_for_a_busy_person_unless_told_to() -> None:
    items = [a_chat(0), a_chat(1, preferred=(DANA,))]
    state = PoolState.of(items, [a_person(DANA), a_person(OMER)], holds={item_id(0): Hold(DANA, START)})
    assert pairs(decided(state, Tick())[1]) == [(item_id(1), OMER)]


def test_waits_for_a_busy_person_within_the_bound_and_lets_others_pass_meanwhile() -> None:
    kept = a_chat(1, preferred=(DANA,), preferred_until=at(minutes=1))
    state = PoolState.of(
        [a_chat(0), kept, a_chat(2)], [a_person(DANA), a_person(OMER)], holds={item_id(0): Hold(DANA, START)}
    )
    state, decisions = decided(state, Tick())
    assert pairs(decisions) == [(item_id(2), OMER)]
    assert next_check_at(state, START) == at(seconds=20)
    _, decisions = decided(state, ItemReleased(item_id(0), DANA), now=at(seconds=9))
    assert pairs(decisions) == [(item_id(1), DANA)]


def test_stops_waiting_at_the_bound() -> None:
    kept = a_chat(1, preferred=(DANA,), preferred_until=at(minutes=1))
    state = PoolState.of([a_chat(0), kept], [a_person(DANA), a_person(OMER)], holds={item_id(0): Hold(DANA, START)})
    state, decisions = decided(state, Tick())
    assert decisions == ()
    assert next_check_at(state, START) == at(minutes=1)
    assert pairs(decided(state, Tick(), now=at(minutes=1))[1]) == [(item_id(1), OMER)]


def test_does_not_wait_for_somebody_who_is_not_there() -> None:
    for presence in (Presence.OFFLINE, Presence.BREAK, Presence.NOT_ANSWERING):
        kept = a_chat(1, preferred=(DANA,), preferred_until=at(minutes=1))
        state = PoolState.of([kept], [a_person(DANA, presence), a_person(OMER)])
        assert pairs(decided(state, Tick())[1]) == [(item_id(1), OMER)]


def given_back(decisions: tuple[Decision, ...]) -> list[tuple[ItemId, PersonId]]:
    return [(each.item, each.person) for each in decisions if isinstance(each, GiveBack)]


def test_gives_a_reply_to_whoever_has_the_case_without_asking() -> None:
    replied = a_mail(1, aimed_at=DANA, aimed_until=at(hours=4))
    state, decisions = decided(PoolState.of([replied], [a_person(DANA), a_person(OMER)]), Tick())
    assert (given_back(decisions), pairs(decisions)) == ([(item_id(1), DANA)], [])
    assert reasons(decisions) == [WhyCode.HAS_THE_CASE]
    assert state.holds == {item_id(1): Hold(DANA, START)}


def test_asks_whoever_has_the_case_whether_they_are_there_for_somebody_on_the_line() -> None:
    returned = a_chat(1, aimed_at=DANA, aimed_until=at(minutes=2))
    _, decisions = decided(PoolState.of([returned], [a_person(DANA), a_person(OMER)]), Tick())
    assert (given_back(decisions), pairs(decisions)) == ([], [(item_id(1), DANA)])
    assert reasons(decisions) == [WhyCode.HAS_THE_CASE]


def test_offers_nobody_their_own_case_when_they_come_back_later_than_it_waited_for_them() -> None:
    replied = a_mail(1, aimed_at=DANA, aimed_until=at(hours=4))
    state = PoolState.of([replied], [a_person(DANA, Presence.OFFLINE)])
    state, decisions = decided(state, PersonChanged(a_person(DANA)), now=at(hours=5))
    assert (given_back(decisions), pairs(decisions)) == ([(item_id(1), DANA)], [])


def test_gives_a_task_to_its_owner_without_asking_and_waits_for_them_while_they_are_away() -> None:
    task = a_mail(1, aimed_at=DANA, aimed_until=at(hours=8), aimed_away_until=at(hours=8), is_task=True)
    away = PoolState.of([task], [a_person(DANA, Presence.OFFLINE), a_person(OMER)])
    away, decisions = decided(away, Tick())
    assert decisions == ()
    _, decisions = decided(away, PersonChanged(a_person(DANA)), now=at(hours=1))
    assert (given_back(decisions), pairs(decisions)) == ([(item_id(1), DANA)], [])
    assert reasons(decisions) == [WhyCode.HAS_THE_TASK]
    # Past its time anybody may be offered it.
    _, decisions = decided(away, Tick(), now=at(hours=8))
    assert (given_back(decisions), pairs(decisions)) == ([], [(item_id(1), OMER)])


def test_gives_back_as_much_as_there_is_room_for_and_still_offers_what_fits_beside_it() -> None:
    own = [a_mail(number, aimed_at=DANA, aimed_until=at(hours=4)) for number in (1, 2)]
    for room, given, offered in ((1, [1], []), (2, [1, 2], []), (3, [1, 2], [3])):
        state = PoolState.of([*own, a_mail(3), a_mail(4)], [a_person(DANA, deferred_capacity=room)])
        _, decisions = decided(state, Tick())
        assert given_back(decisions) == [(item_id(number), DANA) for number in given]
        assert pairs(decisions) == [(item_id(number), DANA) for number in offered]


def test_counts_what_is_given_back_when_it_looks_for_the_least_busy() -> None:
    items = [a_mail(0), a_mail(1, aimed_at=DANA, aimed_until=at(hours=4)), a_mail(2)]
    crew = [a_person(DANA, idle_minutes=30), a_person(OMER, idle_minutes=10)]
    state = PoolState.of(items, crew, holds={item_id(0): Hold(OMER, START)})
    # Both have one in hand once Dana has her own back; she has been free longer.
    state, decisions = decided(state, Tick())
    assert pairs(decisions) == [(item_id(2), DANA)]
    assert WhyCode.LONGEST_IDLE in reasons(decisions)


def test_hands_over_to_a_named_person_whatever_the_skills() -> None:
    handed = a_mail(
        1, skills=frozenset({(CAKES, 5)}), aimed_at=DANA, aimed_until=at(hours=4), aimed_away_until=at(hours=1)
    )
    state = PoolState.of([a_mail(1)], [a_person(DANA), a_person(OMER)], holds={item_id(1): Hold(OMER, START)})
    state, decisions = decided(state, ItemWaiting(handed))
    assert pairs(decisions) == [(item_id(1), DANA)]
    assert reasons(decisions) == [WhyCode.HANDED_OVER]
    assert state.people[OMER].idle_since == START


def test_gives_a_hand_over_to_everybody_when_it_lapses() -> None:
    handed = a_mail(1, aimed_at=DANA, aimed_until=at(hours=4))
    busy = a_person(DANA, deferred_capacity=0)
    state = PoolState.of([handed], [busy, a_person(OMER)])
    state, decisions = decided(state, Tick())
    assert decisions == ()
    assert next_check_at(state, START) == at(hours=4)
    assert pairs(decided(state, Tick(), now=at(hours=4))[1]) == [(item_id(1), OMER)]


def test_offers_to_others_when_the_person_who_knows_says_not_now() -> None:
    kept = a_chat(1, preferred=(DANA,), preferred_until=at(minutes=5))
    state = PoolState.of([kept], [a_person(DANA), a_person(OMER)])
    state, _ = decided(state, Tick())
    assert pairs(decided(state, OfferDeclined(item_id(1), DANA))[1]) == [(item_id(1), OMER)]


def test_returns_live_work_sooner_than_written_work() -> None:
    items = [a_chat(1), a_mail(2)]
    state = PoolState.of(
        items, [a_person(DANA)], holds={item_id(1): Hold(DANA, START), item_id(2): Hold(DANA, START)}
    )
    state, decisions = decided(state, PersonChanged(a_person(DANA, Presence.OFFLINE)))
    assert decisions == ()
    assert next_check_at(state, START) == at(minutes=1)
    state, decisions = decided(state, Tick(), now=at(minutes=1))
    assert [decision.item for decision in decisions if isinstance(decision, ReturnItem)] == [item_id(1)]
    assert reasons(decisions) == [WhyCode.AWAY_TOO_LONG]
    assert next_check_at(state, at(minutes=1)) == at(hours=2)
    state, _ = decided(state, Tick(), now=at(hours=2))
    assert not state.holds


def test_leaves_work_with_a_person_who_pauses_or_comes_back_in_time() -> None:
    state = PoolState.of([a_chat(1)], [a_person(DANA, Presence.PAUSE)], holds={item_id(1): Hold(DANA, START)})
    assert next_check_at(state, START) is None
    state, _ = decided(state, PersonChanged(a_person(DANA, Presence.OFFLINE)))
    state, _ = decided(state, PersonChanged(a_person(DANA)), now=at(seconds=59))
    state, decisions = decided(state, Tick(), now=at(hours=5))
    assert decisions == ()


def test_returns_at_once_the_work_of_a_person_who_left_the_pool() -> None:
    state = PoolState.of([a_mail(1)], [a_person(DANA), a_person(OMER)], holds={item_id(1): Hold(DANA, START)})
    state, decisions = decided(state, PersonGone(DANA))
    assert pairs(decisions) == [(item_id(1), OMER)]


def test_returns_at_once_the_work_of_a_person_who_left_its_business() -> None:
    dana = a_person(DANA, memberships={GARAGE: Membership()})
    state = PoolState.of([a_mail(1)], [dana, a_person(OMER)], holds={item_id(1): Hold(DANA, START)})
    assert pairs(decided(state, Tick())[1]) == [(item_id(1), OMER)]


def test_leaves_work_taken_while_away_for_as_long_as_any_other() -> None:
    state = PoolState.of([a_chat(1)], [a_person(DANA, Presence.BREAK)])
    state, decisions = decided(state, ItemTaken(item_id(1), DANA), now=at(hours=3))
    assert decisions == ()
    assert next_check_at(state, at(hours=3)) == at(hours=3, minutes=1)
    state, _ = decided(state, Tick(), now=at(hours=3, minutes=1))
    assert not state.holds


def test_keeps_nothing_for_an_owner_who_is_away_or_gone() -> None:
    reply = a_mail(1, aimed_at=DANA, aimed_until=at(hours=4))
    elsewhere = a_person(DANA, memberships={GARAGE: Membership()})
    for people in ([], [elsewhere], [a_person(DANA, Presence.OFFLINE)]):
        state = PoolState.of([reply], [*people, a_person(OMER)])
        assert pairs(decided(state, Tick())[1]) == [(item_id(1), OMER)]


def test_keeps_a_hand_over_for_an_absent_colleague_for_a_shorter_while() -> None:
    handed = a_mail(1, aimed_at=DANA, aimed_until=at(hours=8), aimed_away_until=at(hours=1))
    state = PoolState.of([handed], [a_person(DANA, Presence.OFFLINE), a_person(OMER)])
    state, decisions = decided(state, Tick())
    assert decisions == ()
    assert next_check_at(state, START) == at(hours=1)
    state, decisions = decided(state, Tick(), now=at(hours=1))
    assert pairs(decisions) == [(item_id(1), OMER)]
    # Who comes back finds the offer with the colleague it was made to.
    assert decided(state, PersonChanged(a_person(DANA)), now=at(hours=1))[1] == ()
