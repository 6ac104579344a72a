from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from moked.cases.domain.joining import JoinReason, Matter, may_be_one_matter

START = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
FILE = Path(__file__).with_name("matters.txt")


def _pairs() -> list[tuple[str, bool, Matter, Matter, bool]]:
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        label, hours, one, other, *rest = (part.strip() for part in line.split(";"))
        topics = next((part[7:].split(",") for part in rest if part.startswith("topics=")), ["", ""])
        first = Matter(one, START, topics[0])
        second = Matter(other, START + timedelta(hours=float(hours)), topics[1])
        found.append((line, label == "one", first, second, "replied" in rest))
    return found


def test_offers_what_is_one_matter_and_hardly_anything_else(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = _pairs()
    offered = [pair for pair in pairs if may_be_one_matter(pair[2], pair[3], has_replied=pair[4])]
    wrong = [pair[0] for pair in offered if not pair[1]]
    missed = [pair[0] for pair in pairs if pair[1] and pair not in offered]
    precision = 1 - len(wrong) / len(offered)
    recall = 1 - len(missed) / sum(pair[1] for pair in pairs)
    with capsys.disabled():
        print(f"\njoining: {len(pairs)} pairs, precision {precision:.1%}, recall {recall:.1%}")
    print("\n".join(["wrong:", *wrong, "missed:", *missed]))
    assert precision >= 0.9
    assert recall >= 0.8


def test_never_offers_by_a_subject_of_empty_words() -> None:
    one = Matter("שאלה: תודה", START)
    assert may_be_one_matter(one, Matter("שאלה: תודה", START + timedelta(minutes=2))) is None


def test_keeps_two_order_numbers_apart() -> None:
    one = Matter("הזמנה 483920 הספה לא הגיעה", START)
    other = Matter("הזמנה 511873 הספה לא הגיעה", START + timedelta(minutes=10))
    assert may_be_one_matter(one, other) is None


def test_says_the_same_whichever_comes_first() -> None:
    for _line, _is_one, one, other, replied in _pairs():
        assert may_be_one_matter(one, other, has_replied=replied) == may_be_one_matter(
            other, one, has_replied=replied
        )


def test_names_why() -> None:
    one = Matter("הנתב מהבהב באדום ואין גלישה", START, "faults")
    other = Matter("הנתב מהבהב באדום", START + timedelta(minutes=14), "faults")
    offer = may_be_one_matter(one, other)
    assert offer is not None
    assert set(offer.reasons) == {JoinReason.WORDS, JoinReason.SOON_AFTER, JoinReason.SAME_TOPIC}
    assert offer.gap == timedelta(minutes=14)


@pytest.mark.parametrize("named", ["MK-48213", "[MK-48213]", "#mk-48213", "לפנייה MK-48213", "לMK-48213"])
def test_offers_whichever_case_the_customer_names(named: str) -> None:
    old = Matter("הזמנה 483920 לא הגיעה", START, "sales", reference="MK-48213")
    new = Matter(f"עוד על {named}: אפשר חשבונית?", START + timedelta(hours=30), reference="MK-48300")
    offer = may_be_one_matter(old, new)
    assert offer is not None
    assert JoinReason.NAMED in offer.reasons
    # A case's number is no order's number.
    assert JoinReason.OTHER_NUMBER not in offer.reasons
    assert may_be_one_matter(new, old) == offer


def test_takes_a_longer_number_for_another_one() -> None:
    old = Matter("הזמנה לא הגיעה", START, reference="MK-482")
    assert may_be_one_matter(old, Matter("עוד על MK-4821", START, reference="MK-490")) is None


def test_measures_from_what_the_customer_wrote_nearest() -> None:
    second = Matter("הנתב מהבהב באדום", START + timedelta(hours=7))
    for last, gap in ((1, 6), (7, 0), (9, 2), (20, 7)):
        first = Matter("הנתב מהבהב באדום ואין גלישה", START, last_at=START + timedelta(hours=last))
        offer = may_be_one_matter(first, second)
        assert offer is not None
        assert offer.gap == timedelta(hours=gap)
