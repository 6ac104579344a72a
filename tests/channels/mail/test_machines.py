"""Mails that machines write."""

import pytest

from moked.channels.mail import parse_mail
from tests.channels.mail.builders import multipart, raw_mail

COPY = "Content-Type: message/rfc822\n\nMessage-ID: <sent@business.test>\nSubject: hi\n\nhi"


def dsn(action: str, status: str = "5.1.1") -> bytes:
    fields = (
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n\n"
        f"Final-Recipient: rfc822; Gone@Example.org\nAction: {action}\nStatus: {status}\n"
        "Diagnostic-Code: smtp; 550 no such user\n"
    )
    return multipart('report; report-type="delivery-status"', "Content-Type: text/plain\n\nSorry", fields, COPY)


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["Auto-Submitted: auto-replied"], "auto-replied"),
        (["Auto-Submitted: auto-generated; x=y"], "auto-generated"),
        (["Auto-Submitted: no"], None),
        (["X-Autoreply: yes"], "auto-replied"),
        (["Precedence: auto_reply"], "auto-replied"),
        (["Precedence: bulk"], "bulk"),
        (["X-Auto-Response-Suppress: All"], "auto-generated"),
        (["X-Loop: yes"], "auto-generated"),
        (["X-OTRS-Loop: True"], "auto-generated"),
        (["X-Loop: dana@example.org"], None),
        (["Auto-Submitted: auto-forwarded"], None),
        (["X-Auto-Response-Suppress: DR, OOF, AutoReply"], None),
        (["X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply"], None),
        (["Subject: AUTO: Dana Levi is out of the office (returning 05/01/2025)"], "auto-replied"),
        (["Subject: AUTO: Dana Levi is out of the office."], "auto-replied"),
        (["Subject: Auto: my mother is out of the office where the car was insured"], None),
        (["List-Unsubscribe: <https://x.test>"], "bulk"),
        (["List-Unsubscribe: <https://x.test>", "List-Post: <mailto:a@x.test>"], None),
        (["Precedence: list", "List-Id: <support.business.test>"], None),
        (["Subject: תשובה אוטומטית: מקרר", "In-Reply-To: <a@b>"], "auto-replied"),
        (["Subject: Automatic reply: fridge", "References: <a@b>"], "auto-replied"),
        (["Subject: Automatic reply: fridge"], None),
        (["Subject: Automatic reply: fridge", "X-Auto-Response-Suppress: All"], "auto-replied"),
        (["Auto-Submitted: auto-replied (vacation)"], "auto-replied"),
        (["X-Precedence: auto_reply"], "auto-replied"),
        (["Subject: תגובה אוטומטית: מקרר", "In-Reply-To: <a@b>"], "auto-replied"),
        (["Subject: Automatická odpověď: x", "In-Reply-To: <a@b>"], "auto-replied"),
        (["Subject: 자동 회신: x", "In-Reply-To: <a@b>"], "auto-replied"),
        (["Subject: I was out of office when you called", "In-Reply-To: <a@b>"], None),
        ([], None),
    ],
)
def test_tells_machines_from_people(headers: list[str], kind: str | None) -> None:
    assert parse_mail(raw_mail(headers=headers)).automatic == kind


def test_reads_a_standard_bounce() -> None:
    bounce = parse_mail(dsn("failed")).bounce
    assert bounce is not None
    assert (bounce.action, bounce.permanent, bounce.recipients) == ("failed", True, ("gone@example.org",))
    assert (bounce.message_id, bounce.status) == ("sent@business.test", "5.1.1")
    assert bounce.diagnostic == "550 no such user"


def test_tells_a_delay_from_a_failure() -> None:
    bounce = parse_mail(dsn("delayed", "4.4.1")).bounce
    assert bounce is not None
    assert (bounce.action, bounce.permanent) == ("delayed", False)


def test_takes_a_receipt_for_no_bounce() -> None:
    parsed = parse_mail(dsn("delivered", "2.0.0"))
    assert parsed.bounce is None
    assert parsed.automatic == "auto-replied"


@pytest.mark.parametrize(
    ("sender", "subject", "body"),
    [
        (
            "MAILER-DAEMON@mx.test",
            "failure notice",
            "Hi. This is the qmail-send program.\n\n<gone@example.org>:\n550 no",
        ),
        ("postmaster@mx.test", "Undeliverable: hi", "gone@example.org\n#550 5.1.1 not found"),
        ("postmaster@mx.test", "לא ניתן למסירה: שלום", "gone@example.org\n550 5.1.1"),
        (
            "Mailer-Daemon@mx.test",
            "Mail delivery failed: returning message to sender",
            "  gone@example.org\n    550 x",
        ),
    ],
)
def test_reads_bounces_of_old_programs(sender: str, subject: str, body: str) -> None:
    raw = (
        f"From: {sender}\nSubject: {subject}\n\n{body}\n\n--- Original message ---\n"
        f"Message-ID: <sent@business.test>\n"
    )
    bounce = parse_mail(raw.encode()).bounce
    assert bounce is not None
    assert bounce.recipients == ("gone@example.org",)
    assert bounce.message_id == "sent@business.test"


def test_takes_a_persons_complaint_about_a_failed_delivery_for_no_bounce() -> None:
    assert parse_mail(raw_mail(headers=["Subject: Delivery failed, where is my fridge?"])).bounce is None


@pytest.mark.parametrize("header", ["X-Spam-Flag: YES", "X-Spam-Status: Yes, score=9"])
def test_believes_filters_on_the_way(header: str) -> None:
    assert parse_mail(raw_mail(headers=[header])).is_spam


def test_offers_the_sender_whom_a_list_replaced() -> None:
    original = parse_mail(raw_mail(headers=["X-Original-From: Ron <ron@x.test>"])).original_sender
    assert original is not None
    assert original.address == "ron@x.test"


@pytest.mark.parametrize(
    ("header", "refuses"),
    [
        ("X-Loop: friends@lists.test", True),
        ("X-Auto-Response-Suppress: OOF", True),
        ("X-Auto-Response-Suppress: DR", False),
        ("X-Mailer: x", False),
    ],
)
def test_hears_who_asks_for_no_automatic_answer(header: str, *, refuses: bool) -> None:
    parsed = parse_mail(raw_mail(headers=[header]))
    assert (parsed.automatic, parsed.refuses_automatic) == (None, refuses)
