"""Mails that are not simply a customer writing."""

import pytest

from moked.cases import services as cases
from moked.cases.domain.states import CaseState
from moked.cases.models import Case, Channel, Message, MessageState
from moked.channels.models import Delivery, Inbound
from moked.channels.pipeline import placing
from tests import builders
from tests.channels.mails import LEFT_OUT, a_mail, deliver, letters, only_case

pytestmark = pytest.mark.django_db


def test_sets_a_robot_without_a_case_aside(business, box) -> None:
    deliver(a_mail(to=box, headers=[("Auto-Submitted", "auto-generated")]), box)
    assert (only_case().state, only_case().set_aside_reason) == (CaseState.SET_ASIDE, "robot")
    assert letters(business) == []


def test_sets_flagged_spam_aside(business, box) -> None:
    deliver(a_mail(to=box, headers=[("X-Spam-Flag", "YES")]), box)
    assert (only_case().state, only_case().set_aside_reason) == (CaseState.SET_ASIDE, "spam")
    assert letters(business) == []


def test_keeps_an_automatic_reply_without_waking_its_case(business, box) -> None:
    person = builders.a_person(business)
    deliver(a_mail(to=box), box)
    cases.assign_case(actor=builders.PIPELINE, case_id=only_case().pk, person_id=person.pk)
    message = cases.write_answer(actor=builders.actor_of(person), case_id=only_case().pk, html="<p>בודקים</p>")
    cases.release_message(actor=builders.PIPELINE, message=message, case=only_case())
    (_, letter) = letters(business)
    assert only_case().state == CaseState.WAITING
    headers = [("In-Reply-To", f"<{letter.message_id}>"), ("Auto-Submitted", "auto-replied")]
    deliver(a_mail(to=box, subject="מחוץ למשרד", text="אשוב ביום ראשון", headers=headers), box)
    assert only_case().state == CaseState.WAITING
    assert Message.objects.filter(case=only_case(), is_automatic=True, direction="in").count() == 1
    assert len(letters(business)) == 2


def _letter_of_an_answer(business, box):
    """The letter that took an answer of ours to the customer, whose case waits for them since."""
    person = builders.a_person(business)
    deliver(a_mail(to=box), box)
    cases.assign_case(actor=builders.PIPELINE, case_id=only_case().pk, person_id=person.pk)
    message = cases.write_answer(actor=builders.actor_of(person), case_id=only_case().pk, html="<p>בודקים</p>")
    cases.release_message(actor=builders.PIPELINE, message=message, case=only_case())
    return letters(business)[-1]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("מחוץ למשרד", "אני מחוץ למשרד ואשוב ביום ראשון."),
        ("Out of office", "I am out of the office until Sunday."),
    ],
)
@pytest.mark.parametrize("by", ["In-Reply-To", "References", "address"])
def test_keeps_an_absence_told_without_any_header_as_a_programs(business, box, by, subject, text) -> None:
    letter = _letter_of_an_answer(business, box)
    back = letter.reply_to[0].address if by == "address" else box
    headers = [] if by == "address" else [(by, f"<{letter.message_id}>")]
    before = len(letters(business))
    deliver(a_mail(to=back, subject=subject, text=text, headers=headers), back)
    said = Message.objects.filter(direction="in").latest("created_at")
    assert (said.case, said.is_automatic, only_case().state) == (only_case(), True, CaseState.WAITING)
    assert len(letters(business)) == before


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: אין אינטרנט", "אני מחוץ למשרד ואשוב ביום ראשון."),
        ("מחוץ למשרד", "אני מחוץ למשרד, אפשר ביום ראשון?"),
        ("Out of office", "I am out of the office, please send the technician on Sunday."),
    ],
)
def test_hears_a_person_who_writes_about_being_away(business, box, subject, text) -> None:
    letter = _letter_of_an_answer(business, box)
    headers = [("In-Reply-To", f"<{letter.message_id}>")]
    deliver(a_mail(to=box, subject=subject, text=text, headers=headers), box)
    assert not Message.objects.filter(direction="in", is_automatic=True).exists()
    assert only_case().state == CaseState.OPEN


