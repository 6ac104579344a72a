"""Hebrew mail as the programs of Israeli customers write it: what is said now, apart from what is quoted."""

import pytest

from moked.channels.mail import parse_mail
from tests.channels.mail.builders import html_mail, raw_mail

RLE, PDF, RLM, LRE = "\u202b", "\u202c", "\u200f", "\u202a"
SAID = "המקרר עדיין לא מקרר, מתי הטכנאי מגיע?"

HEADS = {
    "gmail": f"{RLE}בתאריך יום ג׳, 5 במרץ 2024 ב-14:23 מאת {LRE}שירות{PDF}{RLM} "
    f"<{LRE}service@business.test{PDF}{RLM}>:{PDF}",
    "gmail wrapped": "בתאריך יום ג׳, 5 במרץ 2024 ב-14:23 מאת שירות לקוחות <\nservice@business.test>:",
    "gmail wrote": "בתאריך יום ג׳, 5 במרץ 2024 ב-14:23 מאת שירות <service@business.test> כתב/ה:",
    "gmail old": "בתאריך 5 במרץ 2014 בשעה 14:23, מאת שירות <service@business.test>:",
    "apple": "ב-5 במרץ 2024, בשעה 14:23, שירות לקוחות <service@business.test> כתב/ה:",
    "apple marked": f"{RLM}בתאריך 5 במרץ 2024, בשעה 14:23, {RLM}שירות <service@business.test> כתב/ה:",
    "iphone wrapped": "ב-5 במרץ 2024, בשעה 14:23, שירות לקוחות\n<service@business.test> כתב/ה:",
    "yahoo": "בתאריך יום שלישי, 5 במרץ 2024 בשעה 14:23:10 GMT+2, שירות <service@business.test> כתב/ה:",
    "thunderbird": "בתאריך 05/03/2024 14:23, מאת שירות לקוחות:",
    "thunderbird she": "בתאריך 05/03/2024 בשעה 14:23, דנה לוי כתבה:",
    "name first": "שירות לקוחות <service@business.test> כתב בתאריך 5.3.2024 14:23:",
    "parenthesis": "ביום שלישי, 5 במרץ 2024, שירות <service@business.test> כתב(ה):",
    "english": "On Tue, Mar 5, 2024 at 2:23 PM שירות <service@business.test> wrote:",
    "numbers": "5.3.2024, 14:23, שירות לקוחות <service@business.test>:",
}
BLOCKS = {
    "outlook": "מאת: שירות לקוחות <service@business.test>\nנשלח: יום שלישי 05 מרץ 2024 14:23\nאל: דנה\nנושא: מקרר",
    "outlook bold": "*מאת:* שירות <service@business.test>\n*נשלח:* יום שלישי 5 מרץ 2024\n*אל:* דנה\n*נושא:* מקרר",
    "outlook marks": f"{RLM}{RLM}מאת: שירות\n{RLM}{RLM}נשלח: יום שלישי 05 מרץ 2024\n"
    f"{RLM}אל: דנה\n{RLM}עותק: רון\n{RLM}נושא: מקרר",
    "outlook rule": "________________________________\nמאת: שירות <service@business.test>\n"
    "נשלח: 5.3.2024\nאל: דנה\nנושא: מקרר",
    "outlook old": "-----הודעה מקורית-----\nמאת: שירות [mailto:service@business.test]\n"
    "נשלח: 5.3.2014\nאל: דנה\nנושא: מקרר",
    "samsung": "-------- הודעה מקורית --------\nמאת: שירות <service@business.test>\n"
    "תאריך: 5.3.2024 14:23 (GMT+02:00)\nאל: dana@example.org\nנושא: מקרר",
    "no subject": "מאת: שירות\nנשלח: יום שלישי 5 מרץ 2024\nאל: דנה",
    "webmail": "----- הודעה מקורית -----\nמאת: service@business.test\nאל: dana@example.org\nנושא: מקרר",
    "forwarded": "---------- הודעה שהועברה ---------\nמאת: שירות <service@business.test>\n"
    "תאריך: יום ג׳, 5 במרץ 2024\nנושא: מקרר\nאל: דנה",
    "apple forward": "תחילת ההודעה שהועברה:\n\nמאת: שירות <service@business.test>\nנושא: מקרר\nתאריך: 5 במרץ 2024",
    "english": "From: שירות <service@business.test>\nSent: Tuesday, March 5, 2024 2:23 PM\nTo: דנה\nSubject: מקרר",
}
SIGNATURES = [
    "נשלח מה-iPhone שלי",
    "נשלח מהאייפון שלי",
    "נשלח מה-iPad שלי",
    "נשלח ממכשיר ה-Samsung Galaxy שלי",
    "נשלח מ-Outlook עבור Android",
    "נשלח מ-Yahoo Mail ב-Android",
    "נשלח באמצעות דואר וואלה",
    "השג את Outlook עבור iOS",
    "הורד את Outlook עבור Android",
    "Sent from my iPhone",
    "Get Outlook for Android<https://aka.ms/AAb9ysg>",
    "בברכה,\nדנה לוי\n054-1234567",
    "בברכה\nדנה",
    "תודה ובברכה,\nדנה לוי",
    "בכבוד רב,\nעו״ד דנה לוי",
    "-- \nדנה לוי | מנהלת רכש",
    "--\nדנה",
    "_______________\nדנה לוי\nמשרד: 03-1234567",
    "הודעה זו מיועדת לנמען בלבד ועשויה להכיל מידע חסוי.",
    "המידע הכלול בהודעה זו הוא סודי ומיועד לנמען בלבד.",
    "אם קיבלת הודעה זו בטעות, נא למחוק אותה.",
]


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
@pytest.mark.parametrize("quote", ["> שלום דנה,\n> הטכנאי בדרך.", "שלום דנה,\nהטכנאי בדרך."], ids=["marked", "bare"])
def test_sets_the_quote_below_a_head_apart(head: str, quote: str) -> None:
    parsed = parse_mail(raw_mail(f"{SAID}\n\n{head}\n\n{quote}\n"))
    assert parsed.reply_text == SAID
    assert "הטכנאי בדרך" in parsed.quoted_text


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_sets_the_quote_below_copied_headers_apart(block: str) -> None:
    parsed = parse_mail(raw_mail(f"{SAID}\n\n{block}\n\nשלום דנה,\nהטכנאי בדרך.\n"))
    assert parsed.reply_text == SAID
    assert "הטכנאי בדרך" in parsed.quoted_text


