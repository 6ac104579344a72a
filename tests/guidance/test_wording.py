import pytest

from moked.guidance.domain.better_words import BETTER_WORDS
from moked.guidance.domain.wording import FAMILIES, OWN_PHRASE, faulty_words, recogniser_of


@pytest.mark.parametrize(
    ("text", "family", "words"),
    [
        ("שלום, זה לא באחריותנו.", "not_ours", "זה לא באחריותנו"),
        ("בדקתי, והתקלה אינה בצד שלנו.", "not_ours", "והתקלה אינה בצד שלנו"),
        ("זו בעיה של הבנק.", "someone_else", "זו בעיה של הבנק"),
        ("כנראה משהו אצלך.", "on_your_side", "כנראה משהו אצלך"),
        ("אצלנו הַכּוֹל תקין.", "works_for_us", "אצלנו הַכּוֹל תקין"),
        ("תפנו לספק.", "go_elsewhere", "תפנו לספק"),
        ("אין מה לעשות.", "nothing_to_do", "אין מה לעשות"),
        ("זו אשמתך.", "your_fault", "זו אשמתך"),
        ("Well, that’s not our problem.", "not_ours", "not our problem"),
        ("You'll have to contact the manufacturer.", "go_elsewhere", "contact the manufacturer"),
    ],
)
def test_names_the_family_and_the_words(text: str, family: str, words: str) -> None:
    found = faulty_words(text)
    assert found is not None
    assert found.code == family
    assert words in text[found.start : found.end] or text[found.start : found.end] in words


def test_finds_the_first_of_several() -> None:
    found = faulty_words("קיבלתי. זה לא אצלנו. תפנו לספק.")
    assert found is not None
    assert found.code == "not_ours"


@pytest.mark.parametrize(
    "text", ["וזה לא השולחן שלי.", "כשזה לא  השולחן שלי", "זֶה לא שולחן ׳שלי׳", 'זה לא "שולחן" שלי']
)
def test_finds_phrases_of_the_business_with_prefixes(text: str) -> None:
    found = recogniser_of(["זה לא שולחן שלי"], [])(text)
    assert found is not None
    assert found.code == OWN_PHRASE


def test_finds_english_phrases_of_the_business_as_whole_words() -> None:
    recogniser = recogniser_of(["Read the FAQ", "  "], [])
    assert recogniser("please read  the faq first")
    assert not recogniser("please read the faqs")


def test_leaves_out_muted_families() -> None:
    recogniser = recogniser_of([], ["go_elsewhere"])
    assert recogniser("תפנו לספק.") is None
    assert recogniser("זה לא באחריותנו.") is not None


def test_has_better_words_for_every_family_which_are_no_faulty_ones_themselves() -> None:
    assert set(BETTER_WORDS) == {*FAMILIES, OWN_PHRASE}
    for family, words in BETTER_WORDS.items():
        assert set(words) == {"he", "en"}, family
        for sentence in (*words["he"], *words["en"]):
            assert faulty_words(sentence) is None, sentence
