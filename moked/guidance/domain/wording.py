"""Words that put a fault on somebody else: 'the problem is not ours' and its kin, in an agent's draft.

Somebody else's words (quoted lines and quotations, 'you were told that …'), conditions ('even if it is not ours'),
questions and denials are left alone.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from moked.guidance.domain import faulty_english, faulty_hebrew
from moked.guidance.domain.faulty_opinion import OPINION
from moked.lib.hebrew.phrases import (
    PREFIX,
    FoldedText,
    Sentence,
    compile_phrases,
    own_words,
    phrase_pattern,
    sentences,
)
from moked.lib.recognise import Finding, Recogniser

# A phrase of the business itself has no family.
OWN_PHRASE = "own_phrase"

_PATTERNS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    family: (
        compile_phrases(sources, faulty_hebrew.WORDS, prefix=PREFIX),
        compile_phrases(faulty_english.FAMILIES[family], faulty_english.WORDS),
    )
    for family, sources in faulty_hebrew.FAMILIES.items()
}
FAMILIES: tuple[str, ...] = tuple(_PATTERNS)

_CLAUSE_START = re.compile(r"[,;.!?\n]|:(?!\d)| - (?=\S)")
# How far a sentence is read round a match: a text without full stops shall not cost its square.
_REACH = 400
_CLAUSE_END = re.compile(r"[,;:.!?\n]")


@dataclass(frozen=True)
class _Context:
    """What stands round a match, before and after it, in its clause and in its sentence."""

    clause_before: str
    sentence_before: str
    words: str
    clause_after: str
    sentence_after: str
    is_asked: bool


def faulty_words(text: str) -> Finding | None:
    """The first place where a fault is put on others; `code` is the family (one of FAMILIES)."""
    return _STANDARD(text)


def recogniser_of(extra_phrases: Sequence[str] = (), muted_families: Collection[str] = ()) -> Recogniser:
    """A recogniser with a business's own phrases (code `own_phrase`) and without the families it does not mind."""
    families = {family: patterns for family, patterns in _PATTERNS.items() if family not in muted_families}
    own = [pattern for phrase in extra_phrases if (pattern := phrase_pattern(phrase))]

    def recognise(text: str) -> Finding | None:
        folded = own_words(text)
        found = [
            finding
            for sentence in sentences(folded)
            for finding in (*_own_in(folded, sentence, own), *_faults_in(folded, sentence, families))
        ]
        if not found:
            return _sounding_so(folded, families)
        return min(found, key=lambda finding: (finding.start, -finding.end))

    return recognise


def _sounding_so(folded: FoldedText, families: Collection[str]) -> Finding | None:
    """The second opinion, where no phrase is known; its family is the nearest one: of 'you', or of 'not ours'."""
    place = OPINION.find(folded) if len(folded.text.split()) >= _FEWEST_WORDS else None
    if place is None:
        return None
    said = folded.text[slice(*place)]
    family = "your_fault" if _TO_YOU.search(said) else "not_ours"
    if family not in families or said.endswith("?") or any(excuse.search(said) for excuse in _SOUNDING_OTHERWISE):
        return None
    return Finding(*folded.span(*place), code=family)


# Shorter drafts are begun rather than written: nobody is warned of a few words that no phrase names.
_FEWEST_WORDS = 5
_TO_YOU = re.compile(r"(?<!\w)(?:ש?ו?(?:את[הםן]?|ל(?:ך|כם)|של(?:ך|כם)|אצל(?:ך|כם)|\w{2,}ת[םי]?)|you\w*)(?!\w)")


def _own_in(folded: FoldedText, sentence: Sentence, own: Sequence[re.Pattern[str]]) -> list[Finding]:
    return [
        _finding(folded, sentence, match, OWN_PHRASE) for pattern in own if (match := pattern.search(sentence.text))
    ]


def _faults_in(
    folded: FoldedText, sentence: Sentence, families: Mapping[str, tuple[re.Pattern[str], ...]]
) -> list[Finding]:
    return [
        _finding(folded, sentence, match, family)
        for family, patterns in families.items()
        for pattern in patterns
        for match in pattern.finditer(sentence.text)
        if not _is_excused(family, _context(sentence, match))
    ]


def _finding(folded: FoldedText, sentence: Sentence, match: re.Match[str], code: str) -> Finding:
    return Finding(*folded.span(sentence.start + match.start(), sentence.start + match.end()), code=code)


def _context(sentence: Sentence, match: re.Match[str]) -> _Context:
    before = sentence.text[max(0, match.start() - _REACH) : match.start()]
    after = sentence.text[match.end() : match.end() + _REACH]
    start = max((found.end() for found in _CLAUSE_START.finditer(before)), default=0)
    end = _CLAUSE_END.search(after)
    return _Context(
        clause_before=before[start:],
        sentence_before=before,
        words=match[0],
        clause_after=after[: end.start()] if end else after,
        sentence_after=after,
        is_asked=end is not None and end[0] == "?",
    )


