"""The one table of what follows what: event -> reactions in the same transaction, each calling one service."""

from collections.abc import Mapping, Sequence

from moked.journal.events import Event
from moked.journal.record import Reaction

TABLE: Mapping[type[Event], Sequence[Reaction]] = {}
