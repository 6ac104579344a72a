"""What a demo colleague writes: the business's ready answers that need nobody to look something up."""

import random
import re
from collections.abc import Mapping, Sequence

from demo.content.furniture import READY_ANSWERS as GALIL_ANSWERS
from demo.content.ready_answers import READY_ANSWERS
from demo.content.shapes import CannedReply, Language
from moked.workspace.domain.placeholders import has_gap

BLANK = re.compile(r"\{\{ (\S+) \}\}")
# Where a name begins the line its comma goes with it; within a greeting the space before it does.
NAME_ALONE = re.compile(r"^\{\{ customer\.first_name \}\}, | \{\{ customer\.first_name \}\}", re.MULTILINE)
ASKS: Mapping[Language, str] = {
    "he": "קראתי ואני על זה. כדי לבדוק כמו שצריך: ממתי זה ככה?",
    "en": "I have read this and I'm on it. To check properly: since when has it been like this?",
    "ru": "Я прочитала и уже проверяю. С какого времени так?",
    "ar": "قرأت رسالتك وبدأت بالفحص. منذ متى الوضع هكذا؟",
}
SOLVES: Mapping[Language, str] = {
    "he": "סיימנו לטפל בזה מהצד שלנו, והכול נראה תקין. עובד גם אצלך?",
    "en": "We have finished on our side and everything looks right. Does it work for you too?",
    "ru": "Мы всё исправили, у нас показывает норму. У вас тоже работает?",
    "ar": "انتهينا من المعالجة ويبدو كل شيء سليما. هل يعمل عندك أيضا؟",
}


def first_answer(topic: str, language: str, blanks: Mapping[str, str], rng: random.Random) -> str:
    """A first word to the customer: what the business says about the topic, or a question."""
    suitable = _suitable(topic, language, is_proposal=False)
    return _fill(rng.choice(suitable).body, blanks) if suitable else _plain(ASKS, language, blanks)


def solving_answer(topic: str, language: str, blanks: Mapping[str, str], rng: random.Random) -> str:
    """What offers a solution and asks the customer to confirm."""
    suitable = _suitable(topic, language, is_proposal=True)
    return _fill(rng.choice(suitable).body, blanks) if suitable else _plain(SOLVES, language, blanks)


def _suitable(topic: str, language: str, *, is_proposal: bool) -> Sequence[CannedReply]:
    return [
        each
        for each in (*READY_ANSWERS, *GALIL_ANSWERS)
        if each.topic == topic
        and each.language == language
        and each.proposes_solution == is_proposal
        and not has_gap(each.body)
    ]


def _plain(texts: Mapping[Language, str], language: str, blanks: Mapping[str, str]) -> str:
    text = next((text for code, text in texts.items() if code == language), texts["he"])
    return _fill(f"{{{{ customer.first_name }}}}, {text}\n{{{{ agent.first_name }}}}", blanks)


def _fill(text: str, blanks: Mapping[str, str]) -> str:
    if not blanks["customer.first_name"]:
        text = NAME_ALONE.sub("", text)
        text = text[:1].upper() + text[1:]
    return BLANK.sub(lambda match: blanks[match[1]], text)
