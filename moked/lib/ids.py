"""Keys: UUID version 7, ordered by time, so an index grows at its end and a business can move house."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh key. Ordered by creation within a millisecond and beyond."""
    return uuid7()
