"""What holds on every day of a pool, whatever happens on it."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given

from moked.routing.domain.changes import (
    ItemReleased,
    ItemWaiting,
    MarkNotAnswering,
    Offer,
    OfferAccepted,
    PersonChanged,
    ReturnItem,
    TakeBack,
)
from moked.routing.domain.decide import decide, next_check_at
from moked.routing.domain.facts import Mode, Presence
from moked.routing.domain.line import Line
from moked.routing.domain.log import step
from moked.routing.domain.state import PoolState, apply, apply_all
from moked.routing.domain.why import FACTS, WhyCode
from tests.routing.domain.plain_rules import can_serve, in_hand, is_kept, may_serve, waiting
from tests.routing.domain.stories import Scene, Story, at_any_pace, play, stories


def moments_of_offering(scene: Scene) -> list[tuple[PoolState, Offer]]:
    """Every offer of the scene with the state just before it was made."""
    state, found = apply_all(scene.before, scene.entry.inputs, scene.entry.now), []
    for decision in scene.entry.decisions:
        if isinstance(decision, Offer):
            found.append((state, decision))
        state = apply(state, decision, scene.entry.now)
    return found


@at_any_pace
@given(stories)
def test_never_lets_an_item_overtake_one_the_same_person_could_serve(story: Story) -> None:
    for scene in play(story):
        for state, offer in moments_of_offering(scene):
            person, order = state.people[offer.person], state.items[offer.item].order
            earlier = [item for item in waiting(state) if item.order < order]
            assert not [item for item in earlier if can_serve(state, item, person, scene.entry.now)]


@at_any_pace
@given(stories)
def test_offers_only_waiting_items_to_people_who_can_serve_them(story: Story) -> None:
    for scene in play(story):
        for state, offer in moments_of_offering(scene):
            item, person = state.items[offer.item], state.people[offer.person]
            assert state.is_waiting(offer.item)
            assert can_serve(state, item, person, scene.entry.now)
            assert FACTS[offer.why.code].keys() == offer.why.facts.keys()


@at_any_pace
@given(stories)
def test_never_fills_a_person_over_capacity_by_its_own_offers(story: Story) -> None:
    for scene in play(story):
        for state, offer in moments_of_offering(scene):
            person = state.people[offer.person]
            after = apply(state, offer, scene.entry.now)
            mode = state.items[offer.item].needs.mode
            room = person.live_capacity if mode is Mode.LIVE else person.deferred_capacity
            assert in_hand(after, person, mode) <= room


@at_any_pace
@given(stories)
def test_leaves_nobody_with_room_beside_an_item_they_could_serve(story: Story) -> None:
    """But for those kept from later live items by an earlier deferred one; see the test below."""
    for scene in play(story):
        state, now = scene.after, scene.entry.now
        for item in waiting(state):
            able = [person for person in state.people.values() if can_serve(state, item, person, now)]
            stuck = [earlier for earlier in waiting(state) if earlier.order < item.order]
            assert all(
                item.needs.mode is Mode.LIVE
                and in_hand(state, person, Mode.LIVE) > 0
                and any(
                    earlier.needs.mode is Mode.DEFERRED and may_serve(state, earlier, person, now)
                    for earlier in stuck
                )
                for person in able
            )


@at_any_pace
@given(stories)
def test_keeps_no_item_for_a_preferred_person_past_its_bound(story: Story) -> None:
    for scene in play(story):
        for item in waiting(scene.after):
            if is_kept(scene.after, item, scene.entry.now):
                assert item.preferred_until is not None
                wake_at = next_check_at(scene.after, scene.entry.now)
                assert wake_at is not None
                assert scene.entry.now < wake_at <= item.preferred_until


@at_any_pace
@given(stories)
def test_offers_an_item_to_one_person_at_a_time_and_holds_it_at_one_place(story: Story) -> None:
    for scene in play(story):
        state = scene.after
        assert not state.offers.keys() & state.holds.keys()
        assert state.offers.keys() | state.holds.keys() <= state.items.keys()
        for mode in Mode:
            receivers = [
                offer.person for offer in state.offers.values() if state.items[offer.item].needs.mode is mode
            ]
            assert len(receivers) == len(set(receivers)) or any(person not in state.people for person in receivers)


@at_any_pace
@given(stories)
def test_puts_what_comes_back_into_its_own_place(story: Story) -> None:
    for scene in play(story):
        known = apply_all(scene.before, scene.entry.inputs, scene.entry.now).items
        for decision in scene.entry.decisions:
            if isinstance(decision, TakeBack | ReturnItem):
                assert scene.after.items[decision.item].order == known[decision.item].order


@at_any_pace
@given(stories)
def test_does_not_offer_again_at_once_what_a_person_let_pass(story: Story) -> None:
    for scene in play(story):
        late = [
            decision
            for decision in scene.entry.decisions
            if isinstance(decision, TakeBack) and decision.why.code is WhyCode.NOT_ACCEPTED
        ]
        offered = {(o.item, o.person) for o in scene.entry.decisions if isinstance(o, Offer)}
        marked = {d.person for d in scene.entry.decisions if isinstance(d, MarkNotAnswering)}
        assert not offered & {(decision.item, decision.person) for decision in late}
        assert marked == {decision.person for decision in late}


@at_any_pace
@given(stories)
def test_has_nothing_to_add_at_the_same_moment(story: Story) -> None:
    for scene in play(story):
        assert decide(scene.after, scene.entry.now) == ()


@at_any_pace
@given(stories)
def test_decides_nothing_by_time_alone_before_it_asked_to_be_woken(story: Story) -> None:
    for scene in play(story):
        wake_at = next_check_at(scene.after, scene.entry.now)
        later = wake_at - timedelta(seconds=1) if wake_at else scene.entry.now + timedelta(days=30)
        if later > scene.entry.now:
            assert decide(scene.after, later) == ()


@at_any_pace
@given(stories)
def test_keeps_the_line_equal_to_one_built_afresh(story: Story) -> None:
    for scene in play(story):
        assert scene.after.line == Line.of(waiting(scene.after))


@at_any_pace
@given(stories)
def test_decides_the_same_whatever_order_facts_were_loaded_in(story: Story) -> None:
    *_, scene = play(story)
    state = apply_all(scene.before, scene.entry.inputs, scene.entry.now)
    reversed_state = PoolState.of(
        items=reversed(list(state.items.values())),
        people=reversed(list(state.people.values())),
        offers=reversed(list(state.offers.values())),
        holds=dict(reversed(list(state.holds.items()))),
        policy=state.policy,
    )
    assert decide(reversed_state, scene.entry.now) == decide(state, scene.entry.now)


@at_any_pace
@given(stories)
def test_serves_every_item_in_the_end_when_somebody_able_stays(story: Story) -> None:
    *_, scene = play(story)
    now = scene.entry.now + timedelta(days=1)
    state, _ = step(scene.after, [], now)  # what ran out overnight comes back before people do
    able = [
        PersonChanged(replace(person, presence=Presence.AVAILABLE, live_capacity=1, deferred_capacity=1))
        for person in state.people.values()
    ]
    lasting = [ItemWaiting(replace(item, aimed_at=None, refusals=())) for item in waiting(state)]
    state, _ = step(state, [*able, *lasting], now)
    for _ in range(3 * (len(state.items) + 1)):
        now += timedelta(seconds=1)
        accepted = [OfferAccepted(offer.item, offer.person) for offer in state.offers.values()]
        state, _ = step(state, accepted, now)
        released = [ItemReleased(item, hold.person) for item, hold in state.holds.items()]
        state, _ = step(state, released, now)
    people = state.people.values()
    assert not [item for item in waiting(state) if any(state.suits(item, person, now) for person in people)]
    assert not state.holds
