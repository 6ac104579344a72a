"""What happened to the doors. `fields` are the names of changed columns; a changed password is only named."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class MailboxCreated(Event):
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class MailboxChanged(Event):
    account_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WidgetCreated(Event):
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class WidgetChanged(Event):
    account_id: UUID
    fields: tuple[str, ...]
