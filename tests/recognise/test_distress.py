"""Distress on labelled lines, and on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.promises.domain.distress import find_distress
from tests.recognise.labelled_files import score_of

WORDS = st.lists(
    st.sampled_from(
        [
            "אני",
            "מיואשת",
            "לא",
            "שבועיים",
            "הטיסה מחר",
            "ואין לי",
            "גנבים",
            "!",
            "?",
            "\n",
            "> ",
            '"',
            "nobody",
            "still",
        ]
    )
)


def test_sees_distress_and_seldom_where_there_is_none() -> None:
    score = score_of("distress", find_distress)
    assert score.precision > 0.98, score.false_lines
    assert score.recall > 0.96, score.missed_lines


@given(st.one_of(st.text(max_size=300), WORDS.map(" ".join)))
def test_finds_within_any_text(text: str) -> None:
    found = find_distress(text)
    assert found is None or (0 <= found.start < found.end <= len(text) and found.facts["strength"] in (1, 2, 3))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("העסק מושבת מהבוקר", "urgent_harm"),
        ("החתונה מחר והשמלה עדיין לא הגיעה", "deadline"),
        ("זו הפעם הרביעית שאני פונה אליכם", "repeated"),
        ("אתם נוכלים", "anger"),
        ("אני מיואשת", "plea"),
    ],
)
def test_names_the_family(text: str, code: str) -> None:
    found = find_distress(text)
    assert found is not None
    assert found.code == code


def test_weighs_two_families_more_than_one() -> None:
    one, two = find_distress("אני מיואשת"), find_distress("אני מיואשת. אתם נוכלים")
    assert one is not None
    assert two is not None
    assert (one.facts["strength"], two.facts["strength"]) == (2, 3)
    assert two.facts["families"] == ("anger", "plea")


@pytest.mark.parametrize(
    "unit", ["אני לא ", "הטיסה מחר עדיין לא ", "a.", '"אב ', "פעם שלישית לקוחות בתור אם לא אתם "]
)
def test_reads_on_through_a_long_text(unit: str) -> None:
    found = find_distress(unit * 20_000)
    assert found is None or found.end < 10_000
