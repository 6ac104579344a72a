import base64

import pytest

from moked.channels.mail import parse_mail
from tests.channels.mail.builders import html_mail, multipart, raw_mail

PNG = (
    "Content-Type: image/png; name=logo.png\nContent-Transfer-Encoding: base64\nContent-ID: <logo@x>\n\niVBORw0KGgo="
)


def test_reads_both_forms_of_a_text() -> None:
    parsed = parse_mail(
        multipart("alternative", "Content-Type: text/plain\n\nHello", "Content-Type: text/html\n\n<b>Hello</b>")
    )
    assert (parsed.text.strip(), parsed.html) == ("Hello", "<b>Hello</b>")


def test_hands_pictures_of_the_text_over_as_inline() -> None:
    parsed = parse_mail(multipart("related", 'Content-Type: text/html\n\n<img src="cid:logo@x">', PNG))
    (logo,) = parsed.attachments
    assert (logo.name, logo.content_id, logo.inline, logo.size) == ("logo.png", "logo@x", True, 8)
    assert parsed.html is not None
    assert 'src="cid:logo@x"' in parsed.html


def test_joins_texts_around_a_picture() -> None:
    parsed = parse_mail(
        multipart("mixed", "Content-Type: text/plain\n\nbefore", PNG, "Content-Type: text/plain\n\nafter")
    )
    assert parsed.text.split() == ["before", "after"]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="חשבונית.pdf"', "חשבונית.pdf"),
        ("attachment; filename*=utf-8''%D7%97%D7%A9.pdf", "חש.pdf"),
        ("attachment; filename*0*=utf-8''%D7%97; filename*1*=%D7%A9; filename*2=.pdf", "חש.pdf"),
        ("attachment; filename*=windows-1255''%E7%F9.pdf", "חש.pdf"),
        (f'attachment; filename="=?utf-8?B?{base64.b64encode("חש".encode()).decode()}?=.pdf"', "חש.pdf"),
        ('attachment; filename="C:\\\\Users\\\\dana\\\\a.pdf"', "a.pdf"),
        ("attachment; filename=plain.pdf", "plain.pdf"),
        ("attachment; filename=\"x.pdf\"; filename*=UTF-8'he'%D7%A9.pdf", "ש.pdf"),
        ("attachment; filename*=us-ascii''W%F6lbung.pdf", "Wölbung.pdf"),
        ("attachment; filename='a.pdf'", "a.pdf"),
        ("attachment filename=a.pdf", "a.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="unclosed.pdf', "unclosed.pdf"),
        ("attachment; filename*2=c.pdf; filename*0*=utf-8''%D7%A9; filename*1=b", "שbc.pdf"),
        ("attachment; filename*0=\"abc \"; filename*1*=utf-8''%D7%A9; filename*2=.pdf", "abc ש.pdf"),
        ("attachment", "attachment.pdf"),
    ],
)
def test_reads_the_names_of_files(header: str, name: str) -> None:
    parsed = parse_mail(multipart("mixed", f"Content-Type: application/pdf\nContent-Disposition: {header}\n\nx"))
    assert [each.name for each in parsed.attachments] == [name]


def test_hands_a_mail_within_a_mail_over_as_a_file() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: ron@example.org\nSubject: broken\n\nIt broke."
    parsed = parse_mail(multipart("mixed", "Content-Type: text/plain\n\nsee below", inner))
    (file,) = parsed.attachments
    assert (file.name, file.content_type) == ("broken.eml", "message/rfc822")
    assert b"It broke." in file.content


def test_names_outlooks_and_calendars_files() -> None:
    parsed = parse_mail(
        multipart("mixed", "Content-Type: application/ms-tnef\n\nx", "Content-Type: text/calendar\n\nBEGIN:VCALENDAR")
    )
    assert [each.name for each in parsed.attachments] == ["winmail.dat", "invite.ics"]


def test_takes_uuencoded_files_out_of_the_text() -> None:
    parsed = parse_mail(raw_mail("see\nbegin 644 a.txt\n#0V%T\n`\nend\nbye"))
    assert parsed.text == "see\nbye"
    assert [(each.name, each.content) for each in parsed.attachments] == [("a.txt", b"Cat")]


def test_keeps_the_name_of_a_uuencoded_file_within_bounds() -> None:
    raw = raw_mail(f"see\nbegin 644 {'a' * 240}.txt\n#0V%T\n`\nend\nbye")
    (file,) = parse_mail(raw).attachments
    assert (len(file.name), file.name[-4:]) == (200, ".txt")


def test_takes_files_out_that_are_written_in_base64() -> None:
    parsed = parse_mail(raw_mail("see\nbegin-base64 644 a.txt\nQ2F0\n====\nbye"))
    assert (parsed.text.split(), parsed.attachments[0].content) == (["see", "bye"], b"Cat")


def test_leaves_words_between_the_marks_of_a_file() -> None:
    text = "see\nbegin 644 words now\nlet us\nend"
    assert (parse_mail(raw_mail(text)).text, parse_mail(raw_mail(text)).attachments) == (text, ())


@pytest.mark.parametrize("part", [b"", b"=ypart begin=1 end=10\n"])
def test_takes_files_of_news_readers_out_of_the_text(part: bytes) -> None:
    coded = bytes((code + 42) % 256 for code in b"Hello y=nc").replace(b"=", b"=}")
    block = b"=ybegin line=128 size=10 name=hello.bin\n" + part + coded + b"\n=yend size=10\n"
    parsed = parse_mail(raw_mail("שלום\n".encode() + block + b"bye"))
    assert parsed.text == "שלום\nbye"
    assert [(each.name, each.content) for each in parsed.attachments] == [("hello.bin", b"Hello y=nc")]