_REPORTED = re.compile(
    # You were told, you wrote, you asked: not 'as you were told', which says it again.
    r"(?<!כפי ש)(?<!כמו ש)(?<!\w)[ושה]{0,2}(?:(?:אמר[הו]?|נאמר|נמסר|הסביר[הו]?|ענ[הו]"
    r"|ענתה|השיב[הו]?|הוסבר|הודיע[הו]?|טענ[הו]|טען|כתב[הו]?|הפנ[הו])(?: \S+)? (?:לך|לכם"
    r"|אליי?ך|אותך)"
    r"|(?:אמרת|כתבת|טענת|סיפרת|ציינת|שאלת|חששת|חשבת|הבנת|שמעת|קיבלת תשובה|תיארת ש|הרגשת"
    r" ש)[םן]?|ענו לך|שנאמר|שנכתב|לפי דבריך|נציג(?:ה)? אמר(?:ה)?)(?!\w)"
    r"|(?:לא|לעולם לא|אף פעם לא) (?:נגיד|נאמר|אגיד|אומר(?:ת|ים)?|טוענ(?:ת|ים)|טוען|מתכוו?"
    r"(?:ן|נת|נים)|רצינו|רציתי|התכוונו|התכוונתי|נכון (?:לומר|להגיד|ש)|אומר)"
    r"|לא (?:היינו צריכים|הייתי צריכ?ה?|היה נכון|נכון|היה מקום) (?:לומר|להגיד|לכתוב)"
    r"|(?<!as )\byou (?:were told|said|wrote|mentioned|asked|have been told|felt|thought"
    r"|heard|may have heard)\b|\b(?:they|he|she|colleague|someone|agent) (?:told|said"
    r"|wrote|claimed)\b"
    r"|\bto hear that|\bnot (?:saying|say|suggesting|claiming|mean|true that)\b|\bn't"
    r" (?:say|mean|suggest|think)\b|\bnever (?:say|tell)\b|\bshould(?:n't| not) have"
    r" (?:said|told|written)\b"
)
_CONDITION = re.compile(
    r"(?<!\w)[ושה]{0,2}(?:אם|האם|בין אם|במידה ו?\w*|במקרה ש?\w*|ככל ש\w*|אפילו אם|שמא|לבדוק אם|או)(?!\w)"
    r"|\b(?:if|whether|in case|even though it may|unless|or)\b"
)
# 'Even when it is not ours'.
_WHEN = re.compile("[ול]?כש(?:ה|ז)")
_NOT_NEEDED = re.compile(
    r"(?:אין (?:כל |שום )?(?:צורך|סיבה|חובה)|לא (?:צריכ?[ךהם]?(?:ים)?|נדרש(?:ת|ים)?|תצטרכ?[ךיו]?"
    r"|חייב(?:ת|ים)?|חובה|כדאי|נבקש|אבקש|ביקש\w*)|בלי|מבלי|במקום|ללא|אל|לא|כדי שלא)(?:"
    r" \S+){0,2} ?$"
    r"|\b(?:no need|(?:don't|do not|won't|will not|needn't|need not|not)(?: \w+)?(?:"
    r" need| have)?(?: to)?|without|instead of|rather than|having|to)(?: (?:you|to|having"
    r"|for you|please|just)){0,2} ?$"
)
_FIRST_PERSON = re.compile(
    r"(?<!\w)[וש]?(?:היינו|הייתי|אני|אנחנו|אנו|נשמח|אשמח|נוכל|אוכל|הצלח(?:נו|תי)|ניסי(?:נו|תי)|ביקש"
    r"(?:נו|תי)|החלט(?:נו|תי)|הולכ?(?:ת|ים)|עומד(?:ת|ים)?)(?: \S+){0,2} ?$"
    r"|\b(?:we|i|we'll|i'll|we've|i've|happy|let us|let's|let me|we'd|i'd)(?: (?:will|can|have"
    r"|could|would|also|already|just|now|be|happy|to|gladly|am|are|going|shall|did|must"
    r"|should|need|had)){0,4} ?$"
)
_IN_YOUR_PLACE = re.compile(
    r"(?<!\w)[ו]?(?:בשמך|בשמכם|במקומך|במקומכם|עבורך|בשבילך|יחד איתך|ביחד איתך|נעשה זאת"
    r"|אני אעשה|אנחנו נעשה|נפנה|אפנה|נלווה|אלווה)(?!\w)"
    r"|\b(?:together|on your behalf|for you|together with you|with you on the line|we'll do (?:that|it))\b"
)
_WE_CARE = re.compile(
    r"(?<!\w)[ו]?(?:אנחנו|אנו|אני) (?:מטפל|על זה|מול|בקשר|נטפל|אטפל|עובד|בודק|נמשיך|ממשיכ"
    r"|מדבר|פועל|לוחצ|עוקב)\w*|(?<!\w)ו?(?:נטפל|אטפל|נדבר|אדבר|נפעל|אפעל|נפנה|אפנה|דיברנו"
    r"|דיברתי|פנינו|פניתי|נמשיך)(?!\w)"
    r"|\b(?:we|i)(?:'re|'m| are| am|'ll| will|'ve| have) (?:working|on it|handling|talking"
    r"|taking|dealing|chasing|in touch|contact|speak|press|claim|chased|asked|raised)\b"
)
_DENIED = re.compile(
    r"(?<!\w)[וש]?(?:לא|אינ[הו]|איננ[הו]|אין|בלי|ללא|לא היית(?:ה|י)?|אף פעם לא|לא \S+ (?:שום )?דבר)(?: \S+){0,1}"
    r" ?$|\b(?:not|n't|never|no|nothing|isn't|wasn't|didn't)(?: \w+){0,2} ?$"
)
_MENDED = re.compile(
    r"(?<!\w)[ושהמ]{0,3}(?:תוק(?:ן|נה|נו)|תיקנו|תיקנתי|חזר(?:ה|ו)?|לאחר התיקון|אחרי התיקון"
    r"|טיפלנו|החלפנו|טופלה|נפתר(?:ה)?|פתרנו|עדיין|בינתיים|יחזור|תחזור)(?!\w)"
    r"|\b(?:fixed|resolved|restored|repaired|solved|yet|still|again|back to normal|mended)\b"
)
_NOT_WORKING = re.compile(
    r"(?<!\w)(?:לא|אינ[הו]|אינם) (?:תקינ?|עובד|פועל|זמינ)|(?:\bnot|n't) (?:yet )?(?:work"
    r"|function|run)"
)
_NOT_YET = re.compile(r"(?<!\w)[וש]?(?:עוד|עדיין|בינתיים|כרגע|טרם) ?$|\b(?:yet|still|so far) ?$")
_OURS_ALONE = re.compile(
    r"לא (?:רק )?(?:של(?:ך|כם)|אצל(?:ך|כם))|(?:not|isn't|rather than) (?:yours|you|on"
    r" your)"
)
# 'It is not on your side': whoever says so takes the fault away.
_NOT_YOURS = re.compile(
    r"(?<!\w)[וש]?(?:לא|אינ[הו]|איננ[הו]|אין(?: שום| כל)? (?:בעיה|תקלה|פגם))(?: ממש| בכלל| היה| הייתה)?"
    r" (?:ב?אשמת(?:ך|כם|כן)|(?:\S+ )?(?:אצל|של|בגלל|מצי?ד)(?:ך|כם|כן))(?!\w)"
    r"|(?:\bnot|n't) (?:on |in |at |with )?(?:yours|your \w+)\b"
)
_NOT_ONLY = re.compile(r"(?<!\w)לא רק|not (?:just|only)|n't (?:just|only)")

