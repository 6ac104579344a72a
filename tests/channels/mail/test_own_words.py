"""Words of the writer's own that stand where quotes and signatures do, and signatures that no program marks."""

import pytest

from moked.channels.mail import parse_mail
from tests.channels.mail.builders import html_mail, raw_mail


def _from(sender: str, text: str) -> bytes:
    return raw_mail(text).replace(b"From: Dana Levi <dana@example.org>", f"From: {sender}".encode())


@pytest.mark.parametrize(
    "told",
    [
        "В понедельник 03.03.2025 оператор написал:",
        "В понедельник 03.03.2025 в 10:30 оператор написал:",
        "On Monday 3/3/2025 the operator wrote:",
        "On 3.3.2025 at 10:30 the technician wrote:",
        "ביום 3.3.2025 הנציגה כתבה:",
        "ביום שני 3.3.2025 בשעה 10:30 נציג השירות כתב:",
        "ב-3.3.2025 ב-10:30 הטכנאי כתב:",
        "Le 3.3.2025 à 10h30 le technicien a écrit:",
        "On 3.3.2025 at 10:30, the technician wrote:",
        "On 3.3.2025 at 10:30 support wrote:",
        "ביום 3.3.2025 בשעה 10:30 דנה מהמוקד כתבה:",
        "בתאריך 3.3.2025 בשעה 10:30, נציג השירות כתב:",
        "בתאריך 3.3.2025 בשעה 10:30 שירות הלקוחות כתב:",
    ],
)
def test_goes_on_below_what_somebody_wrote(told: str) -> None:
    text = f"Hello, order 5123.\n\n{told}\nit will be here on Thursday.\n\nIt is not here."
    assert parse_mail(raw_mail(text)).reply_text == text
    marked = parse_mail(raw_mail(f"Thanks for nothing.\n\n{told}\n> it will be here"))
    assert marked.reply_text == "Thanks for nothing."


@pytest.mark.parametrize(
    "head",
    [
        "On 3/3/2025 10:30, Dana Levi wrote:",
        "On Mar 3, 2025, at 10:30 AM, Dana wrote:",
        "03.03.2025 10:30, Дана Леви пишет:",
        "בתאריך 3.3.2025 בשעה 10:30, דנה לוי כתבה:",
        "On Nov 26, 2013 you wrote:",
        "On 3/3/2025 10:30, support wrote:",
        "On Mar 3, 2025, at 10:30 AM, support wrote:",
        "On Mon, Mar 3, 2025 at 10:30 AM customer service wrote:",
        "On 2025-03-03 10:30, helpdesk wrote:",
        "בתאריך יום ב׳, 3 במרץ 2025 ב-10:30 שירות לקוחות כתב:",
        "בתאריך 3.3.2025 בשעה 10:30, צוות תמיכה כתב:",
        "ביום ב׳, 3 במרץ 2025 ב-10:30, דנה לוי כתבה:",
    ],
)
def test_still_knows_a_program_by_the_minute_and_the_name(head: str) -> None:
    parsed = parse_mail(raw_mail(f"It is not here.\n\n{head}\n\nit will be here"))
    assert (parsed.reply_text, parsed.quoted_text) == ("It is not here.", f"{head}\n\nit will be here")


@pytest.mark.parametrize(
    ("signed", "more"),
    [
        ("Best regards,\nDana", "P.S. The gate is locked, call first."),
        ("Best regards,\nDana", "When will the technician come?"),
        (
            "Kind regards,\nDana Levi\nTel: 03-1234567",
            "One more thing, which I forgot above all the rest of\nit: is it free?",
        ),
        ("בברכה,\nדנה לוי", "מתי יגיע הטכנאי?"),
        ("בתודה,\nדנה\n050-1234567", "נ.ב. השער נעול, נא להתקשר."),
        ("Sent from my iPhone", "And when will he come?"),
        ("مع التحية،\nدانا", "متى يأتي الفني؟"),
    ],
)
def test_gives_what_is_asked_below_a_signature_back_to_the_writer(signed: str, more: str) -> None:
    parsed = parse_mail(raw_mail(f"It broke.\n\n{signed}\n\n{more}"))
    assert parsed.reply_text.startswith("It broke.")
    assert parsed.reply_text.endswith(more)
    html = html_mail(f"<p>It broke.</p><p>{signed}</p><p>{more}</p>".replace("\n", "<br>"))
    assert parse_mail(html).reply_text.endswith(more)


