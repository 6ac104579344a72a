"""What happened about the words people write. Families only, never the words."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CarefulWordsChanged(Event):
    """A business changed its list."""

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WordsChosen(Event):
    """Better words were offered in a draft; `choice` is `used` or `kept`."""

    family: str
    choice: str


@dataclass(frozen=True, kw_only=True)
class WordsSent(Event):
    """An answer left with words of this family in it: such cases can be compared with the others."""

    message_id: UUID
    family: str
