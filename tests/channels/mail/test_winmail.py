"""What Outlook wraps into winmail.dat."""

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.channels.mail import ParsedMail, parse_mail
from moked.channels.mail.rtf import decompressed, read_rtf
from moked.channels.mail.tnef import unwrap
from tests.channels.mail.builders import multipart
from tests.channels.mail.winmail import EMBEDDED, a_file, compressed, properties, winmail

SAID = "שלום, מצורפת החשבונית"
RTF = rb"{\rtf1\ansi\ansicpg1255{\fonttbl{\f0\fcharset177 David;}}\f0 " + "".join(
    f"\\'{byte:02x}" for byte in SAID.encode("cp1255")
).encode() + rb"\par}"  # fmt: skip


def mail_with(content: bytes, content_type: str = "application/ms-tnef; name=winmail.dat") -> ParsedMail:
    part = (
        f"Content-Type: {content_type}\nContent-Transfer-Encoding: base64\n\n{base64.encodebytes(content).decode()}"
    )
    return parse_mail(multipart("mixed", "Content-Type: text/plain\n\n", part))


@pytest.mark.parametrize(
    "attribute",
    [
        (0x800C, SAID.encode("cp1255") + b"\0"),
        (0x9003, properties((0x1000, 0x1F, SAID.encode("utf-16-le") + b"\0\0"))),
        (0x9003, properties((0x3FDE, 3, struct.pack("<I", 65001)), (0x1013, 0x102, f"<p>{SAID}</p>".encode()))),
        (0x9003, properties((0x3FDE, 3, struct.pack("<I", 38598)), (0x1013, 0x102, SAID.encode("cp1255")))),
        (0x9003, properties((0x1009, 0x102, compressed(RTF)))),
    ],
    ids=["body", "unicode", "html", "html in an israeli charset", "rich text"],
)
def test_reads_the_text_in_every_form(attribute: tuple[int, bytes]) -> None:
    parsed = mail_with(winmail(attribute))
    assert parsed.text.strip() == SAID
    assert parsed.attachments == ()


def test_hands_over_files_under_their_long_hebrew_names() -> None:
    parsed = mail_with(winmail(*a_file("חשבונית מרץ.pdf", b"%PDF-"), *a_file("צילום.jpg", b"\xff\xd8")))
    assert [(each.name, each.content) for each in parsed.attachments] == [
        ("חשבונית מרץ.pdf", b"%PDF-"),
        ("צילום.jpg", b"\xff\xd8"),
    ]


def test_takes_the_short_name_where_there_is_no_other() -> None:
    content = winmail((0x9002, b""), (0x8010, "חשבון.pdf".encode("cp1255") + b"\0"), (0x800F, b"x"))
    assert [each.name for each in mail_with(content).attachments] == ["חשבון.pdf"]


def test_opens_a_mail_within_it() -> None:
    inner = EMBEDDED + winmail((0x800C, SAID.encode("cp1255")), *a_file("a.pdf", b"x"))
    content = winmail((0x9002, b""), (0x8010, b"Fwd\0"), (0x9005, properties((0x3701, 0xD, inner))))
    assert [(each.name, each.size) for each in mail_with(content).attachments] == [
        ("Fwd.txt", len(SAID.encode())),
        ("a.pdf", 1),
    ]


def test_knows_it_by_its_name_too() -> None:
    assert mail_with(winmail(*a_file("a.pdf", b"x")), "application/octet-stream; name=WINMAIL.DAT").attachments[
        0
    ].name == ("a.pdf")


@pytest.mark.parametrize("content", [b"not wrapped", b"", winmail()[:9]])
def test_keeps_what_it_cannot_open_as_a_file(content: bytes) -> None:
    assert [(each.name, each.content) for each in mail_with(content).attachments] == [("winmail.dat", content)]


def test_gives_what_a_truncated_one_still_holds() -> None:
    whole = winmail(*a_file("a.pdf", b"x" * 50), (0x9002, b""), (0x800F, b"y" * 500))
    assert [each.size for each in mail_with(whole[:-300]).attachments] == [50, 202]


def test_reads_html_that_rich_text_carries() -> None:
    source = (
        rb"{\rtf1\ansi\ansicpg1255\fromhtml1 {\fonttbl{\f0\fcharset177 Arial;}}{\*\htmltag64 <p dir=rtl>}"
        rb"\htmlrtf {\htmlrtf0 \f0 \'f9\'ec\'e5\'ed\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}"
        rb"{\*\mhtmltag64 <x>}\htmlrtf \par \htmlrtf0}"
    )
    assert read_rtf(compressed(source)).html == "<p dir=rtl>שלום</p>"


def test_reads_letters_by_their_numbers() -> None:
    assert read_rtf(rb"{\rtf1\ansi\uc1 \u1513?\u1500? \u55357?\u56832? {\pict ffd8}\{a\}}").plain == "של 😀 {a}"


def test_repeats_what_compression_points_back_at() -> None:
    # 'abc', then nine letters from where it began, overlapping themselves; then the end mark.
    head = 207
    body = b"\x18abc" + struct.pack(">H", head << 4 | 7) + struct.pack(">H", (head + 12) << 4)
    raw = struct.pack("<IIII", len(body) + 12, 12, 0x75465A4C, 0) + body
    assert decompressed(raw) == b"abcabcabcabc"


@given(st.binary(max_size=400), st.integers(0, 2**32 - 1))
def test_believes_no_count(noise: bytes, count: int) -> None:
    data = struct.pack("<I", count) + noise
    unwrap(winmail((0x9003, data), (0x9002, b""), (0x9005, data), (0x800F, noise)))
    read_rtf(struct.pack("<IIII", count, count, 0x75465A4C, 0) + noise)
    read_rtf(rb"{\rtf1\fromhtml1" + noise)
