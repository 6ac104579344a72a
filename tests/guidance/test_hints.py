"""What is said about a draft, without a database."""

import pytest

from moked.guidance.domain.hints import OwnPhrase, read_phrase, wording_hint
from moked.guidance.domain.wording import faulty_words, recogniser_of


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("שלום. התקלה לא אצלנו, אתקשר אליך עד 14:00", "התקלה לא אצלנו"),
        ("בדקנו שוב ומצאנו שהתקלה לא אצלנו", "בדקנו שוב ומצאנו שהתקלה לא אצלנו"),
        ("תודה\nהתקלה לא אצלנו!\nנועה", "התקלה לא אצלנו"),
    ],
)
def test_replaces_the_whole_clause(text: str, clause: str) -> None:
    hint = wording_hint(text, faulty_words)
    assert hint is not None
    assert hint.clause == clause
    assert hint.clause in text


def test_stays_close_in_a_text_without_an_end() -> None:
    text = "מילה " * 200 + "התקלה לא אצלנו " + "מילה " * 200
    hint = wording_hint(text, faulty_words)
    assert hint is not None
    assert hint.clause == hint.words


@pytest.mark.parametrize(("text", "has_hebrew"), [("התקלה לא אצלנו", True), ("The problem is not ours", False)])
def test_answers_in_the_language_of_the_words(text: str, has_hebrew: bool) -> None:
    hint = wording_hint(text, faulty_words)
    assert hint is not None
    assert any("א" <= letter <= "ת" for letter in hint.better[0]) is has_hebrew


def test_reads_a_phrase_with_and_without_better_words() -> None:
    assert read_phrase("  אין   מצב ") == OwnPhrase("אין מצב")
    assert read_phrase("אין מצב = נבדוק = ונחזור") == OwnPhrase("אין מצב", "נבדוק = ונחזור")


def test_gives_advice_for_a_phrase_without_better_words() -> None:
    hint = wording_hint("אין מצב", recogniser_of(["אין מצב"]), [OwnPhrase("אין מצב")])
    assert hint is not None
    assert hint.better == ()
    assert hint.advice
