import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.lib.hebrew.phrases import fold_text, own_words, phrase_pattern, sentences


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("שָׁלוֹם  Dana", "שלום dana"),
        ("צ׳ק צ’ק צ`ק", "צ'ק צ'ק צ'ק"),
        ("חו״ל", 'חו"ל'),
        ("אי־אפשר – נכון", "אי-אפשר - נכון"),
        ("\u200fאחת\u00a0\t שתיים\nשלוש", "אחת שתיים שלוש"),
    ],
)
def test_folds_what_writers_vary(text: str, folded: str) -> None:
    assert fold_text(text).text == folded


def test_leads_back_to_the_text_as_written() -> None:
    text = "היי,  זֶה לֹא  אצלנו!"
    folded = fold_text(text)
    start = folded.text.index("זה לא")
    assert text[slice(*folded.span(start, start + len("זה לא אצלנו")))] == "זֶה לֹא  אצלנו"


@pytest.mark.parametrize(
    "text",
    [
        "> הבעיה אצלך\n",
        "שלום\n  > > הבעיה אצלך\nתודה",
        "&gt; הבעיה אצלך",
        'כתבת ש"הבעיה אצלך" ואנחנו בודקים',
        "כתבת «הבעיה אצלך» ואנחנו בודקים",
        'נאמר לך "הבעיה אצלך בחו"ל לדעתנו", וזה לא נכון',
    ],
)
def test_leaves_out_the_words_of_others(text: str) -> None:
    assert "אצלך" not in own_words(text).text


@pytest.mark.parametrize("text", ['התקלה היא "אצלך" לצערי', 'דו"ח אצלך מחו"ל', 'התקלה 5" אצלך'])
def test_keeps_a_stressed_word_and_gershayim(text: str) -> None:
    assert "אצלך" in own_words(text).text


def test_splits_sentences_and_knows_questions() -> None:
    found = list(sentences(own_words("שלום. מה שלומך? עד 14.30\n\nתודה")))
    assert [one.text.strip() for one in found] == ["שלום.", "מה שלומך?", "עד 14.30", "תודה"]
    assert [one.is_question for one in found] == [False, True, False, False]


@pytest.mark.parametrize("text", ["שזה לא המחלקה שלי", "וזה לא  מחלקה שלי.", "זֶה לֹא מַחְלָקָה שֶׁלִּי", "זה לא-מחלקה שלי"])
def test_finds_a_phrase_with_prefixes_niqqud_and_other_spaces(text: str) -> None:
    pattern = phrase_pattern("זה לא מחלקה שלי")
    assert pattern is not None
    assert pattern.search(fold_text(text).text)


@pytest.mark.parametrize("text", ["מזהה לא מחלקה שליו", "זה לא מחלקה שליש"])
def test_finds_whole_words_only(text: str) -> None:
    pattern = phrase_pattern("לא מחלקה שלי")
    assert pattern is not None
    assert not pattern.search(fold_text(text).text)


def test_takes_no_phrase_without_words() -> None:
    assert phrase_pattern(" -!\u200f ") is None


@given(st.text() | st.text("אבג ״׳\"'>\n\r\u2029־.?", max_size=80))
def test_positions_always_lie_in_the_text(text: str) -> None:
    for folded in (fold_text(text), own_words(text)):
        assert len(folded.text) == len(folded.origins)
        assert list(folded.origins) == sorted(folded.origins)
        assert all(0 <= origin < len(text) for origin in folded.origins)
        assert "".join(one.text for one in sentences(folded)) == folded.text
