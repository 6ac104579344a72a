import pytest

from moked.customers.domain.duplicates import Confidence, compare_customers, keys_of
from tests.customers.domain.pairs import Pair, all_pairs

PAIRS = all_pairs()


def _confidence(pair: Pair) -> int:
    likeness = compare_customers(pair.one, pair.other, namesakes=pair.namesakes)
    return likeness.confidence if likeness else 0


def test_has_enough_labelled_pairs() -> None:
    same = sum(pair.is_same for pair in PAIRS)
    assert len(PAIRS) >= 120
    assert 0.4 < same / len(PAIRS) < 0.6


def test_finds_most_doubles_and_hardly_any_strangers(capsys: pytest.CaptureFixture[str]) -> None:
    suggested = [pair for pair in PAIRS if _confidence(pair)]
    right = [pair for pair in suggested if pair.is_same]
    wrong = [pair.line for pair in suggested if not pair.is_same]
    missed = [pair.line for pair in PAIRS if pair.is_same and not _confidence(pair)]
    precision = len(right) / len(suggested)
    recall = len(right) / (len(right) + len(missed))
    with capsys.disabled():
        print(f"\nduplicates: {len(PAIRS)} pairs, precision {precision:.1%}, recall {recall:.1%}")
    print("\n".join(["wrong:", *wrong, "missed:", *missed]))
    assert precision >= 0.95
    assert recall >= 0.9


def test_is_never_sure_of_strangers() -> None:
    assert [pair.line for pair in PAIRS if not pair.is_same and _confidence(pair) > Confidence.POSSIBLE] == []


def test_looks_every_suggestion_up_by_a_shared_key_or_a_reply() -> None:
    lost = [
        pair.line
        for pair in PAIRS
        if _confidence(pair) and not keys_of(pair.one) & keys_of(pair.other) and not pair.other.replied_to
    ]
    assert lost == []


@pytest.mark.parametrize("pair", PAIRS, ids=range(len(PAIRS)))
def test_says_the_same_whoever_comes_first(pair: Pair) -> None:
    there = compare_customers(pair.one, pair.other, namesakes=pair.namesakes)
    back = compare_customers(pair.other, pair.one, namesakes=pair.namesakes)
    assert (there and (there.confidence, there.telling)) == (back and (back.confidence, back.telling))
