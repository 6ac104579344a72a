"""One walk along the waiting line, earliest first, giving each item the best person who has room."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from moked.routing.domain.changes import GiveBack, Offer
from moked.routing.domain.facts import (
    BusinessId,
    Item,
    Mode,
    OrderKey,
    Person,
    PersonId,
    Presence,
    Requirement,
    SkillId,
)
from moked.routing.domain.load import IDLE, Load, has_room, has_room_after_live, loads_of
from moked.routing.domain.state import PoolState
from moked.routing.domain.why import Why, WhyCode

Rank = tuple[int, int, datetime, PersonId]


class Bench:
    """People with room of one kind. Only ever shrinks, so each requirement sorts its candidates once."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = {person.id: person for person in people}
        self._by_skill: dict[tuple[BusinessId, SkillId | None], list[Person]] = {}
        for person in self.people.values():
            for business, membership in person.memberships.items():
                for skill in (None, *membership.skills):
                    self._by_skill.setdefault((business, skill), []).append(person)
        self._candidates: dict[Requirement, deque[Person]] = {}

    def __contains__(self, person: PersonId) -> bool:
        return person in self.people

    def leave(self, person: PersonId) -> None:
        """The person has no more room of this kind."""
        self.people.pop(person, None)

    def forget_ranks(self) -> None:
        """Somebody has more in hand than before."""
        self._candidates.clear()

    def best_two(
        self, needs: Requirement, refused_by: frozenset[PersonId], totals: Mapping[PersonId, int]
    ) -> list[Person]:
        """The best person for the requirement and the next one, as far as there are any.

        Those who left are dropped for good on the way, so all calls together walk each list about once.
        """
        if needs not in self._candidates:
            able = (person for person in self._skilled(needs) if needs.met_by(person))
            self._candidates[needs] = deque(sorted(able, key=lambda person: _rank(person, needs, totals)))
        candidates = self._candidates[needs]
        kept: list[Person] = []
        found: list[Person] = []
        while candidates and len(found) < 2:
            person = candidates.popleft()
            if person.id not in self.people:
                continue
            kept.append(person)
            if person.id not in refused_by:
                found.append(person)
        candidates.extendleft(reversed(kept))
        return found

    def _skilled(self, needs: Requirement) -> list[Person]:
        """The shortest list that holds everybody the requirement may be met by."""
        skills: list[SkillId | None] = [skill for skill, _ in needs.skills] or [None]
        return min((self._by_skill.get((needs.business, skill), []) for skill in skills), key=len)


def _rank(person: Person, needs: Requirement, totals: Mapping[PersonId, int]) -> Rank:
    """Smaller is better: least in hand, then best skilled, then longest idle."""
    return (totals.get(person.id, 0), -needs.level_of(person), person.idle_since, person.id)


def _is_soon_back(person: Person, mode: Mode) -> bool:
    """At work and merely busy, so worth a bounded wait by those who know them."""
    return person.takes(mode) or person.presence is Presence.PAUSE


