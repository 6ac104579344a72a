"""How words, numbers and plurals are compared in search."""

import pytest

from moked.lib.hebrew.phone_words import phone_key, phone_keys
from moked.lib.hebrew.search_words import forms, singulars, words_to_find, words_to_index

ISRAELI = (
    *("050-555-0163", "0505550163", "050 555 0163", "+972-50-555-0163", "+972505550163", "972505550163"),
    *(
        "00972 50 555 0163",
        "+972 (0)50-555-0163",
        "(050) 5550163",
        "050\u2011555\u20110163",
        "\u200e050-555-0163\u200e",
    ),
)
OTHERS = (
    ("020 7946 0958", "+44 20 7946 0958"),
    ("(202) 555-0123", "+1 202.555.0123"),
    ("06 6982 1234", "+39 06 6982 1234"),
    ("03-123-4567", "+97231234567"),
)
# Plurals of the trade and their singulars.
PLURALS = {
    "חשבוניות": "חשבונית",
    "תוכניות": "תוכנית",
    "אפשרויות": "אפשרות",
    "בעיות": "בעיה",
    "פניות": "פנייה",
    "עליות": "עלייה",
    "מיומנויות": "מיומנות",
    "חנויות": "חנות",
    "חשבונים": "חשבון",
    "תשלומים": "תשלום",
    "מכשירים": "מכשיר",
    "כרטיסים": "כרטיס",
    "זיכויים": "זיכוי",
    "נתבים": "נתב",
}
# Words of letters to a service centre that are no plurals, or whose stem might be another word.
OTHER_WORDS = """
שירות זהות איכות מהירות כמות זכות טעות עלות רשות אחריות בריאות זמינות מנהלות תקלות הודעות שאלות דלתות מים שמים
חיים פנים צהריים בינתיים פעמיים יומיים שבועיים לפעמים קיים מקיים מסיים מסוים נעים מתאים תמים פתאום שלום יום
מקום תשלום חינם היום אדום סיום תחום פרסום מינוס ירושלים מצרים אפיים רגליים ידיים עיניים אופניים מכנסיים משקפיים
נתניה עגלה ספריה חניה קניה הודיה שתיה אניה חשבון חשבונית נתב נתיב כרטיס כרטיסיה מכשיר מנוי מנויה דוח דוחית מחיר
מחירון אתר אתרית קו קווי ספק ספקית לקוח לקוחה טכנאי טכנאית נציג נציגה שליח שליחה מוצר חבילה פעם צהרי שבוע יד
רגל עין אחרית אחריה שירה זהה מהירה איכה כמה זכה טעה עלה תמה מסוי מתא נע ירושל אנו קומקום
"""
# Of these five nobody writes three, and the other two are the words of poets.
TAKEN_WRONGLY = {
    *(("מתאים", "מתא"), ("ירושלים", "ירושל"), ("צהריים", "צהרי")),
    *(("אחריות", "אחרית"), ("אחריות", "אחריה")),
}


@pytest.mark.parametrize("written", ISRAELI)
def test_one_number_is_found_by_every_way_to_write_it(written: str) -> None:
    assert phone_key(written) == "505550163"
    assert "505550163" in words_to_index(f"הטלפון שלי {written}, תודה")
    assert "505550163" in words_to_index(f"התקשרו ל{written} או 03-1234567")


@pytest.mark.parametrize(("national", "international"), OTHERS)
def test_numbers_of_other_countries_agree_too(national: str, international: str) -> None:
    assert phone_key(national) == phone_key(international) != ""
    assert phone_key(national) in phone_keys(f"call {international} today")


def test_parts_numbers_that_follow_one_another() -> None:
    assert {"505550163", "547654321"} <= phone_keys("050 555 0163 054-7654321")


@pytest.mark.parametrize("written", ["12-34-5678", "100-200", "29.11.2026", "2026-11-29", "12345678", "19.90"])
def test_finds_what_is_no_number_as_it_was_written(written: str) -> None:
    assert words_to_find(written)[0][0] in words_to_index(f"בתאריך {written} הזמנו")


def test_points_within_a_word_do_not_matter() -> None:
    assert words_to_find("אִינְטֶרְנֶט") == words_to_find("אינטרנט")
    assert words_to_index("אֵין אִינְטֶרְנֶט בַּבַּיִת") == words_to_index("אין אינטרנט בבית")
    assert words_to_find("דו\u05beשבועי") == words_to_find("דו שבועי")


@pytest.mark.parametrize(("plural", "single"), PLURALS.items())
def test_a_plural_has_its_singular(plural: str, single: str) -> None:
    assert forms(words_to_find(single)[0][0])[0] in singulars(words_to_find(plural)[0][0])


def test_takes_hardly_any_word_for_the_plural_of_another() -> None:
    known = {words_to_find(word)[0][0]: word for word in OTHER_WORDS.split()}
    wrong = {(said, known[single]) for word, said in known.items() for single in singulars(word) if known.get(single)}
    assert wrong == TAKEN_WRONGLY
