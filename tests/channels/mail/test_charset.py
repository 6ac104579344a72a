import base64
import quopri

import pytest

from moked.channels.mail import Address, ParsedMail, parse_mail
from moked.channels.mail.charset import decode_bytes
from tests.channels.mail.builders import raw_mail

HEBREW = "שלום, החשבונית לא נכונה"
VISUAL = "הנוכנ אל תינובשחה ,םולש"


@pytest.mark.parametrize(
    ("raw", "declared"),
    [
        (HEBREW.encode("cp1255"), "windows-1255"),
        (HEBREW.encode("cp1255"), "WINDOWS-1255"),
        (HEBREW.encode("cp1255"), "iso-8859-8-i"),
        (HEBREW.encode("cp1255"), "iso-8859-8-e"),
        (HEBREW.encode("iso8859-8"), "iso-8859-8"),
        (VISUAL.encode("iso8859-8"), "iso-8859-8"),
        (VISUAL.encode("iso8859-8"), "visual"),
        (HEBREW.encode("cp1255"), "iso-8859-1"),
        (HEBREW.encode("cp1255"), "us-ascii"),
        (HEBREW.encode("cp1255"), "utf-8"),
        (HEBREW.encode("cp1255"), "no-such-charset"),
        (HEBREW.encode("cp1255"), None),
        (HEBREW.encode(), "windows-1255"),
        (HEBREW.encode(), "iso-8859-8-i"),
        (HEBREW.encode(), "us-ascii"),
        (HEBREW.encode(), None),
        (HEBREW.encode("utf-8-sig"), "iso-8859-1"),
        (HEBREW.encode("utf-7"), "utf-7"),
        (HEBREW.encode("cp862"), "dos-862"),
        (HEBREW.encode("cp862"), "ibm862"),
        (HEBREW.encode("cp862"), None),
        (HEBREW.encode("cp862"), "us-ascii"),
        (VISUAL.encode("cp862"), "cp862"),
        (HEBREW.encode("cp1255"), "x-mac-hebrew"),
        (HEBREW.encode("cp1255"), "unknown-8bit"),
        (HEBREW.encode("cp1255"), "x-unknown"),
        (HEBREW.encode("cp1255"), "windows1255"),
        (HEBREW.encode("cp1255"), "iso_8859-8"),
        (HEBREW.encode("cp1255"), "csISO88598I"),
        (HEBREW.encode("cp1255"), "iso-8859-15"),
        (HEBREW.encode("utf-16"), "utf-16"),
        (HEBREW.encode("utf-16"), None),
        (HEBREW.encode("utf-16"), "utf-8"),
        (HEBREW.encode(), "utf-16"),
    ],
)
def test_reads_hebrew_whatever_was_declared(raw: bytes, declared: str | None) -> None:
    assert decode_bytes(raw, declared) == HEBREW


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        ("镕基".encode("gb18030"), "gb2312", "镕基"),
        ("日本語です".encode("iso2022_jp"), "iso-2022-jp", "日本語です"),
        ("①髙".encode("cp932"), "shift_jis", "①髙"),
        ("한국어".encode("cp949"), "ks_c_5601-1987", "한국어"),
        ("Привет, как дела".encode("cp1251"), None, "Привет, как дела"),
        ("Привет, как дела".encode("koi8-r"), None, "Привет, как дела"),
        ("Bitte prüfen: äöüÄÖÜß".encode("latin-1"), "iso-8859-1", "Bitte prüfen: äöüÄÖÜß"),
        ("äöüÄÖÜß".encode("latin-1"), None, "äöüÄÖÜß"),
        ("Test: äöü".encode("latin-1"), None, "Test: äöü"),
        ("Спс".encode("cp1251"), None, "Спс"),
        ("Вкл!".encode("cp1251"), None, "Вкл!"),
        ("冷蔵庫がこわれました。".encode("shift_jis"), None, "冷蔵庫がこわれました。"),
        ("冷蔵庫がこわれました。".encode("euc-jp"), "us-ascii", "冷蔵庫がこわれました。"),
        ("냉장고가 고장 났어요".encode("euc-kr"), None, "냉장고가 고장 났어요"),
        ("我的冰箱坏了，请帮忙。".encode("gb2312"), "us-ascii", "我的冰箱坏了，请帮忙。"),
        ("我的冰箱壞了，請幫忙。".encode("big5"), None, "我的冰箱壞了，請幫忙。"),
        ("דוד דודה דדד".encode("cp862"), None, "דוד דודה דדד"),
        ("café “naïve”".encode("cp1252"), "iso-8859-1", "café “naïve”"),
        ("café".encode("cp1252"), None, "café"),
        (b"plain", "idna", "plain"),
        (b"a\x00b\x07c", "utf-8", "abc"),
        (b"+2AA-x", "utf-7", "x"),
        (b"Hi+ACE- 2 + 2", "utf-7", "Hi! 2 + 2"),
        ("你好世界".encode("gb18030"), "gb_2312-80", "你好世界"),
        ("你好世界".encode("gb18030"), "x-cp936", "你好世界"),
        ("한국어 똠".encode("cp949"), "ks_c_5601", "한국어 똠"),
        ("①日本語".encode("cp932"), "x-ms-cp932", "①日本語"),
        ("日本語".encode("euc-jp"), "x-euc-jp", "日本語"),
        ("日本語です".encode("iso2022_jp"), None, "日本語です"),
        ("日本語です".encode("iso2022_jp"), "utf-8", "日本語です"),
        (b"\x1b$B-!-b\x1b(B 1", "iso-2022-jp", "①№ 1"),
        ("สวัสดี".encode("cp874"), "x-windows-874", "สวัสดี"),
        ("ğüşİ".encode("cp1254"), "iso-8859-9", "ğüşİ"),
        ("Тест".encode("cp866"), "ibm866", "Тест"),
        ("Тест".encode("mac-cyrillic"), "x-mac-cyrillic", "Тест"),
        ("é".encode("mac-roman"), "macintosh", "é"),
        ("naïve “q”".encode("cp1252"), "us-ascii", "naïve “q”"),
        (b"x", "iso-\x00", "x"),
    ],
)
def test_reads_other_scripts(raw: bytes, declared: str | None, text: str) -> None:
    assert decode_bytes(raw, declared) == text


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "windows-1252", "us-ascii", "utf-8"])
@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Καλημέρα σας, το ψυγείο δεν λειτουργεί.", "cp1253"),
        ("Καλημέρα σας, το ψυγείο δεν λειτουργεί.", "iso8859-7"),
        ("Άννα Παππά: η συσκευή είναι χαλασμένη.", "cp1253"),
        ("Άννα Παππά: η συσκευή είναι χαλασμένη.", "iso8859-7"),
        ("ψυγείο", "cp1253"),
        ("สวัสดีค่ะ ตู้เย็นไม่เย็น ช่วยดูให้หน่อยได้ไหม", "cp874"),
        ("ตู้เย็นไม่ทำงานตั้งแต่เมื่อวาน กรุณาติดต่อกลับ", "tis-620"),
        ("冷蔵庫がこわれました。よろしくお願いします。", "shift_jis"),
        ("こんにちは", "shift_jis"),
        ("냉장고가 고장 났어요. 확인 부탁드립니다.", "euc-kr"),
        ("我的冰箱坏了，请帮忙看一下，谢谢。", "gb2312"),
    ],
)
def test_reads_a_script_that_is_declared_wrongly_or_not_at_all(declared: str | None, text: str, charset: str) -> None:
    assert decode_bytes(text.encode(charset), declared) == text


