"""Mails made to stop their reader: each is read in the time its length takes, not in hours."""

from unittest.mock import Mock

import pytest

from moked.channels.mail import parse_mail, split
from tests.channels.mail.builders import raw_mail

CALENDAR = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nA" + ";a" * 200 + "\nEND:VEVENT\nEND:VCALENDAR\n"


@pytest.mark.parametrize(
    "raw",
    [
        raw_mail(CALENDAR, content_type="text/calendar"),
        raw_mail("begin 644 a\n" * 30_000 + "end\n"),
        b"From : a@x.test\n\n" + b"From " * 30_000 + b":\n",
        b"From: c @ d.test" + b" " * 90_000 + b"e\nTo: a@x.test\n\ntext\n",
        b'From: c@d.test\nContent-Type: multipart/mixed; a="' + b";" * 400_000 + b"\n\ntext\n",
        b"From: c@d.test\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed"
        + b"; a\n " * 100_000
        + b"\n\ntext\n--b--\n",
        b"From: c@d.test\n" + (b"To: " + b"a" * 90_000 + b"\n") * 60 + b"\ntext\n",
    ],
    ids=["parameters", "beginnings", "mailbox lines", "blanks", "signs", "folded parameters", "addresses"],
)
def test_is_read_in_the_time_its_length_takes(raw: bytes) -> None:
    assert parse_mail(raw).ok


def test_looks_for_a_few_signatures_and_not_for_hundreds(monkeypatch) -> None:
    looked = Mock(side_effect=split.signature_span)
    monkeypatch.setattr(split, "signature_span", looked)
    parsed = parse_mail(raw_mail("It broke.\n\n" + "Sent from my iPhone\n\nwhat is that?\n\n" * 1_000))
    assert parsed.signature_text.count("iPhone") == 10
    assert (parsed.text.count("that?"), parsed.reply_text.count("that?")) == (1_000, 1_000)
    assert looked.call_count < 25


def test_keeps_a_line_of_the_text_that_begins_as_a_mailbox_does() -> None:
    parsed = parse_mail(b"From : a@x.test\nSubject: s\n\nFrom Monday on\nnothing works\n")
    assert parsed.text.strip() == "From Monday on\nnothing works"


@pytest.mark.parametrize(
    "said",
    [
        "Sent via DHL on 3 May",
        "נשלח מהמחסן שלכם לפני שבוע",
        "Gesendet mit DHL am 3. März",
        "Отправлено с вашего склада",
    ],
)
def test_goes_on_below_a_sentence_that_begins_like_a_device_line(said: str) -> None:
    text = f"Hello, order 5123.\n\n{said}\n\nWhen will it be here?"
    assert parse_mail(raw_mail(text)).reply_text == text


@pytest.mark.parametrize(
    "said",
    [
        "On Monday 3 March 2025 I called you and your colleague said:",
        "1) Your colleague dana@shop.test wrote:",
        "Am 3.3.2025 um 10:00 schrieb mir Frau Kurz:",
        "Le 3 mars 2025 à 14h30 votre collègue a écrit:",
        "ביום 3.3.2025 בשעה 14:30 הנציגה שלכם כתבה:",
        "ב-3.3.2025 דנה כתבה לי:",
        "בתאריך 3.3.2025 קיבלתי הודעה מאת דנה:",
    ],
)
def test_goes_on_below_what_somebody_was_told(said: str) -> None:
    text = f"Hello, order 5123.\n\n{said}\nit comes on Tuesday."
    assert parse_mail(raw_mail(text)).reply_text == text


@pytest.mark.parametrize(
    "said",
    [
        "This message is intended for the manager.",
        "Ce message est confidentiel.",
        "אם קיבלתם הודעה ממני בטעות, סליחה.",
        "המידע המופיע בהודעה שלכם אינו אישי.",
    ],
)
def test_goes_on_below_a_sentence_that_begins_like_a_disclaimer(said: str) -> None:
    text = f"Hello, order 5123.\n\n{said}\n\nWhen will it be here?"
    assert parse_mail(raw_mail(text)).reply_text == text


_INNER = b"\n--b\nContent-Type: multipart/mixed; boundary=c\n\n" + b"--c\n\ntext\n" * 50 + b"--c--\n"


@pytest.mark.parametrize(
    "parts",
    [b"\n--b\n\ntext\n" * 20_000, b"\n--b \n\r\ntext\n" * 20_000, _INNER * 400],
    ids=["well formed", "badly formed", "within each other"],
)
def test_takes_a_thousand_parts_apart_and_keeps_the_rest_as_a_file(parts: bytes) -> None:
    raw = b"From: c@d.test\nContent-Type: multipart/mixed; boundary=b\n\n" + parts + b"\n--b--\n"
    parsed = parse_mail(raw)
    assert parsed.ok
    assert 900 < parsed.text.count("text") <= 1_000
    assert [(file.name, file.content) for file in parsed.attachments] == [("message.eml", raw)]


@pytest.mark.parametrize(
    "raw",
    [
        b"From: c@d.test\nContent-Type: multipart/mixed; boundary=b\n"
        + b"\n--b\nContent-Type: application/pdf\n\nx" * 900
        + b"\n--b--\n",
        raw_mail("begin 644 a\n`\nend\n" * 20_000),
    ],
    ids=["parts", "within a text"],
)
def test_makes_hundreds_of_files_of_a_mail_and_no_thousands(raw: bytes) -> None:
    files = parse_mail(raw).attachments
    assert len(files) == 301
    assert (files[-1].name, files[-1].content) == ("message.eml", raw)


def test_takes_a_large_mail_apart_to_the_end() -> None:
    raw = b"From: c@d.test\nContent-Type: multipart/mixed; boundary=b\n" + b"\n--b\n\ntext\n" * 900 + b"\n--b--\n"
    parsed = parse_mail(raw)
    assert (parsed.text.count("text"), parsed.attachments) == (900, ())
