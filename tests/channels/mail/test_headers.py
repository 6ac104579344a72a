import base64

import pytest

from moked.channels.mail import parse_mail
from moked.channels.mail.addresses import parse_addresses
from moked.channels.mail.dates import parse_date
from moked.channels.mail.headers import decode_header
from moked.channels.mail.identifiers import message_ids
from tests.channels.mail.builders import raw_mail

SUBJECT = "תלונה על חיוב כפול"


def word(text: str, charset: str = "utf-8") -> str:
    return f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (word(SUBJECT), SUBJECT),
        (word(SUBJECT, "windows-1255"), SUBJECT),
        (f"=?iso-8859-8-i?B?{base64.b64encode(SUBJECT.encode('cp1255')).decode()}?=", SUBJECT),
        ("=?windows-1255?Q?=F9=EC=E5=ED_=EC=EB=ED?=", "שלום לכם"),
        (f"Re: {word(SUBJECT)}", f"Re: {SUBJECT}"),
        (f"{word('שלום')} {word('עולם')}", "שלוםעולם"),
        (f"{word('שלום')}\n {word('עולם')}", "שלוםעולם"),
        ("=?utf-8?B?16k=?= =?utf-8?B?15w=?=", "של"),
        ("=?utf-8?B?15w?= x", "ל x"),
        ("=?utf-8?B?1w==?= =?utf-8?B?qQ==?=", "ש"),
        ("=?utf-8?Q?a_b", "a b"),
        ("=?utf-8?Q?what? now?=", "what? now"),
        ("=?utf-8?Q?two words?=", "two words"),
        ("=?utf-8*he?Q?=D7=A9?=", "ש"),
        ("=?no-such?Q?abc?=", "abc"),
        ("a =?= b", "a =?= b"),
        ("tabs\tand\r\n folds", "tabs and folds"),
        (word(word(SUBJECT)), SUBJECT),
        (f"=?utf-8?B? {word(SUBJECT)[10:-2]} ?=", SUBJECT),
        (f"=?iso-8859-8?B?{base64.b64encode(SUBJECT[::-1].encode('iso8859-8')).decode()}?=", SUBJECT),
        ("\x1b$BF|K\\8l\x1b(B test", "日本語 test"),
        ("=?us-ascii?Q?=F9=EC=E5=ED?=", "שלום"),
        ("=?utf-8?Q?=F9=EC=E5=ED?=", "שלום"),
        ("=?utf-7?Q?+BekF3AXVBd0-?=", "שלום"),
        ("=?windows-1255?Q?=F9=EC?= =?utf-8?Q?=D7=A9?=", "שלש"),
        ("=?utf-8?Q?a=00b?=", "ab"),
    ],
)
def test_decodes_headers_in_their_broken_forms(raw: str, text: str) -> None:
    assert decode_header(raw) == text


