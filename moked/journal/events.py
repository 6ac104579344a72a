"""What an event is. Each app declares its own in its `events.py`; the journal stores them all alike.

An event is a fact that happened, in the past tense. It holds ids, codes and numbers only, never text or contact
data, so a person's words can be erased while the history stays.
"""

from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

from moked.journal.audiences import EVERYTHING, Part

REGISTRY: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events. `case_id`, `person_id`, and where there are any `previous_id` (who had it before) and the
    fields named in `customers` also say whose screens change, `changes` which parts of them.

    A class that says nothing changes all parts. One that happens often says less, and never too little:
    `tests/workspace/test_live_parts.py` compares what pages show with what they are told.
    """

    code: ClassVar[str]
    changes: ClassVar[frozenset[Part]] = EVERYTHING
    customers: ClassVar[tuple[str, ...]] = ("customer_id",)

    business_id: UUID
    actor: str
    case_id: UUID | None = None
    person_id: UUID | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__)
        cls.code = words.lstrip("_")
        REGISTRY[cls.code] = cls

    def parts(self) -> frozenset[Part]:
        """What this very event changes: `changes`, or less."""
        return self.changes

    def facts(self) -> dict[str, object]:
        """The event's own fields as JSON values."""
        common = {"business_id", "actor", "case_id", "person_id"}
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self) if field.name not in common}


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list, frozenset)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (int, float, str, bool)):
        return value
    raise TypeError(f"An event holds ids, codes and numbers only, not {type(value).__name__}")