def test_reads_the_name_of_a_news_readers_file_as_any_name() -> None:
    name = "שבר".encode("cp1255") + b"\x00.txt"
    raw = raw_mail(b"see\n=ybegin line=128 size=3 name=" + name + b"\nabc\n=yend size=3\nbye")
    assert [file.name for file in parse_mail(raw).attachments] == ["שבר.txt"]


def test_leaves_a_file_of_a_news_reader_that_never_ends() -> None:
    assert parse_mail(raw_mail("=ybegin line=128 size=10 name=a\nabc")).text.startswith("=ybegin")


def test_names_a_picture_by_where_it_lay() -> None:
    part = "Content-Type: image/jpeg\nContent-Location: http://x.test/pics/photo%201.jpg?x=1\n\nx"
    (file,) = parse_mail(multipart("related", "Content-Type: text/html\n\n<p>hi</p>", part)).attachments
    assert file.name == "photo 1.jpg"


def test_shows_a_text_sent_as_a_file_where_it_is_all_that_is_said() -> None:
    part = (
        "Content-Type: text/plain; name=message.txt\nContent-Disposition: inline; filename=message.txt\n\nIt broke."
    )
    assert parse_mail(multipart("mixed", part)).text.strip() == "It broke."


def test_leaves_a_sentence_that_begins_alone() -> None:
    assert parse_mail(raw_mail("begin 644 times\nand never")).text == "begin 644 times\nand never"


def test_joins_the_soft_breaks_of_flowed_text() -> None:
    parsed = parse_mail(raw_mail("one \ntwo\n> three \n> four\n-- \nDana", content_type="text/plain; format=flowed"))
    assert parsed.text == "one two\n> three four\n-- \nDana"


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("<script>x()</script>a", "a"),
        ('<p onclick="x()" class="fixed" id="app">a</p>', "<p>a</p>"),
        ('<img src="http://t.test/p.gif" alt="x">', '<img data-remote-src="http://t.test/p.gif" alt="x">'),
        ('<img src="//t.test/p.gif">', '<img data-remote-src="//t.test/p.gif">'),
        ('<p style="background:url(http://t.test);color:red">a</p>', "<p>a</p>"),
        ('<a href="javascript:x()">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'),
        ("<iframe src=x></iframe><form><input></form>a", "a"),
        ("<p dir=rtl>שלום</p>", '<p dir="rtl">שלום</p>'),
        ("a &lt;script&gt;", "a &lt;script&gt;"),
        ("<b>open", "<b>open</b>"),
    ],
)
def test_lets_only_harmless_html_through(source: str, clean: str) -> None:
    assert parse_mail(html_mail(source)).html == clean


def test_reads_html_as_lines() -> None:
    source = "<style>p{}</style><p>one<br>two</p><ul><li>three</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
    assert parse_mail(html_mail(source)).text == "one\ntwo\n\n- three\n\na b"


@pytest.mark.parametrize(
    "stub",
    [
        "Your mail program does not support HTML.",
        "Please use an HTML-capable mail client.",
        "התוכנה אינה תומכת ב-HTML",
    ],
)
def test_takes_the_html_where_the_plain_form_only_says_so(stub: str) -> None:
    parts = (
        f"Content-Type: text/plain; charset=utf-8\n\n{stub}",
        "Content-Type: text/html; charset=utf-8\n\n<p>המקרר</p>",
    )
    assert parse_mail(multipart("alternative", *parts)).text == "המקרר"


def test_leaves_out_the_shapes_of_a_text_for_other_programs() -> None:
    parts = ("\nשלום", "Content-Type: text/x-amp-html\n\n<b>x</b>", "Content-Type: text/html\n\n<p>hi</p>")
    assert parse_mail(multipart("alternative", *parts)).attachments == ()


INVITATION = (
    "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1@x.test\nSUMMARY:ביקור טכנאי\nEND:VEVENT\nEND:VCALENDAR"
)


@pytest.mark.parametrize("kind", ["application/ics", "text/calendar"])
def test_hands_an_invitation_over_once(kind: str) -> None:
    coded = base64.encodebytes(INVITATION.replace("\n", "\r\n").encode()).decode()
    text = f"Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\n{INVITATION}"
    file = f'Content-Type: {kind}; name="visit.ics"\nContent-Transfer-Encoding: base64\n\n{coded}'
    assert [each.name for each in parse_mail(multipart("mixed", text, file)).attachments] == ["visit.ics"]


def test_hands_two_invitations_over_both() -> None:
    other = INVITATION.replace("1@x.test", "2@x.test")
    cancelled = INVITATION.replace("REQUEST", "CANCEL")
    parts = [f"Content-Type: text/calendar; charset=utf-8\n\n{each}" for each in (INVITATION, other, cancelled)]
    assert len(parse_mail(multipart("mixed", *parts)).attachments) == 3


def test_keeps_the_ending_of_a_very_long_name() -> None:
    header = f'Content-Disposition: attachment; filename="{"חשבונית " * 60}.pdf"'
    (file,) = parse_mail(multipart("mixed", f"Content-Type: application/pdf\n{header}\n\nx")).attachments
    assert file.name.endswith("….pdf")
    assert len(file.name.encode()) <= 255


@pytest.mark.parametrize(
    ("kind", "name"),
    [("image/jpg", "attachment.jpg"), ("text/csv", "attachment.csv"), ("application/octet-stream", "attachment")],
)
def test_ends_the_name_it_gives_by_the_type(kind: str, name: str) -> None:
    (file,) = parse_mail(
        multipart("mixed", "Content-Type: text/plain\n\nhi", f"Content-Type: {kind}\n\nx")
    ).attachments
    assert file.name == name