@pytest.mark.parametrize("signature", SIGNATURES)
def test_sets_the_signature_apart(signature: str) -> None:
    parsed = parse_mail(raw_mail(f"{SAID}\n\n{signature}\n\n{HEADS['gmail']}\n\n> שלום\n"))
    assert parsed.reply_text == SAID
    assert parsed.signature_text == signature.strip()


@pytest.mark.parametrize(
    "text",
    [
        "בברכה אני שולחת לכם את המסמכים, נא לאשר.",
        "נשלח מכתב לפני שבוע, ולא קיבלנו תשובה.",
        "אתמול הוא כתב: לא נחזור אליכם.",
        "מאת: חיפה\nאל: אילת\nתאריך: יום ראשון\nכמה עולה הנסיעה?",
        "תודה רבה",
        "ביום שלישי בשעה 14:00 נוח לי:",
        "הזמנה מס׳ 12345 - לא הגיעה",
        "נושא: חשבונית\nלא קיבלתי את החשבונית לחודש מרץ.",
    ],
)
def test_keeps_what_only_looks_like_a_quote_or_a_signature(text: str) -> None:
    assert parse_mail(raw_mail(text)).reply_text == text


def test_keeps_answers_between_the_lines_with_what_they_answer() -> None:
    body = f"ראו תשובות בגוף ההודעה.\n\n{HEADS['gmail']}\n> מה הדגם?\nדגם 400\n> מה הכתובת?\nהרצל 5, חיפה\n> תודה\n"
    reply = parse_mail(raw_mail(body)).reply_text
    assert "> מה הדגם?\nדגם 400\n> מה הכתובת?\nהרצל 5, חיפה" in reply
    assert not reply.endswith("> תודה")


def test_takes_the_answer_below_the_quote() -> None:
    assert parse_mail(raw_mail(f"{HEADS['thunderbird']}\n> הטכנאי בדרך.\n\n{SAID}")).reply_text == SAID


def test_gives_a_postscript_back_to_the_writer() -> None:
    reply = parse_mail(raw_mail(f"{SAID}\n\nבברכה,\nדנה\n\nנ.ב. אני בבית עד 17:00")).reply_text
    assert reply.startswith(SAID)
    assert reply.endswith("נ.ב. אני בבית עד 17:00")


def test_takes_a_forwarded_mail_without_a_comment_as_what_is_said() -> None:
    parsed = parse_mail(raw_mail(f"{BLOCKS['forwarded']}\n\nהמקרר מקולקל.\n", headers=["Subject: הועבר: מקרר"]))
    assert "המקרר מקולקל." in parsed.reply_text
    assert parsed.original_sender is not None
    assert parsed.original_sender.address == "service@business.test"


