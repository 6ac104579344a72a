"""Recognising a bare thanks: words that ask for nothing, so that they do not wake a closed case.

A wrong yes loses what a customer wants, a wrong no costs an agent one look. So every word has to be known as
harmless, but for one: the thing thanked for, or the thing that came.
"""

import re
from collections.abc import Iterator

from moked.channels.domain import thanks_words as words
from moked.channels.domain.thanks_opinion import OPINION
from moked.lib.hebrew.phrases import WORD_END, WORD_START, FoldedText, fold_text, own_words
from moked.lib.hebrew.search_words import FINALS
from moked.lib.recognise import Finding

_LONGEST = 320
_WORD = re.compile(r"[^\W\d_]+(?:['\"][^\W\d_]+)*")
_LETTER_AGAIN = re.compile(r"([^\W\d_])\1+")
# Asks, counts, gives an address, frowns, is meant the other way.
_MORE = re.compile(r"[?\d@#%]|://|:-?[(/\\]|(?<!\w)\"[^\"]+\"|יופי של")
_SMILEY = re.compile(r"[:;=]['-]?[)pd]+|\(+-?[:;=]|<3")
_UNSPOKEN = "–—…•·’“”\u2028" + "🏻🏼🏽🏾🏿"


def find_thanks(text: str) -> Finding | None:
    """The thanks in a text that says nothing else. A question mark always means something else."""
    if len(text) > 4 * _LONGEST:
        return None
    folded = _without_repeats(fold_text(_without_signature(text)))
    if len(folded.text) > _LONGEST:
        return None
    said = _SMILEY.sub(_blank, folded.text)
    rest = _SAYING.sub(_blank, said)
    if _MORE.search(rest) or not _are_kind_signs(rest):
        return None
    found = next(_thanks_in(said), None)
    if found is None or not (_are_harmless(rest) or _sounds_done(text, rest)):
        return None
    return Finding(*folded.span(*found), "thanks")


def is_bare_thanks(text: str) -> bool:
    """Whether the text thanks and says nothing else."""
    return find_thanks(text) is not None


def _sounds_done(text: str, rest: str) -> bool:
    """The second opinion on words that are not all known: never where somebody may ask, doubt or go on."""
    if any(_DOUBT.match(word.removeprefix("ו")) for word in _WORD.findall(rest)):
        return False
    own = own_words(text).text
    return OPINION.is_enough(OPINION.weigh(own), own)


def _thanks_in(said: str) -> Iterator[tuple[int, int]]:
    for word in _WORD.finditer(said):
        if word[0] in _GRATITUDE or word[0].removeprefix("ו") in _GRATITUDE:
            yield word.span()
    if spaced := _SPACED.search(said):
        yield spaced.span()
    if not _WORD.search(said):
        yield from ((at, at + 1) for at, sign in enumerate(said) if sign in words.THANKING_SIGNS)


def _are_kind_signs(rest: str) -> bool:
    signs = (sign for sign in rest if ord(sign) >= 0x2000 and not sign.isalpha() and sign not in _UNSPOKEN)
    return all(sign in words.THANKING_SIGNS + words.SMILING_SIGNS for sign in signs)


def _are_harmless(said: str) -> bool:
    clauses = [words for clause in _BETWEEN_CLAUSES.split(said) if (words := _WORD.findall(clause))]
    known = _known_beside(frozenset(word for clause in clauses for word in clause))
    return all(_is_harmless_clause(clause, known) for clause in clauses)


def _known_beside(said: frozenset[str]) -> frozenset[str]:
    """The words that are harmless in the company of what else is said."""
    said |= {word.removeprefix("ו") for word in said}
    is_done = not _DONE.isdisjoint(said)
    known = _ALWAYS
    if is_done or not _ABOUT.isdisjoint(said):
        known |= _DEEDS | _MATTERS
    if is_done or not _ENGLISH_ABOUT.isdisjoint(said):
        known |= _ENGLISH_DEEDS
    if not _PRAISE.isdisjoint(said):
        known |= _PRAISED
    return known | _BESIDE_DONE if is_done else known


