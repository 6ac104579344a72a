"""Reports of what did not arrive, as the programs of thirty years write them, in English and Hebrew."""

import base64

import pytest

from moked.channels.mail import parse_mail
from tests.channels.mail.builders import multipart

COPY = "Message-ID: <sent@business.test>\nFrom: service@business.test\nTo: gone@example.org\nSubject: hi\n\nhi"
FIELDS = "Reporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; gone@example.org\nAction: {}\nStatus: {}\n"

ENCODED = base64.encodebytes(FIELDS.format("failed", "5.1.1").encode()).decode()


def report(
    fields: str, *, text: str = "x", subject: str = "Undelivered Mail", sender: str = "MAILER-DAEMON@mx.test"
) -> bytes:
    parts = [
        f"Content-Type: text/plain; charset=utf-8\n\n{text}",
        f"Content-Type: message/delivery-status\n{fields}",
        f"Content-Type: message/rfc822\n\n{COPY}",
    ]
    inner = "".join(f"--=l\n{part}\n" for part in parts)
    return (
        f"From: {sender}\nTo: service@business.test\nSubject: {subject}\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="=l"\n\n{inner}--=l--\n'
    ).encode()


def letter(sender: str, subject: str, text: str) -> bytes:
    return f"From: {sender}\nTo: service@business.test\nSubject: {subject}\n\n{text}\n".encode()