@pytest.mark.parametrize("charset", ["utf-8", "cp1255"])
def test_reads_raw_eight_bit_headers(charset: str) -> None:
    raw = f"From: {SUBJECT} <a@b.test>\nSubject: {SUBJECT}\n\nx".encode(charset)
    parsed = parse_mail(raw)
    assert parsed.subject == SUBJECT
    assert parsed.sender is not None
    assert parsed.sender.name == SUBJECT


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("Dana <Dana@Example.ORG>", [("Dana@example.org", "Dana")]),
        ('"Levi, Dana" <d@x.test>', [("d@x.test", "Levi, Dana")]),
        (f"{word('דנה לוי')} <d@x.test>", [("d@x.test", "דנה לוי")]),
        (f'"{word("דנה לוי")}" <d@x.test>', [("d@x.test", "דנה לוי")]),
        ("\u200fדנה\u200f <d@x.test>", [("d@x.test", "דנה")]),
        ("d@x.test (Dana Levi)", [("d@x.test", "Dana Levi")]),
        ("a@x.test, b@x.test; c@x.test", [("a@x.test", ""), ("b@x.test", ""), ("c@x.test", "")]),
        ("Team: a@x.test, B <b@x.test>;", [("a@x.test", ""), ("b@x.test", "B")]),
        ("undisclosed-recipients:;", []),
        ("Dana <d@x.test", [("d@x.test", "Dana")]),
        ("'d@x.test' <d@x.test>", [("d@x.test", "")]),
        ("<mailto:d@x.test>", [("d@x.test", "")]),
        ("<d@x.test>>", [("d@x.test", "")]),
        ("Levi, Dana <d@x.test>", [("d@x.test", "Levi, Dana")]),
        ("=?utf-8?Q?Levi,_Dana?= <d@x.test>", [("d@x.test", "Levi, Dana")]),
        ("=?utf-8?Q?Dana_<d@x.test>?=", [("d@x.test", "Dana")]),
        ('ד"ר כהן, מנכ"ל <d@x.test>', [("d@x.test", 'ד"ר כהן, מנכ"ל')]),
        ('חברה בע"מ <d@x.test>', [("d@x.test", 'חברה בע"מ')]),
        ('"Dana \\"The\\" Levi" <d@x.test>', [("d@x.test", 'Dana "The" Levi')]),
        ("Dana\\, Levi <d@x.test>", [("d@x.test", "Dana, Levi")]),
        ('"דנה לוי <d@x.test>', [("d@x.test", "דנה לוי")]),
        ("Dana Levi d@x.test", [("d@x.test", "Dana Levi")]),
        ("Dana Levi [d@x.test]", [("d@x.test", "Dana Levi")]),
        ("<d@x.test> Dana", [("d@x.test", "Dana")]),
        ("Dana (sales) <d@x.test>", [("d@x.test", "Dana (sales)")]),
        ("<MAILTO:d@x.test?subject=hi>", [("d@x.test", "")]),
        ("<<d@x.test>>", [("d@x.test", "")]),
        ("d@@x.test", [("d@x.test", "")]),
        ("d@x.test e@x.test", [("d@x.test", ""), ("e@x.test", "")]),
        ("Dana <d@x.test> <e@x.test>", [("e@x.test", "Dana")]),
        ("d@[192.0.2.1]", [("d@[192.0.2.1]", "")]),
        ("דנה <דנה@דואר.ישראל>", [("דנה@דואר.ישראל", "דנה")]),
        ("\u202adana@x.test\u202c\u200b", [("dana@x.test", "")]),
        (
            'F: "Levi, D" <d@x.test>, e@x.test;, f@x.test',
            [("d@x.test", "Levi, D"), ("e@x.test", ""), ("f@x.test", "")],
        ),
        ("<>", []),
        ("Dana", []),
        ("", []),
        ("dana (Dana (sales)) @ x.test (work)", [("dana@x.test", "")]),
        ("Chris <c@(Chris' host.)x.test>", [("c@x.test", "Chris")]),
        ('"dana levi"@x.test', [('"dana levi"@x.test', "")]),
        ('Dana <"dana.levi"@x.test>', [("dana.levi@x.test", "Dana")]),
    ],
)
def test_reads_addresses(raw: str, found: list[tuple[str, str]]) -> None:
    assert [(each.address, each.name) for each in parse_addresses(raw)] == found


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("Tue, 5 Mar 2024 14:23:10 +0200", "2024-03-05T14:23:10+02:00"),
        ("5 Mar 2024 14:23 +0200 (IST)", "2024-03-05T14:23:00+02:00"),
        ("Tue, 05 Mar 2024 14:23:10 GMT", "2024-03-05T14:23:10+00:00"),
        ("Tue, 5 Mar 2024 14:23:10", "2024-03-05T14:23:10+00:00"),
        ("Tue, 5 Mar 24 14:23:10 -0500", "2024-03-05T14:23:10-05:00"),
        ("2024-03-05T14:23:10Z", "2024-03-05T14:23:10+00:00"),
        ("Tue, 5 Mar 124 14:23:10 GMT", "2024-03-05T14:23:10+00:00"),
        ("Tue, 5 Mar 2024 14:23:10 IDT", "2024-03-05T14:23:10+03:00"),
        ("Tue, 5 Mar 2024 14:23:10 CET", "2024-03-05T14:23:10+01:00"),
        ("Tue, 5 Mar 2024 14:23:10 GMT+02:00", "2024-03-05T14:23:10+02:00"),
        ("Tue, 5 Mar 2024 2:23:10 PM +0200", "2024-03-05T14:23:10+02:00"),
        ("Tue, 5 Mar 2024 14:23:60 +0200", "2024-03-05T14:23:59+02:00"),
        ("Tue, 5 Mar 2024", "2024-03-05T00:00:00+00:00"),
        ("05/03/2024 14:23", "2024-03-05T14:23:00+00:00"),
        ("יום ג׳, 5 במרץ 2024 14:23:10 +0200", "2024-03-05T14:23:10+02:00"),
        ("Di, 5 Mär 2024 14:23:10 +0100", "2024-03-05T14:23:10+01:00"),
        ("mar., 5 août 2024 14:23:10 +0100", "2024-08-05T14:23:10+01:00"),
        ("Tue Mar  5 14:23:10 2024", "2024-03-05T14:23:10+00:00"),
        ("Thu, 99 XYZ 2024 99:99:99 +9900", None),
        ("Tue, 35 Mar 2024 14:23:10 +0200", None),
        ("Tue, 5 Mar 2024 14:23:10 +9999999", None),
        ("yesterday", None),
        ("", None),
        ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T09:55:06-06:00"),
        ("Sun, 1 Nov 2026 10:00:00 +2", "2026-11-01T10:00:00+02:00"),
        ("Sun, 1 Nov 2026 10:00:00 GMT-3", "2026-11-01T10:00:00-03:00"),
        ("02-Nov-2026 10:00", "2026-11-02T10:00:00+00:00"),
        ("28.10.21, 12:46", "2021-10-28T12:46:00+00:00"),
        ("mardi 11.02.2025 14:23", "2025-02-11T14:23:00+00:00"),
        ("martedì 11.02.2025", "2025-02-11T00:00:00+00:00"),
        ("marți 11.02.2025", "2025-02-11T00:00:00+00:00"),
        ("March 5. 2025", "2025-03-05T00:00:00+00:00"),
        ("On 3/5/25 2:23 PM", "2025-03-05T14:23:00+00:00"),
        ("03/05/2025, 2:23:10 PM", "2025-03-05T14:23:10+00:00"),
        ("13/5/25 2:23 PM", "2025-05-13T14:23:00+00:00"),
        ("On 3/5/25 14:23", "2025-05-03T14:23:00+00:00"),
        ("torstai 2. marraskuuta 2026 klo 10.00", "2026-11-02T10:00:00+00:00"),
        ("keskiviikko 2. kesäkuuta 2026 klo 10.00", "2026-06-02T10:00:00+00:00"),
        ("maandag 2 november 2026 om 10:00", "2026-11-02T10:00:00+00:00"),
        ("2026. november 2. 10:00", "2026-11-02T10:00:00+00:00"),
        ("wtorek, 2 października 2026 10:00", "2026-10-02T10:00:00+00:00"),
        ("2. července 2026 v 10:00", "2026-07-02T10:00:00+00:00"),
        ("الثلاثاء، 2 نوفمبر 2026 10:00", "2026-11-02T10:00:00+00:00"),
        ("יום ב׳, 2 בנוב׳ 2026 ב-10:00", "2026-11-02T10:00:00+00:00"),
    ],
)
def test_reads_dates_or_gives_none(raw: str, iso: str | None) -> None:
    moment = parse_date(raw)
    assert (moment.isoformat() if moment else None) == iso


@pytest.mark.parametrize(
    ("raw", "ids"),
    [
        ("<a@b> <c@d>", ("a@b", "c@d")),
        ("<a@b><c@d> <a@b>", ("a@b", "c@d")),
        ("<a\n @b>", ("a@b",)),
        ("a@b", ("a@b",)),
        ("<> < >", ()),
        ("Your mail of Monday", ()),
    ],
)
def test_reads_message_ids_without_brackets(raw: str, ids: tuple[str, ...]) -> None:
    assert message_ids(raw) == ids


def test_never_takes_an_empty_message_id_for_one() -> None:
    assert parse_mail(raw_mail(headers=["Message-ID: <>"])).message_id is None


def test_collects_where_the_mail_was_delivered() -> None:
    headers = ["Delivered-To: help@business.test", "X-Original-To: Help+abc@Business.test"]
    assert parse_mail(raw_mail(headers=headers)).delivered_to == ("help@business.test", "Help+abc@business.test")
