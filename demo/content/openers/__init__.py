"""An endless supply of customers' messages: the same seed always gives the same words."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd

from demo.content.customers import CUSTOMERS
from demo.content.openers.first_changes import FIRST_CHANGES
from demo.content.openers.first_faults import FIRST_FAULTS
from demo.content.openers.first_money import FIRST_MONEY
from demo.content.openers.first_other_languages import FIRST_OTHER_LANGUAGES
from demo.content.openers.later_messages import (
    ACKNOWLEDGED,
    BY_TOPIC,
    NOT_SOLVED_ENDINGS,
    PLAIN,
    REMINDERS,
    SOLVED_ENDINGS,
    TopicReplies,
)
from demo.content.openers.phrasing import GREETINGS, SIGNATURES, choose_gender, fill_slots
from demo.content.shapes import Channel, Customer, Incoming, Mood, Opener

OPENERS = FIRST_FAULTS + FIRST_MONEY + FIRST_CHANGES + FIRST_OTHER_LANGUAGES

# How likely a proposed solution is to satisfy, by the customer's mood.
_SATISFIED: dict[Mood, float] = {"calm": 0.85, "impatient": 0.7, "angry": 0.5, "grateful": 0.95}
_CHAT_SHARE = 0.35

_TOPIC_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("double_charge", ("חיוב כפול", "פעמיים", "זיכ", "charged twice")),
    ("porting", ("ניוד", "לנייד")),
    ("cancellation", ("ביטול", "לבטל", "cancel")),
    ("line_move", ("העברת קו", "הכתובת החדשה", "מעבר דירה")),
    ("technician", ("טכנאי", "technician")),
    ("static_ip", ("IP", "פורט", "DNS", "VPN")),
    ("voip", ("שלוחה", "מרכזייה", "צליל", "שיחות")),
    ("payment", ("כרטיס", "תשלום", "חוב ")),
    ("bill_question", ("חשבונית", "פירוט", "bill")),
    ("upgrade", ("שדרוג", "הצעת מחיר", "חבילה")),
    ("slow_wifi", ("Wi-Fi", "wifi", "מהירות", "קליטה", "speedtest")),
    ("router", ("ראוטר", "שליח", "router")),
    ("internet_down", ("סיב", "תקלה", "ניתוק", "אינטרנט", "PON", "LOS")),
    ("complaint", ("התנצל", "סליחה")),
    ("details", ("עודכן", "פרטים")),
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who writes, what about, and what they answer by topic; the first topic of `replies` is the fallback."""

    openers: tuple[Opener, ...]
    customers: tuple[Customer, ...]
    replies: Mapping[str, TopicReplies]


TAPUZ_SOURCE = Source(OPENERS, CUSTOMERS, BY_TOPIC)


def next_message(seed: int, *, source: Source = TAPUZ_SOURCE) -> Incoming:
    """The first message number `seed` (0 and up). Goes once through every opener before any of them returns,
    and then returns with another greeting, signature, writer and figures."""
    cycle, position = divmod(seed, len(source.openers))
    index = _scattered(position, len(source.openers), shift=cycle)
    opener = source.openers[index]
    customer = _writer(seed, opener, source.customers)
    rng = random.Random(f"first:{seed}")
    channel: Channel = "chat" if rng.random() < _CHAT_SHARE else "mail"
    greetings, signatures = GREETINGS[opener.language], SIGNATURES[opener.language]
    greeting = greetings[(index + cycle) % len(greetings)]
    signature = signatures[(index + cycle // len(greetings)) % len(signatures)] if channel == "mail" else ""
    return Incoming(
        customer=customer.code,
        topic=opener.topic,
        channel=channel,
        language=opener.language,
        subject=choose_gender(opener.subject, customer.gender) if channel == "mail" else "",
        text=fill_slots(greeting + opener.text + signature, customer, rng),
    )


def customer_reply(
    seed: int,
    to_text: str,
    mood: Mood,
    *,
    customer: Customer,
    topic: str | None = None,
    proposed: bool = False,
    agent: str = "",
    source: Source = TAPUZ_SOURCE,
) -> str:
    """What `customer` answers to an agent's `to_text`: a verdict when a solution was `proposed`, details when
    asked a question, otherwise a word of acknowledgement. `agent` is the first name to thank; an unknown
    `topic` is guessed from the text."""
    rng = random.Random(f"reply:{seed}:{to_text}")
    satisfied = rng.random() < _SATISFIED[mood]
    if customer.language in PLAIN:
        plain = PLAIN[customer.language]
        verdict = plain.solved if satisfied else plain.not_solved
        asked = plain.answers if "?" in to_text else plain.acknowledged
        return fill_slots(rng.choice(verdict if proposed else asked), customer, rng, agent=agent)
    replies = source.replies.get(topic or guess_topic(to_text)) or next(iter(source.replies.values()))
    if proposed and satisfied:
        text = _follow(rng.choice(replies.solved), rng.choice(SOLVED_ENDINGS[mood]))
    elif proposed:
        text = _follow(rng.choice(replies.not_solved), rng.choice(NOT_SOLVED_ENDINGS[mood]))
    else:
        text = rng.choice(replies.answers if "?" in to_text else ACKNOWLEDGED[mood])
    return fill_slots(text, customer, rng, agent=agent)


def customer_reminder(seed: int, *, customer: Customer) -> str:
    """What a customer adds unasked while waiting."""
    rng = random.Random(f"reminder:{seed}")
    reminders = PLAIN[customer.language].reminders if customer.language in PLAIN else REMINDERS
    return fill_slots(rng.choice(reminders), customer, rng)


def guess_topic(text: str) -> str:
    """The topic whose words stand in the text, the most particular first; 'general' when none does."""
    return next((topic for topic, words in _TOPIC_WORDS if any(word in text for word in words)), "general")


def _follow(sentence: str, ending: str) -> str:
    if not ending:
        return sentence
    return f"{sentence} {ending}" if sentence.endswith((".", "!", "?")) else f"{sentence}. {ending}"


def _writer(seed: int, opener: Opener, customers: tuple[Customer, ...]) -> Customer:
    able = tuple(each for each in customers if _would_write(each, opener))
    return able[_scattered(seed % len(able), len(able), shift=seed // len(able))]


def _would_write(customer: Customer, opener: Opener) -> bool:
    if customer.language != opener.language:
        return False
    if opener.audience == "any":
        return True
    return (customer.organisation is not None) == (opener.audience == "business")


def _scattered(position: int, size: int, *, shift: int) -> int:
    """A permutation of range(size) in which neighbours lie far apart."""
    stride = max(1, round(size * 0.618))
    while gcd(stride, size) != 1:
        stride += 1
    return (position * stride + shift) % size