@pytest.mark.parametrize("declared", [None, "iso-8859-1"])
@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Это не работает. Эльдар, юрист", "cp1251"),
        ("Венесуэльский Это", "cp1251"),
        ("Очень жаль, дважды", "koi8-r"),
        ("Змінені", "cp1251"),
        ("من فضلك، لكن الهاتف لا يعمل", "cp1256"),
        ("שלום רב, המקרר לא מקרר ואין מענה", "cp1255"),
        ("שלום", "iso8859-8"),
        ("Größe, Grüße, Übermaß, ÄÖÜß", "cp1252"),
        ("‚Hallo‘ – „Grüße“ ƒ", "cp1252"),
        ("Où était l’été ? Ça coûte 5 €, déjà reçu à Noël.", "cp1252"),
        ("¿Qué pasó con mi señal? ¡Adiós, mañana!", "cp1252"),
        ("Não, você põe ações à força", "cp1252"),
        ("Þetta er ekki rétt, því það bilaði í gær", "cp1252"),
        ("Smørrebrød, blåbær og æøå ÆØÅ", "cp1252"),
    ],
)
def test_takes_none_of_those_we_read_for_another(declared: str | None, text: str, charset: str) -> None:
    assert decode_bytes(text.encode(charset), declared) == text


@pytest.mark.parametrize(("text", "charset"), [("дважды", "koi8-r"), ("البيانات", "cp1256")])
def test_takes_no_single_word_beside_a_latin_charset_for_korean(text: str, charset: str) -> None:
    assert decode_bytes(text.encode(charset), "iso-8859-1") == text


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        (".13:45 העשב 2024 סרמב 5-ב", "ב-5 במרס 2024 בשעה 13:45."),
        ("םולש\n\nהבושת הלבק אל\nהדות", "שלום\n\nלא קבלה תשובה\nתודה"),
        ("הדות", "תודה"),
        ("(לופכ בויח) iPhone לש הנולת", "תלונה של iPhone (חיוב כפול)"),
    ],
)
def test_turns_visual_hebrew_round_line_by_line(visual: str, logical: str) -> None:
    assert decode_bytes(visual.encode("iso8859-8"), "iso-8859-8") == logical


@pytest.mark.parametrize("text", ["הגעתי הביתה בשעה 5", "מכם (וגם מהם)", "רשת הסלולר", "12345", "Hello"])
def test_leaves_logical_hebrew_under_the_visual_name_as_it_is(text: str) -> None:
    assert decode_bytes(text.encode("iso8859-8"), "iso-8859-8") == text


def test_keeps_niqqud() -> None:
    assert decode_bytes("מַתָּנוֹת".encode("cp1255"), "windows-1255") == "מַתָּנוֹת"