class Matching:
    """The working memory of one walk over a state at one time; used once."""

    def __init__(self, state: PoolState, now: datetime) -> None:
        self._state = state
        self._now = now
        self._loads = dict(loads_of(state))
        self._totals = {person: load.total for person, load in self._loads.items()}
        crew = [(person, self._loads.get(person.id, IDLE)) for person in state.people.values()]
        self._free = {mode: Bench(person for person, load in crew if has_room(person, load, mode)) for mode in Mode}
        # Those who could take deferred work as soon as their live conversation ends.
        self._finishing = Bench(person for person, load in crew if has_room_after_live(person, load))

    def placings(self) -> Iterator[Offer | GiveBack]:
        """Who is offered or given what now, in the order of the line. A requirement that finds nobody is asked no
        further."""
        groups = self._state.line.groups
        heads: list[tuple[OrderKey, int]] = [(places[0], 0) for places in groups.values()]
        heads += [(place, 0) for place in self._state.line.singles]
        heapify(heads)
        while heads:
            place, position = heappop(heads)
            item = self._state.items[place[2]]
            placing = self._place(item)
            if placing is not None:
                self._occupy(placing, item.needs.mode)
                yield placing
            elif not self._keep_somebody(item):
                continue
            if not item.has_own_conditions and position + 1 < len(groups[item.needs]):
                heappush(heads, (groups[item.needs][position + 1], position + 1))

    def _occupy(self, placing: Offer | GiveBack, mode: Mode) -> None:
        person = placing.person
        if isinstance(placing, GiveBack):
            self._add_to_hands(person, mode)
            return
        self._free[mode].leave(person)
        if mode is Mode.LIVE:
            self._free[Mode.DEFERRED].leave(person)
            self._finishing.leave(person)

    def _add_to_hands(self, person: PersonId, mode: Mode) -> None:
        """What is given leaves the rest of the person's room open to offers."""
        load = self._loads.setdefault(person, Load())
        load.add(mode, offered=False)
        self._totals[person] = load.total
        for bench in self._free.values():
            bench.forget_ranks()
        if not has_room(self._state.people[person], load, mode):
            self._free[mode].leave(person)

    def _keep_somebody(self, item: Item) -> bool:
        """Keep later live work from one person who could serve this deferred item but for a conversation."""
        if item.needs.mode is Mode.LIVE:
            return False
        candidates = self._able(item, self._finishing)
        if candidates:
            self._finishing.leave(candidates[0].id)
            self._free[Mode.LIVE].leave(candidates[0].id)
        return bool(candidates)

    def _able(self, item: Item, bench: Bench) -> list[Person]:
        """The best person of the bench for the item, and the next, as far as there are any."""
        if self._state.is_aimed(item, self._now):
            return self._named(item, (item.aimed_at,), bench)
        if self._is_kept_for_preferred(item):
            return self._named(item, item.preferred, bench)
        return bench.best_two(item.needs, item.refused_by(self._now), self._totals)

    def _named(self, item: Item, names: Iterable[PersonId | None], bench: Bench) -> list[Person]:
        refused_by = item.refused_by(self._now)
        people = (bench.people[name] for name in names if name is not None and name in bench)
        return [
            person for person in people if person.id not in refused_by and self._state.suits(item, person, self._now)
        ]

    def _is_kept_for_preferred(self, item: Item) -> bool:
        if item.preferred_until is None or self._now >= item.preferred_until:
            return False
        known = (self._state.people.get(name) for name in item.preferred)
        refused_by = item.refused_by(self._now)
        return any(
            _is_soon_back(person, item.needs.mode)
            and person.id not in refused_by
            and self._state.suits(item, person, self._now)
            for person in known
            if person is not None
        )

    def _place(self, item: Item) -> Offer | GiveBack | None:
        bench = self._free[item.needs.mode]
        known = [] if self._state.is_aimed(item, self._now) else self._named(item, item.preferred, bench)
        candidates = known or self._able(item, bench)
        if not candidates:
            return None
        best = candidates[0]
        if item.owner == best.id and item.needs.mode is Mode.DEFERRED:
            code = WhyCode.HAS_THE_TASK if item.is_task else WhyCode.HAS_THE_CASE
            return GiveBack(item.id, best.id, Why(code, {"person": str(best.id)}))
        expires_at = self._now + self._state.policy.offer_timeout(item.needs.mode)
        why = self._why(item, candidates, is_known=bool(known))
        return Offer(item.id, best.id, item.needs.mode, why, expires_at)

    def _why(self, item: Item, candidates: list[Person], *, is_known: bool) -> Why:
        best = candidates[0]
        person = str(best.id)
        if is_known:
            return Why(WhyCode.KNOWS_CUSTOMER, {"person": person})
        if self._state.is_aimed(item, self._now):
            return Why(WhyCode.HAS_THE_CASE if item.owner else WhyCode.HANDED_OVER, {"person": person})
        if len(candidates) == 1:
            return Why(WhyCode.ONLY_ONE_FREE, {"person": person})
        load, next_load = (self._totals.get(each.id, 0) for each in candidates)
        if load != next_load:
            return Why(WhyCode.LEAST_BUSY, {"person": person, "load": load, "next_load": next_load})
        level, next_level = (item.needs.level_of(each) for each in candidates)
        if level != next_level:
            return Why(WhyCode.BEST_SKILLED, {"person": person, "level": level, "next_level": next_level})
        minutes = (self._now - best.idle_since) // timedelta(minutes=1)
        return Why(WhyCode.LONGEST_IDLE, {"person": person, "minutes": minutes})
