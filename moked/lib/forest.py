"""Merges that hold, as a forest: each node points at most to one other, and what is read together is a tree."""

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")


def followers_of(node: K, edges: Iterable[tuple[K, K]]) -> set[K]:
    """Everything that points to the node, directly or through others; the node itself is not among them.

    An edge is (what was merged, what it was merged into).
    """
    direct: dict[K, list[K]] = {}
    for merged, into in edges:
        direct.setdefault(into, []).append(merged)
    found: set[K] = set()
    ahead = [node]
    while ahead:
        for each in direct.get(ahead.pop(), ()):
            if each not in found and each != node:
                found.add(each)
                ahead.append(each)
    return found