def test_reads_a_body_in_an_israeli_charset() -> None:
    raw = raw_mail(
        HEBREW.encode("cp1255"), content_type='text/plain; charset="iso-8859-8-i"', encoding="quoted-printable"
    )
    assert parse_mail(raw).text.strip() == HEBREW


@pytest.mark.parametrize(
    ("charset", "text"),
    [("shift_jis", "こんにちは"), ("windows-1253", "Καλημέρα"), ("gb2312", "你好"), ("iso-8859-2", "žluť")],
)
def test_takes_the_charset_an_html_names_itself(charset: str, text: str) -> None:
    source = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>{text}</p>'
    parsed = parse_mail(raw_mail(source.encode(charset), content_type="text/html"))
    assert parsed.text == text
    assert parsed.charsets[0].declared == charset


def test_says_when_letters_were_damaged() -> None:
    raw = "שלום לכולם, מה שלומכם".encode() + b" \xd7"
    assert [each.is_damaged for each in parse_mail(raw_mail(raw)).charsets] == [True]


VISUAL_BODY = ".תלקלוקמה הדועתה תא יתלביק אל ,םולש".encode("iso8859-8")


def _visual_mail(subject: bytes, sender: bytes = b"dana@example.org") -> ParsedMail:
    raw = b"From: " + sender + b"\nSubject: " + subject + b"\n"
    return parse_mail(raw + b"Content-Type: text/plain; charset=iso-8859-8\n\n" + VISUAL_BODY)


@pytest.mark.parametrize(
    ("visual", "logical"),
    [("רישכמב הלקת", "תקלה במכשיר"), ("iPhone רישכמב הלקת", "תקלה במכשיר iPhone"), ("Re: FW: הלקת", "Re: FW: תקלה")],
)
def test_turns_a_short_subject_as_the_text_beside_it(visual: str, logical: str) -> None:
    raw = visual.encode("iso8859-8")
    coded = b"=?iso-8859-8?B?" + base64.b64encode(raw) + b"?="
    quoted = b"=?ISO-8859-8?Q?" + quopri.encodestring(raw, header=True) + b"?="
    assert [_visual_mail(each).subject for each in (raw, coded, quoted)] == [logical] * 3


def test_turns_the_name_of_who_wrote_in_visual_order() -> None:
    sender = _visual_mail(b"x", b'"' + "יול הנד".encode("iso8859-8") + b'" <dana@example.org>').sender
    assert sender == Address("dana@example.org", "דנה לוי")


@pytest.mark.parametrize(
    "subject",
    [
        "=?iso-8859-8-i?B?" + base64.b64encode("תקלה במכשיר".encode("iso8859-8")).decode() + "?=",
        "=?utf-8?B?" + base64.b64encode("תקלה במכשיר".encode()).decode() + "?=",
        "תקלה במכשיר",
    ],
)
def test_leaves_a_subject_in_logical_order_beside_a_visual_text(subject: str) -> None:
    assert _visual_mail(subject.encode()).subject == "תקלה במכשיר"


def test_leaves_a_subject_that_says_itself_that_it_is_in_order() -> None:
    assert _visual_mail("תקלה אצלכם".encode("iso8859-8")).subject == "תקלה אצלכם"


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "us-ascii"])
@pytest.mark.parametrize("charset", ["cp1250", "iso8859-2"])
@pytest.mark.parametrize(
    "text",
    [
        "Dobrý den, naše lednička přestala chladit a potřebujeme řešení. Děkuji",
        "Dzień dobry, wczoraj zgłosiłem usterkę lodówki, była już naprawiana. Proszę o pomoc, Paweł",
        "Jó napot, a hűtőszekrény nem működik, kérem, jöjjenek minél előbb. Köszönöm, várom a választ",
    ],
)
def test_reads_central_europe_without_its_charset(declared: str | None, charset: str, text: str) -> None:
    assert decode_bytes(text.encode(charset), declared) == text


@pytest.mark.parametrize("declared", [None, "iso-8859-1"])
@pytest.mark.parametrize(
    "text",
    [
        "Salasõna ei tohi olla üks enim levinud, õpetaja tööl, idée",
        "Não é possível: põe as peças, ações e corações",
        "Il filosofo Žižek è già partito, così più sù",
        "Il filosofo Žižek è qui",
        "Gracias¿Cuándo llega?Hola¿y la señal?",
        "I¹m sure they don¹t, it¹s 25 ºC and 3 m³/h, ±5 %",
        "Très bien, manière, où êtes-vous ? Cœur",
        "Smørrebrød på Öland, så ì dag",
        "Það er alþingi, þú",
    ],
)
def test_takes_no_western_text_for_one_of_central_europe(declared: str | None, text: str) -> None:
    assert decode_bytes(text.encode("cp1252"), declared) == text


def test_leaves_a_text_of_two_charsets_western() -> None:
    raw = "informaci\u00c3\u00b3n, canci\u00c3\u00b3n, señor".encode("cp1252")
    assert decode_bytes(raw, "iso-8859-1").endswith("señor")
