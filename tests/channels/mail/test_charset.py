import pytest

from moked.channels.mail import parse_mail
from moked.channels.mail.charset import decode_bytes
from tests.channels.mail.builders import raw_mail

HEBREW = "שלום, החשבונית לא נכונה"
VISUAL = "הנוכנ אל תינובשחה ,םולש"


@pytest.mark.parametrize(
    ("raw", "declared"),
    [
        (HEBREW.encode("cp1255"), "windows-1255"),
        (HEBREW.encode("cp1255"), "WINDOWS-1255"),
        (HEBREW.encode("cp1255"), "iso-8859-8-i"),
        (HEBREW.encode("cp1255"), "iso-8859-8-e"),
        (HEBREW.encode("iso8859-8"), "iso-8859-8"),
        (VISUAL.encode("iso8859-8"), "iso-8859-8"),
        (VISUAL.encode("iso8859-8"), "visual"),
        (HEBREW.encode("cp1255"), "iso-8859-1"),
        (HEBREW.encode("cp1255"), "us-ascii"),
        (HEBREW.encode("cp1255"), "utf-8"),
        (HEBREW.encode("cp1255"), "no-such-charset"),
        (HEBREW.encode("cp1255"), None),
        (HEBREW.encode(), "windows-1255"),
        (HEBREW.encode(), "iso-8859-8-i"),
        (HEBREW.encode(), "us-ascii"),
        (HEBREW.encode(), None),
        (HEBREW.encode("utf-8-sig"), "iso-8859-1"),
        (HEBREW.encode("utf-7"), "utf-7"),
        (HEBREW.encode("cp862"), "dos-862"),
    ],
)
def test_reads_hebrew_whatever_was_declared(raw: bytes, declared: str | None) -> None:
    assert decode_bytes(raw, declared) == HEBREW


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        ("镕基".encode("gb18030"), "gb2312", "镕基"),
        ("日本語です".encode("iso2022_jp"), "iso-2022-jp", "日本語です"),
        ("①髙".encode("cp932"), "shift_jis", "①髙"),
        ("한국어".encode("cp949"), "ks_c_5601-1987", "한국어"),
        ("Привет, как дела".encode("cp1251"), None, "Привет, как дела"),
        ("Привет, как дела".encode("koi8-r"), None, "Привет, как дела"),
        ("café “naïve”".encode("cp1252"), "iso-8859-1", "café “naïve”"),
        ("café".encode("cp1252"), None, "café"),
        (b"plain", "idna", "plain"),
        (b"a\x00b\x07c", "utf-8", "abc"),
        (b"+2AA-x", "utf-7", "x"),
    ],
)
def test_reads_other_scripts(raw: bytes, declared: str | None, text: str) -> None:
    assert decode_bytes(raw, declared) == text


def test_keeps_niqqud() -> None:
    assert decode_bytes("מַתָּנוֹת".encode("cp1255"), "windows-1255") == "מַתָּנוֹת"


def test_reads_a_body_in_an_israeli_charset() -> None:
    raw = raw_mail(
        HEBREW.encode("cp1255"), content_type='text/plain; charset="iso-8859-8-i"', encoding="quoted-printable"
    )
    assert parse_mail(raw).text.strip() == HEBREW
