"""Parts in every order and state: signed, encrypted, invited, broken."""

import base64

import pytest

from moked.channels.mail import ParsedMail, parse_mail
from tests.channels.mail.builders import multipart, raw_mail

TEXT = "Content-Type: text/plain; charset=utf-8\n\n"
HTML = "Content-Type: text/html; charset=utf-8\n\n"
PICTURE = (
    "Content-Type: image/png; name=logo.png\nContent-Transfer-Encoding: base64\nContent-ID: <logo@x>\n"
    "Content-Disposition: {}\n\niVBORw0KGgo="
)
SIGNED = (
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nשלום לכם\n- -- \nדנה\n"
    "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEB\n=abcd\n-----END PGP SIGNATURE-----\n"
)
INVITATION = (
    "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:פגישת תיאום\\, דחוף\n"
    "DTSTART;TZID=Asia/Jerusalem:20240305T140000\nDTEND;TZID=Asia/Jerusalem:20240305T150000\n"
    "LOCATION:חדר\n  4\nORGANIZER;CN=Dana:mailto:dana@example.org\nEND:VEVENT\nEND:VCALENDAR\n"
)


def names(parsed: ParsedMail) -> list[str]:
    return [each.name for each in parsed.attachments]


@pytest.mark.parametrize(
    ("kind", "name"), [("application/pkcs7-signature", "smime.p7s"), ("application/pgp-signature", "signature.asc")]
)
def test_keeps_a_signature_as_a_file_beside_what_it_signs(kind: str, name: str) -> None:
    parsed = parse_mail(multipart(f'signed; protocol="{kind}"', TEXT + "שלום", f"Content-Type: {kind}\n\nMIIB"))
    assert (parsed.text.strip(), names(parsed), parsed.is_encrypted) == ("שלום", [name], False)


def test_takes_the_armour_off_a_signed_text() -> None:
    parsed = parse_mail(raw_mail(SIGNED))
    assert (parsed.reply_text, parsed.signature_text) == ("שלום לכם", "-- \nדנה")


@pytest.mark.parametrize("text", [SIGNED.partition("-----BEGIN PGP SIGNATURE")[0], "a " + SIGNED])
def test_leaves_what_only_speaks_of_armour(text: str) -> None:
    assert "BEGIN PGP SIGNED" in parse_mail(raw_mail(text)).text


@pytest.mark.parametrize(
    ("raw", "files"),
    [
        (
            multipart(
                'encrypted; protocol="application/pgp-encrypted"',
                "Content-Type: application/pgp-encrypted\n\nVersion: 1",
                "Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----",
            ),
            ["encrypted.asc"],
        ),
        (raw_mail("MIIB", content_type="application/pkcs7-mime; name=smime.p7m"), ["smime.p7m"]),
        (raw_mail("MIIB", content_type="application/octet-stream; name=smime.p7m"), ["smime.p7m"]),
        (
            multipart(
                "mixed",
                "Content-Type: application/pgp-encrypted\n\nVersion: 1",
                "Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----",
            ),
            ["encrypted.asc"],
        ),
        (raw_mail("-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----"), []),
        (raw_mail("שלום\n\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----"), []),
    ],
)  # fmt: skip
def test_says_that_a_mail_is_encrypted(raw: bytes, files: list[str]) -> None:
    parsed = parse_mail(raw)
    assert (parsed.ok, parsed.is_encrypted, names(parsed)) == (True, True, files)


def test_tells_what_an_invitation_says() -> None:
    parsed = parse_mail(raw_mail(INVITATION, content_type="text/calendar; charset=utf-8; method=REQUEST"))
    assert parsed.text == "פגישת תיאום, דחוף\n05.03.2024 14:00–15:00\nחדר 4\nDana"
    assert names(parsed) == ["invite.ics"]


def test_keeps_an_invitation_beside_its_text() -> None:
    parsed = parse_mail(multipart("alternative", TEXT + "מצורף", HTML + "<p>מצורף</p>", f"Content-Type: text/calendar\n\n{INVITATION}"))  # fmt: skip  # noqa: E501
    assert (parsed.text.strip(), names(parsed)) == ("מצורף", ["invite.ics"])


@pytest.mark.parametrize(
    ("source", "disposition", "inline"),
    [
        ('<img src="cid:logo@x">', "inline", True),
        ('<img src="cid:logo@x">', "attachment", True),
        ('<img src="CID:logo%40x">', "inline", True),
        ('<img src="cid:logo.png">', "inline", False),
        ("<p>nothing shown</p>", "inline", False),
    ],
)
def test_calls_inline_what_the_text_shows(source: str, disposition: str, *, inline: bool) -> None:
    (logo,) = parse_mail(multipart("related", HTML + source, PICTURE.format(disposition))).attachments
    assert (logo.content_id, logo.inline) == ("logo@x", inline)


