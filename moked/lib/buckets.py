"""How much one connection may send before we ask for a pause; kept with the connection, asked at every frame."""

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
