"""A raw mail to a parsed one: the steps in order."""

import dataclasses
import email.message
from email.parser import BytesHeaderParser

from moked.channels.mail.addresses import read_addresses
from moked.channels.mail.authentication import read_authentication
from moked.channels.mail.automatic import read_automatic, read_list_id, read_refusal, read_spam_flag
from moked.channels.mail.bounces import read_bounce
from moked.channels.mail.charset import decode_bytes
from moked.channels.mail.dates import read_date
from moked.channels.mail.envelope import has_headers, repaired
from moked.channels.mail.forwards import (
    attached_original,
    events_of,
    find_passage,
    is_answer,
    replaced_sender,
    text_of,
)
from moked.channels.mail.headers import header_text
from moked.channels.mail.html import Event, open_frames, read_html, text_as_html, write_html
from moked.channels.mail.html_lines import html_lines
from moked.channels.mail.identifiers import read_in_reply_to, read_message_id, read_references
from moked.channels.mail.language import detect_language
from moked.channels.mail.lines import Kind, Line, text_lines
from moked.channels.mail.message import Address, Attachment, Automatic, Original, ParsedMail
from moked.channels.mail.parts import Body, read_body
from moked.channels.mail.plain_text import tidy_plain
from moked.channels.mail.quotes import with_heads_apart
from moked.channels.mail.signatures import words_of_name
from moked.channels.mail.split import label_lines
from moked.channels.mail.structure import read_structure
from moked.lib.hebrew import paragraph_direction

_ENVELOPE = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Forwarded-To")
_MOST_LINES = 5_000
# One colleague passes a mail on to the next.
_MOST_PASSED_ON = 5
_MOST_FILES = 300
_HEADER_ROOM = 1_000_000
_BETWEEN_NAMES = str.maketrans("._-+", "    ")
# Enough to tell a direction by.
_SAMPLE = 2_000


def parse_mail(raw: bytes) -> ParsedMail:
    """Parse one mail (RFC 5322) or, where there is no header block, a bare text body. Never raises."""
    return _parse(raw, is_inner=False)


def parse_as_far_as_possible(raw: bytes, *, head_alone: bool = False) -> ParsedMail:
    """The same for a person, who wants what there is: a mail that cannot be read whole comes as a file besides.

    `head_alone` looks at its subject and its id and nothing else, for a mail whose reading ended its reader.
    """
    parsed = _head_of(raw) if head_alone else parse_mail(raw)
    return parsed if parsed.ok else dataclasses.replace(parsed, attachments=(*parsed.attachments, _whole(raw)))


def _head_of(raw: bytes) -> ParsedMail:
    head = BytesHeaderParser().parsebytes(raw[:_HEADER_ROOM])
    return ParsedMail(
        ok=False,
        error="not read",
        raw_size=len(raw),
        message_id=read_message_id(head),
        subject=header_text(head, "Subject"),
    )


def _parse(raw: bytes, *, is_inner: bool) -> ParsedMail:
    parsed = ParsedMail(raw_size=len(raw))
    try:
        if not has_headers(raw):
            return _with_body(parsed, Body(plain=tidy_plain(decode_bytes(raw, None))), [])
        source = repaired(raw)
        try:
            message, is_whole = read_structure(source)
        except RecursionError:
            # A body nested too deep to take apart leaves at least its headers.
            parsed = _with_envelope(parsed, BytesHeaderParser().parsebytes(source[:_HEADER_ROOM]))
            raise
        parsed = _with_envelope(parsed, message)
        body = read_body(message)
        if not is_whole or len(body.attachments) > _MOST_FILES:
            body = dataclasses.replace(body, attachments=(*body.attachments[:_MOST_FILES], _whole(raw)))
        if any(charset.was_visual for charset in body.charsets):
            parsed = _with_visual_headers(parsed, message)
        events = read_html(body.html) if body.html.strip() else []
        parsed = _with_body(parsed, body, events)
        return _with_meaning(parsed, message, events, is_inner=is_inner)
    except Exception as error:
        # What a stranger sends must never stop the line behind it: it is stored raw and shown as unread.
        return dataclasses.replace(parsed, ok=False, error=f"{type(error).__name__}: {error}"[:500])


def _whole(raw: bytes) -> Attachment:
    """The mail as it came, as a file for whoever wants what was too much to take apart. Its type opens no reader."""
    return Attachment("message.eml", "application/octet-stream", raw)


