"""The waiting line, kept sorted so that a decision looks at heads and not at everybody."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from moked.routing.domain.facts import Item, OrderKey, Requirement


@dataclass(frozen=True)
class Line:
    """Waiting items by what they ask.

    `groups`: per requirement, the sorted places of items anybody meeting it may serve: if the first finds nobody,
    the rest need not be asked. `singles`: items with conditions of their own, asked one by one.
    """

    groups: Mapping[Requirement, tuple[OrderKey, ...]] = field(default_factory=dict)
    singles: Mapping[OrderKey, Item] = field(default_factory=dict)

    @classmethod
    def of(cls, items: Iterable[Item]) -> "Line":
        """All at once: O(n log n)."""
        groups: dict[Requirement, list[OrderKey]] = {}
        singles: dict[OrderKey, Item] = {}
        for item in items:
            if item.has_own_conditions:
                singles[item.order] = item
            else:
                groups.setdefault(item.needs, []).append(item.order)
        return cls({needs: tuple(sorted(places)) for needs, places in groups.items()}, singles)

    def with_item(self, item: Item) -> "Line":
        """The line after the item joined it in its place."""
        if item.has_own_conditions:
            return Line(self.groups, {**self.singles, item.order: item})
        places = list(self.groups.get(item.needs, ()))
        insort(places, item.order)
        return Line({**self.groups, item.needs: tuple(places)}, self.singles)

    def without_item(self, item: Item) -> "Line":
        """The line after the item, which stood in it, left."""
        if item.has_own_conditions:
            return Line(self.groups, {at: single for at, single in self.singles.items() if at != item.order})
        places = self.groups[item.needs]
        gap = bisect_left(places, item.order)
        rest = places[:gap] + places[gap + 1 :]
        groups = {needs: kept for needs, kept in self.groups.items() if needs != item.needs}
        return Line({**groups, item.needs: rest} if rest else groups, self.singles)
