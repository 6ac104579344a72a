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
    stem, ending = parted(name)
    ending = _CUT + ending
    room = MOST_BYTES - len(ending.encode("utf-8", "replace"))
    cut = stem[: MOST_LETTERS - len(ending)].encode("utf-8", "replace")[:room]
    return cut.decode("utf-8", "ignore").rstrip() + ending


def ends_of(name: str, most: int) -> tuple[str, str]:
    """What is shown of a name in at most so many characters: its beginning, and the end of its stem with the ending.

    The second is empty where the whole name has room. Names of one series differ at their end, and the ending says
    what opens the file.
    """
    if len(name) <= most:
        return name, ""
    _stem, ending = parted(name)
    end = min(len(ending) + most // 3, most - 2)
    return name[: most - end - 1].rstrip() + _CUT, name[-end:].lstrip()


def parted(name: str) -> tuple[str, str]:
    """The name and its ending, dot included; a name that is all ending has none."""
    found = _ENDING.search(name)
    return (name[: found.start()], found[0]) if found and found.start() else (name, "")