PLAIN = report("\n" + FIELDS.format("failed", "5.1.1"))
STANDARD = {
    "postfix": PLAIN,
    "action with a comment": report("\n" + FIELDS.format("Failed (permanent)", "5.1.1 (bad)")),
    "encoded though none may be": report(f"Content-Transfer-Encoding: base64\n\n{ENCODED}"),
    "one of two arrived": report(
        "\nReporting-MTA: dns; a\n\nFinal-Recipient: rfc822; okay@example.org\nAction: delivered\nStatus: 2.0.0\n\n"
        "Final-Recipient: rfc822; gone@example.org\nAction: failed\nStatus: 5.1.1\n"
    ),
    "exchange in hebrew": report(
        "\n" + FIELDS.format("failed", "5.1.1"),
        text="ההודעה שלך לא נמסרה",
        subject="לא ניתן למסירה: שלום",
        sender="MicrosoftExchange329e@corp.test",
    ),
}
INCOMPLETE = {
    "empty, the text tells": report("\n", text="550 5.1.1 The account gone@example.org does not exist"),
    "no action": report("\nReporting-MTA: dns; a\n\nFinal-Recipient: rfc822; gone@example.org\nStatus: 5.1.1\n"),
    "no status but in the diagnostic": report(
        "\nFinal-Recipient: rfc822; gone@example.org\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n"
    ),
    "a blank line after each field": report(
        "\nReporting-MTA: dns; a\n\nAction: failed\n\nFinal-Recipient: rfc822; gone@example.org\n\nStatus: 5.1.1\n"
    ),
    "no recipient": report("\nAction: failed\nStatus: 5.1.1\n", text="<gone@example.org>: 550 5.1.1 אין כזה"),
    "in words of its own": report("\n" + FIELDS.format("error", "5.1.1")),
    "passed on to another address": report(
        "\nOriginal-Recipient: rfc822; gone@example.org\n"
        "Final-Recipient: rfc822; inner@hidden.test\nAction: failed\nStatus: 5.1.1\n"
    ),
    "a recipient that is no address": report(
        "\nOriginal-Recipient: rfc822; gone@example.org\n"
        "Final-Recipient: x400; /O=a/\nAction: failed\nStatus: 5.1.1\n"
    ),
    "international": report("\n" + FIELDS.format("failed", "5.1.1")).replace(
        b"message/deliv", b"message/global-deliv"
    ),
    "as plain text": report("\n" + FIELDS.format("failed", "5.1.1")).replace(
        b"message/delivery-status", b"text/plain"
    ),
    "a charset with a NUL": PLAIN.replace(b"text/plain; charset=utf-8", b"text/plain; charset=utf\x008"),
}
TEXTUAL = {
    "exim": letter(
        "Mailer-Daemon@mx.test",
        "Mail delivery failed: returning message to sender",
        f"  gone@example.org\n    550 5.1.1 unknown\n\n------ This is a copy of the message ------\n\n{COPY}",
    ),
    "qmail": letter(
        "MAILER-DAEMON@mx.test",
        "failure notice",
        f"<gone@example.org>:\nNo mailbox here. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n{COPY}",
    ),
    "sendmail": letter(
        "MAILER-DAEMON@mx.test",
        "Returned mail: see transcript for details",
        "The original message was received at Tue\n\n<gone@example.org>\n    (reason: 550 5.1.1 User unknown)\n\n"
        f"   ----- Original message follows -----\n\n{COPY}",
    ),
    "gmail": letter(
        "mailer-daemon@googlemail.com",
        "Delivery Status Notification (Failure)",
        f"Your message wasn't delivered to gone@example.org because it was not found\n550 5.1.1 x\n\n{COPY}",
    ),
    "yahoo": letter(
        "MAILER-DAEMON@yahoo.test",
        "Failure Notice",
        f"<gone@example.org>:\n554: 5.1.1 no such account\n\n--- Below this line is a copy of the message.\n\n{COPY}",
    ),
    "a provider in hebrew": letter(
        "postmaster@provider.test",
        "הודעה שלא נמסרה",
        f"ההודעה לא נמסרה לנמען:\n\ngone@example.org\n550 5.1.1\n\n{COPY}",
    ),
    "webmail in hebrew": letter(
        "MAILER-DAEMON@provider.test",
        "מסירת ההודעה נכשלה",
        f"לא ניתן היה למסור את ההודעה אל gone@example.org\n550 5.1.1\n\n----- ההודעה המקורית -----\n{COPY}",
    ),
    "exchange without a return path": letter(
        "Outlook <MicrosoftExchange329e71ec88ae4615@corp.test>\nReturn-Path: <>",
        "Undeliverable: שלום",
        f"Your message to gone@example.org couldn't be delivered.\n\n'550 5.1.1 RecipNotFound'\n\n{COPY}",
    ),
    "domino": letter("MAILER-DAEMON@c.test", "NonDelivery of: hi", f"gone@example.org: 550 5.1.1 no\n\n{COPY}"),
    "mdaemon": letter("MDaemon@c.test", "Warning: gone - User unknown!", f"gone@example.org\n550 5.1.1\n\n{COPY}"),
    "exchange of old": letter(
        "System Administrator <postmaster@corp.test>",
        "Undeliverable: hi",
        "Your message\n\n  To:      team@lists.test\n  Subject: hi\n\ndid not reach the following recipient(s):\n\n"
        "gone@example.org on Tue, 4 Mar 2025 10:00:00 +0200\n    550 5.1.1 unknown\n\n"
        f"--- Returned message ---\n{COPY}",
    ),
    "an address in x.400": letter(
        "postmaster@corp.test",
        "Undeliverable: hi",
        "did not reach the following recipient(s):\n\nc=IL;a= ;p=Corp;dda:SMTP=gone@example.org; on Tue\n"
        f"550 5.1.1 unknown\n\n--- Returned message ---\n{COPY}",
    ),
    "a daemon whose subject says nothing": letter(
        "MAILER-DAEMON@mx.test",
        "Processing error",
        "Intended recipient: gone@example.org\nYour mail has been returned: 550 5.1.1\n\n"
        f"-- RETURNED MAIL FOLLOWS --\n{COPY}",
    ),
    "a gateway with a name of its own": letter(
        "mail-guard@corp.test",
        "Mail could not be delivered",
        f"Unable to deliver message to <gone@example.org>: 550 5.1.1\n\n--- Original message follows ---\n{COPY}",
    ),
    "a gateway that names its trade": letter(
        "Anti_Virus_for_SMTP_Gateways@corp.test",
        "Delivery failure notification",
        "Your message could not be delivered to the following recipients:\n\ngone@example.org\n550 5.1.1\n\n"
        f"--- Returned message ---\n{COPY}",
    ),
    "headers of the copy are none of the report": letter(
        "MAILER-DAEMON@mx.test",
        "Mail delivery failure",
        "The following message, addressed to 'gone@example.org', failed: 550 5.1.1\n\n"
        f"Here is a copy of it:\n---- START OF RETURNED MESSAGE ----\nX-Mailer: Post 2.0.13\n{COPY}",
    ),
    "from nobody": f"Subject: Undelivered\nTo: s@business.test\n\n<gone@example.org>: 550 5.1.1 x\n\n{COPY}".encode(),
}
REPORTS = STANDARD | INCOMPLETE | TEXTUAL


