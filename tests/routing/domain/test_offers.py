"""Who is offered what, and what becomes of an offer."""

from datetime import timedelta
from uuid import UUID

from moked.routing.domain.changes import (
    ItemReleased,
    ItemTaken,
    ItemWaiting,
    MarkNotAnswering,
    OfferAccepted,
    OfferDeclined,
    PersonChanged,
    TakeBack,
    Tick,
)
from moked.routing.domain.decide import next_check_at
from moked.routing.domain.facts import Hold, Membership, Mode, PersonId, Presence
from moked.routing.domain.state import PoolState
from moked.routing.domain.why import WhyCode
from tests.routing.domain.builders import (
    BAKERY,
    BREAD,
    CAKES,
    COUNTER,
    DANA,
    ENGINES,
    GARAGE,
    OMER,
    RINA,
    START,
    a_chat,
    a_mail,
    a_person,
    an_item,
    at,
    decided,
    item_id,
    pairs,
)


def reasons(decisions: tuple[object, ...]) -> list[WhyCode]:
    return [decision.why.code for decision in decisions if hasattr(decision, "why")]


def test_offers_to_whoever_has_been_free_longest() -> None:
    state = PoolState.of([a_chat(1)], [a_person(DANA, idle_minutes=4), a_person(OMER, idle_minutes=9)])
    _, decisions = decided(state, Tick())
    assert pairs(decisions) == [(item_id(1), OMER)]
    assert reasons(decisions) == [WhyCode.LONGEST_IDLE]


def test_asks_for_business_skill_language_and_team() -> None:
    people = [
        a_person(DANA, skills={CAKES: 2}, languages=frozenset({"he"}), teams=frozenset({COUNTER})),
        a_person(OMER, skills={CAKES: 1}, languages=frozenset({"ru"})),
    ]
    items = [
        a_chat(1, skills=frozenset({(CAKES, 3)})),
        a_chat(2, language="ar"),
        a_chat(3, business=GARAGE),
        a_chat(4, language="ru"),
        a_mail(5, team=COUNTER, skills=frozenset({(CAKES, 2)})),
    ]
    _, decisions = decided(PoolState.of(items, people), Tick())
    assert pairs(decisions) == [(item_id(4), OMER), (item_id(5), DANA)]
    assert reasons(decisions) == [WhyCode.ONLY_ONE_FREE, WhyCode.ONLY_ONE_FREE]


def test_prefers_less_in_hand_then_more_skill() -> None:
    people = [
        a_person(DANA, skills={CAKES: 5}, idle_minutes=9),
        a_person(OMER, skills={CAKES: 4}),
        a_person(RINA, skills={CAKES: 2}, idle_minutes=9),
    ]
    asks = frozenset({(CAKES, 1)})
    state = PoolState.of([a_mail(0), a_mail(1, skills=asks)], people, holds={item_id(0): Hold(DANA, START)})
    _, decisions = decided(state, Tick())
    assert pairs(decisions) == [(item_id(1), OMER)]
    assert reasons(decisions) == [WhyCode.BEST_SKILLED]


def test_says_when_the_load_decided() -> None:
    state = PoolState.of(
        [a_mail(0), a_mail(1)], [a_person(DANA), a_person(OMER)], holds={item_id(0): Hold(DANA, START)}
    )
    _, decisions = decided(state, Tick())
    assert pairs(decisions) == [(item_id(1), OMER)]
    assert reasons(decisions) == [WhyCode.LEAST_BUSY]


def test_puts_urgency_before_the_wait_and_the_id_last() -> None:
    items = [a_chat(3, waiting_since=START), a_chat(2, waiting_since=START), a_chat(4, urgency=2.0)]
    state = PoolState.of(items, [a_person(DANA)])
    served: list[ItemReleased] = []
    for _ in items:
        state, decisions = decided(state, *served[-1:])
        [(item, person)] = pairs(decisions)
        state, _ = decided(state, ItemTaken(item, person))
        served.append(ItemReleased(item, person))
    assert [release.item for release in served] == [item_id(4), item_id(2), item_id(3)]


def test_gives_one_live_conversation_at_a_time_and_no_mail_beside_it() -> None:
    state = PoolState.of([a_chat(1), a_chat(2), a_mail(3)], [a_person(DANA)])
    state, decisions = decided(state, Tick())
    assert pairs(decisions) == [(item_id(1), DANA)]
    state, decisions = decided(state, OfferAccepted(item_id(1), DANA))
    assert decisions == ()
    state, decisions = decided(state, ItemReleased(item_id(1), DANA), now=at(minutes=9))
    assert pairs(decisions) == [(item_id(2), DANA)]
    assert state.people[DANA].idle_since == at(minutes=9)


