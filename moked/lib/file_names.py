"""Names of files, short enough for wherever they are kept."""

import re

# As wide as the column they are kept in.
MOST_LETTERS = 200
# What file systems allow a name; Hebrew takes two bytes a letter.
MOST_BYTES = 255
_ENDING = re.compile(r"(?:\.tar)?\.[^\W_]{1,12}$", re.IGNORECASE)
_CUT = "…"


def shortened(name: str) -> str:
    """The name in at most 200 characters and 255 bytes, its ending kept: it says what opens the file."""
    if len(name) <= MOST_LETTERS and len(name.encode("utf-8", "replace")) <= MOST_BYTES:
        return name
    found = _ENDING.search(name)
    ending = _CUT + (found[0] if found else "")
    stem = name[: found.start() if found else len(name)][: MOST_LETTERS - len(ending)]
    room = MOST_BYTES - len(ending.encode("utf-8", "replace"))
    return stem.encode("utf-8", "replace")[:room].decode("utf-8", "ignore").rstrip() + ending