@pytest.mark.parametrize("raw", REPORTS.values(), ids=REPORTS.keys())
def test_ties_a_failure_to_its_mail_and_recipient(raw: bytes) -> None:
    parsed = parse_mail(raw)
    bounce = parsed.bounce
    assert bounce is not None
    assert (bounce.action, bounce.permanent, bounce.status) == ("failed", True, "5.1.1")
    assert (bounce.recipients, bounce.message_id) == (("gone@example.org",), "sent@business.test")
    assert parsed.automatic


@pytest.mark.parametrize(
    "raw",
    [
        report("\n" + FIELDS.format("delayed", "4.4.1")),
        letter("Mailer-Daemon@mx.test", "Warning: message 1a delayed 24 hours", f"  gone@example.org\n\n{COPY}"),
        letter("mailer-daemon@x.test", "Delivery Notification (Delay)", f"late: gone@example.org\n\n{COPY}"),
        letter("MAILER-DAEMON@x.test", "Warning: could not send for 4 hours", f"<gone@example.org>\n\n{COPY}"),
        letter(
            "MAILER-DAEMON@x.test",
            "Mail delivery warning",
            "Your message to:\n\n  gone@example.org\n\nhas not yet been delivered.\n\n"
            f"--- Original message ---\n{COPY}",
        ),
        letter("postmaster@provider.test", "עיכוב במסירת הודעה", f"gone@example.org\n451 4.4.1\n\n{COPY}"),
    ],
)
def test_tells_that_a_mail_is_only_late(raw: bytes) -> None:
    bounce = parse_mail(raw).bounce
    assert bounce is not None
    assert (bounce.action, bounce.permanent, bounce.message_id) == ("delayed", False, "sent@business.test")


PASTED = (
    "Your message could not be delivered to the following recipients:\n\n<gone@example.org>: 550 5.1.1 unknown\n\n"
    f"----- Original message -----\n{COPY}"
)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Delivery failed",
            "Every mail that goes to the accountant is returned. "
            "It says that the message could not be delivered to office@accountant.test",
        ),
        (
            "הודעה שלי לא נמסרה - delivery failed",
            "ההודעה לא הגיעה. The mail could not be sent to office@accountant.test",
        ),
        (
            "Invoice mail could not be delivered",
            "The mail with the invoice has not been sent to new@accountant.test. Send it again please.",
        ),
        ("Delivery failed", f"This came back, can you look at it?\n\n{PASTED}"),
        ("Mail could not be delivered", f"קיבלתי את זה כששלחתי אליכם:\n\n{PASTED}"),
        ("Fwd: Delivery Status Notification (Failure)", f"From your server:\n\n{PASTED}"),
        ("FW: Undeliverable: invoice", PASTED),
        ("Delivery failed, where is it?", "Your message says it could not be delivered to\n\ndana@example.org"),
        ("Undelivered parcel", "Your mail says it was not delivered to the following address:\n\n5 Herzl Street"),
        ("Re: Mail could not be delivered", "Your mail could not be delivered to the following user:\nron@x.test"),
        ("Mail problem", "Did you get my mail? It could not be sent to ron@x.test."),
    ],
)
def test_takes_people_who_write_of_failures_for_people(subject: str, text: str) -> None:
    assert parse_mail(letter("dana@example.org", subject, text)).bounce is None