def test_finds_a_picture_shown_by_its_name() -> None:
    nameless = PICTURE.format("inline").replace("Content-ID: <logo@x>\n", "")
    (logo,) = parse_mail(multipart("related", HTML + '<img src="cid:logo.png">', nameless)).attachments
    assert (logo.content_id, logo.inline) == ("logo.png", True)


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("--b\nContent-Type: text/plain\n\nhello\n--b--\n", "multipart/mixed", "hello"),
        ("--b\nContent-Type: text/plain\n\nhello\n", "multipart/mixed; boundary=b", "hello"),
        ("--b\nContent-Type: text/plain\n\nhello\n--b--\n", "multipart/mixed; boundary=other", "hello"),
        ("just text", "multipart/mixed; boundary=never", "just text"),
        ("--b\n\nhello\n--b--", 'multipart/alternative; boundary="b"', "hello"),
        ("Hello", "text", "Hello"),
        ("Hello", "text/plain charset=utf-8", "Hello"),
        ("Hello", "", "Hello"),
        ("Hello", "text/plain; name=body.txt", "Hello"),
        ("<html><p>Hello</p></html>", "text/plain", "Hello"),
        ("<bold>Hi</bold> <<x\nthere", "text/enriched", "Hi <x there"),
        ("# Hello", "text/markdown", "# Hello"),
    ],
)
def test_reads_a_text_whatever_is_wrong_around_it(body: str, content_type: str, text: str) -> None:
    assert parse_mail(raw_mail(body, content_type=content_type)).text.strip() == text.strip()


BASE64 = base64.encodebytes(("שלום לכולם " * 20).encode()).decode()


@pytest.mark.parametrize(
    ("body", "encoding", "text"),
    [
        ("Hello dear friend", "base64", "Hello dear friend"),
        ("16nX\n!!nNeV\n150=\n", "base64", "שלום"),
        ("16nXnNeV150", "base64", "שלום"),
        ("16k=\n15w=", "base64", "של"),
        (f"{BASE64}___\na list\n", "base64", ("שלום לכולם " * 20) + "\n___\na list"),
        ("=D7=A9=\n=D7=9C x=3D1 =ZZ 100%", "quoted-printable", "של x=1 =ZZ 100%"),
        ("=D7=A9=  \n=D7=9C=\t\r\nx", "quoted-printable", "שלx"),
        ("שלום", "quoted-printable", "שלום"),
        ("=D7=A9", "7bit", "=D7=A9"),
        ("שלום", "unheard-of", "שלום"),
    ],
)
def test_undoes_transfer_encodings_in_every_state(body: str, encoding: str, text: str) -> None:
    raw = raw_mail(body).replace(b"Transfer-Encoding: 8bit", f"Transfer-Encoding: {encoding}".encode())
    assert parse_mail(raw).text.strip() == text.strip()


def test_gives_one_file_for_the_two_halves_of_a_macs() -> None:
    double = (
        "Content-Type: multipart/appledouble; boundary=ad\n\n--ad\nContent-Type: application/applefile\n\nx\n"
        "--ad\nContent-Type: image/jpeg; name=a.jpg\n\ny\n--ad--"
    )
    assert names(parse_mail(multipart("mixed", TEXT + "hi", double))) == ["a.jpg"]


def test_names_a_file_by_a_parameter_nobody_indented() -> None:
    part = (
        'Content-Type: application/pdf; x-mode=0600;\nname="bill.pdf"\nContent-Disposition: attachment;\n'
        'filename="bill.pdf"\nContent-Transfer-Encoding: base64\n\nJVBERg=='
    )
    (file,) = parse_mail(multipart("mixed", TEXT + "hi", part)).attachments
    assert (file.name, file.content) == ("bill.pdf", b"%PDF")


def test_names_a_file_by_the_last_of_parameters_nobody_indented() -> None:
    part = "Content-Type: application/pdf;\ncharset=utf-8;\nformat=flowed;\nname=bill.pdf\n\n%PDF"
    assert names(parse_mail(multipart("mixed", TEXT + "hi", part))) == ["bill.pdf"]


@pytest.mark.parametrize(
    ("content_type", "limit"),
    [
        ("text/plain", "=limit"),
        ('text/html; boundary="=limit"', "=limit"),
        ("text/plain\nContent-Type: multipart/mixed; boundary==limit", "=limit"),
        ('multipart/mixed; boundary="גבול"', "גבול"),
    ],
)
def test_takes_parts_apart_whatever_their_type_says(content_type: str, limit: str) -> None:
    body = f"--{limit}\n{TEXT}שלום\n--{limit}\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n--{limit}--\n"
    parsed = parse_mail(raw_mail(body, content_type=content_type))
    assert (parsed.text, names(parsed)) == ("שלום", ["a.pdf"])


