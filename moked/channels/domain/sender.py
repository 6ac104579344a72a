"""Whom a mail is from, when headers disagree."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from moked.channels.mail import Address, ParsedMail

_NOBODY = re.compile(r"^(?:no-?_?reply|do-?not-?reply|donotreply|mailer-daemon|postmaster|bounces?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Comment:
    """What a colleague wrote above a mail that was passed on.

    Of the mail handed in (`is_outermost`) the server knows whom it is from. What stands within it is text: anybody
    may have written it, and whom it names.
    """

    address: str
    said: str
    is_outermost: bool = False


@dataclass(frozen=True)
class Sender:
    """The customer's address. `is_forwarded` when a colleague passed the customer's mail on: `mail` is then that mail
    where it can be told apart, and `comments` what colleagues wrote above it, the last one's first."""

    address: str
    name: str = ""
    is_forwarded: bool = False
    mail: ParsedMail | None = None
    comments: tuple[Comment, ...] = ()


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
    is_ours = is_own(sender.address)
    strangers = [each for each in parsed.reply_to if not is_own(each.address) and not is_colleague(each.address)]
    if is_ours and strangers:
        # What they wrote into a form may look like a mail that was passed on, and be anybody's invention.
        return _sender(strangers[0])
    if original and original.address.lower() != sender.address.lower():
        is_handed_on = is_ours and parsed.passed_on is not None and not is_own(original.address)
        if is_handed_on or is_colleague(sender.address):
            return _forwarded(parsed, original, is_colleague)
    if is_ours or _NOBODY.match(sender.address):
        named = [each for each in (*([original] if original else []), *parsed.reply_to) if not is_own(each.address)]
        return _sender(named[0] if named else sender)
    return _sender(sender)


def _forwarded(parsed: ParsedMail, original: Address, is_colleague: Callable[[str], bool]) -> Sender:
    """A mail that went through one colleague or several, each of whom may have said something about it."""
    comments: list[Comment] = []
    passing, mail = parsed, parsed.passed_on
    while mail is not None and passing.sender is not None:
        if passing.comment:
            comments.append(Comment(passing.sender.address, passing.comment, is_outermost=passing is parsed))
        original = mail.sender or original
        if mail.passed_on is None or not is_colleague(original.address):
            break
        passing, mail = mail, mail.passed_on
    return Sender(original.address, original.name, is_forwarded=True, mail=mail, comments=tuple(comments))


def _sender(address: Address) -> Sender:
    return Sender(address.address, address.name)
