"""The scope: the set of businesses that code may see now. Every scoped query and every row policy reads it.

Nothing is in scope until somebody says so; a forgotten scope is an error, never everybody's rows.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final
from uuid import UUID

from moked.businesses.errors import ScopeMissing
from moked.lib.postgres.session import EVERYTHING, scope_value

_businesses: ContextVar[frozenset[UUID] | None] = ContextVar("businesses", default=None)
_whole_installation: ContextVar[bool] = ContextVar("whole_installation", default=False)

INSTALLATION: Final = None


@contextmanager
def in_scope(businesses: Iterable[UUID]) -> Iterator[None]:
    """Runs the block seeing exactly these businesses; widening inside a narrower scope is not prevented here."""
    chosen = frozenset(businesses)
    literal = "{" + ",".join(sorted(str(key) for key in chosen)) + "}"
    tokens = (_businesses.set(chosen), _whole_installation.set(False), scope_value.set(literal))
    try:
        yield
    finally:
        _businesses.reset(tokens[0])
        _whole_installation.reset(tokens[1])
        scope_value.reset(tokens[2])


@contextmanager
def in_whole_installation(reason: str) -> Iterator[None]:
    """Runs the block seeing all businesses. For processes that serve all; `reason` is for the reader."""
    if not reason:
        raise ScopeMissing
    tokens = (_businesses.set(None), _whole_installation.set(True), scope_value.set(EVERYTHING))
    try:
        yield
    finally:
        _businesses.reset(tokens[0])
        _whole_installation.reset(tokens[1])
        scope_value.reset(tokens[2])


def current_businesses() -> frozenset[UUID] | None:
    """The businesses in scope; None is the whole installation. Raises ScopeMissing when nobody set one."""
    if _whole_installation.get():
        return INSTALLATION
    chosen = _businesses.get()
    if chosen is None:
        raise ScopeMissing
    return chosen