def test_leaves_a_text_that_begins_with_a_rule() -> None:
    text = "--\nContent-Type: what is that?\n--"
    assert parse_mail(raw_mail(text)).text == text


def test_reads_on_below_an_end_that_came_too_early() -> None:
    inner = f"Content-Type: multipart/alternative; boundary==limit\n\n--=limit\n{TEXT}hi\n--=limit\n{HTML}<p>hi</p>"
    file = "Content-Type: application/pdf; name=a.pdf\n\n%PDF"
    for end in ("\n", "\r\n"):
        raw = multipart("mixed", f"{inner}\n--=limit--\n", file).replace(b"\n", end.encode())
        assert names(parse_mail(raw)) == ["a.pdf"]


@pytest.mark.parametrize(("html", "text"), [("<p>שלום <b>לכם</b></p>", "שלום לכם"), ("<p>מחר</p>", "שלום לכם\nמחר")])
def test_shows_a_text_once_that_came_in_two_forms(html: str, text: str) -> None:
    assert parse_mail(multipart("mixed", TEXT + "שלום לכם", HTML + html)).text == text


def test_opens_an_encoded_mail_within_a_mail() -> None:
    inner = base64.encodebytes("From: ron@example.org\nSubject: תקלה\n\nשלום".encode()).decode()
    part = f"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{inner}"
    (file,) = parse_mail(multipart("mixed", TEXT + "hi", part)).attachments
    assert (file.name, "שלום" in file.content.decode()) == ("תקלה.eml", True)


@pytest.mark.parametrize(
    "raw",
    [
        b">From dana Tue Mar  5 14:23:10 2024\nFrom: a@b.test\nTo: d@e.test\nSubject: x\n\nhi",
        b"From: a@b.test\rTo: d@e.test\rSubject: x\r\rhi",
        b"From: a@b.test\nthis is no header\nSubject: x\nTo: d@e.test\n\nhi",
        b"From : a@b.test\nSubject : x\nTo : d@e.test\n\nhi",
        b"\r\n\r\nFrom: a@b.test\r\nSubject: x\r\nTo: d@e.test\r\n\r\nhi",
        b"from: a@b.test\nSUBJECT: x\nto: d@e.test\n\nhi",
        b" From: a@b.test\nSubject: x\nTo: d@e.test\n\nhi",
        b'From: a@b.test\nSubject: x\nTo: d@e.test\nContent-Type: multipart/mixed; boundary="a\n b"\n\nno\n'
        b"--a b\n\nhi\n--a b--\n",
        b"From: a@b.test\r\r\nSubject: x\r\r\nTo: d@e.test\r\r\n\r\r\nhi",
        b"From: a@b.test\nSubject: x\nTo: d@e.test\nContent-Type: multipart/mixed; boundary=ab\n \n--ab\n"
        b"Content-Type: text/plain\n\nhi\n--ab--\n",
        b"From: a@b.test\nSubject: x\nTo: d@e.test\n\t\nhi",
        b"---- Original mail ----\nReturn-Path: <a@b.test>\nFrom: a@b.test\nSubject: x\nTo: d@e.test\n\nhi",
        b"From: a@b.test\nSubject: x\nTo: Dana <d@e.test>Accept-Language: he\n\nhi",
        b"From: a@b.test\nSubject: x\nTo: d@e.test\n\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>hi</p>",
    ],
)
def test_mends_header_blocks(raw: bytes) -> None:
    parsed = parse_mail(raw)
    assert parsed.sender is not None
    assert (parsed.sender.address, parsed.subject, parsed.to[0].address, parsed.text) == (
        "a@b.test",
        "x",
        "d@e.test",
        "hi",
    )


PASTED = 'Look at this:\n\nContent-Type: text/plain;\ncharset=utf-8\nX-Limit: boundary="a\n b"'


@pytest.mark.parametrize("raw", [raw_mail(PASTED), multipart("mixed", TEXT + PASTED)], ids=["alone", "in a part"])
def test_leaves_headers_that_a_text_quotes_as_they_are(raw: bytes) -> None:
    assert parse_mail(raw).text.strip() == PASTED


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_reads_parameters_of_parts_that_nobody_indented(end: str) -> None:
    file = "Content-Type: application/pdf;\nname=a.pdf\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo="
    inner = multipart("mixed", TEXT + "בפנים", file.replace("a.pdf", "b.pdf")).decode()
    inner = inner.replace("multipart/mixed; boundary", "multipart/mixed;\nboundary").replace("=limit", "=inner")
    raw = multipart("mixed", TEXT + "שלום", file, f"Content-Type: message/rfc822;\nname=c.eml\n\n{inner}")
    parsed = parse_mail(raw.replace(b"\n", end.encode()))
    assert parsed.passed_on is not None
    assert (names(parsed)[0], names(parsed)[-1], parsed.passed_on.text.strip()) == ("a.pdf", "b.pdf", "בפנים")
