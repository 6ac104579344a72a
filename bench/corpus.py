"""Mails as customers write them: Hebrew and English, text beside HTML, about 5 KB, made from a seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage

SENTENCES = {
    "he": [
        "שלום רב, מאז אתמול בערב האינטרנט בבית מתנתק כל כמה דקות ואי אפשר לעבוד כך.",
        "ניסיתי לכבות ולהדליק את הנתב פעמיים, והנורה האדומה עדיין מהבהבת.",
        "בחשבונית האחרונה חויבתי פעמיים על אותו שירות, אבקש זיכוי והסבר בכתב.",
        "הזמנתי מדף וארון לפני שבועיים והמשלוח עדיין לא הגיע לכתובת שלי בחיפה.",
        "אני מבקשת לדעת מתי יגיע הטכנאי, כי חיכיתי כל הבוקר ואיש לא התקשר.",
        "מספר הלקוח שלי 4471892, ותודה מראש על הטיפול המהיר.",
    ],
    "en": [
        "Hello, since yesterday evening our connection drops every few minutes and nobody can work.",
        "I switched the router off and on twice, and the red light still blinks.",
        "The last invoice charges the same service twice; please refund it and explain in writing.",
        "I ordered a shelf two weeks ago and the delivery has not reached my address in Haifa.",
        "Please tell me when the technician comes, I waited all morning and nobody called.",
        "My customer number is 4471892, and thank you in advance.",
    ],
}
SUBJECTS = {
    "he": ["אין אינטרנט", "חיוב כפול", "משלוח שלא הגיע", "ביקור טכנאי"],
    "en": ["No internet", "Charged twice", "Delivery missing", "Technician's visit"],
}
# Of a hundred mails so many are in Hebrew, carry a file, or go on with an earlier matter.
HEBREW, WITH_FILE, REPLIES = 60, 10, 30
# A reply names a mail at least so many mails back, so that it was brought in by then.
DISTANCE = 150


@dataclass(frozen=True)
class CorpusMail:
    """A mail, ready to be handed in."""

    sender: str
    recipient: str
    raw: bytes


def corpus(count: int, mailboxes: Sequence[str], *, seed: int, prefix: str) -> Iterator[CorpusMail]:
    """`count` mails to the mailboxes. `prefix` keeps the ids of one run apart from another's."""
    chance = random.Random(seed)
    written: list[tuple[str, str, str, str]] = []
    for number in range(count):
        language = "he" if chance.randrange(100) < HEBREW else "en"
        mail_id = f"{prefix}-{number}@customers.test"
        earlier = ""
        sender = f"{prefix}-customer{number % max(1, count * 2 // 3)}@customers.test"
        recipient, subject = chance.choice(mailboxes), chance.choice(SUBJECTS[language])
        if number > DISTANCE and chance.randrange(100) < REPLIES:
            earlier, sender, recipient, subject = written[chance.randrange(number - DISTANCE)]
            subject = f"Re: {subject}"
        written.append((mail_id, sender, recipient, subject.removeprefix("Re: ")))
        yield CorpusMail(sender, recipient, _raw(chance, language, mail_id, earlier, sender, recipient, subject))


def _raw(
    chance: random.Random, language: str, mail_id: str, earlier: str, sender: str, recipient: str, subject: str
) -> bytes:
    said = [chance.choice(SENTENCES[language]) for _ in range(11)]
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = f"Customer <{sender}>"
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = "Mon, 02 Nov 2026 09:00:00 +0200"
    message["Message-ID"] = f"<{mail_id}>"
    if earlier:
        message["In-Reply-To"] = message["References"] = f"<{earlier}>"
    message.set_content("\n\n".join(said))
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in said)
    direction = "rtl" if language == "he" else "ltr"
    message.add_alternative(f'<html><body><div dir="{direction}">{paragraphs}</div></body></html>', subtype="html")
    if chance.randrange(100) < WITH_FILE:
        content = chance.randbytes(6_000)
        message.add_attachment(content, maintype="application", subtype="pdf", filename="invoice.pdf")
    return message.as_bytes()
