"""What colleagues pass on: whose case it is, and in whose name their own words stand."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from moked.cases.models import Message
from moked.channels.models import Mailbox
from moked.channels.pipeline.drain import drain_inbound
from tests import builders
from tests.channels.mails import LEFT_OUT, a_mail, accept_mail, deliver, letters, only_case

pytestmark = pytest.mark.django_db
FORWARDED = """לטיפולכם

---------- Forwarded message ---------
From: Dana <dana@customers.test>
Date: Mon, 2 Nov 2026
Subject: תקלה
To: {to}

האינטרנט נפל"""
VERIFIED = [("Authentication-Results", "mx.staff.test; dmarc=pass header.from=staff.test")]


@pytest.fixture
def verified(box) -> None:
    """The mailbox stands behind a server that says whom a mail comes from."""
    Mailbox.objects.filter(address=box).update(authentication_host="mx.staff.test")


def test_takes_the_original_sender_of_what_a_colleague_forwards(business, box) -> None:
    builders.a_person(business, email="noa@staff.test")
    text = FORWARDED.format(to="noa@staff.test")
    deliver(a_mail(to=box, sender="noa@staff.test", subject="Fwd: תקלה", text=text), box)
    assert only_case().contact_point.shown == "dana@customers.test"
    assert (only_case().subject, Message.objects.get(direction="in").text) == ("תקלה", "האינטרנט נפל")
    assert letters(business) == []


@pytest.mark.usefixtures("verified")
def test_keeps_a_colleagues_own_words_as_a_note(business, box) -> None:
    noa = builders.a_person(business, email="noa@staff.test")
    text = FORWARDED.format(to="noa@staff.test")
    deliver(a_mail(to=box, sender="noa@staff.test", subject="Fwd: תקלה", text=text, headers=VERIFIED), box)
    note = Message.objects.get(direction="note")
    assert (note.author, note.text) == (noa, "נכתב במייל, מעל ההודעה שהועברה:\nלטיפולכם")
    assert (note.contact_point, note.case) == (None, only_case())


@pytest.mark.parametrize(
    "found",
    [
        [],
        [("Authentication-Results", "mx.staff.test; dmarc=fail header.from=staff.test"), *VERIFIED],
        [("Authentication-Results", "mx.staff.test; dmarc=pass header.from=strangers.test")],
        [("Authentication-Results", "mx.strangers.test; dmarc=pass header.from=staff.test")],
    ],
    ids=["nothing", "failed, and a forged one below", "another domain", "another host"],
)
@pytest.mark.usefixtures("verified")
def test_puts_no_note_in_the_name_of_a_colleague_who_is_not_verified(business, box, found) -> None:
    builders.a_person(business, email="noa@staff.test")
    text = FORWARDED.format(to="noa@staff.test")
    deliver(a_mail(to=box, sender="noa@staff.test", subject="Fwd: תקלה", text=text, headers=found), box)
    assert only_case().contact_point.shown == "dana@customers.test"
    note = Message.objects.get(direction="note")
    heading = "נכתב במייל מהכתובת noa@staff.test, מעל ההודעה שהועברה. השולח לא אומת:"
    assert (note.author, note.text) == (None, f"{heading}\nלטיפולכם")


@pytest.mark.parametrize(
    ("host", "peer"), [("", ""), ("mx.staff.test", "192.0.2.7")], ids=["no server set", "handed in by a stranger"]
)
def test_believes_no_finding_that_anybody_could_have_written(business, box, host, peer) -> None:
    builders.a_person(business, email="noa@staff.test")
    Mailbox.objects.filter(address=box).update(authentication_host=host)
    text = FORWARDED.format(to="noa@staff.test")
    raw = a_mail(to=box, sender="noa@staff.test", subject="Fwd: תקלה", text=text, headers=VERIFIED)
    accept_mail(raw, sender="noa@staff.test", recipients=[box], transport={"transport": "smtp", "peer": peer})
    drain_inbound()
    assert Message.objects.get(direction="note").author is None


def test_keeps_a_colleagues_own_words_out_of_what_the_customer_wrote_in_html(business, box) -> None:
    builders.a_person(business, email="noa@staff.test")
    html = (
        '<div dir="rtl">לקוחה נודניקית, בבקשה</div><br><div class="gmail_quote"><div class="gmail_attr">'
        "---------- Forwarded message ---------<br>מאת: <strong>Dana</strong> &lt;dana@customers.test&gt;<br>"
        "Date: Mon, 2 Nov 2026<br>Subject: תקלה<br>To: &lt;noa@staff.test&gt;<br></div><br><br>"
        '<div dir="rtl"><b>האינטרנט</b> נפל</div></div>'
    )
    raw = (
        f"From: noa@staff.test\r\nTo: {box}\r\nSubject: Fwd: x\r\nMessage-ID: <h@staff.test>\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}"
    )
    deliver(raw.encode(), box, sender="noa@staff.test")
    said = Message.objects.get(direction="in")
    assert (said.text, said.quoted) == ("האינטרנט נפל", "")
    assert "<b>האינטרנט</b> נפל" in said.html
    assert "נודניקית" not in said.html
    assert "נודניקית" in Message.objects.get(direction="note").text


def test_writes_no_note_when_a_colleague_said_nothing(business, box) -> None:
    builders.a_person(business, email="noa@staff.test")
    text = FORWARDED.format(to="noa@staff.test").removeprefix("לטיפולכם")
    deliver(a_mail(to=box, sender="noa@staff.test", subject="Fwd: תקלה", text=text), box)
    assert [message.text for message in Message.objects.exclude(is_automatic=True)] == ["האינטרנט נפל"]


@pytest.mark.usefixtures("verified")
def test_follows_a_mail_through_two_colleagues(business, box) -> None:
    builders.a_person(business, email="noa@staff.test")
    guy = builders.a_person(business, email="guy@staff.test")
    inner = FORWARDED.format(to="noa@staff.test")
    outer = (
        "דחוף\n\n-----Original Message-----\nFrom: Noa <noa@staff.test>\nSent: Monday, 2 November 2026 10:00\n"
        f"To: Guy <guy@staff.test>\nSubject: FW: תקלה\n\n{inner}"
    )
    deliver(a_mail(to=box, sender="guy@staff.test", subject="FW: תקלה", text=outer, headers=VERIFIED), box)
    assert only_case().contact_point.shown == "dana@customers.test"
    assert Message.objects.get(direction="in").text == "האינטרנט נפל"
    notes = Message.objects.filter(direction="note").select_related("author").order_by("pk")
    # What Noa said is known from Guy's mail only.
    assert [(note.author, note.text.partition("\n")[2]) for note in notes] == [(None, "לטיפולכם"), (guy, "דחוף")]
    assert "noa@staff.test" in notes[0].text


@pytest.mark.parametrize("above", ["", "דחוף\n\n"], ids=["nothing said", "something said"])
@pytest.mark.usefixtures("verified")
def test_puts_no_note_in_the_name_of_the_colleague_whose_words_a_customer_invented(business, box, above) -> None:
    noa = builders.a_person(business, email="noa@staff.test")
    builders.a_person(business, email="guy@staff.test")
    head = "-----Original Message-----\nFrom: {}\nSent: Monday, 2 November 2026 10:00\nTo: {}\nSubject: FW: תקלה\n\n"
    invented = FORWARDED.format(to="noa@staff.test").replace("לטיפולכם", "לזכות את הלקוחה")
    text = (
        f"{above}{head.format('guy@staff.test', 'noa@staff.test')}"
        f"{head.format('Noa <noa@staff.test>', 'guy@staff.test')}{invented}"
    )
    deliver(a_mail(to=box, sender="noa@staff.test", subject="FW: תקלה", text=text, headers=VERIFIED), box)
    notes = Message.objects.filter(direction="note").select_related("author").order_by("pk")
    expected = [(None, "לזכות את הלקוחה"), *([(noa, "דחוף")] if above else [])]
    assert [(note.author, note.text.partition("\n")[2]) for note in notes] == expected


@pytest.mark.usefixtures("verified")
def test_takes_no_colleague_from_the_name_a_customer_chose(business, box) -> None:
    builders.a_person(business, email="noa@staff.test")
    builders.a_person(business, email="guy@staff.test")
    inner = FORWARDED.format(to="guy@staff.test").replace("לטיפולכם", "לזכות את הלקוחה")
    text = (
        "-----Original Message-----\nFrom: guy@staff.test, Support <eve@strangers.test>\n"
        f"Sent: Monday, 2 November 2026 10:00\nTo: Noa <noa@staff.test>\nSubject: FW: תקלה\n\n{inner}"
    )
    deliver(a_mail(to=box, sender="noa@staff.test", subject="FW: תקלה", text=text, headers=VERIFIED), box)
    assert only_case().contact_point.shown == "eve@strangers.test"
    assert not Message.objects.filter(direction="note").exists()


def test_does_not_believe_a_strangers_forward(business, box) -> None:
    text = FORWARDED.format(to="eve@strangers.test")
    deliver(a_mail(to=box, sender="eve@strangers.test", subject="Fwd: תקלה", text=text), box)
    assert only_case().contact_point.shown == "eve@strangers.test"


@pytest.mark.usefixtures("verified")
def test_says_beside_a_colleagues_words_that_a_file_of_theirs_is_too_large(business, box, settings) -> None:
    settings.ATTACHMENT_LIMIT = 1_000
    noa = builders.a_person(business, email="noa@staff.test")
    inner = a_mail(to="noa@staff.test", sender="dana@customers.test", text="האינטרנט נפל")
    outer = EmailMessage(policy=policy.SMTP)
    outer["From"], outer["To"], outer["Subject"] = "noa@staff.test", box, "Fwd: תקלה"
    outer.set_content("לטיפולכם")
    outer.add_attachment(message_from_bytes(inner, policy=policy.SMTP))
    outer.add_attachment(b"x" * 1_001, maintype="application", subtype="octet-stream", filename="large.bin")
    found = "".join(f"{name}: {value}\r\n" for name, value in VERIFIED).encode()
    deliver(found + outer.as_bytes(), box, sender="noa@staff.test")
    note = Message.objects.get(direction="note")
    assert (note.author, note.text) == (noa, f"נכתב במייל, מעל ההודעה שהועברה:\nלטיפולכם\n\n{LEFT_OUT}")
    assert LEFT_OUT not in Message.objects.get(direction="in").text


def test_takes_the_customer_of_a_mail_a_colleague_attached(business, box) -> None:
    builders.a_person(business, email="noa@staff.test")
    inner = "From: Dana <dana@customers.test>\r\nSubject: תקלה\r\n\r\nהאינטרנט נפל".encode()
    outer = (
        f"From: noa@staff.test\r\nTo: {box}\r\nSubject: FW: x\r\nMessage-ID: <f@staff.test>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
        "לטיפולכם\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
    ).encode()
    deliver(outer + inner + b"\r\n--b--\r\n", box, sender="noa@staff.test")
    assert only_case().contact_point.shown == "dana@customers.test"
    assert Message.objects.get(direction="in").text == "האינטרנט נפל"
    assert Message.objects.get(direction="note").text.endswith("לטיפולכם")
