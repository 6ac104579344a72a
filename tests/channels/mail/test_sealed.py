"""Mails that stand within their S/MIME signature."""

import base64
from collections.abc import Callable

import pytest

from moked.channels.mail import ParsedMail, parse_mail
from tests.channels.mail.builders import raw_mail

SIGNED_DATA, DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")
INNER = "Content-Type: text/plain; charset=utf-8\n\nהחוזה מאושר.".encode()


def stated(tag: int, *content: bytes) -> bytes:
    body = b"".join(content)
    return bytes([tag, 0x82]) + len(body).to_bytes(2, "big") + body


def unstated(tag: int, *content: bytes) -> bytes:
    return bytes([tag, 0x80]) + b"".join(content) + b"\0\0"


def signed(element: Callable[..., bytes], octets: bytes, *, kind: bytes = SIGNED_DATA) -> bytes:
    version, digests = b"\x02\x01\x01", b"\x31\x00"
    held = element(0x30, DATA, element(0xA0, octets))
    return element(0x30, kind, element(0xA0, element(0x30, version, digests, held)))


def read(sealed: bytes) -> ParsedMail:
    return parse_mail(
        raw_mail(
            base64.encodebytes(sealed), content_type='application/pkcs7-mime; name="smime.p7m"', encoding="plain"
        ).replace(b"Encoding: plain", b"Encoding: base64")
    )


@pytest.mark.parametrize(
    "sealed",
    [
        signed(stated, stated(0x04, INNER)),
        signed(unstated, unstated(0x24, stated(0x04, INNER[:20]), stated(0x04, INNER[20:]))),
        signed(stated, stated(0x24, stated(0x04, INNER))),
    ],
    ids=["of stated length", "streamed in pieces", "in one piece"],
)
def test_reads_the_text_within_a_signature(sealed: bytes) -> None:
    parsed = read(sealed)
    assert (parsed.text, parsed.attachments, parsed.is_encrypted) == ("החוזה מאושר.", (), False)


@pytest.mark.parametrize(
    "sealed",
    [
        b"",
        b"\x30",
        signed(stated, stated(0x04, INNER))[:40],
        signed(stated, stated(0x04, INNER), kind=DATA),
        signed(stated, stated(0x02, INNER)),
        b"\x30\x80" * 5_000,
        b"\x30\xff" + b"\xff" * 200,
    ],
    ids=[
        "nothing",
        "a tag only",
        "cut off",
        "of another kind",
        "no octets",
        "an abyss",
        "a length of a hundred bytes",
    ],
)
def test_keeps_what_it_cannot_open_as_a_file(sealed: bytes) -> None:
    parsed = read(sealed)
    assert parsed.ok
    assert [file.content for file in parsed.attachments] == [sealed]