def _is_harmless_clause(said: list[str], known: frozenset[str]) -> bool:
    strange = [at for at, word in enumerate(said) if word not in known and word.removeprefix("ו") not in known]
    if not strange:
        return True
    if len(strange) > 1 or any(_DOUBT.match(word) for word in said):
        return False
    plain, at = [word.removeprefix("ו") for word in said], strange[0]
    is_praise = not _STRONG_PRAISE.isdisjoint(plain)
    return is_praise or _is_thanked_for(plain, at) or (not _DONE.isdisjoint(plain) and _is_thing(plain, at))


def _is_thanked_for(said: list[str], at: int) -> bool:
    """'תודה על ה…', 'thanks for your …': a thing, not how a thing was."""
    if said[at].isascii():
        return at == len(said) - 1 and "for" in said[:at]
    return at > 1 and said[at - 1] == "על" and not _GRATITUDE.isdisjoint(said[:at])


def _is_thing(said: list[str], at: int) -> bool:
    """A thing that came or works, 'את התרופה' or 'the heater'; what somebody managed to do."""
    before = said[at - 1] if at else ""
    if said[at].isascii():
        return before in ("the", "my", "your", "our")
    return said[at].startswith("ה") or (said[at].startswith("ל") and before.startswith(("הצלח", "נכנסת", "התחברת")))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _plain(spelling: str) -> str:
    """Final letters as ordinary ones, no letter twice: 'תודהההה' reads as 'תודה'."""
    return _LETTER_AGAIN.sub(r"\1", spelling.translate(FINALS))


def _without_repeats(folded: FoldedText) -> FoldedText:
    text = folded.text.translate(FINALS)
    kept = [at for at, letter in enumerate(text) if not at or letter != text[at - 1] or not letter.isalpha()]
    return FoldedText("".join(text[at] for at in kept), tuple(folded.origins[at] for at in kept))


def _without_signature(text: str) -> str:
    """The text up to who signs it and from what device; lines quoted by '>' and names spoken to are blanks."""
    lines = [" " * len(line) if line.lstrip().startswith(">") else line for line in text.split("\n")]
    rule = next((at for at, line in enumerate(lines) if at and line.strip() in ("--", "—", "__")), len(lines))
    lines = _without_blank_end(lines[:rule])
    if len(lines) > 1 and _DEVICE.fullmatch(lines[-1]):
        lines = _without_blank_end(lines[:-1])
    if len(lines) > 1 and _is_signature(lines[-1], after=_without_blank_end(lines[:-1])[-1]):
        lines = lines[:-1]
    own = _SIGNED.sub(lambda signed: signed[1] if _may_be_name(signed[2]) else signed[0], "\n".join(lines))
    return _ADDRESSED.sub(lambda said: said[1] + " " * len(said[2]) if _may_be_name(said[2]) else said[0], own)


def _without_blank_end(lines: list[str]) -> list[str]:
    end = len(lines)
    while end > 1 and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _is_signature(line: str, *, after: str) -> bool:
    names = line.strip(" ,.-\r\t").split()
    if not 0 < len(names) <= _LONGEST_NAME or not _may_be_name(line):
        return False
    return _plain(names[0].lower()) in _NAMES | _TITLES or line.istitle() or bool(_SIGN_OFF.search(after))


def _may_be_name(said: str) -> bool:
    found = [word.lower() for word in said.replace("-", " ").strip(" ,.\r\t").split()]
    return all(re.sub("['\"״׳]", "", word).isalpha() for word in found) and not _NO_NAMES.intersection(found)


def _forms(spellings: str, prefixes: str, endings: tuple[str, ...] = ("",)) -> frozenset[str]:
    found: set[str] = set()
    for word in spellings.split():
        stem = word[:-1] + "ת" if word.endswith("ה") else word
        bodies = [word, *(stem + ending for ending in endings if ending)]
        found.update(_plain(prefix + body) for body in bodies for prefix in prefixes.split(","))
    return frozenset(found)


