"""The value every statement runs under. PostgreSQL policies read it as the setting `moked.scope`."""

from contextvars import ContextVar

NOTHING = ""
EVERYTHING = "*"

scope_value: ContextVar[str] = ContextVar("scope_value", default=NOTHING)
