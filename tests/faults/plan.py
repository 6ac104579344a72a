"""Who is killed, when and in which order: all of it follows from a seed."""

import random
from dataclasses import dataclass

# The processes of an installation, and how often each is hit.
WEIGHTS = {
    "web": 4,
    "worker-1": 3,
    "worker-2": 3,
    "mail": 3,
    "router-1": 2,
    "router-2": 2,
    "backend": 3,  # one connection's process; the database restarts all others itself
    "database": 2,  # its first process
}
# Seconds from one kill to the next: long enough to be in the middle of something.
PAUSES = (0.3, 1.6)


@dataclass(frozen=True)
class Kill:
    """One kill: so many seconds after the one before; `draw` (0 to 1) chooses among several of a kind."""

    victim: str
    after: float
    draw: float

    def __str__(self) -> str:
        return f"{self.victim}+{self.after:.1f}"


def plan_of(seed: int, kills: int) -> list[Kill]:
    """The same plan for the same seed. Every kind of process is hit when there are kills enough for all."""
    chance = random.Random(seed)
    names = list(WEIGHTS)
    victims = chance.sample(names, len(names))[:kills]
    victims += chance.choices(names, list(WEIGHTS.values()), k=kills - len(victims))
    chance.shuffle(victims)
    return [Kill(victim, chance.uniform(*PAUSES), chance.random()) for victim in victims]
