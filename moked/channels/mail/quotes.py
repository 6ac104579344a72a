"""Where a quote begins: the lines mail programs write above it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from moked.channels.mail import quote_words as words
from moked.channels.mail.lines import Line, bare

_LONGEST_HEAD = 600
_MOST_HEAD_LINES = 4
_MOST_FIELD_LINES = 14
_LONGEST_SEPARATOR = 90
# With the dashes around it.
_LONGEST_WRITTEN = 200
# A verb, an address: what is left when a program broke the head.
_TORN_OFF = 12
# A shorter subject goes on in no second line: what follows is the text.
_WRAPPED_AT = 60
# Some programs write the first header behind the line of dashes.
_FIELD = re.compile(r"(?:[^:：]{1,40}-{3,} ?)?([^:：]{1,20}?) ?\*? ?[:：]")
# One header right behind the address of another.
_RUN_ON = re.compile(r"@[^\s<>@]{1,255}>[^\W\d_]{1,20} ?[:：]")
_BRACKETED_ADDRESS = re.compile(r"[<(][^<>()\s]{1,200}@[^<>()\s]{1,200}[>)]")
_RULE = re.compile(r"[\s*_=~—–-]{4,}")
# A quote stands below, or it might be the writer's own sentence.
_HEAD_BEHIND_TEXT = re.compile(
    r"^([^>\n][^\n]{0,300}?[^\s-])(?:[ \t]*-{2,4}|[ \t])[ \t]*"
    r"(On (?:[A-Z][a-z]{2,8},? )?(?:[A-Z][a-z]{2,8} )?\d[^\n]{5,200} wrote:)[ \t]*\n(?=\s{0,3}>)",
    re.MULTILINE,
)
# Words between dashes.
_TITLE = re.compile(r"[>\s]{0,20}-{3,20} ?[^\s-].{1,60}[^\s-] ?-{3,20}\s*")


def with_heads_apart(text: str) -> str:
    """The text with heads on lines of their own: 'Thanks On Mon, Mar 3, Dana wrote:' is two."""
    return _HEAD_BEHIND_TEXT.sub(r"\1\n\2\n", text) if "wrote:" in text else text


def head_end(lines: Sequence[Line], start: int) -> int | None:
    """Index after a head such as 'On …, … wrote:' that begins at `start`; None when none does."""
    joined = ""
    starts_right = _starts_right(bare(lines[start].text))
    # Only a line that stands alone may begin with a name.
    for end in range(start, min(start + (_MOST_HEAD_LINES if starts_right else 1), len(lines))):
        line = lines[end]
        # A long address may break before its own bracket: '<test@example.org' and '>:'.
        if line.is_blank or (line.depth != lines[start].depth and line.text.strip() != ">:"):
            break
        joined = f"{joined} {bare(line.text)}".strip()
        if len(joined) > _LONGEST_HEAD:
            break
        if words.DIGIT.search(joined) and _is_head(joined, starts_right=starts_right):
            return end + 1
    return _foreign_head_end(lines, start)


def _foreign_head_end(lines: Sequence[Line], start: int) -> int | None:
    """The same in any language: an address in brackets, a day and an hour, a colon at the end, on one line or two.

    Nobody writes that by hand; where two lines share it, each holds a part.
    """
    if start and not lines[start - 1].is_blank:
        return None
    first = bare(lines[start].text)
    if not words.DIGIT.search(first) and not words.MAIL_ADDRESS.search(first):
        return None
    if _tells_all(first):
        return start + 1
    if start + 1 == len(lines) or lines[start + 1].is_blank or lines[start + 1].depth != lines[start].depth:
        return None
    second = bare(lines[start + 1].text)
    has_part = bool(words.DIGIT.search(second) or words.MAIL_ADDRESS.search(second))
    is_torn = has_part and not _tells_all(second) and _tells_all(f"{first} {second}")
    return start + 2 if is_torn else None


def names_writer(line: Line) -> bool:
    """Whether the line names somebody with their address in brackets, as heads do."""
    return bool(_BRACKETED_ADDRESS.search(bare(line.text)))


def _tells_all(text: str) -> bool:
    return (
        text.endswith((":", "："))
        and len(text) <= _LONGEST_SEPARATOR * 2
        and bool(_BRACKETED_ADDRESS.search(text) and words.CLOCK.search(text) and words.DAY.search(text))
        and not words.MID_LINE.search(text)
    )


def _starts_right(text: str) -> bool:
    """Whether a head may begin so: by a word that opens one, or a date."""
    return bool(words.OPENERS.match(f"{text} ") or words.STARTS_WITH_DATE.match(f"{text} "))


def _is_head(joined: str, *, starts_right: bool) -> bool:
    """Whether lines joined say who wrote when: by words that open and close such a line, a date, an address."""
    text = joined.rstrip(" \t\r\n*_-")
    # Dashes at the end close what dashes opened.
    has_colon = text.endswith((":", "：")) or joined.rstrip().endswith("--")
    verb = words.VERBS.search(text[-60:])
    is_closed = verb is not None and verb.end() == len(text[-60:])
    if not has_colon and not is_closed:
        return False
    if not starts_right and words.MID_LINE.search(text):
        return False
    if words.TOLD_TO_US.search(text) and not _BRACKETED_ADDRESS.search(text):
        return False
    has_address = bool(words.MAIL_ADDRESS.search(text))
    if is_closed and starts_right and has_address:
        return True
    return has_colon and _tells_when(text, is_closed=is_closed, starts_right=starts_right, has_address=has_address)


def _tells_when(text: str, *, is_closed: bool, starts_right: bool, has_address: bool) -> bool:
    if not words.DATE.search(text):
        return False
    if is_closed:
        return starts_right or has_address
    if has_address:
        return starts_right or bool(words.NEAR_VERBS.search(text))
    has_opener = bool(words.OPENERS.match(text))
    return bool(words.HEBREW_HEAD.match(text) or (has_opener and words.NEAR_VERBS.search(text)))


def reads_as_told(lines: Sequence[Line]) -> bool:
    """Whether what looks like a head may as well be a sentence: 'On Monday 3.3.2025 the operator wrote:'.

    Programs name an address, or the minute and somebody by name.
    """
    text = " ".join(bare(line.text) for line in lines).rstrip(" \t*_-")
    verb = words.VERBS.search(text[-60:])
    if verb is None or verb.end() != len(text[-60:]) or words.MAIL_ADDRESS.search(text):
        return False
    if words.YOU_WROTE.fullmatch(text) or words.PROGRAM_HEAD.fullmatch(text):
        return False
    if words.TOLD_DAY.fullmatch(text):
        return True
    before = text[: len(text) - len(verb.group())].rstrip(" ,")
    return not words.WRITTEN_CLOCK.search(text) or bool(words.SOMEBODY.search(before))


def answers_within(line: Line) -> bool:
    """Whether the line says that answers stand below, within what is quoted."""
    text = line.text[:_LONGEST_WRITTEN].lower()
    # Most lines hold none of these, and the pattern is slow to say so.
    return any(hint in text for hint in words.ANSWER_HINTS) and bool(words.ANSWERS_WITHIN.search(text))


def marked_head_start(lines: Sequence[Line], end: int, *, is_last: bool = False) -> int | None:
    """Index of the line that begins a head right above the marked line at `end`; None when none stands there.

    What closes in a colon above marked lines and names an address, or a day and an hour, is a head in any language;
    where nothing follows the quote (`is_last`), a name and a verb will do.
    """
    last = end - 1
    while last >= 0 and lines[last].is_blank:
        last -= 1
    if last < 0 or lines[last].depth or len(lines[last].text) > _LONGEST_HEAD:
        return None
    text = bare(lines[last].text)
    before = bare(lines[last - 1].text) if last and not lines[last - 1].depth else ""
    is_torn = bool(before) and (before.endswith(("<", "(", ",")) or text[:1] in "<(" or len(text) < _TORN_OFF)
    if is_torn and words.DIGIT.search(before) and _names_a_source(f"{before} {text}"):
        return last - 1
    if _names_a_source(text):
        return last
    is_said = len(text) < _LONGEST_SEPARATOR and words.VERBS.search(text) and not words.MID_LINE.search(text)
    return last if is_last and is_said else None


def _names_a_source(text: str) -> bool:
    if words.MID_LINE.search(text):
        return False
    has_address = bool(words.MAIL_ADDRESS.search(text))
    if not text.endswith((":", "：")):
        if words.STAMPED.match(text):
            return True
        return has_address and text.endswith((">", ")")) and bool(words.DATE.search(text[:40]))
    has_moment = bool(words.DATE.search(text) and words.CLOCK.search(text))
    return has_address or (has_moment and len(text) < _LONGEST_SEPARATOR)


def is_arrowed(line: Line) -> bool:
    """Whether the line is a head set between arrows, as GroupWise sets it."""
    return line.text.rstrip().endswith(">>") and bool(words.ARROWED.fullmatch(line.text[:300]))


def is_bracketed_link(line: Line) -> bool:
    """Whether the line is one link as programs set it behind a quoted word; a bare one may be an answer."""
    if not line.text.lstrip().startswith(("(", "<", "[")):
        return False
    pieces = line.text[:_LONGEST_HEAD].strip(" \t()<>[]").split()
    return len(pieces) == 1 and pieces[0].lower().startswith(("http://", "https://", "www."))


def ends_within_link(line: Line) -> bool:
    """Whether a bracketed link begins on the line and goes on below it."""
    start = max(line.text.rfind("(http"), line.text.rfind("<http"))
    rest = line.text[start + 1 :]
    return start >= 0 and not any(sign in rest for sign in " \t)>")


def is_separator(line: Line) -> bool:
    """Whether the line is one like '-----Original Message-----'."""
    return len(line.text) <= _LONGEST_WRITTEN and _parts_a_quote(line.text)


@lru_cache(maxsize=1024)
def _parts_a_quote(written: str) -> bool:
    text = bare(written).rstrip(" \t*_-").rstrip(" :：")
    return len(text) <= _LONGEST_SEPARATOR and bool(words.SEPARATORS.fullmatch(text))


def is_forward_separator(line: Line) -> bool:
    """Whether the line says that what follows was forwarded."""
    return is_separator(line) and bool(words.FORWARDS.search(line.text))


def is_title(line: Line) -> bool:
    """Whether the line is words between dashes: above copied headers they say in any language what follows."""
    return bool(_TITLE.fullmatch(line.text[:_LONGEST_WRITTEN]))


def is_rule(line: Line) -> bool:
    """Whether the line is only drawn: dashes, underscores."""
    return bool(_RULE.fullmatch(line.text[:200]))


def field_of(line: Line) -> tuple[str, str] | None:
    """The header a copied line names ('from', 'sent', 'date', 'to', 'cc', 'subject') and its value."""
    text = bare(line.text)
    label = _FIELD.match(text)
    field = words.FIELDS.get(label[1].strip(" *").casefold()) if label else None
    return (field, text[label.end() :].strip(" \t*")) if field and label else None


def _run_together(text: str) -> dict[str, str]:
    """Copied headers as one program's plain form has them, on one line: 'From: a <a@x>To: b <b@x>Subject: …'."""
    places = list(words.FIELD_LABEL.finditer(text))
    ends = [place.start() for place in places[1:]] + [len(text)]
    fields: dict[str, str] = {}
    for place, end in zip(places, ends, strict=True):
        fields.setdefault(words.FIELDS[place[1].casefold()], text[place.end() : end].strip(" \t*"))
    return fields