_SOUNDING_OTHERWISE = (_REPORTED, _CONDITION, _NOT_YOURS)
_HYPOTHETICAL = ("not_ours", "someone_else", "on_your_side", "works_for_us")


def _is_excused(family: str, context: _Context) -> bool:
    if _REPORTED.search(context.sentence_before) or _NOT_ONLY.search(context.words):
        return True
    if family in _HYPOTHETICAL and (
        context.is_asked or _CONDITION.search(context.clause_before) or _WHEN.match(context.words)
    ):
        return True
    excuse = _EXCUSES.get(family)
    return excuse is not None and bool(excuse(context))


def _is_for_us_to_do(context: _Context) -> object:
    before, rest = context.clause_before, context.words + context.sentence_after
    return _NOT_NEEDED.search(before) or _FIRST_PERSON.search(before) or _IN_YOUR_PLACE.search(rest)


def _is_denied(context: _Context) -> object:
    return context.is_asked or _DENIED.search(context.clause_before)


# What excuses a family's words besides that.
_EXCUSES: Mapping[str, Callable[[_Context], object]] = {
    "not_ours": lambda context: _OURS_ALONE.search(context.words),
    "someone_else": lambda context: _DENIED.search(context.clause_before) or _WE_CARE.search(context.sentence_after),
    "on_your_side": _is_denied,
    "your_fault": _is_denied,
    "works_for_us": lambda context: (
        _MENDED.search(context.clause_before + context.words + context.clause_after)
        or _NOT_WORKING.search(context.words)
    ),
    "go_elsewhere": _is_for_us_to_do,
    "nothing_to_do": lambda context: _NOT_YET.search(context.clause_before),
}


_STANDARD = recogniser_of()