@pytest.mark.parametrize(
    ("signed", "more"),
    [
        ("Regards,\nDana", "I am home until five.\nThe gate code is 4417.\nWhen will he come?"),
        ("Regards,\nDana", "One more thing\nThe gate code: 4417\nIs that enough?"),
        ("Sent from my Galaxy", "Also, the second line is dead since Monday. Please call 050-1234567."),
        (
            "Sent from my Galaxy",
            "Also, the second line is dead since Monday. Please call\n050-1234567.",
        ),
        ("Regards,\nDana Levi\nAcme Ltd", "The gate code is 4417 today!\n\nThanks"),
        ("Regards,\n\nDana Levi", "And please tell the technician to call first."),
        ("בברכה,\nדנה", "אהיה בבית עד חמש.\nקוד השער הוא 4417.\nמתי יגיע הטכנאי?"),
        ("נשלח מה-iPhone שלי", "חוץ מזה, גם הקו השני מת מיום שני. נא להתקשר 050-1234567."),
        ("בתודה,\nדנה לוי\n050-1234567", "שכחתי לציין שהשער נעול עד שמונה!"),
    ],
)
def test_gives_back_all_that_is_said_below_a_signature(signed: str, more: str) -> None:
    parsed = parse_mail(raw_mail(f"It broke.\n\n{signed}\n\n{more}"))
    assert (parsed.reply_text, parsed.signature_text) == (f"It broke.\n\n{more}", signed)


@pytest.mark.parametrize(
    "below",
    [
        "Acme Ltd\nHave you seen our new site?",
        "Acme Ltd\nWe make the world a better place.",
        "\nAcme Trading and Consulting Services Ltd.",
        "\nSupport | Sales | Service | Haifa | Israel.",
        "\nThink of the environment before you print this mail.",
        "\nPlease excuse the brevity and any typos here.",
        "\nThis message is confidential and intended for its addressee.\n\nPlease delete it if it is not for you.",
        "\nThe content of this mail and of the files attached to it is privileged and may be read\nby nobody else.",
        "\nThe Acme Service Desk Team.",
        "אקמה בעמ\nראיתם כבר את האתר החדש שלנו?",
        "\nהודעה זו מיועדת לנמען בלבד.\n\nאם קיבלת אותה בטעות נא למחוק אותה מיד.",
    ],
)
@pytest.mark.parametrize("signed", ["Regards,\nDana", "בברכה,\nדנה", "Sent from my Galaxy"])
def test_leaves_in_a_signature_what_is_said_to_everybody(signed: str, below: str) -> None:
    assert parse_mail(raw_mail(f"It broke.\n\n{signed}\n{below}")).reply_text == "It broke."


def test_signs_once_more_below_a_question() -> None:
    parsed = parse_mail(raw_mail("It broke.\n\nRegards,\nDana\n\nWhen will he come?\n\nSent from my iPhone"))
    assert parsed.reply_text == "It broke.\n\nWhen will he come?"
    assert parsed.signature_text == "Regards,\nDana\n\nSent from my iPhone"


@pytest.mark.parametrize(
    "asked", ["Do you really need to print this e-mail?", "האם באמת צריך להדפיס את המייל?", "Questions?"]
)
def test_leaves_what_a_signature_asks_everybody(asked: str) -> None:
    parsed = parse_mail(raw_mail(f"It broke.\n\nRegards,\nDana\nAcme Ltd\n{asked}"))
    assert parsed.reply_text == "It broke."


@pytest.mark.parametrize(
    "below", ["", "\n\nOn 3/3/2025 10:30, Ron Cohen wrote:\n> hello"], ids=["alone", "above a quote"]
)
@pytest.mark.parametrize(
    ("sender", "signed"),
    [
        ("Dana Levi <d@x.test>", "Thanks,\nDana"),
        ("Dana Levi <d@x.test>", "Thank you very much!\n\nDana Levi"),
        ('"Levi, Dana" <d@x.test>', "Many thanks\nDana Levi"),
        ("dana.levi@x.test", "Thanks,\nDana"),
        ("=?utf-8?b?15PXoNeUINec15XXmQ==?= <d@x.test>", "תודה,\nדנה"),
        ("=?utf-8?b?15PXoNeUINec15XXmQ==?= <d@x.test>", "תודה רבה ויום טוב\nדנה לוי"),
    ],
)
def test_knows_thanks_and_the_writers_name_for_a_signature(sender: str, signed: str, below: str) -> None:
    parsed = parse_mail(_from(sender, f"It broke.\n\n{signed}{below}"))
    assert (parsed.reply_text, parsed.signature_text) == ("It broke.", signed)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks,\nDana",
        "It broke.\n\nThanks,\nRon",
        "It broke.\n\nThanks\nDana 4417-22/9",
        "It broke.\n\nThanks\n4417 Dana",
        "It broke.\n\nThanks to\nDana",
        "It broke.\n\nThanks,\nDana\nwill be at home all day",
        "Who is it for:\nDana",
        "זה התקלקל.\n\nתודה,\nרון",
    ],
)
def test_leaves_thanks_that_sign_nothing(text: str) -> None:
    assert parse_mail(raw_mail(text)).reply_text == text


