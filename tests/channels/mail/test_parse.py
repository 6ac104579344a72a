from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.channels.mail import parse_mail
from moked.channels.mail.envelope import has_headers
from moked.channels.mail.split import split_text
from tests.channels.mail.builders import html_mail, raw_mail

LINES = st.sampled_from(
    [
        "שלום",
        "Hello",
        "",
        "> quoted",
        ">> deeper",
        "-- ",
        "בברכה,",
        "Regards,",
        "נשלח מה-iPhone שלי",
        "בתאריך 5.3.2024 14:23, מאת דנה:",
        "On 5.3.2024 14:23 <a@b.c> wrote:",
        "-----הודעה מקורית-----",
        "From: a@b.c",
        "Sent: Monday",
        "To: d@e.f",
        "Subject: x",
        "_______",
        ">:",
        "נ.ב. עוד משהו",
    ]
)


@given(st.binary())
def test_never_raises(raw: bytes) -> None:
    assert parse_mail(raw).raw_size == len(raw)


@given(st.binary(), st.sampled_from(["text/plain", "text/html", "multipart/mixed; boundary=a", "message/rfc822"]))
def test_never_raises_behind_headers(body: bytes, content_type: str) -> None:
    parsed = parse_mail(raw_mail(body, content_type=content_type))
    assert parsed.subject == ""
    "".join([parsed.text, parsed.reply_text, parsed.html or ""]).encode()


@given(st.lists(LINES).map("\n".join) | st.text())
def test_splits_without_losing_a_letter(text: str) -> None:
    assert "\n".join(fragment.text for fragment in split_text(text)) == text


@given(st.text())
def test_gives_no_unfit_characters(text: str) -> None:
    parsed = parse_mail(html_mail(text.encode("utf-8", "surrogatepass").decode("latin-1")))
    assert "\x00" not in f"{parsed.text}{parsed.html}"


def test_keeps_the_headers_of_a_mail_nested_beyond_reading() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000))
    parsed = parse_mail(b"From: a@b.test\nSubject: deep\n" + nested)
    assert not parsed.ok
    assert parsed.error
    assert parsed.subject == "deep"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000,
        "<b>" * 100_000,
        "&" * 300_000,
        "<" * 300_000,
        "<!--" * 100_000,
    ],
)
def test_survives_html_made_to_choke_it(body: str) -> None:
    assert parse_mail(html_mail(body)).ok


@pytest.mark.parametrize(
    "body",
    [
        "a@" * 500_000,
        "> " * 500_000,
        "\n" * 500_000,
        "On 1.1.2020 12:30 <a@b.c> wrote:\n" * 20_000,
        "begin 644 a\n" * 50_000,
        "=ybegin size=1 name=a\nx\n=yend size=1\n" * 10_000,
        "From: a@b.test\nSent: 1.1.2024 10:00\nSubject: x\n\nx\n" * 10_000,
        "<a@b.test> 2024 10:00:\n\n" * 20_000,
    ],
)
def test_survives_text_made_to_choke_it(body: str) -> None:
    assert parse_mail(raw_mail(body)).ok


@pytest.mark.parametrize("body", ["םולש ךל <a " * 50_000, "םולש ךל " + "<!--" * 100_000, "<b>םולש ךל " * 20_000])
def test_survives_visual_html_made_to_choke_it(body: str) -> None:
    raw = raw_mail(body.encode("iso8859-8"), content_type="text/html; charset=iso-8859-8")
    begun = process_time()
    assert parse_mail(raw).ok
    assert process_time() - begun < 10


def test_keeps_every_word_of_a_very_long_text() -> None:
    body = "\n".join(f"שורה {number}" for number in range(7_000))
    assert parse_mail(raw_mail(body)).reply_text == body


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"From: a@b.c\nSubject: x\n\nhi", True),
        (b"Received: by x\n\nhi", True),
        (b"From dana Tue Mar  5 14:23:10 2024\nFrom: a@b.c\n\nhi", True),
        (b"Hello,\n\nFrom: here", False),
        (b"Note: call me\n\nhi", False),
        (b"", False),
    ],
)
def test_tells_a_mail_from_a_bare_text(raw: bytes, expected: bool) -> None:
    assert has_headers(raw) is expected


def test_takes_a_bare_text_as_a_body() -> None:
    parsed = parse_mail("שלום\n\nנשלח מה-iPhone שלי".encode())
    assert (parsed.ok, parsed.sender, parsed.reply_text) == (True, None, "שלום")


def test_keeps_the_words_of_a_page_with_more_tags_than_fit_into_memory() -> None:
    parsed = parse_mail(b"From: a@b.test\nSubject: large\nContent-Type: text/html\n\nhello" + b"<b>a</b>" * 60_000)
    assert parsed.ok
    assert parsed.text.startswith("hello a")
    assert "<b>" not in (parsed.html or "")
