"""A mail's text in three: what its writer says now, what is quoted, the signature."""

import dataclasses
from collections.abc import Collection, Sequence

from moked.channels.mail.banners import banner_end
from moked.channels.mail.lines import Kind, Line, text_lines
from moked.channels.mail.quotes import (
    answers_within,
    ends_within_link,
    head_end,
    header_block,
    is_arrowed,
    is_bracketed_link,
    is_rule,
    is_separator,
    is_title,
    marked_head_start,
    names_writer,
    reads_as_told,
)
from moked.channels.mail.signatures import signature_span

# Programs break lines at 72 to 78 characters.
_WRAPPED_AT = 71
# A writer who goes on below a signature signs once more, not by the hundred.
_MOST_SIGNATURES = 10
# It is said at the top where answers stand.
_MOST_ANNOUNCING = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Fragment:
    """Neighbouring lines of one kind (never HEAD); texts of all fragments, joined by line ends, are the whole."""

    kind: Kind
    text: str


def split_text(text: str) -> tuple[Fragment, ...]:
    """Fragments of a plain text, in order."""
    lines = text_lines(text)
    kinds = label_lines(lines)
    fragments: list[Fragment] = []
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or kinds[end] != kinds[start]:
            fragments.append(Fragment(kinds[start], "\n".join(line.text for line in lines[start:end])))
            start = end
    return tuple(fragments)


def label_lines(lines: Sequence[Line], names: Collection[str] = ()) -> list[Kind]:
    """What each line is: REPLY, QUOTE, SIGNATURE or BANNER. `names` are the words of the writer's name.

    A mail that only quotes without marks (a forwarded text without a comment) says what it quotes.
    Answers written between quoted lines keep those lines: apart, neither makes sense.
    """
    kinds = [_first_kind(line) for line in lines]
    end_of_banner = banner_end(lines)
    kinds[:end_of_banner] = [Kind.BANNER] * end_of_banner
    _mark_heads(lines, kinds)
    if any(line.depth for line in lines):
        _mark_wrapped(lines, kinds)
        _mark_foreign_heads(lines, kinds)
    if not _spoken(lines, kinds):
        _take_unmarked_quote(lines, kinds)
    if _is_answered_within(lines, kinds):
        return [kind if kind == Kind.BANNER else Kind.REPLY for kind in kinds]
    _keep_inline_quotes(lines, kinds)
    _mark_signatures(lines, kinds, names)
    _mark_rules_above_quotes(lines, kinds)
    _settle_blanks(lines, kinds)
    return kinds


def _first_kind(line: Line) -> Kind:
    if line.depth and is_arrowed(line):
        return Kind.HEAD
    if line.depth:
        return Kind.QUOTE
    return (not line.is_blank and line.kind) or Kind.REPLY


def _mark_heads(lines: Sequence[Line], kinds: list[Kind]) -> None:
    index = 0
    is_said = False
    while index < len(lines):
        if lines[index].is_blank or kinds[index] == Kind.BANNER:
            index += 1
            continue
        end = _quote_start(lines, kinds, index) if kinds[index] in (Kind.REPLY, Kind.HEAD) else None
        if end is None:
            is_said = True
            index += 1
            continue
        following = next((place for place in range(end, len(lines)) if not lines[place].is_blank), len(lines))
        is_marked = following < len(lines) and lines[following].depth > 0
        if is_said and not is_marked and reads_as_told(lines[index:end]):
            # The writer tells what somebody wrote, and goes on.
            index += 1
        elif is_said or is_marked:
            last = following if is_marked else len(lines)
            kinds[index:last] = [Kind.QUOTE] * (last - index)
            index = last
        else:
            # Nothing was said above: what is quoted is all the mail says, up to the next head.
            kinds[index:end] = [Kind.REPLY] * (end - index)
            index = end


def _quote_start(lines: Sequence[Line], kinds: Sequence[Kind], index: int) -> int | None:
    """Index after the head, separator or copied headers that begin at `index`."""
    if kinds[index] == Kind.HEAD:
        end = index
        while end < len(lines) and kinds[end] == Kind.HEAD:
            end += 1
        return end
    if is_separator(lines[index]):
        return index + 1
    copied = header_block(lines, index)
    if copied is not None:
        return copied[1]
    head = head_end(lines, index)
    if head is None:
        return None
    # 'On this day' above 'On …, … wrote:' is the writer's own line.
    is_inside = any(head_end(lines, later) == head for later in range(index + 1, head) if _opens_anew(lines[later]))
    return None if is_inside and not names_writer(lines[index]) else head


def _opens_anew(line: Line) -> bool:
    return head_end([line], 0) is not None or line.text.lstrip().lower().startswith(("on ", "am ", "le ", "בתאריך"))


def _mark_wrapped(lines: Sequence[Line], kinds: list[Kind]) -> None:
    """A long quoted line that a program broke leaves its tail unmarked between two marked ones."""
    for index in range(1, len(lines) - 1):
        before, line, after = lines[index - 1], lines[index], lines[index + 1]
        if (
            kinds[index] == Kind.REPLY
            and before.depth
            and after.depth
            and (_is_torn_off(before, line.text) or is_bracketed_link(line))
        ):
            kinds[index] = Kind.QUOTE


