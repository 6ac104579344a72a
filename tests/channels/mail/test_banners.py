"""What mail servers write above a customer's words, and customers who write nearly the same."""

import pytest

from moked.channels.mail import parse_mail
from tests.channels.mail.builders import html_mail, raw_mail

SAID = "The fridge does not cool.\nPlease send somebody."
BANNERS = {
    "exchange": "CAUTION: This email originated from outside of the organization. Do not click links or open "
    "attachments unless you recognize the sender and know the content is safe.",
    "broken": "CAUTION: This email originated from outside of the organization. Do not\nclick links or open "
    "attachments unless you recognize the sender and know\nthe content is safe.",
    "label above": "*** EXTERNAL EMAIL ***\nPlease exercise caution before you open it.",
    "bracketed": "[EXTERNAL]",
    "google": "Warning: This message is from an external sender. Be careful with links and attachments.",
    "named": "[WARNING] This email came from outside Tapuz Network. "
    "Don't open attachments unless you trust the sender!",
    "tip": "You don't often get email from dana@example.org. Learn why this is important<https://aka.ms/LearnAbout>",
    "tip and warning": "Some people who received this message don't often get email from dana@example.org. "
    "Learn why this is important\n\n________________\nExternal email. Use caution.\n________________",
    "proofpoint": "ZjQcmQRYFpfptBannerStart\nThis Message Is From an External Sender\n"
    "This message came from outside your organization.\nReport Suspicious\nZjQcmQRYFpfptBannerEnd",
    "hebrew": "הודעה זו נשלחה ממקור חיצוני",
    "hebrew label": "זהירות: מייל חיצוני",
    "hebrew advice": "שימו לב! מייל זה התקבל מחוץ לארגון. אין ללחוץ על קישורים או לפתוח קבצים מצורפים משולח לא מוכר.",
    "hebrew line": "דוא״ל חיצוני - נא לנקוט משנה זהירות",
    "hebrew tip": "אינך מקבל דואר אלקטרוני לעתים קרובות מ-dana@example.org. למד מדוע הדבר חשוב",
    "german": "ACHTUNG: Diese E-Mail kommt von extern. Klicken Sie nicht auf Links und öffnen Sie keine Anhänge.",
    "russian": "ВНИМАНИЕ: Это письмо пришло извне. Не открывайте вложения от незнакомых.",
}


@pytest.mark.parametrize("banner", BANNERS.values(), ids=BANNERS)
@pytest.mark.parametrize("said", [SAID, "המקרר לא מקרר.\nנא לבדוק את הקובץ המצורף."], ids=["english", "hebrew"])
def test_sets_a_banner_apart(banner: str, said: str) -> None:
    parsed = parse_mail(raw_mail(f"{banner}\n\n{said}\n\nOn 3/3/2025 10:30, Ron Cohen wrote:\n> hello"))
    assert (parsed.reply_text, parsed.quoted_text) == (said, "On 3/3/2025 10:30, Ron Cohen wrote:\n> hello")
    assert parsed.banner_text == banner


@pytest.mark.parametrize("banner", [BANNERS["exchange"], BANNERS["proofpoint"], BANNERS["hebrew advice"]])
def test_leaves_a_banner_and_its_frame_out_of_the_html(banner: str) -> None:
    rows = "".join(f"<p>{line}</p>" for line in banner.split("\n"))
    html = (
        f'<div dir="rtl"><table><tr><td bgcolor="#ff0000">{rows}</td></tr></table>'
        "<p>The <b>fridge</b> does not cool.</p>"
        "</div><blockquote><p>hello</p></blockquote>"
    )
    parsed = parse_mail(html_mail(html))
    assert parsed.html_reply == '<div dir="rtl"><p>The <b>fridge</b> does not cool.</p></div>'
    assert parsed.reply_text == "The fridge does not cool."
    assert parsed.banner_text.replace("\n\n", "\n") == banner
    assert "table" in str(parsed.html)


def test_takes_a_line_apart_that_no_frame_parts() -> None:
    parsed = parse_mail(html_mail("<div>External email<br>The fridge does not cool.</div>"))
    assert (parsed.reply_text, parsed.html_reply) == (
        "The fridge does not cool.",
        "<div>The fridge does not cool.</div>",
    )


@pytest.mark.parametrize(
    "text",
    [
        "External email does not work for us since Monday.",
        "CAUTION: the fridge is on fire. Do not open the door.",
        "This email was sent from outside Israel, so answer in English.",
        "Warning: this message is a complaint about an outside organization of yours.",
        "CAUTION: This email originated from outside of the organization. The fridge does not cool.",
        "מייל חיצוני לא עובד אצלנו מאתמול.",
        "שימו לב: קיבלתי מייל מחוץ לארגון שמתחזה אליכם.",
        "מייל שקיבלתי מחוץ לארגון הפחיד אותי.",
        "זהירות, המקרר עולה באש.",
        "אני לא מקבל מכם מיילים לעתים קרובות.",
        "External email",
        "You don't often get email from me, I know.",
    ],
)
def test_leaves_what_customers_write(text: str) -> None:
    parsed = parse_mail(raw_mail(f"{text}\nThanks for your help" if " " in text[9:] else text))
    assert parsed.reply_text.startswith(text)
    assert parsed.banner_text == ""


@pytest.mark.parametrize(
    "said",
    [
        "Please check the attachment.",
        "Take care of my order, please.",
        "https://shop.test/broken",
        "נא לבדוק את הקישור.",
    ],
)
def test_leaves_what_customers_ask_right_below_a_banner(said: str) -> None:
    parsed = parse_mail(raw_mail(f"{BANNERS['exchange']}\n{said}\n\nDana"))
    assert parsed.reply_text == f"{said}\n\nDana"


def test_says_what_was_passed_on_below_a_banner() -> None:
    block = "From: Ron <r@x.test>\nSent: 5.3.2024 14:23\nTo: a@b.test\nSubject: fault\n\nIt broke."
    parsed = parse_mail(raw_mail(f"[EXTERNAL]\n\n{block}", headers=["Subject: FW: fault"]))
    assert parsed.passed_on is not None
    assert parsed.passed_on.text == "It broke."
    assert "It broke." in parsed.reply_text
