"""Keys of rows as they come in addresses and forms."""

from uuid import UUID

from moked.lib.errors import NotFound


def parse_key(text: str | None) -> UUID | None:
    """A key out of a query or a form; None when there is none. Raises NotFound for what is no key."""
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise NotFound from error