def _is_torn_off(before: Line, text: str) -> bool:
    """Whether a program moved the end of the line before to a line of its own."""
    if ends_within_link(before) and " " not in text.strip():
        return True
    return (
        text[:1].islower()
        and len(before.text) + len(text.split(" ", 1)[0]) >= _WRAPPED_AT
        and not before.text.rstrip().endswith(("?", "!", ":"))
    )


def _mark_foreign_heads(lines: Sequence[Line], kinds: list[Kind]) -> None:
    """Heads in languages nobody listed, known by the marked lines below them."""
    last_said = max(_spoken(lines, kinds), default=0)
    for index in range(1, len(lines)):
        if lines[index].depth and not lines[index - 1].depth and kinds[index - 1] == Kind.REPLY:
            start = marked_head_start(lines, index, is_last=index > last_said)
            if start is not None and kinds[start] == Kind.REPLY:
                kinds[start:index] = [Kind.QUOTE] * (index - start)


def _spoken(lines: Sequence[Line], kinds: Sequence[Kind]) -> list[int]:
    return [
        index
        for index, (line, kind) in enumerate(zip(lines, kinds, strict=True))
        if kind == Kind.REPLY and not line.is_blank
    ]


def _take_unmarked_quote(lines: Sequence[Line], kinds: list[Kind]) -> None:
    for index, line in enumerate(lines):
        if not line.depth and kinds[index] in (Kind.QUOTE, Kind.HEAD) and not _leads_marked(lines, index):
            kinds[index] = Kind.REPLY


def _leads_marked(lines: Sequence[Line], index: int) -> bool:
    """Whether a line stands above marked lines as their head."""
    return any(line.depth for line in lines[index : index + 6])


def _is_answered_within(lines: Sequence[Line], kinds: Sequence[Kind]) -> bool:
    """Whether the writer says that answers stand within a quote, and nothing marks them there."""
    if Kind.QUOTE not in kinds:
        return False
    said = _spoken(lines, kinds)
    if not said or said[-1] > kinds.index(Kind.QUOTE):
        return False
    return any(answers_within(lines[each]) for each in said[:_MOST_ANNOUNCING])


def _keep_inline_quotes(lines: Sequence[Line], kinds: list[Kind]) -> None:
    if Kind.QUOTE not in kinds:
        return
    spoken = _spoken(lines, kinds)
    if not spoken:
        return
    signature = signature_span([lines[index] for index in spoken])
    said = spoken[: signature[0]] if signature else spoken
    first, last = said[0], said[-1]
    inside = [index for index in range(first, last) if kinds[index] == Kind.QUOTE and not lines[index].is_blank]
    if not inside:
        return
    if not any(lines[index].depth for index in inside) or _is_one_quote(lines, kinds, inside):
        return
    above = next((index for index, kind in enumerate(kinds) if kind == Kind.QUOTE), first)
    for index in range(min(first, above), last + 1):
        kinds[index] = Kind.REPLY


def _is_one_quote(lines: Sequence[Line], kinds: Sequence[Kind], inside: Sequence[int]) -> bool:
    """Whether the lines are one quote with a head of its own: the answer goes around it, not into it.

    Some programs mark the head like the rest.
    """
    first, last = inside[0], inside[-1]
    is_whole = all(kinds[index] == Kind.QUOTE or lines[index].is_blank for index in range(first, last))
    return is_whole and (not lines[first].depth or head_end(lines, first) is not None)


def _mark_signatures(lines: Sequence[Line], kinds: list[Kind], names: Collection[str]) -> None:
    """The signature, and what signs once more where the writer went on below it."""
    places = [index for index, kind in enumerate(kinds) if kind == Kind.REPLY and not lines[index].depth]
    for _ in range(_MOST_SIGNATURES):
        span = signature_span([lines[index] for index in places], names)
        if span is None:
            return
        for index in places[span[0] : span[1]]:
            kinds[index] = Kind.SIGNATURE
        places = places[span[1] :]


def _mark_rules_above_quotes(lines: Sequence[Line], kinds: list[Kind]) -> None:
    """A rule drawn above a quote belongs to it, and so do words between dashes above copied headers: above anything
    else they may be the answer."""
    for start in range(1, len(lines)):
        if kinds[start] != Kind.QUOTE or kinds[start - 1] == Kind.QUOTE:
            continue
        is_drawn = _is_rule_or_title if header_block(lines, start) else is_rule
        index = start - 1
        while index >= 0 and kinds[index] != Kind.QUOTE and (lines[index].is_blank or is_drawn(lines[index])):
            if is_drawn(lines[index]):
                kinds[index:start] = [Kind.QUOTE] * (start - index)
            index -= 1


def _is_rule_or_title(line: Line) -> bool:
    return is_rule(line) or is_title(line)


def _settle_blanks(lines: Sequence[Line], kinds: list[Kind]) -> None:
    """Blank lines go with what stands above them."""
    for index in range(1, len(lines)):
        if lines[index].is_blank and not lines[index].depth:
            kinds[index] = kinds[index - 1]
