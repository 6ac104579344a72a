"""Replies in languages and programs that customers abroad use: what is said now, apart from what is quoted."""

import pytest

from moked.channels.mail import parse_mail
from tests.channels.mail.builders import html_mail, raw_mail

SAID = "תודה, ההזמנה הגיעה בשלמותה."
MARKED = "> שלום,\n> מה שלום ההזמנה?"

# Above marked lines a head is known by its address or its moment, not by its words.
HEADS = {
    "slovak": "ut 5. 3. 2024 o 14:23 Dana Levi <dana@example.org> napísal(a):",
    "hungarian": "Dana Levi <dana@example.org> ezt írta (időpont: 2024. márc. 5., K, 14:23):",
    "bulgarian": "На вт, 5.03.2024 г. в 14:23 Dana Levi <dana@example.org> написа:",
    "croatian": "uto, 5. ožu 2024. u 14:23 Dana Levi <dana@example.org> napisao je:",
    "latvian": "Otrd., 2024. g. 5. marts, plkst. 14:23 — lietotājs Dana (<dana@example.org>) rakstīja:",
    "estonian": "Kontakt Dana Levi (<dana@example.org>) kirjutas kuupäeval T, 5. märts 2024 kell 14:23:",
    "indonesian": "Pada tanggal Sel, 5 Mar 2024 pukul 14.23 Dana Levi <dana@example.org> menulis:",
    "hindi": "मंगल, 5 मार्च 2024 को 2:23 pm बजे को Dana Levi <dana@example.org> ने लिखा:",
    "persian": "در تاریخ سه‌شنبه ۵ مارس ۲۰۲۴، ۱۴:۲۳ Dana Levi <dana@example.org> نوشت:",
    "torn": "uto, 5. ožu 2024. u 14:23 Dana Levi <\ndana@example.org> napisao je:",
    "mutt": "* Dana Levi <dana@example.org> [2024-03-05 14:23]:",
    "no address": "Dana Levi, 2024-03-05 14:23:",
    "quoting": "Quoting Dana Levi <dana@example.org>:",
    "old gmail": "2024/3/5 Dana Levi <dana@example.org>",
    "a name and a verb": "Dana Levi said:",
}
BLOCKS = {
    "korean": "보낸 사람: Dana <dana@example.org>\n보낸 날짜: 2024년 3월 5일\n받는 사람: ron\n제목: 주문",
    "turkish": "Kimden: Dana <dana@example.org>\nGönderildi: 5 Mart 2024 14:23\nKime: ron\nKonu: sipariş",
    "czech": "Od: Dana <dana@example.org>\nOdesláno: úterý 5. března 2024\nKomu: ron\nPředmět: objednávka",
    "hungarian": "Feladó: Dana <dana@example.org>\nElküldve: 2024. március 5.\nCímzett: ron\nTárgy: rendelés",
    "romanian": "De la: Dana <dana@example.org>\nTrimis: marți, 5 martie 2024\nCătre: ron\nSubiect: comandă",
    "greek": "Από: Dana <dana@example.org>\nΣτάλθηκε: Τρίτη, 5 Μαρτίου 2024\nΠρος: ron\nΘέμα: παραγγελία",
    "ukrainian": "Від: Dana <dana@example.org>\nНадіслано: 5 березня 2024 р.\nКому: ron\nТема: замовлення",
    "croatian": "Šalje: Dana <dana@example.org>\nPoslano: utorak, 5. ožujka 2024.\nPrima: ron\nPredmet: narudžba",
    "persian": "از: Dana <dana@example.org>\nارسال شده: ۵ مارس ۲۰۲۴\nبه: ron\nموضوع: سفارش",
    "vietnamese": "Từ: Dana <dana@example.org>\nĐã gửi: 5 tháng 3 2024\nĐến: ron\nChủ đề: đơn hàng",
    "thai": "จาก: Dana <dana@example.org>\nส่ง: 5 มีนาคม 2024\nถึง: ron\nเรื่อง: คำสั่งซื้อ",
    "indonesian": "Dari: Dana <dana@example.org>\nDikirim: Selasa, 5 Maret 2024\nKepada: ron\nPerihal: pesanan",
    "two headers of the wire": "Date: Tue, 05 Mar 2024 14:23:10 +0200\nTo: dana@example.org",
    "korean separator": "-----원본 메시지-----",
    "czech separator": "---------- Původní e-mail ----------",
    "dashed head": "------On 5/3/2024 14:23, Dana Levi wrote-----",
    "arrows": ">>> Dana Levi <dana@example.org> 3/5/2024 2:23 PM >>>",
    "place marked by a help desk": "##- Please type your reply above this line -##",
    "place marked in Hebrew": "##- נא להשיב מעל שורה זו -##",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_knows_a_head_by_the_marked_lines_below(head: str) -> None:
    parsed = parse_mail(raw_mail(f"{SAID}\n\n{head}\n\n{MARKED}\n"))
    assert parsed.reply_text == SAID
    assert parsed.quoted_text.startswith(head)


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_knows_where_a_bare_quote_begins(block: str) -> None:
    parsed = parse_mail(raw_mail(f"{SAID}\n\n{block}\n\nמה שלום ההזמנה?\n"))
    assert parsed.reply_text == SAID
    assert "מה שלום ההזמנה?" in parsed.quoted_text


@pytest.mark.parametrize(
    "body",
    [
        "בהודעה מיום 5.3.2024 כתבתם כך:\n> נגיע מחר\nאבל לא הגעתם.",
        "הטכנאי כתב לי:\n> נגיע מחר\nאבל הוא לא הגיע.",
        "reply above the fold, please",
        "Od rana nie działa lodówka: proszę o pomoc",
    ],
)
def test_keeps_what_only_looks_like_a_head(body: str) -> None:
    assert parse_mail(raw_mail(body)).reply_text == body


def test_leaves_out_one_quote_that_the_answer_goes_around() -> None:
    body = f"שלום,\n\nOn Tue, 5 Mar 2024 14:23, Dana <dana@example.org> wrote:\n{MARKED}\n\n{SAID}\n"
    parsed = parse_mail(raw_mail(body))
    assert parsed.reply_text == f"שלום,\n\n{SAID}"
    assert "מה שלום ההזמנה?" in parsed.quoted_text


@pytest.mark.parametrize("torn", ["(https://example.org/order) >", "_token=3dd518)"])
def test_counts_a_link_torn_out_of_the_quote_to_it(torn: str) -> None:
    link = "> ההזמנה (https://example.org/order" if torn.startswith("_") else "> ההזמנה"
    body = f"{SAID}\n\nOn Tue, 5 Mar 2024 14:23, Dana wrote:\n\n> שלום\n{link}\n{torn}\n> תודה\n"
    assert parse_mail(raw_mail(body)).reply_text == SAID


def test_keeps_a_link_that_answers_a_quoted_line() -> None:
    body = "> מה הקישור להזמנה?\nhttps://example.org/order\n> ומה המספר שלה?\n4471892\n"
    assert "https://example.org/order" in parse_mail(raw_mail(body)).reply_text


def test_reads_on_where_a_mail_passed_on_names_no_sender() -> None:
    told = "Date: Tue, 05 Mar 2024 14:23:10 +0200\nTo: dana@example.org\n\n"
    parsed = parse_mail(
        raw_mail(told + "From: ron@x.test\nSent: 5.3.2024\nTo: dana\n\nשלום", headers=["Subject: Fwd: x"])
    )
    assert parsed.original is not None
    assert parsed.original.sender is not None
    assert parsed.original.sender.address == "ron@x.test"


def test_knows_a_foreign_head_above_a_quote_in_html() -> None:
    source = f"<div>{SAID}</div><div>{HEADS['slovak'].replace('<', '&lt;')}</div><blockquote>שלום</blockquote>"
    assert parse_mail(html_mail(source)).reply_text == SAID


@pytest.mark.parametrize("signature", ["/Anna", "Sent with Proton Mail secure email."])
def test_sets_a_foreign_signature_apart(signature: str) -> None:
    parsed = parse_mail(raw_mail(f"{SAID}\n\n{signature}"))
    assert (parsed.reply_text, parsed.signature_text) == (SAID, signature)


# Nothing marks what is quoted: the line above it must speak for itself.
BARE_HEADS = {
    "hungarian": "Dana Levi <dana@example.org> ezt írta (időpont: 2026. nov. 2., H, 9:00):",
    "bulgarian": "На пн, 2.11.2026 г. в 9:00 Dana Levi <dana@example.org> написа:",
    "persian": "در تاریخ دوشنبه ۲ نوامبر ۲۰۲۶،\u200f ۹:۰۰ Dana Levi <dana@example.org> نوشت:",
    "indonesian": "Pada tanggal Sen, 2 Nov 2026 pukul 09.00 Dana Levi <dana@example.org> menulis:",
    "estonian": "Kuupäev E, 2. november 2026 kell 09:00 kirjutas Dana Levi <dana@example.org>:",
    "portuguese, torn": "Dana Levi <dana@example.org> escreveu (segunda,\n2/11/2026 à(s) 09:00):",
    "turkish, torn": "Dana Levi <dana@example.org>, 2 Kas 2026 Pzt,\n09:00 tarihinde şunu yazdı:",
    "chinese, torn": "Dana Levi <dana@example.org> 於\n2026年11月2日 週一 上午9:00寫道：",
    "czech, torn": "po 2. 11. 2026 v 9:00 odesílatel Dana\nLevi <dana@example.org> napsal:",
    "hebrew, torn": "\u200fב\u200e2 בנוב׳ 2026, בשעה 9:00, דנה לוי\n\u200e<dana@example.org>\u200f כתב/ה:",
}


@pytest.mark.parametrize("head", BARE_HEADS.values(), ids=BARE_HEADS.keys())
@pytest.mark.parametrize("old", ["> old\n> text", "old\ntext"])
def test_knows_a_head_in_any_language_by_what_it_tells(head: str, old: str) -> None:
    parsed = parse_mail(raw_mail(f"{SAID}\n\n{head}\n\n{old}\n"))
    assert parsed.reply_text == SAID
    assert parsed.quoted_text == f"{head}\n\n{old}"


@pytest.mark.parametrize(
    "own",
    [
        "Please write to me at dana@example.org before 2026-11-02 9:00:\n\nwe need it",
        "The visit on 2.11.2026 9:00\nwas told to dana@example.org:\n\nnobody came",
        "Send it to (dana@example.org) and to Ron:\n\nit broke",
    ],
)
def test_leaves_a_sentence_that_tells_nearly_as_much(own: str) -> None:
    assert parse_mail(raw_mail(f"{SAID}\n\n{own}")).reply_text == f"{SAID}\n\n{own}"


@pytest.mark.parametrize(
    "signed",
    [
        "Odesláno z iPhonu",
        "iPhone’umdan gönderildi",
        "나의 iPhone에서 보냄",
        "Outlook für Android beziehen",
        "נשלח מהטלפון החכם Samsung Galaxy שלי.",
        "Sent from my Android device with K-9 Mail. Please excuse my brevity.",
        "\u2063Sent from BlueMail",
        "S pozdravem,\nDana",
        "З повагою,\nДана",
        "בתודה מראש,\nדנה לוי",
    ],
)
def test_knows_more_of_what_stands_below(signed: str) -> None:
    parsed = parse_mail(raw_mail(f"{SAID}\n\n{signed}\n"))
    assert (parsed.reply_text, parsed.signature_text) == (SAID, signed)


def test_leaves_a_sentence_about_a_telephone() -> None:
    text = f"{SAID}\n\nנשלח מחר מישהו, הטלפון Samsung שלי נשבר."
    assert parse_mail(raw_mail(text)).reply_text == text


@pytest.mark.parametrize(
    "notice",
    [
        "---\nThis email has been checked for viruses by Avast antivirus software.\nhttps://www.avast.com/antivirus",
        "<https://www.avast.com/sig-email?a=b>\nVirus-free.www.avast.com\n<https://www.avast.com/sig-email>",
    ],
)
def test_takes_a_programs_notice_with_what_frames_it(notice: str) -> None:
    parsed = parse_mail(raw_mail(f"{SAID}\n\n{notice}\n"))
    assert (parsed.reply_text, parsed.signature_text) == (SAID, notice)


@pytest.mark.parametrize(
    "quote",
    [
        "<hr><div dir='rtl'><b>From:</b> D &lt;dana@example.org&gt;<br><b>Sent:</b> Monday<br><b>To:</b> R</div>old",
        "<br><div><blockquote type='cite'><div>On 2 Nov 2026, at 9:00, Dana wrote:</div>old</blockquote></div>",
    ],
)
def test_leaves_no_empty_frames_of_the_quote_behind(quote: str) -> None:
    assert parse_mail(html_mail(f"<p>{SAID}</p>{quote}")).html_reply == f"<p>{SAID}</p>"
