"""Who wrote a mail that somebody passed on."""

import dataclasses
import email.message
import re
from collections.abc import Sequence

from moked.channels.mail.addresses import parse_addresses, read_addresses
from moked.channels.mail.dates import parse_date
from moked.channels.mail.html import Event, open_frames
from moked.channels.mail.lines import Line, bare, unmarked
from moked.channels.mail.message import Address, Attachment, Original
from moked.channels.mail.quote_words import FORWARD_SUBJECT, REPLY_SUBJECT
from moked.channels.mail.quotes import head_end, header_block, is_forward_separator, is_separator, is_title

# Set by lists and gateways that replace the sender by their own address.
_HEADERS = ("X-Original-From", "X-Original-Sender")
_VIA = re.compile(r"[\"']?([^\"']{1,200}?)[\"']? via \S", re.IGNORECASE)
_SCANNED_LINES = 400
_BRACKETED_LAST = re.compile(r"<[^<>\s]{1,320}@[^<>\s]{1,255}>\s{0,9}$")
# A name, quoted or in capitals, and its address: 'heeft Dana Levi <dana@example.org>'.
_TOLD_WRITER = re.compile(
    r"(?:(?<!\w)מאת )?((?<=[\"“„«])[^\"”»<>]{1,100}(?=[\"”»])|(?<!\w)(?:[^\W\d_a-zà-ÿа-яё][\w.'’-]{0,40} ?){0,6})"
    r"[\"”»]? ?[<(]{1,2}([^\s<>()@]{1,64}@[^\s<>()@]{1,255})[>)]"
)
# Between the line that says so and the copied headers.
_MOST_BLANKS = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """Where in the lines of a mail another one is passed on: its heading from `start`, its text from `end`."""

    original: Original
    start: int
    end: int


def replaced_sender(message: email.message.Message) -> Original | None:
    """Who wrote a mail whose sender a list or a gateway replaced; None when none did."""
    found = next((addresses for name in _HEADERS if (addresses := read_addresses(message, name))), ())
    writer = found[0] if found else _writer_via(message)
    return Original(writer, writer.name) if writer else None


def _writer_via(message: email.message.Message) -> Address | None:
    """The same where the name says so ('Dana Levi via Friends') and answers go to the writer alone."""
    sender = next(iter(read_addresses(message, "From")), None)
    via = _VIA.match(sender.name) if sender else None
    answered = read_addresses(message, "Reply-To")
    if sender is None or via is None or len(answered) != 1 or answered[0].address == sender.address:
        return None
    return Address(answered[0].address, via[1])


def is_answer(message: email.message.Message, subject: str) -> bool:
    """Whether the mail answers another: what it holds below is quoted then, not passed on."""
    return "In-Reply-To" in message or "References" in message or bool(REPLY_SUBJECT.match(subject))


def find_passage(lines: Sequence[Line], subject: str, *, answers: bool) -> Passage | None:
    """The mail passed on in the text, by the headers copied above it; None when there is none.

    An answer passes on only what it says it does: by its subject, or by a line above the headers.
    """
    is_forward = bool(FORWARD_SUBJECT.match(subject)) or not answers
    separator = -_SCANNED_LINES
    for index in range(min(len(lines), _SCANNED_LINES)):
        if is_separator(lines[index]) or is_title(lines[index]):
            separator = index
            is_forward = is_forward or is_forward_separator(lines[index])
        is_told = index - separator <= _MOST_BLANKS and is_forward_separator(lines[max(separator, 0)])
        copied = header_block(lines, index, is_told=is_told) if is_forward else None
        if copied and "from" in copied[0]:
            start = separator if index - separator <= _MOST_BLANKS else index
            return Passage(_copied(copied[0]), start, copied[1])
    return _told_passage(lines, subject) if FORWARD_SUBJECT.match(subject) else None


def _told_passage(lines: Sequence[Line], subject: str) -> Passage | None:
    """The same where a program copies no headers but says 'On …, Dana <dana@example.org> wrote:'."""
    for index in range(min(len(lines), _SCANNED_LINES)):
        end = None if lines[index].is_blank else head_end(lines, index)
        told = " ".join(bare(line.text) for line in lines[index:end]) if end else ""
        writer = _TOLD_WRITER.search(told)
        if writer and end:
            sender = Address(writer[2], writer[1].strip())
            original = Original(
                sender=sender,
                sender_name=sender.name,
                subject=FORWARD_SUBJECT.sub("", subject, count=1).strip(),
                sent_at=parse_date(told.replace(writer[0], " ")),
            )
            return Passage(original, index, end)
    return None


def text_of(lines: Sequence[Line], passage: Passage) -> str:
    """What the mail passed on says, without the marks of a quote around the whole of it."""
    below = lines[passage.end :]
    is_marked = any(line.depth for line in below) and all(line.depth or line.is_blank for line in below)
    return "\n".join(unmarked(line.text) if is_marked else line.text for line in below).strip("\n")


def events_of(events: Sequence[Event], lines: Sequence[Line], passage: Passage) -> list[Event]:
    """The same from HTML, with the frames around it; empty when nothing parts it from its heading."""
    begun = [line.start for line in lines[: passage.end] if line.start is not None]
    start = next((line.start for line in lines[passage.end :] if line.start is not None), None)
    if start is None or (begun and start <= begun[-1]):
        return []
    return [*map(_plain_frame, open_frames(events, start)), *events[start:]]


def _plain_frame(event: Event) -> Event:
    """The frame as it stands around any text, not around a quote."""
    kept = tuple((name, value) for name, value in event.attributes if name in ("dir", "lang", "style"))
    return Event(opens="div" if event.opens == "blockquote" else event.opens, attributes=kept)


def _copied(fields: dict[str, str]) -> Original:
    sender = _writer(fields["from"])
    return Original(
        sender=sender,
        sender_name=sender.name if sender else fields["from"],
        to=_addresses(fields.get("to", "")),
        subject=fields.get("subject", ""),
        sent_at=parse_date(fields.get("sent") or fields.get("date", "")),
    )


def _writer(copied: str) -> Address | None:
    """Whom a copied 'From:' names. A name is the sender's choice and may hold addresses of others: beside another
    one, only the address in brackets at the end is believed."""
    found = _addresses(copied)
    if len(found) < 2:
        return next(iter(found), None)
    return found[-1] if _BRACKETED_LAST.search(_bracketed(copied)) else None


def _addresses(copied: str) -> tuple[Address, ...]:
    return parse_addresses(_bracketed(copied))


def _bracketed(copied: str) -> str:
    return copied.replace("[mailto:", "<").replace("]", ">")


def attached_original(
    message: email.message.Message, subject: str, files: tuple[Attachment, ...]
) -> Attachment | None:
    """The mail passed on as a file: the only one attached to a mail that is no answer; None when there is none."""
    mails = [file for file in files if file.content_type == "message/rfc822"]
    is_answer = "In-Reply-To" in message and not FORWARD_SUBJECT.match(subject)
    return mails[0] if len(mails) == 1 and not is_answer else None