HTML = {
    "gmail": (
        '<div dir="rtl">{said}</div><br><div class="gmail_quote"><div dir="rtl" class="gmail_attr">'
        "בתאריך יום ג׳, 5 במרץ 2024 ב-14:23 מאת שירות &lt;<a>service@business.test</a>&gt;:<br></div>"
        '<blockquote class="gmail_quote" style="margin:0 .8ex;border-right:1px solid">{quoted}</blockquote></div>'
    ),
    "outlook desktop": (
        '<div class="WordSection1"><p class="MsoNormal" dir="RTL">{said}</p>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal" dir="RTL"><b>מאת:</b> שירות '
        "&lt;service@business.test&gt;<br><b>נשלח:</b> יום שלישי 05 מרץ 2024 14:23<br><b>אל:</b> דנה<br>"
        "<b>נושא:</b> מקרר</p></div><p>{quoted}</p></div>"
    ),
    "outlook web": (
        '<div dir="rtl">{said}</div><hr><div id="divRplyFwdMsg" dir="rtl"><b>מאת:</b> שירות<br><b>נשלח:</b> '
        "יום שלישי<br><b>נושא:</b> מקרר</div><div>{quoted}</div>"
    ),
    "apple": (
        '<div dir="auto">{said}</div><blockquote type="cite">ב-5 במרץ 2024, בשעה 14:23, שירות '
        '&lt;service@business.test&gt; כתב/ה:<br><br></blockquote><blockquote type="cite">{quoted}</blockquote>'
    ),
    "yahoo": (
        '<div>{said}</div><div class="ydp1yahoo_quoted"><div>בתאריך יום שלישי, 5 במרץ 2024, שירות כתב/ה:</div>'
        "<div>{quoted}</div></div>"
    ),
    "thunderbird": (
        '<p>{said}</p><div class="moz-cite-prefix">בתאריך 05/03/2024 14:23, מאת שירות:<br></div>'
        '<blockquote type="cite" cite="mid:x@y"><p>{quoted}</p></blockquote>'
    ),
    "samsung": (
        "<div>{said}</div><div>-------- הודעה מקורית --------</div>"
        "<div>מאת: שירות &lt;service@business.test&gt; </div>"
        "<div>תאריך: 5.3.2024 14:23 (GMT+02:00) </div>"
        "<div>אל: dana@example.org </div><div>נושא: מקרר </div><div>{quoted}</div>"
    ),
    "gmail forward": (
        '<div dir="rtl">{said}<br><div class="gmail_quote"><div class="gmail_attr">---------- הודעה שהועברה ---------'
        "<br>מאת: <b>שירות</b> &lt;service@business.test&gt;<br>נושא: מקרר<br></div><p>{quoted}</p></div></div>"
    ),
    "unknown words": (
        '<div>{said}</div><div class="gmail_quote"><div class="gmail_attr">qwerty</div>'
        '<blockquote class="gmail_quote">{quoted}</blockquote></div>'
    ),
}


@pytest.mark.parametrize("source", HTML.values(), ids=HTML.keys())
def test_cuts_the_html_where_the_quote_begins(source: str) -> None:
    parsed = parse_mail(html_mail(source.format(said=SAID, quoted="הטכנאי בדרך.")))
    assert parsed.reply_text == SAID
    assert "הטכנאי בדרך" in parsed.quoted_text
    assert parsed.html is not None
    assert "הטכנאי בדרך" in parsed.html
    assert parsed.html_reply is not None
    assert SAID in parsed.html_reply
    assert "הטכנאי בדרך" not in parsed.html_reply


def test_sets_an_html_signature_apart() -> None:
    parsed = parse_mail(html_mail(f'<div>{SAID}</div>-- <br><div class="gmail_signature">דנה לוי</div>'))
    assert parsed.reply_text == SAID
    assert "דנה לוי" in parsed.signature_text


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        (SAID, "he", "rtl"),
        ("iPhone 15 Pro לא נדלק אחרי עדכון", "he", "rtl"),
        ("Hello, the delivery is late and I have not heard from you", "en", "ltr"),
        ("مرحبا، الثلاجة لا تعمل", "ar", "rtl"),
        ("Здравствуйте, холодильник не работает", "ru", "ltr"),
        ("12345", None, None),
    ],
)
def test_tells_language_and_direction(text: str, language: str | None, direction: str | None) -> None:
    parsed = parse_mail(raw_mail(text))
    assert (parsed.language, parsed.direction) == (language, direction)
