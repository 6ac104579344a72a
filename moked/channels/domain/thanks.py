"""Recognising a bare thanks: words that ask for nothing, so that they do not wake a closed case."""

import re

from moked.lib.hebrew import strip_direction_marks

# A thanks is nothing but such phrases; one other word and somebody reads it.
_PHRASES = (
    # Hebrew; the letter for 'and' may stand before each
    "תודה רבה רבה", "תודה רבה", "תודה ענקית", "המון תודה", "הרבה תודה", "רב תודות", "תודות", "תודה לך", "תודה לכם",
    "תודה מראש", "תודה", "תנקס", "על הכל", "על הכול", "על העזרה", "על העזרה המהירה", "על הטיפול",
    "על הטיפול המהיר", "על השירות", "על המענה", "על המענה המהיר", "אלופים", "אלופה", "אלוף", "מעולה", "מצוין",
    "נהדר", "יופי", "סבבה", "אחלה", "מושלם", "קיבלתי", "בסדר גמור", "מאה אחוז", "יום טוב", "יום נעים",
    "המשך יום טוב", "המשך יום נעים", "המשך יום מקסים", "שבוע טוב", "שבת שלום", "חג שמח", "ערב טוב", "לילה טוב",
    "בברכה", "שלום", "היי",
    # English
    "thank you so much", "thank you very much", "thank you", "thanks a lot", "thanks so much", "thanks again",
    "many thanks", "thanks for your help", "thanks for the help", "thank you for your help",
    "thanks for the quick response", "thanks", "thx", "ty", "much appreciated", "appreciate it", "cheers",
    "great", "perfect", "excellent", "awesome", "got it", "received", "all good", "ok", "okay",
    "have a nice day", "have a great day", "best regards", "kind regards", "regards", "hi", "hello",
)  # fmt: skip
_SAYS_THANKS = re.compile(r"תודה|תודות|תנקס|\b(?:thanks?|thx|ty|cheers)\b|appreciate", re.IGNORECASE)
# Longest first, so that 'תודה רבה' is not read as 'תודה' and a strange word.
_PHRASE = re.compile(
    "|".join(rf"(?<!\w)ו?{re.escape(each)}(?!\w)" for each in sorted(_PHRASES, key=len, reverse=True))
)
_LONGEST = 120


def is_bare_thanks(text: str) -> bool:
    """Whether the text thanks and says nothing else. A question mark always means something else."""
    said = " ".join(strip_direction_marks(text).lower().split())
    if not said or len(said) > _LONGEST or "?" in said or not _SAYS_THANKS.search(said):
        return False
    rest = _PHRASE.sub(" ", said)
    return not re.search(r"\w", rest)
