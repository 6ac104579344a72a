"""A mail passed on, told apart from what is said about it."""

import pytest

from moked.channels.mail import ParsedMail, parse_mail
from tests.channels.mail.builders import html_mail, raw_mail

PLAIN = {
    "gmail": (
        "---------- Forwarded message ---------\nFrom: Dana <dana@customers.test>\nDate: Mon, 2 Nov 2026\n"
        "Subject: fault\nTo: <noa@staff.test>\n\n\nIt broke."
    ),
    "apple": (
        "Begin forwarded message:\n\n> From: Dana <dana@customers.test>\n> Subject: fault\n"
        "> Date: 2 November 2026\n> To: noa@staff.test\n> \n> It broke."
    ),
    "outlook": (
        "________________________________\nFrom: Dana <dana@customers.test>\nSent: Monday, 2 November 2026 10:00\n"
        "To: Noa <noa@staff.test>\nSubject: fault\n\nIt broke."
    ),
    "hebrew outlook": (
        "מאת: Dana <dana@customers.test>\nנשלח: יום שני 02 נובמבר 2026 10:00\nאל: noa@staff.test\nנושא: fault\n\n"
        "It broke."
    ),
    "german": (
        "-------- Weitergeleitete Nachricht --------\nBetreff: fault\nDatum: Mon, 2 Nov 2026 10:00:00 +0200\n"
        "Von: Dana <dana@customers.test>\nAn: noa@staff.test\n\nIt broke."
    ),
    "thunderbird": (
        "-------- Forwarded Message --------\nSubject: \tfault\nDate: \tMon, 2 Nov 2026 10:00:00 +0200\n"
        "From: \tDana <dana@customers.test>\nTo: \tnoa@staff.test\n\n\nIt broke."
    ),
    "thunderbird in polish": (
        "--- Treść przekazanej wiadomości ---\nTemat: \tfault\nData: \tMon, 2 Nov 2026 10:00:00 +0200\n"
        "Nadawca: \tDana <dana@customers.test>\nAdresat: \tnoa@staff.test\nKopia: \tron@staff.test\n\nIt broke."
    ),
    "apple in finnish": (
        "> Välitetty viesti alkaa:\n>\n> Lähettäjä: Dana <dana@customers.test>\n> Aihe: fault\n"
        "> Päivämäärä: 2. marraskuuta 2026 klo 10.00.08 UTC+2\n> Vastaanottaja: noa@staff.test\n"
        "> Kopio: ron@staff.test\n>\n> It broke."
    ),
    "a title in a language nobody listed": (
        "---------- Mensaxe reenviada ---------\nFrom: Dana <dana@customers.test>\nDate: Mon, 2 Nov 2026\n"
        "Subject: fault\nTo: <noa@staff.test>\nAgochada: <ron@staff.test>\n\nIt broke."
    ),
    "yahoo, all on one line": (
        '   ----- Forwarded Message ----- From: Dana <dana@customers.test>To: "noa@staff.test" <noa@staff.test>'
        "Cc: Ron <ron@staff.test>Sent: Monday, November 2, 2026, 10:00:50 AM GMT+2Subject: fault\nIt broke."
    ),
    "no blank line": "From: dana@customers.test\nSent: 2 Nov 2026 10:00\nSubject: fault\nIt broke.",
}


def _customers(parsed: ParsedMail) -> tuple[str, str, str]:
    assert parsed.passed_on is not None
    assert parsed.passed_on.sender is not None
    return parsed.passed_on.sender.address, parsed.passed_on.subject, parsed.passed_on.text


@pytest.mark.parametrize("passed_on", PLAIN.values(), ids=PLAIN)
@pytest.mark.parametrize("above", ["", "Please see to it.\n\n", "Please see to it.\n\n-- \nNoa\n\n"])
def test_parts_the_mail_from_what_is_said_about_it(passed_on: str, above: str) -> None:
    parsed = parse_mail(raw_mail(above + passed_on, headers=["Subject: Fwd: fault"]))
    assert _customers(parsed) == ("dana@customers.test", "fault", "It broke.")
    assert parsed.comment == ("Please see to it." if above else "")


@pytest.mark.parametrize(
    "head",
    [
        'On 02/11/2026 10:00, "Dana Levi" <dana@customers.test> wrote:',
        "Op 02/11/2026 10:00 heeft Dana Levi <dana@customers.test> geschreven:",
        "Am 02.11.26, 10:00 schrieb Dana Levi <dana@customers.test>:",
        "02/11/2026 10:00 używateľ Dana Levi (<dana@customers.test>) napísal:",
        "בתאריך יום ב׳, 2 בנוב׳ 2026 ב-10:00 מאת Dana Levi <dana@customers.test>:",
    ],
)
def test_parts_a_mail_above_which_nothing_but_a_sentence_stands(head: str) -> None:
    body = f"Please see to it.\n\n{head}\n\n    It broke."
    parsed = parse_mail(raw_mail(body, headers=["Subject: Fwd: fault"]))
    address, subject, text = _customers(parsed)
    assert (address, subject, text.strip()) == ("dana@customers.test", "fault", "It broke.")
    assert parsed.comment == "Please see to it."
    assert parsed.original is not None
    assert (parsed.original.sender_name, str(parsed.original.sent_at)[:16]) == ("Dana Levi", "2026-11-02 10:00")


def test_takes_a_sentence_above_a_quote_for_a_quote_in_an_answer() -> None:
    body = "Thanks.\n\nOn 02/11/2026 10:00, Dana <dana@customers.test> wrote:\n> It broke."
    parsed = parse_mail(raw_mail(body, headers=["Subject: Re: fault"]))
    assert (parsed.passed_on, parsed.reply_text) == (None, "Thanks.")