def _with_envelope(parsed: ParsedMail, message: email.message.Message) -> ParsedMail:
    sender = read_addresses(message, "From") or read_addresses(message, "Sender")
    delivered = dict.fromkeys(address.address for name in _ENVELOPE for address in read_addresses(message, name))
    return dataclasses.replace(
        parsed,
        message_id=read_message_id(message),
        in_reply_to=read_in_reply_to(message),
        references=read_references(message),
        sender=sender[0] if sender else None,
        reply_to=read_addresses(message, "Reply-To"),
        to=read_addresses(message, "To"),
        cc=read_addresses(message, "Cc"),
        bcc=read_addresses(message, "Bcc"),
        delivered_to=tuple(delivered),
        subject=header_text(message, "Subject"),
        sent_at=read_date(message),
        list_id=read_list_id(message),
        is_spam=read_spam_flag(message),
        authentication=read_authentication(message),
    )


def _with_visual_headers(parsed: ParsedMail, message: email.message.Message) -> ParsedMail:
    """A subject and a name are short: the order of their letters is told by the text's."""
    sender = next(iter(read_addresses(message, "From", beside_visual=True)), parsed.sender)
    return dataclasses.replace(parsed, sender=sender, subject=header_text(message, "Subject", beside_visual=True))


def _with_body(parsed: ParsedMail, body: Body, events: list[Event]) -> ParsedMail:
    parsed = dataclasses.replace(
        parsed, attachments=body.attachments, charsets=body.charsets, is_encrypted=body.is_encrypted
    )
    return _with_text(parsed, body.plain, events)


def _with_text(parsed: ParsedMail, plain: str, events: list[Event]) -> ParsedMail:
    """What is said, in its pieces, from the plain form and the events of the HTML one; either may be empty."""
    plain = with_heads_apart(plain)
    seen = html_lines(events)
    lines = text_lines(plain)
    names = _names(parsed.sender)
    kinds = _labels(lines, names)
    is_same = all(kind == Kind.REPLY for kind in kinds) and _say_the_same(lines, seen)
    seen_kinds = [Kind.REPLY] * len(seen) if is_same else _labels(seen, names)
    text = plain
    if not text.strip():
        lines, kinds, text = seen, seen_kinds, "\n".join(line.text for line in seen)
    elif Kind.QUOTE not in kinds and Kind.QUOTE in seen_kinds and Kind.REPLY in seen_kinds:
        # The HTML form says by its structure what the plain one only says in words we do not know.
        lines, kinds = seen, seen_kinds
    reply = _piece(lines, kinds, Kind.REPLY)
    said = _reply_events(events, seen, seen_kinds)
    html = write_html(events) if events else None
    return dataclasses.replace(
        parsed,
        text=text,
        reply_text=reply,
        quoted_text=_piece(lines, kinds, Kind.QUOTE),
        signature_text=_piece(lines, kinds, Kind.SIGNATURE),
        banner_text=_piece(lines, kinds, Kind.BANNER),
        html=html,
        html_reply=html if said is events else write_html(said),
        language=detect_language(reply or text),
        direction=paragraph_direction((reply or text)[:_SAMPLE]) or paragraph_direction(parsed.subject),
    )


def _names(sender: Address | None) -> tuple[str, ...]:
    """The words of a sender's name; of the address where no name is given."""
    if sender is None:
        return ()
    return words_of_name(sender.name or sender.address.partition("@")[0].translate(_BETWEEN_NAMES))


def _labels(lines: list[Line], names: tuple[str, ...]) -> list[Kind]:
    kinds = label_lines(lines[:_MOST_LINES], names)
    return kinds + kinds[-1:] * (len(lines) - len(kinds))


def _say_the_same(plain: list[Line], seen: list[Line]) -> bool:
    """Whether both forms hold the same lines, and the HTML one knows no more about them."""
    if any(line.depth or line.kind for line in seen):
        return False
    said = [line.text.rstrip() for line in plain if not line.is_blank]
    return said == [line.text.rstrip() for line in seen if not line.is_blank]


def _piece(lines: list[Line], kinds: list[Kind], wanted: Kind) -> str:
    return "\n".join(line.text for line, kind in zip(lines, kinds, strict=True) if kind == wanted).strip("\n ")