def test_hears_a_person_whose_own_case_is_about_an_absence(business, box) -> None:
    deliver(a_mail(to=box, subject="Out of office", text="How do I switch it off?"), box)
    (letter,) = letters(business)
    headers = [("In-Reply-To", f"<{letter.message_id}>")]
    deliver(a_mail(to=box, subject="Out of office", text="It says: I am out of the office.", headers=headers), box)
    assert not Message.objects.filter(is_automatic=True, direction="in").exists()


@pytest.mark.parametrize("headers", [[], [("In-Reply-To", "<somebody@elsewhere.test>")]])
def test_opens_a_case_for_an_absence_that_answers_nothing_of_ours(business, box, headers) -> None:
    deliver(
        a_mail(to=box, subject="Out of office", text="I am out of the office until Sunday.", headers=headers), box
    )
    assert only_case().state == CaseState.NEW
    assert len(letters(business)) == 1


def test_does_not_reopen_for_a_bare_thanks(business, box) -> None:
    deliver(a_mail(to=box), box)
    (letter,) = letters(business)
    cases.confirm_solved(actor=builders.contact_actor(only_case()), case_id=only_case().pk, channel=Channel.PORTAL)
    headers = [("In-Reply-To", f"<{letter.message_id}>")]
    deliver(a_mail(to=box, text="תודה רבה!", headers=headers), box)
    assert only_case().state == CaseState.CLOSED
    deliver(a_mail(to=box, text="תודה, אבל זה שוב נפל", headers=headers), box)
    assert only_case().state == CaseState.OPEN


def test_takes_the_customer_of_a_contact_form(business, box) -> None:
    deliver(a_mail(to=box, sender=box, headers=[("Reply-To", "dana@customers.test")]), box)
    assert only_case().contact_point.shown == "dana@customers.test"


def test_marks_what_came_back(business, box) -> None:
    person = builders.a_person(business)
    deliver(a_mail(to=box), box)
    message = cases.write_answer(actor=builders.actor_of(person), case_id=only_case().pk, html="<p>בודקים</p>")
    cases.release_message(actor=builders.PIPELINE, message=message, case=only_case())
    (_, letter) = letters(business)
    report = (
        "From: MAILER-DAEMON@mx.test\r\nTo: " + box + "\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\nMIME-Version: 1.0\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNo such user\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n"
        "Final-Recipient: rfc822; dana@customers.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{letter.message_id}>\r\n\r\n--b--\r\n"
    )
    deliver(report.encode(), box, sender="")
    assert Delivery.objects.get(message=message).state == Delivery.State.BOUNCED
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert only_case().contact_point.undeliverable_since is not None
    assert len(letters(business)) == 2


def test_shows_a_report_about_an_unknown_mail_to_a_person(business, box) -> None:
    report = (
        f"From: MAILER-DAEMON@mx.test\r\nTo: {box}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Message-ID: <r@mx.test>\r\n\r\n<dana@customers.test>: 550 5.1.1 no such user\r\n"
    )
    deliver(report.encode(), box, sender="")
    inbound = Inbound.objects.get()
    assert (inbound.state, inbound.problem) == (Inbound.State.NEEDS_A_LOOK, "bounce_of_unknown_mail")


def test_takes_a_person_at_their_word_who_writes_about_a_failed_delivery(business, box) -> None:
    raw = a_mail(to=box, sender="postmaster@customers.test", subject="Delivery failed", text="Where is my sofa?")
    deliver(raw, box, sender="postmaster@customers.test")
    assert only_case().state == CaseState.NEW


def test_drops_our_own_mail_that_comes_back(business, box) -> None:
    deliver(a_mail(to=box), box)
    (letter,) = letters(business)
    deliver(a_mail(to=box, sender=box, mail_id=letter.message_id), box)
    assert Inbound.objects.filter(problem="own_mail").count() == 1
    assert Case.objects.count() == 1


def test_stops_answering_a_program_that_keeps_writing(business, box) -> None:
    for _ in range(placing.MOST_ACKNOWLEDGED + 2):
        deliver(a_mail(to=box), box)
    assert len(letters(business)) == placing.MOST_ACKNOWLEDGED
    for _ in range(placing.FLOOD):
        deliver(a_mail(to=box), box)
    assert Case.objects.filter(state=CaseState.SET_ASIDE).count() == placing.MOST_ACKNOWLEDGED + 2


