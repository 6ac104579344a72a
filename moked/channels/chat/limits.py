"""How much a visitor may send before we ask for a pause."""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True)
class TokenBucket:
    """`capacity` at once, `refill` a second on average. Moments are seconds of any one clock."""

    capacity: float
    refill: float
    tokens: float
    at: float

    @classmethod
    def full(cls, *, capacity: float, refill: float, now: float) -> Self:
        """A bucket nothing was taken from yet."""
        return cls(capacity=capacity, refill=refill, tokens=capacity, at=now)

    def take(self, now: float, cost: float = 1.0) -> tuple[Self, bool]:
        """The bucket afterwards, and whether there was enough. What is refused costs nothing."""
        filled = min(self.capacity, self.tokens + max(0.0, now - self.at) * self.refill)
        is_enough = filled >= cost
        return replace(self, tokens=filled - cost if is_enough else filled, at=max(now, self.at)), is_enough

    def is_full(self, now: float) -> bool:
        """Whether it can be forgotten: a new one would be the same."""
        return self.tokens + (now - self.at) * self.refill >= self.capacity


class Buckets:
    """One bucket a key, for example an address of the network; full ones are forgotten."""

    def __init__(self, *, capacity: float, refill: float, most: int = 10_000) -> None:
        self._capacity, self._refill, self._most = capacity, refill, most
        self._buckets: dict[str, TokenBucket] = {}

    def take(self, key: str, now: float, cost: float = 1.0) -> bool:
        """Whether the key had enough left."""
        bucket = self._buckets.get(key) or TokenBucket.full(capacity=self._capacity, refill=self._refill, now=now)
        self._buckets[key], is_enough = bucket.take(now, cost)
        if len(self._buckets) > self._most:
            self._buckets = {name: kept for name, kept in self._buckets.items() if not kept.is_full(now)}
        return is_enough
