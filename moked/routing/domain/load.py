"""How much each person has in hand, and what more they may be offered."""

from collections.abc import Mapping
from dataclasses import dataclass

from moked.routing.domain.facts import Mode, Person, PersonId
from moked.routing.domain.state import PoolState


@dataclass
class Load:
    """Items in a person's hands. An open offer counts as one, so that its acceptance always finds room."""

    live: int = 0
    deferred: int = 0
    live_offered: bool = False
    deferred_offered: bool = False

    @property
    def total(self) -> int:
        """Everything in hand."""
        return self.live + self.deferred

    def add(self, mode: Mode, *, offered: bool) -> None:
        """Count one more item."""
        if mode is Mode.LIVE:
            self.live += 1
            self.live_offered |= offered
        else:
            self.deferred += 1
            self.deferred_offered |= offered


IDLE = Load()


def loads_of(state: PoolState) -> Mapping[PersonId, Load]:
    """The load of everybody who has one. O(offers + holds)."""
    loads: dict[PersonId, Load] = {}
    for item, hold in state.holds.items():
        loads.setdefault(hold.person, Load()).add(state.items[item].needs.mode, offered=False)
    for offer in state.offers.values():
        loads.setdefault(offer.person, Load()).add(offer.mode, offered=True)
    return loads


def has_room(person: Person, load: Load, mode: Mode) -> bool:
    """Whether the person may be offered an item of this mode now.

    At most one open offer a mode. Deferred work is not pushed into the gaps of a live conversation.
    """
    if not person.takes(mode):
        return False
    if mode is Mode.LIVE:
        return load.live < person.live_capacity and not load.live_offered
    return load.live == 0 and _has_deferred_slot(person, load)


def has_room_after_live(person: Person, load: Load) -> bool:
    """Whether only the conversations in hand (not one merely offered) keep deferred work from the person."""
    is_talking = load.live > 0 and not load.live_offered
    return person.takes(Mode.DEFERRED) and is_talking and _has_deferred_slot(person, load)


def _has_deferred_slot(person: Person, load: Load) -> bool:
    return load.deferred < person.deferred_capacity and not load.deferred_offered
