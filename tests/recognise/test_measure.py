import pytest

from moked.lib.recognise import Finding, LabelInvalid, Labelled, measure, read_labelled


def finds_stars(text: str) -> Finding | None:
    place = text.find("*")
    return Finding(place, place + 1, code="star") if place >= 0 else None


@pytest.mark.parametrize(
    ("expected", "labelled"),
    [
        (True, Labelled("a*b", is_positive=True)),
        (False, Labelled("a*b", is_positive=False)),
        (None, Labelled("a*b", is_positive=False)),
        ("*b", Labelled("a*b", is_positive=True, span=(1, 3))),
        ([1, 2], Labelled("a*b", is_positive=True, span=(1, 2))),
    ],
)
def test_reads_every_manner_of_label(expected: object, labelled: Labelled) -> None:
    assert read_labelled({"text": "a*b", "expected": expected}, 1) == labelled


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ([], "line_without_text_or_expected"),
        ({"text": "a"}, "line_without_text_or_expected"),
        ({"text": 1, "expected": True}, "line_without_text_or_expected"),
        ({"text": "a", "expected": "b"}, "span_not_in_text"),
        ({"text": "a", "expected": ""}, "span_not_in_text"),
        ({"text": "a", "expected": [0, 2]}, "span_not_in_text"),
        ({"text": "a", "expected": [1, 1]}, "span_not_in_text"),
        ({"text": "a", "expected": [-1, 1]}, "span_not_in_text"),
        ({"text": "a", "expected": ["0", 1]}, "span_not_in_text"),
        ({"text": "a", "expected": 7}, "span_not_in_text"),
    ],
)
def test_names_what_makes_no_sense(document: object, code: str) -> None:
    with pytest.raises(LabelInvalid) as caught:
        read_labelled(document, 4)
    assert (caught.value.code, caught.value.line) == (code, 4)


def test_counts_found_missed_and_false() -> None:
    score = measure(
        finds_stars,
        [
            Labelled("*", is_positive=True),
            Labelled("a", is_positive=True),
            Labelled("*", is_positive=False),
            Labelled("a", is_positive=False),
            Labelled("a*", is_positive=True, span=(1, 2)),
        ],
    )
    assert (score.lines, score.positives, score.negatives) == (5, 3, 2)
    assert (score.found, score.missed, score.false) == (2, 1, 1)
    assert (score.precision, score.recall, score.false_alarm_rate) == (2 / 3, 2 / 3, 0.5)
    assert (score.missed_lines, score.false_lines) == ((2,), (3,))


def test_counts_a_find_beside_the_span_as_missed_and_false_but_no_false_alarm() -> None:
    score = measure(finds_stars, [Labelled("a*", is_positive=True, span=(0, 1))])
    assert (score.missed, score.false, score.false_alarm_rate) == (1, 1, 0.0)


def test_has_full_marks_where_there_is_nothing_to_find() -> None:
    score = measure(finds_stars, [])
    assert (score.precision, score.recall, score.false_alarm_rate) == (1.0, 1.0, 0.0)
