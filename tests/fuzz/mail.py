"""Target: the mail reader. Whatever bytes arrive, it answers, soon, with bounded fields, the same each time."""

from collections.abc import Iterable

from moked.channels.mail import ParsedMail, parse_mail
from tests.channels.mail import builders

INSTRUMENTED = [
    "moked.channels.mail",
    "moked.lib.hebrew",
]
# Escapes, quote marks, names of pictures: what a byte of a mail may become in one field.
MOST_GROWTH = 40
_SLACK = 10_000


def seeds() -> Iterable[bytes]:
    hebrew = "שלום, המקרר לא מקרר.\n\nבתאריך 5.3.2024 14:23, מאת שירות <s@business.test>:\n> הטכנאי בדרך\n\n-- \nדנה"
    yield b"bare text"
    for charset in ("utf-8", "cp1255", "iso-8859-8", "utf-7", "iso-2022-jp", "gb18030"):
        yield builders.raw_mail(hebrew.encode(charset, "ignore"), content_type=f"text/plain; charset={charset}")
    for encoding in ("base64", "quoted-printable"):
        yield builders.raw_mail(hebrew, encoding=encoding, headers=["Subject: =?utf-8?B?16k=?= =?utf-8?Q?a_b?="])
    yield builders.raw_mail("one \ntwo\n> three \n", content_type="text/plain; format=flowed; delsp=yes")
    yield builders.raw_mail("see\nbegin 644 a.txt\n#0V%T\n`\nend\nbye")
    yield builders.html_mail('<div dir="rtl">שלום</div><blockquote type="cite"><p>א<br>ב</p></blockquote>')
    yield builders.raw_mail(
        '<p dir="ltr">.םולש <b>הנד</b></p>'.encode("iso-8859-8"), content_type="text/html; charset=iso-8859-8"
    )
    yield builders.raw_mail("see\n=ybegin line=128 size=3 name=a\nabc\n=yend size=3\nbye")
    passed_on = "From: Ron <r@x.test>\nSent: 5.3.2024 14:23\nTo: a@b.test\nSubject: x\n\nIt broke.\n"
    yield builders.raw_mail(f"see\n\n-----Original Message-----\n{passed_on}", headers=["Subject: FW: x"])
    yield builders.html_mail(f"see<hr><div>{passed_on.replace(chr(10), '<br>')}</div>", headers=["Subject: FW: x"])
    yield builders.multipart(
        "alternative", "Content-Type: text/plain\n\nHello", "Content-Type: text/html\n\n<b>Hello</b>"
    )
    yield builders.multipart(
        "mixed",
        "Content-Type: text/plain\n\nsee",
        "Content-Type: application/pdf\nContent-Disposition: attachment; filename*0*=utf-8''%D7%97; "
        "filename*1=.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=",
        "Content-Type: message/rfc822\n\nFrom: a@b.test\nSubject: x\n\ny",
    )
    yield builders.multipart(
        'report; report-type="delivery-status"',
        "Content-Type: text/plain\n\nSorry",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; a@b.c\n"
        "Action: failed\nStatus: 5.1.1\n",
        "Content-Type: message/rfc822\n\nMessage-ID: <sent@business.test>\n\nhi",
    )


def check(data: bytes) -> None:
    parsed = parse_mail(data)
    # Mails nested beyond reading are handed to a person; any other failure is ours.
    assert parsed.ok or (parsed.error or "").startswith("RecursionError"), parsed.error
    assert parsed == parse_mail(data), "two readings differ"
    limit = MOST_GROWTH * len(data) + _SLACK
    for field in _texts(parsed):
        assert len(field) <= limit, "a field outgrew the mail"
        field.encode()
        assert "\x00" not in field
    assert sum(file.size for file in parsed.attachments) <= limit


def _texts(parsed: ParsedMail) -> Iterable[str]:
    yield from (
        parsed.subject,
        parsed.text,
        parsed.reply_text,
        parsed.quoted_text,
        parsed.signature_text,
        parsed.banner_text,
    )
    if parsed.passed_on:
        yield parsed.comment
        yield from _texts(parsed.passed_on)
    yield from (parsed.html or "", parsed.html_reply or "", parsed.message_id or "", parsed.in_reply_to or "")
    yield from parsed.references
    yield from (text for address in (*parsed.to, *parsed.cc) for text in (address.address, address.name))
    yield from (file.name for file in parsed.attachments)