def test_takes_a_report_passed_on_as_a_file_for_the_sender_s_mail() -> None:
    raw = multipart(
        "mixed",
        "Content-Type: text/plain; charset=utf-8\n\nמה זה?",
        f"Content-Type: message/rfc822\n\n{PLAIN.decode()}",
        headers=["Subject: What is this"],
    )
    parsed = parse_mail(raw)
    assert (parsed.bounce, parsed.automatic) == (None, None)
    assert "מה זה?" in parsed.text


def test_reads_a_report_that_a_server_put_into_a_mail_of_its_own() -> None:
    inner = f"--l\n\nThis e-mail is confidential.\n--l\nContent-Type: message/rfc822\n\n{PLAIN.decode()}\n--l--\n"
    head = "From: postmaster@mx.test\nTo: s@business.test\nContent-Type: multipart/mixed; boundary=l\n\n"
    bounce = parse_mail((head + inner).encode()).bounce
    assert bounce is not None
    assert bounce.recipients == ("gone@example.org",)


def test_takes_a_server_that_asks_who_writes_for_no_failure() -> None:
    text = "Content-Type: text/plain\n\nYour message waits. Prove that you are a person: https://x.test"
    raw = multipart("report; report-type=delivery-status", text, headers=["Subject: Re: hi"])
    parsed = parse_mail(raw)
    assert (parsed.bounce, parsed.automatic) == (None, "auto-replied")


def test_reads_a_rejection_by_the_mailbox_itself() -> None:
    inner = (
        "--l\n\nYour message to <gone@example.org> was automatically rejected: quota\n--l\n"
        "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; gone@example.org\n"
        "Disposition: automatic-action/MDN-sent-automatically; deleted\n\n"
        f"--l\nContent-Type: message/rfc822\n\n{COPY}\n--l--\n"
    )
    raw = (
        "From: Mail Delivery <admin@provider.test>\nTo: service@business.test\n"
        "Auto-Submitted: auto-replied (rejected)\n"
        f"Content-Type: multipart/report; report-type=disposition-notification; boundary=l\n\n{inner}"
    )
    bounce = parse_mail(raw.encode()).bounce
    assert bounce is not None
    assert (bounce.recipients, bounce.message_id) == (("gone@example.org",), "sent@business.test")


def test_names_everyone_whom_a_failure_concerns() -> None:
    text = (
        "   ----- The following addresses had permanent fatal errors -----\n<inner@hidden.test>\n"
        "    (expanded from: <gone@example.org>)\n\nUnknown user: ron@example.org\n550 no\n"
    )
    bounce = parse_mail(letter("MAILER-DAEMON@mx.test", "Returned mail", text)).bounce
    assert bounce is not None
    assert set(bounce.recipients) == {"inner@hidden.test", "gone@example.org", "ron@example.org"}


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_takes_a_success_for_no_bounce_but_for_a_machine(action: str) -> None:
    parsed = parse_mail(report("\n" + FIELDS.format(action, "2.0.0")))
    assert (parsed.bounce, parsed.automatic) == (None, "auto-replied")


@pytest.mark.parametrize(
    "kind", ["disposition-notification", "feedback-report"], ids=["read receipt", "complaint to the provider"]
)
def test_takes_other_reports_for_machines(kind: str) -> None:
    inner = f"--l\n\nx\n--l\nContent-Type: message/{kind}\n\nVersion: 1\n\n--l--\n"
    raw = f"From: a@b.test\nContent-Type: multipart/report; report-type={kind}; boundary=l\n\n{inner}".encode()
    parsed = parse_mail(raw)
    assert (parsed.bounce, parsed.automatic) == (None, "auto-replied")