def test_fills_written_work_one_offer_at_a_time_up_to_capacity() -> None:
    state = PoolState.of([a_mail(1), a_mail(2), a_mail(3)], [a_person(DANA, deferred_capacity=2)])
    state, decisions = decided(state, Tick())
    assert pairs(decisions) == [(item_id(1), DANA)]
    state, decisions = decided(state, OfferAccepted(item_id(1), DANA))
    assert pairs(decisions) == [(item_id(2), DANA)]
    state, decisions = decided(state, OfferAccepted(item_id(2), DANA))
    assert decisions == ()


def test_gives_quiet_people_written_work_only() -> None:
    state = PoolState.of([a_chat(1), a_mail(2)], [a_person(DANA, Presence.QUIET)])
    assert pairs(decided(state, Tick())[1]) == [(item_id(2), DANA)]


def test_gives_nothing_to_people_on_a_pause_a_break_or_away() -> None:
    for presence in (Presence.PAUSE, Presence.BREAK, Presence.NOT_ANSWERING, Presence.OFFLINE):
        state = PoolState.of([a_chat(1), a_mail(2)], [a_person(DANA, presence)])
        assert decided(state, Tick())[1] == ()


def test_takes_back_an_offer_that_ran_out_and_offers_it_to_the_next() -> None:
    state = PoolState.of([a_chat(1)], [a_person(DANA, idle_minutes=5), a_person(OMER)])
    state, _ = decided(state, Tick())
    assert next_check_at(state, START) == at(seconds=20)
    state, decisions = decided(state, Tick(), now=at(seconds=20))
    assert [type(decision) for decision in decisions[:2]] == [TakeBack, MarkNotAnswering]
    assert reasons(decisions)[0] is WhyCode.NOT_ACCEPTED
    assert pairs(decisions) == [(item_id(1), OMER)]
    assert state.people[DANA].presence is Presence.NOT_ANSWERING


def test_offers_again_to_the_only_person_after_a_while() -> None:
    state = PoolState.of([a_chat(1), a_chat(2)], [a_person(DANA)])
    state, _ = decided(state, Tick())
    state, decisions = decided(state, OfferDeclined(item_id(1), DANA), now=at(seconds=5))
    assert pairs(decisions) == [(item_id(2), DANA)]
    state, _ = decided(state, OfferDeclined(item_id(2), DANA), now=at(seconds=6))
    assert state.people[DANA].presence is Presence.AVAILABLE
    assert next_check_at(state, at(seconds=6)) == at(minutes=5, seconds=5)
    state, decisions = decided(state, Tick(), now=at(minutes=5, seconds=5))
    assert pairs(decisions) == [(item_id(1), DANA)]


def test_ignores_an_answer_to_an_offer_already_taken_back() -> None:
    state = PoolState.of([a_chat(1)], [a_person(DANA, idle_minutes=5), a_person(OMER)])
    state, _ = decided(state, Tick())
    state, _ = decided(state, Tick(), now=at(seconds=20))
    after, decisions = decided(state, OfferAccepted(item_id(1), DANA), now=at(seconds=21))
    assert after == state
    assert decisions == ()


def test_takes_back_at_once_what_lies_before_a_person_who_left() -> None:
    state = PoolState.of([a_chat(1)], [a_person(DANA)])
    state, _ = decided(state, Tick())
    state, decisions = decided(state, PersonChanged(a_person(DANA, Presence.BREAK)), now=at(seconds=3))
    assert reasons(decisions) == [WhyCode.NOT_TAKING_WORK]
    assert state.people[DANA].presence is Presence.BREAK
    state, decisions = decided(state, PersonChanged(a_person(DANA)), now=at(seconds=9))
    assert pairs(decisions) == [(item_id(1), DANA)]


def test_takes_back_an_offer_that_no_longer_fits() -> None:
    asks = frozenset({(CAKES, 3)})
    state = PoolState.of([a_chat(1)], [a_person(DANA)])
    state, _ = decided(state, Tick())
    _, decisions = decided(state, ItemWaiting(a_chat(1, skills=asks)))
    assert reasons(decisions) == [WhyCode.NO_LONGER_FITS]


