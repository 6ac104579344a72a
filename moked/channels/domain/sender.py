"""Whom a mail is from, when headers disagree."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from moked.channels.mail import Address, ParsedMail

_NOBODY = re.compile(r"^(?:no-?_?reply|do-?not-?reply|donotreply|mailer-daemon|postmaster|bounces?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Sender:
    """The customer's address. `is_forwarded` when a colleague passed the customer's mail on."""

    address: str
    name: str = ""
    is_forwarded: bool = False


def customer_of(
    parsed: ParsedMail, *, is_own: Callable[[str], bool], is_colleague: Callable[[str], bool]
) -> Sender | None:
    """Who wrote to us; None when no usable address is named.

    A contact form writes in the name of our own address and names the customer in Reply-To; a group rewrites the
    sender and keeps the original; a colleague forwards. Anybody else is who they say they are.
    """
    sender = parsed.sender
    if sender is None:
        return None
    original = parsed.original_sender
    if is_own(sender.address) or _NOBODY.match(sender.address):
        named = [each for each in (*([original] if original else []), *parsed.reply_to) if not is_own(each.address)]
        return _sender(named[0] if named else sender)
    if original and original.address.lower() != sender.address.lower() and is_colleague(sender.address):
        return _sender(original, is_forwarded=True)
    return _sender(sender)


def _sender(address: Address, *, is_forwarded: bool = False) -> Sender:
    return Sender(address.address, address.name, is_forwarded)
