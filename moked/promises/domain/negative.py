"""Recognising displeasure, weaker than distress: a second such message of a case is a reason to look at it."""

import re

from moked.lib.hebrew.phrases import own_words, sentences
from moked.lib.recognise import Finding
from moked.promises.domain.distress import find_distress
from moked.promises.domain.negative_opinion import OPINION
from moked.promises.domain.sayings import conduct, conduct_english, displeasure, shields

_LONGEST = 8_000
_SAYINGS = (*displeasure.SAYINGS, *conduct.CONDUCT, *conduct_english.CONDUCT)
_SAYING = re.compile(rf"(?<!\w)[ושכהבלמ]{{0,2}}(?:{'|'.join(_SAYINGS)})(?!\w)")
# 'Not angry', 'no complaints', 'I was afraid it would be bad', and good words beside it.
_MILD = re.compile(
    r"(?<!\w)(?:חששתי|פחדתי|חשבתי שיהיה|לא נורא|אין תלונות|לא כועס\w*|הסתדר\w*|הכ(?:ו)?ל בסדר|רק שואל\w*"
    r"|(?:מרוצה|מרוצים) מאוד|מעולה|מצוין|מצוינת|נהדר\w*|לא ציפיתי ל(?:שירות )?כזה|סליחה על|מצטער\w* ש"
    r"|איך (?:מגישים|אפשר להגיש|להגיש|מתלוננים)|how (?:do|can|would|does) (?:i|we|one|you)"
    r"|לא הי(?:ה|תה|יתה) (?:אף )?(?:פעם|רגע)|אין (?:לי )?(?:אף |שום )?(?:מילה רעה|הערות|על מה לכעוס)"
    r"|(?:מעולם|אף פעם|בחיים) לא (?:אי?כזב\w+|יצאתי)|never once|not a single complaint|zero complaints|can't fault"
    r"|was afraid|no problem|no complaints|great|excellent|sorry for my|not angry)(?!\w)"
)


def find_negative(text: str) -> Finding | None:
    """Distress, or displeasure: `code` 'distress' with its family among the facts, or 'displeasure'."""
    # What only sounds like distress is left to this one's own opinion: two of them are wrong oftener than one.
    if (distress := find_distress(text)) and distress.code != "manner":
        return Finding(distress.start, distress.end, "distress", {"family": distress.code, **distress.facts})
    folded = own_words(text[:_LONGEST])
    if shields.SORRY.search(folded.text):
        return None
    for sentence in sentences(folded):
        if _MILD.search(sentence.text) or shields.JOKE.search(sentence.text) or shields.OTHERS.search(sentence.text):
            continue
        for found in _SAYING.finditer(sentence.text):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            is_undone = shields.is_denied(found) or shields.SUPPOSED.search(shields.words_before(found))
            if not is_undone and not OPINION.doubts(folded, start, end):
                return Finding(*folded.span(start, end), "displeasure")
    if _MILD.search(folded.text) or shields.JOKE.search(folded.text) or shields.OTHERS.search(folded.text):
        return None
    sounding = OPINION.find(folded)
    return Finding(*folded.span(*sounding), "displeasure") if sounding else None


def is_negative(text: str) -> bool:
    """Whether a message complains or is in distress."""
    return find_negative(text) is not None
