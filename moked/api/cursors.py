"""A place in a list as one opaque word."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from moked.api.problems import CursorUnusable


def write_cursor(*parts: str) -> str:
    """Parts as one opaque word; the first is the list it belongs to."""
    return urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def read_cursor(cursor: str, name: str, count: int) -> list[str]:
    """The parts behind the list's name. Raises CursorUnusable for anything this list did not give."""
    try:
        parts = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError) as error:
        raise CursorUnusable from error
    is_ours = isinstance(parts, list) and len(parts) == count + 1 and all(isinstance(each, str) for each in parts)
    if not is_ours or parts[0] != name or not all(_is_storable(each) for each in parts):
        raise CursorUnusable
    return [str(each) for each in parts[1:]]


def _is_storable(text: str) -> bool:
    """Whether PostgreSQL can hold it: JSON can name NUL, and halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