def test_takes_the_id_the_report_names_before_the_one_it_answers() -> None:
    fields = (
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n"
        "X-Original-Message-ID: <sent@business.test>\n\n"
        "Final-Recipient: rfc822; gone@example.org\nAction: failed\nStatus: 5.1.1\n"
    )
    headers = ["In-Reply-To: <root@business.test>"]
    bounce = parse_mail(
        multipart("report; report-type=delivery-status", "Content-Type: text/plain\n\nSorry", fields, headers=headers)
    ).bounce
    assert bounce is not None
    assert bounce.message_id == "sent@business.test"


def test_knows_the_recipient_of_a_report_that_names_no_action() -> None:
    fields = "Final-Recipient: rfc822; gone@example.org\nRemote-MTA: dns; mx.test\n"
    part = f"Content-Type: message/delivery-status\n\n{fields}"
    bounce = parse_mail(multipart("report; report-type=delivery-status", part)).bounce
    assert bounce is not None
    assert bounce.recipients == ("gone@example.org",)


def test_names_whom_the_mail_that_came_back_was_for() -> None:
    copy = "Content-Type: message/rfc822\n\nFrom: service@business.test\nTo: Gone@example.org\n\nhi"
    bounce = parse_mail(report_without_fields("Your email bounced", copy)).bounce
    assert bounce is not None
    assert bounce.recipients == ("gone@example.org",)


def test_reads_headers_put_where_those_of_a_part_belong() -> None:
    copy = "Received: from a by b\nMessage-ID: <sent@business.test>\nSubject: hi\n\nhi"
    bounce = parse_mail(report_without_fields("gone@example.org [User unknown]", copy)).bounce
    assert bounce is not None
    assert bounce.message_id == "sent@business.test"


def report_without_fields(text: str, copy: str) -> bytes:
    headers = ["From: MAILER-DAEMON@mx.test", "Subject: Returned mail", "Return-Path: <>"]
    raw = multipart("mixed", f"Content-Type: text/plain\n\n{text}", copy, headers=headers)
    return raw.replace(b"From: Dana Levi <dana@example.org>\n", b"", 1)


def test_knows_a_gateway_that_answers_as_if_it_were_a_person() -> None:
    raw = (
        "From: post_master@gate.test\nTo: service@business.test\nSubject: Re:hi\n"
        "In-Reply-To: <sent@business.test>\n\n"
        "Error message below:\n550 - Requested action not taken: no such user here\n\n"
        "  MAIL FROM: other@business.test\n  RCPT TO: gone@example.org\n"
    )
    bounce = parse_mail(raw.encode()).bounce
    assert bounce is not None
    assert (bounce.recipients, bounce.message_id) == (("gone@example.org",), "sent@business.test")


def test_finds_the_mail_within_a_report_that_was_itself_passed_on() -> None:
    inner = multipart("report; report-type=delivery-status", f"Content-Type: message/rfc822\n\n{COPY}").decode()
    raw = report_without_fields("x", f"Content-Type: message/rfc822\n\n{inner}".replace("=limit", "=inner"))
    bounce = parse_mail(raw).bounce
    assert bounce is not None
    assert bounce.message_id == "sent@business.test"


@pytest.mark.parametrize(
    "begins", ["Included is a copy of the message header:\n", "Return-Path: <service@business.test>\n"]
)
def test_leaves_out_whom_the_copy_names(begins: str) -> None:
    text = f"The following address failed:\n\n<gone@example.org>: unknown\n\n{begins}To: other@example.org\n"
    bounce = parse_mail(report_without_fields(text, "Content-Type: text/plain\n\nx")).bounce
    assert bounce is not None
    assert bounce.recipients == ("gone@example.org",)


def test_reads_a_report_in_japanese_that_only_quotes_servers() -> None:
    raw = (
        "From: postmaster@mx.test\nTo: service@business.test\nSubject: メッセージを配信できません。\n\n"
        "RCPT TO:<gone@example.org>\n550 5.1.1 user unknown\n"
    )
    bounce = parse_mail(raw.encode()).bounce
    assert bounce is not None
    assert (bounce.recipients, bounce.status) == (("gone@example.org",), "5.1.1")