_OUTLOOK = (
    "From: Service <s@b.test>\nSent: 5 March 2024 14:23\nTo: Dana\nSubject: fridge\n\n1. Which one?\nThe white one."
)


@pytest.mark.parametrize(
    "said",
    [
        "Hi, my answers are below.",
        "Please see my comments in red.",
        "Answered inline.",
        "שלום, תשובותיי באדום בגוף המייל.",
        "עניתי לכם למטה בין השורות",
        "ראו התייחסותי להלן",
    ],
)
def test_keeps_a_quote_whole_that_is_said_to_hold_the_answers(said: str) -> None:
    text = f"{said}\n\nRegards,\nDana\n\n{_OUTLOOK}"
    parsed = parse_mail(raw_mail(text, headers=["In-Reply-To: <a@b.test>"]))
    assert (parsed.reply_text, parsed.quoted_text, parsed.signature_text) == (text, "", "")
    html = html_mail(f"<p>{said}</p><blockquote><p>Which one?</p><p>The white one.</p></blockquote>")
    assert "The white one." in parse_mail(html).reply_text
    assert "The white one." in str(parse_mail(html).html_reply)


@pytest.mark.parametrize("said", ["I never got an answer.", "See the picture below.", "לא קיבלתי תשובה למטה"])
def test_folds_a_quote_that_holds_no_answers(said: str) -> None:
    parsed = parse_mail(raw_mail(f"{said}\n\n{_OUTLOOK}", headers=["In-Reply-To: <a@b.test>"]))
    assert parsed.reply_text == said


RULE = "_" * 40


def test_reads_on_below_a_rule_that_parts_the_text() -> None:
    text = f"It broke on Monday.\n\n{RULE}\n\nThe other one broke too.\n\nBest regards,\nDana"
    assert parse_mail(raw_mail(text)).reply_text == f"It broke on Monday.\n\n{RULE}\n\nThe other one broke too."


@pytest.mark.parametrize(
    "text",
    [
        "יש לי שתי שאלות. הראשונה: מתי הטכנאי?\n\n–––\n\nהשנייה: למה חויבתי פעמיים?",
        f"Two things.\n\nIt broke.\n\n{RULE}\n\nAnd why was I charged twice?",
        "It broke on Monday.\n\n———\n\nThe bill has the same amount on it twice.",
        "פרטים:\n–––––\nחשבון 12345\nטלפון 03\n–––––\nאנא בדקו",
        "What I ordered:\n———\n" + "\n".join(f"{count} chairs" for count in range(2, 10)),
    ],
)
def test_keeps_what_a_drawn_rule_parts(text: str) -> None:
    parsed = parse_mail(raw_mail(text))
    assert (parsed.reply_text, parsed.signature_text) == (text, "")


@pytest.mark.parametrize("below", ["Dana Levi\nAcme Ltd", "Best regards,\nDana Levi"])
@pytest.mark.parametrize("rule", [RULE, "—————", "–––"])
def test_signs_below_a_rule(rule: str, below: str) -> None:
    parsed = parse_mail(raw_mail(f"It broke on Monday.\n\n{rule}\n{below}"))
    assert (parsed.reply_text, parsed.signature_text) == ("It broke on Monday.", f"{rule}\n{below}")


@pytest.mark.parametrize(
    "device",
    [
        "(sent from a phone)",
        "<<sent by galaxy>>",
        "Sent via mobile",
        "Sent from my cell, please excuse any typos.",
        "From my iPhone 12",
    ],
)
def test_knows_a_device_by_more_of_what_it_says(device: str) -> None:
    parsed = parse_mail(raw_mail(f"It broke on Monday.\n\n{device}"))
    assert (parsed.reply_text, parsed.signature_text) == ("It broke on Monday.", device)


