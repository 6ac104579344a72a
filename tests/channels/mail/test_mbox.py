"""Files that hold several mails."""

import pytest

from moked.channels.mail import parse_mail, split_mbox
from tests.channels.mail.builders import raw_mail

LINE = b"From dana@example.org Mon Nov 30 17:30:56 2026\n"


def a_box(*bodies: str, line: bytes = LINE, end: bytes = b"\n") -> bytes:
    """A file of mails whose subjects are their numbers."""
    mails = [line + raw_mail(body, headers=[f"Subject: {number}"]) for number, body in enumerate(bodies, 1)]
    return b"\n\n".join(mail.rstrip(b"\n") for mail in mails).replace(b"\r\n", b"\n").replace(b"\n", end) + end


def said(raw: bytes) -> list[tuple[str, str]]:
    return [(mail.subject, mail.text.strip()) for mail in map(parse_mail, split_mbox(raw))]


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        b"From MAILER-DAEMON Fri Jul  8 12:08:34 2011\n",
        b"From - Mon, 30 Nov 2026 17:30:56 +0200\n",
        b"From 1763902@xxx Mon Nov 30 17:30:56 +0000 2026\n",
        b"From dana Mon Nov 30 17:30 IST 2026\n",
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_reads_each_mail_of_a_file(line: bytes, end: bytes) -> None:
    assert said(a_box("שלום", "hello", "עוד", line=line, end=end)) == [("1", "שלום"), ("2", "hello"), ("3", "עוד")]


@pytest.mark.parametrize(
    "line",
    [
        ">From dana@example.org Mon Nov 30 17:30:56 2026",
        "From now on we pay by card",
        "From Monday 30 November 2026 at 17:30 nobody answered.",
        "From dana@example.org Mon Nov 30 17:30:56 2026",
        "From dana@example.org Mon Nov 30 17:30:56 2026\n\nSubject: of another mail",
        "From now on:\nSubject: none of mine",
    ],
    ids=["quoted", "a sentence", "a sentence with a date", "nothing below", "a blank line below", "no date"],
)
def test_takes_a_line_of_a_text_for_no_new_mail(line: str) -> None:
    body = f"Hello\n\n{line}\n\nbye"
    (first, second) = split_mbox(a_box(body, "second"))
    assert parse_mail(first).text.rstrip().endswith("bye")
    assert parse_mail(second).subject == "2"


def test_takes_a_line_within_a_paragraph_for_no_new_mail() -> None:
    (first,) = split_mbox(a_box(f"Hello\n{LINE.decode()}Subject: told\n\nbye"))
    assert parse_mail(first).text.rstrip().endswith("bye")


@pytest.mark.parametrize("raw", [b"", b"From\n", b"From dana 17:30 2026", raw_mail("x"), LINE, a_box("only one")])
def test_leaves_a_file_of_one_mail_as_it_is(raw: bytes) -> None:
    assert split_mbox(raw) == [raw]


def test_parts_no_mail_that_tells_of_a_file() -> None:
    """It does not begin as such a file does, so what stands in it is its text."""
    raw = raw_mail("Look:\n\n" + a_box("inner", "second").decode())
    assert split_mbox(raw) == [raw]
