"""Promises in an agent's words: 'אתקשר אליך עד 14:00', "I'll send it today"; what is promised, and until when.

Only what the writer's own side will do counts: not what was done, what may be done, what others or the customer shall
do, opening hours, questions, politeness or quoted words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal, cast
from zoneinfo import ZoneInfo

from moked.lib.hebrew.phrases import FoldedText, Sentence, compile_phrases, own_words, sentences
from moked.lib.recognise import Finding
from moked.promises.domain import promise_verbs as verbs
from moked.promises.domain.spoken_times import DAYS_OFF, Clock, TimeWords, moment_of, time_words_in

What = Literal["call", "write", "check", "send", "fix", "visit", "other"]


@dataclass(frozen=True)
class Commitment:
    """What is promised by characters `start` to `end`, and until when (aware, in the zone asked for), if said.

    `names_time` says that a time is named, though it may be one that has passed.
    """

    what: What
    due: datetime | None
    start: int
    end: int
    names_time: bool


@dataclass(frozen=True)
class _Promise:
    what: What
    sentence: Sentence
    match: re.Match[str]
    times: tuple[TimeWords, ...]

    def span(self, folded: FoldedText) -> tuple[int, int]:
        """From the promise to its words of time, whichever comes first, in the text as written."""
        start = min([self.match.start(), *(one.start for one in self.times)])
        end = max([self.match.end(), *(one.end for one in self.times)])
        words = self.sentence.text[start:end]
        start += len(words) - len(words.lstrip())
        return folded.span(self.sentence.start + start, self.sentence.start + start + len(words.strip()))


# 'And', 'that', 'when' may stand before the first word.
_PREFIX = "[ושכה]{0,2}"


def _compiled(
    hebrew: Mapping[str, Sequence[str]], english: Mapping[str, Sequence[str]]
) -> tuple[tuple[What, re.Pattern[str]], ...]:
    return (
        *(
            (cast("What", what), compile_phrases(found, verbs.HEBREW_WORDS, prefix=_PREFIX))
            for what, found in hebrew.items()
        ),
        *((cast("What", what), compile_phrases(found, verbs.ENGLISH_WORDS)) for what, found in english.items()),
    )


_ALWAYS = _compiled(verbs.HEBREW, verbs.ENGLISH)
_WITH_TIME = _compiled(verbs.HEBREW_WITH_TIME, verbs.ENGLISH_WITH_TIME)


def commitment_words(text: str) -> Finding | None:
    """The first promise; `code` is what is promised, `facts["has_time"]` whether words of time stand with it."""
    folded = own_words(text)
    promise = next(_promises_in(folded), None)
    if promise is None:
        return None
    return Finding(*promise.span(folded), code=promise.what, facts={"has_time": bool(promise.times)})


def commitment_in(
    text: str,
    now: datetime,
    zone: ZoneInfo,
    work_day_ends: time = time(17),
    days_off: frozenset[int] = DAYS_OFF,
) -> Commitment | None:
    """The first promise of a text written at `now` (aware), with the moment it is due.

    `due` is None when no time is said, or one of a day that has passed. A day without an hour means the end of work;
    `days_off` (Monday is 0) are no business days and end the week.
    """
    folded = own_words(text)
    promise = next(_promises_in(folded), None)
    if promise is None:
        return None
    clock = Clock(now.astimezone(zone), zone, work_day_ends, days_off)
    start, end = promise.span(folded)
    names_time = any(one.kind != "open" for one in promise.times)
    return Commitment(promise.what, moment_of(promise.times, clock), start, end, names_time)


def _promises_in(folded: FoldedText) -> Iterator[_Promise]:
    for sentence in sentences(folded):
        words = list(time_words_in(sentence.text))
        found = [
            _Promise(what, sentence, match, _times_of(sentence, match, words))
            for patterns, needs_time in ((_ALWAYS, False), (_WITH_TIME, True))
            for what, pattern in patterns
            for match in pattern.finditer(sentence.text)
            if not _is_excused(sentence, match) and (not needs_time or _times_of(sentence, match, words))
        ]
        bare = {one.match.start() for one in found if _is_bare(one, found)}
        found = [one for one in found if one.match.start() not in bare]
        if found:
            first = min(found, key=lambda one: (one.match.start(), -one.match.end()))
            yield _Promise(_what_of(first, found), sentence, first.match, first.times)


def _what_of(first: _Promise, found: Sequence[_Promise]) -> What:
    # 'I will check and call you' promises the call.
    later = [one.what for one in found if one.what not in ("check", "other")]
    if first.what != "check":
        return first.what
    joined = _AND_THEN.search(first.sentence.text, first.match.end())
    return later[0] if later else cast("What", joined.lastgroup) if joined else first.what


def _is_bare(one: _Promise, found: Sequence[_Promise]) -> bool:
    """'We will look into it': a look at nothing named, by no time, after which nobody hears anything."""
    is_look = _what_of(one, found) == "check" and not one.times
    return is_look and bool(_NOTHING_NAMED.match(one.sentence.text, one.match.end()))


_NOTHING_NAMED = re.compile(
    r"(?: ב?(?:את )?(?:זה|זאת|זו|כך|ה?עניי?ן|ה?נושא|ה?דבר))?"
    r"(?: (?:into|on|at))?(?: (?:it|this|that|the matter))? *(?:[,;.!]|$)"
)
_AND_THEN = re.compile(
    r"\band (?:then )?(?:i'll |we'll |i will |we will |will )?"
    r"(?:(?P<call>call|ring|phone|speak to you)"
    r"|(?P<write>get back|come back|let you|write|e-?mail|update|reply|tell|inform|answer"
    r"|report|respond|contact|message|text)"
    r"|(?P<send>send|ship|forward))\b"
)
# The colon of an hour parts nothing.
_CLAUSE_START = re.compile(r"[,;]|:(?!\d)| - ")
_AFAR = 160
# How far a sentence is read round a promise: a text without full stops shall not cost its square.
_CONTEXT = 400


def _times_of(sentence: Sentence, match: re.Match[str], words: Sequence[TimeWords]) -> tuple[TimeWords, ...]:
    """One day and one hour, or one span: after the promise in its sentence, else before it in its clause."""
    reach = max(0, match.start() - _CONTEXT)
    before = sentence.text[reach : match.start()]
    clause = reach + max((found.end() for found in _CLAUSE_START.finditer(before)), default=0)
    near = [one for one in words if clause <= one.start and one.end <= match.end() + _AFAR]
    chosen: dict[str, TimeWords] = {}
    for one in sorted(near, key=lambda one: (one.start < match.start(), one.start, -one.end)):
        overlaps = any(
            one.start < other.end and other.start < one.end and one.kind == other.kind for other in chosen.values()
        )
        if one.kind not in chosen and not overlaps:
            chosen[one.kind] = one
    if "span" in chosen:
        # 'Tomorrow, within two hours' is rare; '48 hours' may look like an hour.
        return (chosen["span"],)
    return tuple(one for kind, one in chosen.items() if kind != "open") or tuple(chosen.values())


_CONDITION = re.compile(
    r"(?<!\w)[ושה]{0,2}(?:אם|האם|במידה ו?\w*|במקרה ש?\w*|ככל ש\w*|אילו|לו רק|בתנאי ש\w*"
    r"|מתי|איך|אולי)(?!\w)|\b(?:if|unless|whether|in case|provided|could|would|when should"
    r"|should)\b"
)
_ONLY_IF = re.compile(r"(?<!\w)(?:רק אם|בתנאי ש|רק לאחר ש|רק אחרי ש)|\bonly if\b|\bprovided that\b")
_TOLD = re.compile(
    r"(?<!כפי ש)(?<!כמו ש)(?<!כפי ש[ה])(?<!\w)[וש]?(?:אמר|הבטח|כתב|ביקש|סיפר|ציינ|הודע"
    r"|התחייב|חשב|טענ|שכח|הצהר|רצ)(?:תי|נו|ת|תם|תן|ו|ה|ית|יתי|ינו)(?!\w)"
    r"|(?<!\w)[וש]?(?:יודע(?:ת|ים)?|היי?ת[יה]?|היינו|היה|היו|רוצ(?:ה|ים)|תרצ[היו]|מעדיפ"
    r"(?:ה|ים)|מעדיף|נוח|אמור(?:ה|ים)?|אמרו|ביקשו|מחכ(?:ה|ים)|מצפ(?:ה|ים)|לפעמים|בדרך"
    r" כלל|כדי|כשתרצ[היו])(?!\w)"
    r"|(?<!as )(?<!as we )(?<!as i )\b(?:said|promised|wrote|told|mentioned|asked|thought"
    r"|usually|sometimes|know|hope|hoped)\b"
)
_DENIED = re.compile(
    r"(?<!\w)[וש]?(?:לא|אינ\w{1,3}|אין|בלי|מבלי|ללא|לעולם לא|אל|בוא[ויה]?|הבה|שלא|טרם)"
    r"(?: ה\w+)? ?$|\b(?:not|never|n't|cannot|unless) ?$"
)
_AFTER_THAT = re.compile(r"(?:^|[ (\"])(?:לפני|אחרי|לאחר|עד|מאז|למה|לשם|ברגע|בזמן|אחת) ?$")
# 'The parcel was sent' is spelled as 'we shall send'.
_PASSIVE_SUBJECT = re.compile(
    r"(?<!\w)(?<!את )[וש]?ה(?!יום|בא|קרוב|ערב|לילה|שבוע|צהריים|חודש|יי)\w{2,}(?: (?:כבר|שלך|שלכם|הזה|הזו))? ?$"
)
_AMBIGUOUS = re.compile(r"^[ושכה]{0,2}נ\w+")
_PAST = re.compile(r"^ מה(?!ר(?!\w))[-\w]|(?<!\w)(?:אתמול|שלשום|אמש|לפני (?:שבוע|יומיים|כמה|שעה)|בשבוע שעבר)(?!\w)")
_OTHERS = re.compile(
    r"(?<!\w)[וש]?(?:מ?ה?(?:שליח(?:ים|ה)?|בנק|ספק(?:ית)?|דואר|יצר(?:ן|נית)|יבואן|מכס"
    r"|מוכר|קבלן|לקוח(?:ה)?)|חבר(?:ת|ות) ה?\w+|נציג(?:ת|י|ה)? (?:של )?(?:חבר\w+|ה?בנק"
    r"|ה?ספק|ה?יצרן|ה?יבואן))(?!\w)"
)
_OTHER_PERSON = re.compile(r"(?<!\w)[וש]?(?:הם|הן|את|אתה|אתם) ?$")
_THIRD_PERSON = re.compile(r"^[ושכה]{0,2}(?:\S+ ){0,3}?[ית]\w+|^(?:the|a|your) ")
_LEAD_IN = re.compile(r"^(?:ש|כש|לכש|וש|וכש)")
_EMPTY = re.compile(
    r"(?:נעשה|אעשה) (?:כ?מיטב|הכו?ל|כל)|(?:נשמור|אשמור) על קשר|be (?:happy|glad|delighted"
    r"|pleased|able|here)|do (?:my|our) (?:very )?best(?! to (?:call|send|fix|get|write))"
    r"|keep (?:that|this|it) in mind|יחד|ביחד|get through this"
)


def _is_excused(sentence: Sentence, match: re.Match[str]) -> bool:
    before, words = sentence.text[max(0, match.start() - _CONTEXT) : match.start()], match[0].strip()
    after = sentence.text[match.end() : match.end() + _CONTEXT]
    clause = before[max((found.end() for found in _CLAUSE_START.finditer(before)), default=0) :]
    first_word = words.split(" ", 1)[0]
    is_asked = sentence.is_question and not re.search(r"[,;:-] ", after)
    return bool(
        is_asked
        or _CONDITION.search(before)
        or _ONLY_IF.search(after)
        or _TOLD.search(clause)
        or _DENIED.search(clause)
        or (_AFTER_THAT.search(clause) and _LEAD_IN.match(first_word))
        or first_word.startswith(("כש", "לכש"))
        or (_AMBIGUOUS.match(words) and (_PASSIVE_SUBJECT.search(clause) or _PAST.search(after)))
        or (_THIRD_PERSON.match(words) and (_OTHERS.search(f"{clause}{words}") or _OTHER_PERSON.search(clause)))
        or _EMPTY.search(f"{words}{after[:12]}")
    )
