"""Texts weighed as a whole: clues that meet in spite of spelling, and opinions that stay within a text."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.guidance.domain.faulty_opinion import OPINION as FAULTY
from moked.lib.hebrew.circumstances import CIRCUMSTANCES, circumstances_of, is_at_ease
from moked.lib.hebrew.clues import PLACES, clues_of, places_of
from moked.lib.hebrew.phrases import own_words
from moked.lib.opinion import Opinion, packed, unpacked
from moked.promises.domain.distress_opinion import OPINION as DISTRESS

TABLE = PLACES + CIRCUMSTANCES


def opinion_of(text: str, *, enough: float = 0.5, bias: float = 0.0) -> Opinion:
    """One that has heard of a single text."""
    weights = np.zeros(TABLE)
    weights[places_of(text)] = 1.0
    table, scale = packed(weights)
    return Opinion(table, scale=scale, bias=bias, enough=enough, enough_latin=enough)


@pytest.mark.parametrize(
    ("one", "other"), [("והשירות", "שרות"), ("לתיקון", "התיקון"), ("waiting", "waited"), ("don't", "dont")]
)
def test_meets_a_word_in_another_form(one: str, other: str) -> None:
    def stems(text: str) -> set[str]:
        return {clue for clue in clues_of(own_words(text).text) if clue.startswith("~")}

    assert stems(one) & stems(other)


def test_counts_every_number_as_one() -> None:
    assert clues_of("חיכיתי 40 דקות") == clues_of("חיכיתי 55 דקות")


@given(st.text(max_size=200))
def test_gives_places_of_any_text(text: str) -> None:
    places = places_of(own_words(text).text)
    assert places == sorted(set(places))
    assert all(0 <= place < PLACES for place in places)


@given(st.text(max_size=200))
def test_gives_circumstances_of_any_text(text: str) -> None:
    places = circumstances_of(own_words(text).text)
    assert len(places) == len(set(places))
    assert all(0 <= place < CIRCUMSTANCES for place in places)


@pytest.mark.parametrize(
    ("text", "eased"),
    [
        ("השכן שלי מתלונן על הרעש", True),
        ("השכנה מתלוננת על הרעש", True),
        ("terrible weather, lovely staff", True),
        ("אתם נוכלים", False),
        ("you lied", False),
    ],
)
def test_hears_what_speaks_against_strong_words(text: str, eased: bool) -> None:
    assert is_at_ease(own_words(text).text) is eased


@pytest.mark.parametrize(
    ("text", "bias", "doubted"),
    [
        ("שירות נורא טוב, כל הכבוד", -1.0, True),
        ("שירות נורא טוב, כל הכבוד", 1.0, False),
        ("אתם פשוט נוכלים", -1.0, False),
        ("נורא יפה", -1.0, False),
    ],
)
def test_doubts_with_reason_only(text: str, bias: float, doubted: bool) -> None:
    assert opinion_of("no word of it", bias=bias).doubts(own_words(text), 0, 4) is doubted


@given(st.integers(0, 2**32 - 1).map(lambda seed: np.random.default_rng(seed).normal(size=TABLE)))
def test_unpacks_what_was_packed(weights: npt.NDArray[np.float64]) -> None:
    table, scale = packed(weights)
    assert np.abs(np.frombuffer(unpacked(table), dtype=np.int8) * scale - weights).max() <= scale / 2 + 1e-9


def test_refuses_a_table_of_another_size() -> None:
    table, _ = packed(np.ones(7))
    with pytest.raises(ValueError, match="another size"):
        unpacked(table)


def test_points_at_the_most_telling_sentence() -> None:
    folded = own_words("שלום לכולם. הכול כאן נורא ואיום! להתראות.")
    found = opinion_of("הכול כאן נורא ואיום").find(folded)
    assert found is not None
    assert folded.text[slice(*found)] == "הכול כאן נורא ואיום!"
    assert opinion_of("הכול כאן נורא ואיום", enough=99.0).find(folded) is None


@pytest.mark.parametrize("opinion", [DISTRESS, FAULTY])
@given(text=st.text(max_size=300))
def test_finds_within_any_text(opinion: Opinion, text: str) -> None:
    folded = own_words(text)
    found = opinion.find(folded)
    assert found is None or 0 <= found[0] < found[1] <= len(folded.text)
