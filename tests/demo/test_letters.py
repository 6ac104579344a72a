"""Mails of the demo's customers are read as real ones."""

from datetime import UTC, datetime

import pytest

from demo.content.shapes import Attachment
from demo.drawings import make_file
from demo.letters import Answered, Draft, write_mail
from demo.life.post import bounce_of
from moked.channels.mail import ParsedMail, parse_mail

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def read(**facts: object) -> ParsedMail:
    draft = {
        "mail_id": "one@doar.test",
        "sender_name": "משה ביטון",
        "sender": "moshe@doar.test",
        "to": "service@tapuz.test",
        "subject": "אין קליטה",
        "text": "שלום, אין קליטה בקומה השנייה",
        "at": AT,
    }
    return parse_mail(write_mail(Draft(**(draft | facts))))  # type: ignore[arg-type]


def test_says_who_wrote_what_and_when() -> None:
    mail = read()
    assert (mail.message_id, mail.subject, mail.sent_at) == ("one@doar.test", "אין קליטה", AT)
    assert mail.sender is not None
    assert (mail.sender.name, mail.sender.address) == ("משה ביטון", "moshe@doar.test")
    assert mail.language == "he"


def test_quotes_what_it_answers_below_what_is_new() -> None:
    answered = Answered(mail_id="ours@tapuz.test", text="עובד עכשיו?", at=AT, sender="service@tapuz.test")
    mail = read(text="עובד, תודה", answered=answered)
    assert mail.in_reply_to == "ours@tapuz.test"
    assert mail.reply_text == "עובד, תודה"


def test_brings_files_that_are_what_they_say() -> None:
    files = [make_file(Attachment("photo", "router.jpg")), make_file(Attachment("pdf_bill", "bill.pdf"))]
    first, second = read(files=files).attachments
    assert (first.name, first.content_type, first.content[:4]) == ("router.png", "image/png", b"\x89PNG")
    assert (second.name, second.content_type, second.content[:5]) == ("bill.pdf", "application/pdf", b"%PDF-")


@pytest.mark.parametrize(("marks", "is_automatic"), [({}, False), ({"is_automatic": True}, True)])
def test_says_when_a_program_wrote_it(marks: dict[str, bool], is_automatic: bool) -> None:
    assert (read(**marks).automatic is not None) == is_automatic


def test_reports_a_mail_that_came_back() -> None:
    bounce = parse_mail(bounce_of("ours@tapuz.test", recipient="rafi@zmail.test", to="service@tapuz.test")).bounce
    assert bounce is not None
    assert (bounce.message_id, bounce.permanent) == ("ours@tapuz.test", True)