@pytest.mark.parametrize("device", ["from my phone.", "sent from my phone", "Sent via mobile"])
@pytest.mark.parametrize("below", ["", "\nPlease excuse my brevity", "\n\nhttps://acme.test"])
def test_knows_a_device_right_below_a_name(device: str, below: str) -> None:
    parsed = parse_mail(raw_mail(f"It broke on Monday.\nDana\n{device}{below}"))
    assert parsed.reply_text == "It broke on Monday.\nDana"


@pytest.mark.parametrize(
    "own",
    [
        "the app does not open when I try it\nfrom my phone.\nCan you please check account 12345?",
        "The picture of the door was\nsent by phone\nlast week and nobody answered.",
        "The picture of the broken door of my fridge was\nsent from my phone\nlast week.",
        "The app that you sent me last week does not open when I try it\nfrom my phone.",
    ],
)
def test_leaves_a_sentence_that_a_program_broke_at_a_device(own: str) -> None:
    parsed = parse_mail(raw_mail(f"Hello,\n{own}"))
    assert (parsed.reply_text, parsed.signature_text) == (f"Hello,\n{own}", "")


@pytest.mark.parametrize(
    "own", ["It was sent from a phone (mine)", "From my phone I cannot see it", "Sent by mistake"]
)
def test_leaves_what_somebody_says_of_a_device(own: str) -> None:
    assert parse_mail(raw_mail(f"It broke on Monday.\n\n{own}")).reply_text == f"It broke on Monday.\n\n{own}"


@pytest.mark.parametrize(
    "line",
    [
        "## Please type your reply above this line. ##",
        "## Bitte gib deine Antwort oberhalb dieser Zeile ein. ##",
        "##- נא להשיב מעל שורה זו. -##",
    ],
)
def test_cuts_at_the_line_a_help_desk_drew(line: str) -> None:
    parsed = parse_mail(raw_mail(f"It broke on Monday.\n\n{line}\n\nDear Dana, how is it?"))
    assert (parsed.reply_text, parsed.quoted_text) == ("It broke on Monday.", f"{line}\n\nDear Dana, how is it?")


def test_leaves_out_one_quote_whose_head_is_marked_like_the_rest() -> None:
    quote = "> On 3/3/2025 10:30, Noa <noa@staff.test> wrote:\n>\n> Is it better?"
    parsed = parse_mail(raw_mail(f"No.\n\n{quote}\n\nIt broke once more."))
    assert (parsed.reply_text, parsed.quoted_text) == ("No.\n\nIt broke once more.", quote)


def test_knows_a_head_that_names_no_address_by_its_stamp() -> None:
    parsed = parse_mail(raw_mail("It broke.\n\n2025-03-05 14:23 GMT+02:00 Dana Levi\n\n> Is it better?"))
    assert parsed.reply_text == "It broke."


@pytest.mark.parametrize("own", ["--- yes, please do ---", "--- תשובה: אפשרות ב׳ ---"])
@pytest.mark.parametrize(
    "quote", ["On Monday, 3 March 2025 at 14:23, Ron <ron@x.test> wrote:\n> A or B?", "> A or B?"]
)
def test_keeps_an_answer_between_dashes_above_a_quote(own: str, quote: str) -> None:
    parsed = parse_mail(raw_mail(f"{own}\n\n{quote}"))
    assert (parsed.reply_text, parsed.quoted_text) == (own, quote)


def test_takes_words_between_dashes_above_copied_headers_for_their_title() -> None:
    quote = "--- Peruskirje ---\nFrom: Ron <ron@x.test>\nSent: Monday\nTo: a@b.test\nSubject: x\n\nA or B?"
    parsed = parse_mail(raw_mail(f"B.\n\n{quote}"))
    assert (parsed.reply_text, parsed.quoted_text) == ("B.", quote)


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("תודה On Wed, Apr 4, 2012 at 3:59 PM, dana@example.org wrote:\n> hi", "תודה"),
        ("thanks--- On Apr 4, 2012, Dana <dana@example.org> wrote:\n\n> hi", "thanks"),
        ("I saw what\nDana On Apr 4, 2012 wrote:\nlies", "I saw what\nDana On Apr 4, 2012 wrote:\nlies"),
    ],
)
def test_parts_a_head_from_words_on_its_line(text: str, reply: str) -> None:
    assert parse_mail(raw_mail(text)).reply_text == reply


def test_cuts_the_section_a_program_calls_its_quote() -> None:
    parsed = parse_mail(
        html_mail('<div name="messageBodySection">תודה</div><div name="messageReplySection"><p>שלום</p></div>')
    )
    assert (parsed.reply_text, parsed.html_reply) == ("תודה", "<div>תודה</div>")
