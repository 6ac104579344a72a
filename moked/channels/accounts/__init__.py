"""Mailboxes and chat widgets: opening, changing, trying their connections."""

from moked.channels.accounts.services import (
    AccountFacts,
    change_mailbox,
    change_widget,
    create_mailbox,
    create_widget,
)

__all__ = ["AccountFacts", "change_mailbox", "change_widget", "create_mailbox", "create_widget"]
