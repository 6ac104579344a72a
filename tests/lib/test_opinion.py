"""Texts weighed as a whole: clues that meet in spite of spelling, and opinions that stay within a text."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.guidance.domain.faulty_opinion import OPINION as FAULTY
from moked.lib.hebrew.clues import PLACES, clues_of, places_of
from moked.lib.hebrew.phrases import own_words
from moked.lib.opinion import Opinion, packed, unpacked
from moked.promises.domain.distress_opinion import OPINION as DISTRESS


def opinion_of(text: str, *, enough: float = 0.5) -> Opinion:
    """One that has heard of a single text."""
    weights = np.zeros(PLACES)
    weights[places_of(text)] = 1.0
    table, scale = packed(weights)
    return Opinion(table, scale=scale, bias=0.0, enough=enough, enough_latin=enough)


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


@given(st.integers(0, 2**32 - 1).map(lambda seed: np.random.default_rng(seed).normal(size=PLACES)))
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
