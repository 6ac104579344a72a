"""Whether a customer's words hold a phrase: labelled lines, with those that tempt."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.cases.domain.said import Said, how_said, phrase_of

TOGETHER = [
    ("אין אינטרנט", "אין אינטרנט"),
    ("אין אינטרנט", "מהבוקר אין לנו אינטרנט בכלל"),
    ("אין אינטרנט", "שלום, אין אצלנו בבית אינטרנט כבר יומיים."),
    ("אין אינטרנט", "הילדים אומרים שאין אינטרנט"),
    ("אין אינטרנט", "לא מבינה למה אין אינטרנט"),
    ("אין אינטרנט", "ואין שום אינטרנט גם היום"),
    ("אין אינטרנט", "הטלפון עובד, אבל אין אינטרנט!"),
    ("אין אינטרנט", "לא יודע מה קורה, אין אינטרנט"),
    ("אין אינטרנט", "בדקתי שוב. אין עדיין אינטרנט"),
    ("אין אינטרנט", "אֵין אינטרנט"),
    ("אין אינטרנט", "לא קיבלתי תשובה\nאין אינטרנט\nתודה"),
    ("לא עובד", "הממיר לא עובד"),
    ("לא עובד", "הטלוויזיה לא עובדת"),
    ("לא עובד", "הקווים פשוט לא עובדים אצלנו"),
    ("לא עובד", "והאפליקציה עדיין לא ממש עובדת"),
    ("בלי קליטה", "אנחנו בלי שום קליטה"),
    ("סיב נפל", "הסיב נפל"),
    ("סיב נפל", "נפל לנו הסיב ברחוב"),
    ("סיב נפל", "הסיבים ברחוב נפלו"),
    ("ניתוק", "ניתוקים כל הזמן"),
    ("ניתוקים", "היה ניתוק"),
    ("ניתוקים", "הניתוקים חזרו"),
    ("תקלה", "יש כאן תקלות בשידור"),
    ("תקלה", "איזו תקלת שידור"),
    ("נתב אדום", "הנתב מהבהב באדום"),
    ("no internet", "There is no internet since this morning"),
    ("no internet", "We have no working internet."),
    ("no internet", "No internet!!"),
    ("no internet", "Why is there no internet?"),
    ("no internet", "The phone works but no internet"),
    ("not working", "The box is not working"),
    ("not working", "it's still not really here, sorry: not working"),
    ("fibre down", "The fibre is down"),
    ("fibre down", "fibre in our street went down"),
    ("outages", "Another outage tonight"),
    ("disconnect", "It disconnects all day"),
]
APART = [
    ("אין אינטרנט", "אין לי שום בעיה עם האינטרנט, רק עם החשבון"),
    ("אין אינטרנט", "יש אינטרנט, אין טלוויזיה"),
    ("אין אינטרנט", "אין טלוויזיה, האינטרנט תקין"),
    ("אין אינטרנט", "האם הטלפון עובד גם אם אין אינטרנט?"),
    ("אין אינטרנט", "זה לא שאין אינטרנט"),
    ("אין אינטרנט", "אין סיב בבניין החדש ורצינו אינטרנט"),
    ("אין אינטרנט", "אין לי מושג כמה עולה אינטרנט"),
    ("ניתוקים", "כבר אין ניתוקים"),
    ("ניתוקים", "מאתמול בלי ניתוקים, תודה"),
    ("ניתוקים", "לא היו ניתוקים"),
    ("לא עובד", "לא ברור איך זה עובד"),
    ("לא עובד", "לא קיבלתי הסבר איך המודם עובד"),
    ("לא עובד", "זה עובד, לא צריך להתקשר"),
    ("סיב נפל", "נפל לי הטלפון בזמן שהטכנאי דיבר על הסיב"),
    ("no internet", "I have no problem with the internet"),
    ("no internet", "Will the phone work if there is no internet?"),
    ("no internet", "No, thank you, the internet is fine"),
    ("no internet", "There is no contract that covers internet"),
    ("outage", "There was no outage here"),
    ("not working", "I was not at home, I was working"),
]
NOT = [
    ("אין אינטרנט", "רוצים להעביר את נקודת האינטרנט מהסלון לחדר עבודה. זה בתשלום?"),
    ("אין אינטרנט", "האינטרנט איטי"),
    ("אין אינטרנט", "אין חשבונית. ומה עם האינטרנט?"),
    ("אין אינטרנט", "אינטראקציה עם האינטרנט"),
    ("אין אינטרנט", ""),
    ("סיב", "מה הסיבה לחיוב?"),
    ("סיב", "עוד סיבוב אחד"),
    ("סיב נפל", "הסיבה: נפלה טעות בחשבון"),
    ("לא עובד", "הכול עובד"),
    ("לא עובד", "לאחר שהטכנאי עבד"),
    ("בלי קליטה", "הקליטה בסדר"),
    ("אין", "אין לי כלום"),
    ("no internet", "Northern internet shop"),
    ("no internet", "I would like to move the internet socket"),
    ("no internet", "No invoice came. What about the internet?"),
    ("not working", "A note: working hours?"),
    ("fibre down", "fibre to the home"),
    ("no", "no no no"),
]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        (*line, said)
        for said, lines in ((Said.TOGETHER, TOGETHER), (Said.APART, APART), (Said.NOT, NOT))
        for line in lines
    ],
)
def test_tells_what_is_meant_from_what_tempts(phrase: str, text: str, expected: Said) -> None:
    assert how_said(phrase_of(phrase), text) is expected


WORDS = sorted({word for lines in (TOGETHER, APART, NOT) for line in lines for word in line[1].split()})


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.sampled_from(WORDS))
def test_finds_a_phrase_where_it_stands_alone_and_only_where_all_its_words_are(text: str, phrase: str) -> None:
    wanted = phrase_of(phrase)
    if wanted.finds:
        assert how_said(wanted, phrase) >= Said.APART
    if how_said(wanted, text):
        assert all(stem in "".join(phrase_of(text).words) for stem in wanted.finds)


def test_comes_to_an_end_on_a_long_text() -> None:
    wanted = phrase_of("אין אינטרנט אין אינטרנט אין אינטרנט אין אינטרנט")
    assert how_said(wanted, "אין אינטרנט " * 2_000) is Said.TOGETHER


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("קו סיב " * 10, "קו סיב " * 20, Said.TOGETHER),
        ("קו " * 20, "קו סיב נתב " * 500, Said.APART),
        ("אין קו " * 10, "אין קו נתב " * 500, Said.APART),
    ],
    ids=["together", "apart", "denying"],
)
def test_a_long_phrase_of_words_that_return_is_looked_for_quickly(phrase: str, text: str, expected: Said) -> None:
    began = time.process_time()
    assert how_said(phrase_of(phrase), text) is expected
    assert time.process_time() - began < 5


def test_finds_a_phrase_whose_words_stood_apart_often_before() -> None:
    assert how_said(phrase_of("סיב נפל"), "סיב ועוד כמה דברים אחרים כאן " * 5 + "סיב נפל") is Said.TOGETHER