def _reply_events(events: list[Event], lines: list[Line], kinds: list[Kind]) -> list[Event]:
    """Events below a banner up to the first quote or signature; all when an answer stands below that."""
    said = [index for index, kind in enumerate(kinds) if kind == Kind.REPLY and not lines[index].is_blank]
    if not said:
        return events
    begin = said[0] if Kind.BANNER in kinds else 0
    after = [line for line in lines[said[-1] + 1 :] if line.start is not None]
    if after and all(kind == Kind.REPLY for kind in kinds[begin : said[-1]]):
        return _from_line(_without_empty_end(events[: after[0].start]), lines, begin)
    return _from_line(events, lines, begin)


def _from_line(events: list[Event], lines: list[Line], begin: int) -> list[Event]:
    """Events from a line on, within the frames that are open there; all where nothing parts it from what is above."""
    above = [line.start for line in lines[:begin] if line.start is not None]
    start = lines[begin].start
    if not above or start is None or start <= above[-1]:
        return events
    return [*open_frames(events, start), *events[start:]]


def _without_empty_end(events: list[Event]) -> list[Event]:
    """Events up to the last that shows anything: a cut leaves the frames of what was cut, drawn lines too."""
    last = len(events)
    while last and _shows_nothing(events[last - 1]):
        last -= 1
    return events[:last]


def _shows_nothing(event: Event) -> bool:
    return not event.closes and event.opens != "img" and not event.text.strip()


def _with_meaning(
    parsed: ParsedMail, message: email.message.Message, events: list[Event], *, is_inner: bool
) -> ParsedMail:
    bounce = read_bounce(message, parsed.sender, parsed.subject, parsed.text)
    replaced = replaced_sender(message)
    parsed = dataclasses.replace(
        parsed,
        bounce=bounce,
        automatic=read_automatic(message, parsed.subject) or (Automatic.REPLIED if bounce else None),
        refuses_automatic=read_refusal(message),
        original=replaced,
        original_sender=replaced.sender if replaced else None,
    )
    if replaced is None:
        answers = bool(parsed.automatic) or is_answer(message, parsed.subject)
        parsed = _with_passage(parsed, events, answers=answers, times=_MOST_PASSED_ON)
    if is_inner or parsed.automatic or parsed.original_sender:
        return parsed
    original = attached_original(message, parsed.subject, parsed.attachments)
    return _with_original(parsed, _parse(original.content, is_inner=True)) if original else parsed


def _with_passage(parsed: ParsedMail, events: list[Event], *, answers: bool, times: int) -> ParsedMail:
    """The mail with the one that is passed on in its text, and the one within that."""
    lines = text_lines(parsed.text)
    passage = find_passage(lines, parsed.subject, answers=answers) if times else None
    if passage is None:
        return parsed
    original = passage.original
    parsed = dataclasses.replace(parsed, original=original, original_sender=original.sender)
    if original.sender is None:
        return parsed
    seen = html_lines(events)
    seen_passage = find_passage(seen, parsed.subject, answers=answers)
    below = events_of(events, seen, seen_passage) if seen_passage else []
    inner = ParsedMail(
        raw_size=parsed.raw_size,
        sender=original.sender,
        to=original.to,
        subject=original.subject,
        sent_at=original.sent_at,
        attachments=parsed.attachments,
        charsets=parsed.charsets,
        is_spam=parsed.is_spam,
    )
    inner = _with_text(inner, text_of(lines, passage), below)
    inner = _with_passage(inner, below, answers=True, times=times - 1)
    above = _piece(lines[: passage.start], _labels(lines, _names(parsed.sender))[: passage.start], Kind.REPLY)
    return dataclasses.replace(parsed, passed_on=inner, comment=above)


def _with_original(parsed: ParsedMail, original: ParsedMail) -> ParsedMail:
    """What was passed on as a file is read with what was said about it."""
    if original.sender is None:
        return parsed
    html = None
    if parsed.html or original.html:
        html = (parsed.html or text_as_html(parsed.text)) + (original.html or text_as_html(original.text))
    return dataclasses.replace(
        parsed,
        passed_on=dataclasses.replace(original, is_spam=parsed.is_spam),
        comment=parsed.reply_text,
        original_sender=original.sender,
        original=Original(
            sender=original.sender,
            sender_name=original.sender.name,
            to=original.to,
            subject=original.subject,
            sent_at=original.sent_at,
            message_id=original.message_id,
        ),
        text=f"{parsed.text.rstrip()}\n\n{original.text}".strip(),
        html=html,
        attachments=(*parsed.attachments, *original.attachments),
        language=parsed.language or original.language,
        direction=parsed.direction or original.direction,
    )
