"""What our mails look like, read back by our own reader."""

from datetime import UTC, datetime

import pytest

from moked.channels.domain.compose import Answer, OutgoingFile, compose_answer
from moked.channels.domain.mime import mail_bytes
from moked.channels.domain.paragraphs import directed_blocks, directed_html, directed_text
from moked.channels.domain.wording import WORDING
from moked.channels.mail import ParsedMail, parse_mail

AT = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)


def _answer(**facts: object) -> Answer:
    base: dict[str, object] = {
        "mail_id": "ours@shop.test",
        "from_name": "תפוז תקשורת",
        "from_address": "service@shop.test",
        "to_address": "dana@customers.test",
        "reply_to": "service+rabc@shop.test",
        "subject": "ניתוקים חוזרים",
        "reference": "MK-7",
        "text": "בדקנו",
        "html": "<p>בדקנו</p>",
        "language": "he",
        "link": "https://service.example/c/token/",
    }
    return Answer(**{**base, **facts})  # type: ignore[arg-type]


def _read(answer: Answer) -> ParsedMail:
    return parse_mail(mail_bytes(compose_answer(answer), at=AT))


def test_reads_back_as_it_was_meant() -> None:
    parsed = _read(_answer(in_reply_to="b@x.test", thread=("a@x.test", "b@x.test")))
    assert (parsed.message_id, parsed.in_reply_to) == ("ours@shop.test", "b@x.test")
    assert parsed.references == ("a@x.test", "b@x.test")
    assert parsed.subject == "Re: ניתוקים חוזרים [MK-7]"
    assert (parsed.sender.name, parsed.sender.address) == ("תפוז תקשורת", "service@shop.test")
    assert (parsed.sent_at, parsed.direction, parsed.language) == (AT, "rtl", "he")


def test_keeps_ids_longer_than_a_line_whole() -> None:
    long = "D" * 120 + "@eurprd04.prod.outlook.test"
    parsed = _read(_answer(in_reply_to=long, thread=[f"{number}{long}" for number in range(30)]))
    assert parsed.in_reply_to == long
    assert parsed.references[0] == f"0{long}"
    assert parsed.references[-1] == f"29{long}"
    raw = mail_bytes(compose_answer(_answer(thread=[f"{number}{long}" for number in range(30)])), at=AT)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("תקלה", "Re: תקלה [MK-7]"),
        ("Re: Re: תקלה [MK-7]", "Re: תקלה [MK-7]"),
        ("השב: FW: תקלה", "Re: תקלה [MK-7]"),
        ("", "Re: פנייה [MK-7]"),
        ("Re: תקלה [MK-5]", "Re: תקלה [MK-7]"),
        ("[MK-5] Re: תקלה", "Re: תקלה [MK-7]"),
        ("עדיין מחכים בקשר ל־MK-5, מה קורה?", "Re: עדיין מחכים בקשר, מה קורה? [MK-7]"),
        ("בעניין פנייתי מMK-5 ו־MK-6", "Re: בעניין פנייתי [MK-7]"),
        ("About case #mk-5", "Re: About case [MK-7]"),
        ("MK-5: no answer yet", "Re: no answer yet [MK-7]"),
        ("MK-5", "Re: פנייה [MK-7]"),
        ("#1 in speed: TV-5", "Re: #1 in speed: TV-5 [MK-7]"),
        ("a\r\nBcc: evil@x.test", "Re: a Bcc: evil@x.test [MK-7]"),
    ],
)
def test_writes_the_subject_once(subject: str, expected: str) -> None:
    assert _read(_answer(subject=subject)).subject == expected


def test_says_each_paragraphs_direction_outright() -> None:
    html = directed_html('<p dir="auto">WhatsApp לא עובד לי כלל</p><p>Please restart</p><ul><li>שלב</li></ul>', "rtl")
    assert html == (
        '<p dir="rtl" style="text-align:right">WhatsApp לא עובד לי כלל</p>'
        '<p dir="ltr" style="text-align:left">Please restart</p>'
        '<ul dir="rtl" style="text-align:right"><li dir="rtl" style="text-align:right">שלב</li></ul>'
    )


def test_gives_blocks_of_a_page_the_same_directions_and_no_style() -> None:
    html = '<p dir="auto">Gil, קראתי ואני על זה</p><p dir="auto">see <b>manual</b></p><p dir="auto">2026</p>'
    assert directed_blocks(html) == (
        '<p dir="rtl">Gil, קראתי ואני על זה</p><p dir="ltr">see <b>manual</b></p><p>2026</p>'
    )


def test_keeps_the_writers_own_choice_of_direction() -> None:
    assert 'dir="ltr"' in directed_html('<p dir="ltr">שלום</p>', "rtl")


def test_survives_entities_and_unclosed_tags() -> None:
    assert directed_html("<p>a &amp; b &lt;i&gt;<br>c", "ltr").endswith("a &amp; b &lt;i&gt;<br>c")


def test_marks_plain_lines_that_would_run_the_wrong_way() -> None:
    assert directed_text("WhatsApp לא עובד לי") == "\u200fWhatsApp לא עובד לי"
    assert directed_text("שלום\nhello\n123") == "שלום\nhello\n123"


def test_puts_the_case_below_a_signature_mark_so_that_replies_drop_it() -> None:
    parsed = _read(_answer())
    assert parsed.reply_text == "בדקנו"
    assert "https://service.example/c/token/" in parsed.text


@pytest.mark.parametrize("language", sorted(WORDING))
def test_asks_in_the_customers_language(language: str) -> None:
    words = WORDING[language]
    mail = compose_answer(_answer(language=language, is_proposal=True))
    for sentence in (words.is_it_solved, words.solved, words.not_yet, words.closing_is_yours, words.follow):
        assert sentence in mail.html
    assert f'dir="{words.direction}"' in mail.html


def test_keeps_markup_in_names_and_links_harmless() -> None:
    mail = compose_answer(_answer(link='https://x.test/"><script>'))
    assert "<script>" not in mail.html


def test_says_when_a_machine_wrote() -> None:
    assert _read(_answer(automatic="auto-replied")).automatic == "auto-replied"
    assert _read(_answer()).automatic is None


def test_carries_files_with_hebrew_names() -> None:
    parsed = _read(_answer(files=[OutgoingFile("חשבון.pdf", "application/pdf", b"\x00\x01")]))
    assert [(file.name, file.content_type, file.content) for file in parsed.attachments] == [
        ("חשבון.pdf", "application/pdf", b"\x00\x01")
    ]