def test_leaves_out_a_copied_header_nobody_listed() -> None:
    body = (
        "From: Dana <dana@customers.test>\nSent: 2 Nov 2026 10:00\nTo: noa@staff.test\n"
        "Agochada: Ron <ron@staff.test>\nSubject: fault\n\nIt broke."
    )
    original = parse_mail(raw_mail(body, headers=["Subject: FW: fault"])).original
    assert original is not None
    assert [each.address for each in original.to] == ["noa@staff.test"]


def test_parts_what_the_customer_quotes_from_what_they_say() -> None:
    body = PLAIN["gmail"] + "\n\nOn Sun, 1 Nov 2026 at 9:00, Noa <noa@staff.test> wrote:\n> How is it?"
    parsed = parse_mail(raw_mail(body, headers=["Subject: Fwd: fault"]))
    assert parsed.passed_on is not None
    assert parsed.passed_on.reply_text == "It broke."
    assert parsed.passed_on.quoted_text.endswith("wrote:\n> How is it?")


@pytest.mark.parametrize(
    "html",
    [
        "<p>See to it</p><div style='border-top:solid 1pt'><p><b>From:</b> Dana &lt;dana@customers.test&gt;<br>"
        "<b>Sent:</b> Monday, 2 November 2026 10:00<br><b>To:</b> Noa<br><b>Subject:</b> fault</p></div>"
        "<p>It <b>broke</b>.</p>",
        "<div>See to it</div><blockquote type='cite'><div>Begin forwarded message:</div><br><div><b>From: </b>Dana "
        "&lt;dana@customers.test&gt;</div><div><b>Subject: </b>fault</div><div><b>Date: </b>2 November 2026</div>"
        "<br><div>It <b>broke</b>.</div></blockquote>",
    ],
)
def test_cuts_html_where_the_mail_begins(html: str) -> None:
    parsed = parse_mail(html_mail(html, headers=["Subject: FW: fault"]))
    assert _customers(parsed) == ("dana@customers.test", "fault", "It broke.")
    assert parsed.comment == "See to it"
    assert parsed.passed_on is not None
    assert "It <b>broke</b>." in str(parsed.passed_on.html)
    assert "See to it" not in str(parsed.passed_on.html)
    assert "blockquote" not in str(parsed.passed_on.html)


def test_shows_no_html_where_nothing_parts_it() -> None:
    html = f"<pre>See to it\n\n{PLAIN['gmail'].replace('<', '&lt;')}</pre>"
    parsed = parse_mail(html_mail(html, headers=["Subject: FW: fault"]))
    assert _customers(parsed) == ("dana@customers.test", "fault", "It broke.")
    assert parsed.passed_on is not None
    assert parsed.passed_on.html is None


def test_knows_a_mail_passed_on_under_another_subject() -> None:
    body = "Look at this.\n\n-----Original Message-----\n" + PLAIN["no blank line"]
    assert _customers(parse_mail(raw_mail(body, headers=["Subject: A nuisance"])))[2] == "It broke."


@pytest.mark.parametrize("header", ["Subject: Re: fault", "Subject: תשובה: fault", "In-Reply-To: <a@b.test>"])
def test_takes_what_an_answer_quotes_for_a_quote(header: str) -> None:
    parsed = parse_mail(raw_mail("Done.\n\n" + PLAIN["outlook"], headers=[header]))
    assert (parsed.passed_on, parsed.original_sender, parsed.reply_text) == (None, None, "Done.")


@pytest.mark.parametrize(
    ("copied", "sender"),
    [
        ("guy@staff.test, Support <c@evil.test>", "c@evil.test"),
        ("guy@staff.test; Support [mailto:c@evil.test]", "c@evil.test"),
        ("guy@staff.test, c@evil.test", None),
        ("<guy@staff.test>, c@evil.test", None),
    ],
)
def test_takes_the_address_in_brackets_where_the_name_beside_it_holds_another(
    copied: str, sender: str | None
) -> None:
    text = f"-----Original Message-----\nFrom: {copied}\nSent: Monday, 2 March 2026\nTo: x\nSubject: y\n\nIt broke."
    parsed = parse_mail(raw_mail(text, headers=["Subject: Fwd: y"]))
    assert parsed.original is not None
    assert (parsed.original_sender and parsed.original_sender.address) == sender


def test_believes_two_headers_below_a_line_that_tells_of_a_mail_passed_on() -> None:
    copied = "From: Ron <ron@example.org>\nTo: <dana@example.org>\n\nשלום"
    parsed = parse_mail(raw_mail(f"לטיפולכם\n\n---------- Forwarded message ---------\n{copied}"))
    assert parsed.original_sender is not None
    assert (parsed.original_sender.address, parsed.comment) == ("ron@example.org", "לטיפולכם")
    assert parse_mail(raw_mail(copied)).original is None


@pytest.mark.parametrize(
    ("sender", "answered", "writer"),
    [
        ("'Ron Levi' via Friends <list@friends.test>", "ron@example.org", "ron@example.org"),
        ("Ron Levi via Friends <list@friends.test>", "list@friends.test", None),
        ("Ron Levi via Friends <list@friends.test>", "ron@example.org, list@friends.test", None),
        ("Via Travel <info@via.test>", "sales@via.test", None),
    ],
)
def test_knows_the_writer_a_list_stands_before(sender: str, answered: str, writer: str | None) -> None:
    raw = f"From: {sender}\nTo: service@business.test\nReply-To: {answered}\nSubject: x\n\nhi"
    original = parse_mail(raw.encode()).original_sender
    assert (original.address if original else None) == writer
