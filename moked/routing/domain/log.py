"""The router's own log: what came in, when, and what was decided; recovery and proof from it alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from moked.routing.domain.changes import Decision, Input
from moked.routing.domain.decide import decide
from moked.routing.domain.state import PoolState, apply, apply_all


@dataclass(frozen=True)
class Entry:
    """One step of the router: inputs that came together, their time, and what was decided on them."""

    now: datetime
    inputs: tuple[Input, ...]
    decisions: tuple[Decision, ...]


def step(state: PoolState, inputs: Iterable[Input], now: datetime) -> tuple[PoolState, Entry]:
    """Fold the inputs, decide once, fold the decisions: the new state and the entry to append to the log.

    Inputs that arrive together are better given together: each call of `decide` looks at everybody's presence.
    """
    inputs = tuple(inputs)
    for change in inputs:
        state = apply(state, change, now)
    decisions = decide(state, now)
    return apply_all(state, decisions, now), Entry(now, inputs, decisions)


def recover(log: Iterable[Entry], start: PoolState | None = None) -> PoolState:
    """The state the log leads to, by the decisions as they were made, even by an older version of the engine.

    The proof that the log lacks nothing: the router itself starts from the database.
    """
    state = start or PoolState()
    for entry in log:
        state = apply_all(state, (*entry.inputs, *entry.decisions), entry.now)
    return state


def replay(log: Iterable[Entry], start: PoolState | None = None) -> tuple[PoolState, tuple[Decision, ...]]:
    """The state and decisions this engine reaches from the logged inputs alone, to be held against the logged."""
    state = start or PoolState()
    decisions: list[Decision] = []
    for entry in log:
        state, again = step(state, entry.inputs, entry.now)
        decisions.extend(again.decisions)
    return state, tuple(decisions)