def test_keeps_an_offer_open_when_only_the_urgency_changed() -> None:
    state = PoolState.of([a_chat(1)], [a_person(DANA)])
    state, _ = decided(state, Tick())
    after, decisions = decided(state, ItemWaiting(a_chat(1, urgency=5.0)))
    assert decisions == ()
    assert after.offers == state.offers


def test_counts_what_a_person_took_by_hand() -> None:
    state = PoolState.of([a_chat(1), a_chat(2)], [a_person(DANA)])
    state, decisions = decided(state, ItemTaken(item_id(2), DANA))
    assert decisions == ()
    assert state.holds == {item_id(2): Hold(DANA, START)}


def test_lets_no_stream_of_chats_starve_an_earlier_mail() -> None:
    state = PoolState.of([a_chat(0), a_mail(1), a_chat(2)], [a_person(DANA, live_capacity=2)])
    state, decisions = decided(state, Tick())
    assert pairs(decisions) == [(item_id(0), DANA)]
    state, decisions = decided(state, OfferAccepted(item_id(0), DANA))
    assert decisions == ()
    state, decisions = decided(state, ItemReleased(item_id(0), DANA))
    assert pairs(decisions) == [(item_id(1), DANA), (item_id(2), DANA)]


def test_keeps_one_person_and_no_more_for_a_waiting_mail() -> None:
    people = [a_person(name, live_capacity=2) for name in (DANA, OMER)]
    items = [a_chat(0), a_chat(1), a_mail(2), a_chat(3), a_chat(4)]
    state = PoolState.of(items, people, holds={item_id(0): Hold(DANA, START), item_id(1): Hold(OMER, START)})
    assert pairs(decided(state, Tick())[1]) == [(item_id(3), OMER)]


def test_serves_several_businesses_from_one_pool() -> None:
    dana = a_person(DANA, memberships={BAKERY: Membership(), GARAGE: Membership()})
    items = [an_item(1, Mode.LIVE, business=GARAGE), a_chat(2)]
    state = PoolState.of(items, [a_person(OMER), dana])
    assert pairs(decided(state, Tick())[1]) == [(item_id(1), DANA), (item_id(2), OMER)]


def test_sleeps_when_time_alone_changes_nothing() -> None:
    state = PoolState.of([a_chat(1)], [a_person(DANA, Presence.OFFLINE)])
    assert next_check_at(state, START + timedelta(days=1)) is None


def test_offers_anew_a_chat_that_became_a_mail() -> None:
    state = PoolState.of([a_chat(1)], [a_person(DANA)])
    state, _ = decided(state, Tick())
    _, decisions = decided(state, ItemWaiting(a_mail(1)))
    assert reasons(decisions) == [WhyCode.NO_LONGER_FITS, WhyCode.ONLY_ONE_FREE]
    assert pairs(decisions) == [(item_id(1), DANA)]


def test_walks_many_requirements_in_one_order() -> None:
    everything = dict.fromkeys((CAKES, BREAD, ENGINES), 3)
    people = [a_person(PersonId(UUID(int=200 + number)), skills=everything) for number in range(30)]
    asked = [(CAKES, 1), (BREAD, 2), (ENGINES, 1), (CAKES, 3), (BREAD, 1)]
    items = [a_chat(number, skills=frozenset({asked[number * number % 5]})) for number in range(30)]
    _, decisions = decided(PoolState.of(items, people), Tick())
    assert [item for item, _ in pairs(decisions)] == [item_id(number) for number in range(30)]


def test_does_not_count_on_a_person_who_was_just_offered_another_conversation() -> None:
    people = [a_person(DANA, live_capacity=3, idle_minutes=9), a_person(OMER, live_capacity=2)]
    items = [a_chat(0), a_chat(1), a_chat(2), a_mail(3), a_chat(4)]
    state = PoolState.of(items, people, holds={item_id(0): Hold(DANA, START), item_id(1): Hold(OMER, START)})
    assert pairs(decided(state, Tick())[1]) == [(item_id(2), DANA)]


def test_does_not_blame_a_person_who_left_before_the_offer_ran_out() -> None:
    state = PoolState.of([a_chat(1)], [a_person(DANA)])
    state, _ = decided(state, Tick())
    state, decisions = decided(state, PersonChanged(a_person(DANA, Presence.BREAK)), now=at(seconds=30))
    assert reasons(decisions) == [WhyCode.NOT_TAKING_WORK]
    assert state.people[DANA].presence is Presence.BREAK