def header_block(lines: Sequence[Line], start: int, *, is_told: bool = False) -> tuple[dict[str, str], int] | None:
    """The copied headers ('From: … Sent: … To: … Subject: …') that begin at `start`, and the index after them.

    None when it is no such block: a customer's own list ('From: Haifa', 'To: Eilat', 'Date: Monday') has no address,
    no 'Sent', no subject. Below a line that tells of a mail passed on (`is_told`) two of them do.
    """
    if field_of(lines[start]) is None:
        return None
    if _RUN_ON.search(lines[start].text):
        together = _run_together(lines[start].text)
        return (together, start + 1) if _is_header_block(together) else None
    fields: dict[str, str] = {}
    last = ""
    end = start
    for end in range(start, min(start + _MOST_FIELD_LINES, len(lines))):
        line = lines[end]
        found = field_of(line)
        is_text = not found and last == "subject" and len(lines[end - 1].text) < _WRAPPED_AT
        if not bare(line.text) or is_text:
            break
        if found:
            last = found[0]
            fields.setdefault(last, found[1])
        elif _FIELD.match(bare(line.text)) and words.MAIL_ADDRESS.search(line.text):
            # A header in words nobody listed: 'Kopia ukryta: …'.
            last = ""
        elif last:
            fields[last] = f"{fields[last]} {bare(line.text)}"[:_LONGEST_HEAD]
    else:
        end += 1
    is_whole = is_told and len(fields) > 1 and bool(words.MAIL_ADDRESS.search(fields.get("from", "")))
    return (fields, end) if is_whole or _is_header_block(fields) else None


def _is_header_block(fields: dict[str, str]) -> bool:
    has_address = any(words.MAIL_ADDRESS.search(fields.get(name, "")) for name in ("from", "to", "cc"))
    if has_address and words.WIRE_DATE.search(fields.get("date", "")):
        return True
    if "from" not in fields or len(fields) < 3:
        return False
    if "sent" in fields:
        return True
    return has_address or ("subject" in fields and bool(words.DATE.search(fields.get("date", ""))))
