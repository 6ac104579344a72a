"""Rows of a form that its own buttons add, move and remove, without any script.

The form names how many rows it sends (`count`) and which button was pressed (`do`); nothing is saved by these.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict

Values = Mapping[str, Any]


def count_in(posted: QueryDict, most: int) -> int:
    """How many rows were sent, `most` at most."""
    return _number(posted.get("count", ""), most)


def rows_in(posted: QueryDict, prefix: str, names: Iterable[str], count: int) -> list[Values]:
    """The rows as they were sent, unchecked; those of row 2 are named `prefix-2-…`."""
    fields = tuple(names)
    return [{name: posted.get(f"{prefix}-{place}-{name}", "") for name in fields} for place in range(count)]


def rearranged(rows: Sequence[Values], button: str, *, blank: Values, most: int) -> list[Values]:
    """The rows after a button was pressed: `add`, `up-2`, `down-2`, `remove-2`; whatever else leaves them."""
    what, _dash, place_text = button.partition("-")
    place = _number(place_text, most)
    found = list(rows)
    if what == "add" and len(found) < most:
        found.append(blank)
    elif what == "remove" and place < len(found) > 1:
        del found[place]
    elif what == "up" and 0 < place < len(found):
        found[place - 1 : place + 1] = reversed(found[place - 1 : place + 1])
    elif what == "down" and place + 1 < len(found):
        found[place : place + 2] = reversed(found[place : place + 2])
    return found


def _number(text: str, most: int) -> int:
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) <= len(str(most)) else 0