def test_stays_silent_when_the_mailbox_says_so(business, box) -> None:
    mailbox = builders.mail_account(business).mailbox
    mailbox.acknowledge = False
    mailbox.save()
    deliver(a_mail(to=box), box)
    assert letters(business) == []


@pytest.mark.parametrize(("suppressed", "answers"), [("OOF, AutoReply", 0), ("DR, RN, NRN", 1)])
def test_acknowledges_no_mail_that_asks_for_no_automatic_answer(business, box, suppressed: str, answers: int) -> None:
    deliver(a_mail(to=box, headers=[("X-Auto-Response-Suppress", suppressed)]), box)
    case = only_case()
    assert (case.state, case.set_aside_reason) == (CaseState.NEW, "")
    assert len(letters(business)) == answers


def test_answers_nothing_that_came_without_a_return_address(business, box) -> None:
    deliver(a_mail(to=box), box, sender="")
    assert only_case().set_aside_reason == "robot"
    assert letters(business) == []


def test_believes_an_address_again_that_writes(business, box) -> None:
    point = builders.a_contact_point(business, address="dana@customers.test")
    point.undeliverable_since = point.created_at
    point.save()
    deliver(a_mail(to=box), box)
    point.refresh_from_db()
    assert point.undeliverable_since is None


def test_finds_the_mail_that_came_back_by_the_signed_address_alone(business, box) -> None:
    person = builders.a_person(business)
    deliver(a_mail(to=box), box)
    message = cases.write_answer(actor=builders.actor_of(person), case_id=only_case().pk, html="<p>בודקים</p>")
    cases.release_message(actor=builders.PIPELINE, message=message, case=only_case())
    (_, letter) = letters(business)
    signed = letter.reply_to[0].address
    report = (
        f"From: MAILER-DAEMON@mx.test\r\nTo: {signed}\r\nSubject: failure notice\r\nMessage-ID: <r@mx.test>\r\n\r\n"
        "<dana@customers.test>:\r\n550 5.1.1 no such user\r\n"
    )
    deliver(report.replace("dana@", "somebody.else@").replace("r@mx", "s@mx").encode(), signed, sender="")
    assert Delivery.objects.get(message=message).state == Delivery.State.SENT
    deliver(report.encode(), signed, sender="")
    assert Delivery.objects.get(message=message).state == Delivery.State.BOUNCED


def test_says_in_words_that_a_mail_is_encrypted(business, box) -> None:
    raw = (
        f"From: dana@customers.test\r\nTo: {box}\r\nSubject: x\r\nMessage-ID: <e@customers.test>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nMIIB\r\n"
    )
    deliver(raw.encode(), box)
    message = Message.objects.get(direction="in")
    assert "מוצפנת" in message.text
    assert [file.name for file in message.attachments.all()] == ["smime.p7m"]


@pytest.mark.parametrize("text", ["שלום, מצורפים הקבצים.", ""], ids=["said", "nothing said"])
def test_takes_a_mail_without_the_files_that_are_too_large(business, box, settings, text) -> None:
    settings.ATTACHMENT_LIMIT = 1_000
    files = [("small.bin", b"x" * 1_000), ("large.bin", b"x" * 1_001)]
    deliver(a_mail(to=box, text=text, attachments=files), box)
    message = Message.objects.get(direction="in")
    assert [file.name for file in message.attachments.all()] == ["small.bin"]
    assert message.text == f"{text}\n\n{LEFT_OUT}".strip()
    assert b"large.bin" in bytes(Inbound.objects.get().raw)


def test_takes_a_mail_of_more_files_than_are_taken_apart_and_too_large_to_be_one(business, box, settings) -> None:
    settings.ATTACHMENT_LIMIT = 10_000
    files = [(f"{number}.bin", b"x" * 100) for number in range(310)]
    deliver(a_mail(to=box, attachments=files), box)
    message = Message.objects.get(direction="in")
    assert message.attachments.count() == 300
    assert message.text.endswith(LEFT_OUT)