def _inflected(adjectives: str) -> frozenset[str]:
    found = []
    for word in adjectives.split():
        stem = word.removesuffix("ה")
        found += [word, stem + "ה", stem + "ת", stem + "ית", stem + "ים", stem + "ות"]
    return _forms(" ".join(found), ",ה")


_GRATITUDE = _forms(words.GRATITUDE, ",ב")
_SPACED = re.compile(r"(?<!\w)ת ו ד ה(?!\w)")
_NAMES = _forms(words.NAMES, "")
_TITLES = _forms('משפחת ד״ר ד"ר עו״ד עו"ד רו״ח רו"ח גב\' מר dr mr mrs ms', "")
_DONE = _forms(words.DONE, ",ש,וש")
_PRAISE = _forms(words.PRAISE, ",ה,ב") | _inflected(words.ADJECTIVES)
_DEEDS = _forms(words.DEEDS, ",ה,ב", ("", "ך", "כם", "כן", "ו", "ה"))
_MATTERS = _forms(words.MATTERS, ",ה,ב", ("", "י", "ך", "נו"))
_ABOUT = _forms("על ועל מעריך מעריכה מעריכים מעריכות", "")
_PRAISED = _forms(words.PRAISED, ",ה")
_STRONG_PRAISE = _PRAISE - _forms("טוב טובה טובים טובות רב רבה רבים גדול גדולה יקר יקרה סבבה יופי", ",ה,ב") | _forms(
    "great excellent awesome brilliant fantastic wonderful amazing helpful superb outstanding lovely friendly"
    " patient kind",
    "",
)
_ENGLISH_ABOUT = frozenset(("for", "your", *_forms("appreciate appreciated appreciative", "")))
_WHOLE, _BEGUN = (
    "|".join(each for each in _forms(words.DOUBTS, "") if (len(each) > 3) is is_long) for is_long in (False, True)
)
_DOUBT = re.compile(rf"[ושהכלבמ]{{0,2}}(?:(?:{_WHOLE})$|{_BEGUN})|ש?ת\w{{2,}}[וי]$")
_BETWEEN_CLAUSES = re.compile(r"[.,;!:()\n]|\s[-–—]+\s")
_ENGLISH_DEEDS = _forms(words.ENGLISH_DEEDS, "")
_BESIDE_DONE = _forms(words.BESIDE_DONE, "")
_ALWAYS = frozenset().union(
    _GRATITUDE,
    _DONE,
    _PRAISE,
    _forms(words.SMALL, ""),
    _forms(words.KIND_DEEDS, "ש,וש,כש"),
    _forms(words.PEOPLE, "ה,ל,מה,של,לכל,ב"),
    _forms(words.NAMES, ",ל,מ,של"),
)
_SAYING = re.compile(
    "|".join(f"{WORD_START}ו?(?:{_plain(each)}){WORD_END}" for each in sorted(words.SAYINGS, key=len, reverse=True))
)
_NO_NAMES = frozenset(words.NO_NAMES.split())
_LONGEST_NAME = 3
_SIGN_OFF = re.compile(r"(?:ברכה(?: רבה)?|בכבוד רב|regards|wishes|sincerely|yours)[\s,.!]*$|,[\s]*$", re.IGNORECASE)
_SIGNED = re.compile(r"(בברכה(?: רבה)?|regards|sincerely)[,.\s]+((?:[^\W\d_]+[ '-]?){1,3})\W*$", re.IGNORECASE)
_DEVICE = re.compile(
    r"\s*(?:sent (?:from|with|via)|get outlook|נשלח מ|נשלח באמצעות|נשלח ב|отправлено с|أرسلت من).{0,60}",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\b((?i:thanks?(?: you| u)?(?: so much| very much| a lot| again)?|cheers|hi|hey|hello|dear)[ ,]+"
    r"(?:(?:Dr|Mrs?|Ms)\.? )?)"
    r"([A-Z][a-z]{1,15})(?=\s*[!.,\n]|\s*$)"
)
