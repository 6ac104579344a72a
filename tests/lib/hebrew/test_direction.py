import pytest

from moked.lib.hebrew import (
    isolated,
    logical_order,
    paragraph_direction,
    strip_direction_marks,
    visual_evidence,
)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("שלום לכולם", "rtl"),
        ("Hello there", "ltr"),
        ("WhatsApp לא עובד לי כבר יומיים", "rtl"),
        ("The word שלום means peace", "ltr"),
        ("שלום world", "rtl"),
        ("world שלום", "ltr"),
        ("https://example.org/a?b=c הקישור שבור", "rtl"),
        ("dana@example.co.il כתובת", "rtl"),
        ("مرحبا بكم", "rtl"),
        ("054-1234567", None),
        ("", None),
        ("…!?", None),
    ],
)
def test_gives_the_way_most_words_run(text: str, direction: str | None) -> None:
    assert paragraph_direction(text) == direction


def test_strips_every_direction_mark() -> None:
    assert strip_direction_marks("\u202bדנה\u202c \u200eDana\u200f \u2066x\u2069") == "דנה Dana x"


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("םולש", "שלום"),
        ("םלוע םולש", "שלום עולם"),
        ("12345 'סמ הנמזה", "הזמנה מס' 12345"),
        ("WhatsApp-ב העדוה", "הודעה ב-WhatsApp"),
        ("(ףוחד) םולש", "שלום (דחוף)"),
        ("plain", "plain"),
    ],
)
def test_turns_visual_order_round(visual: str, logical: str) -> None:
    assert logical_order(visual) == logical


def test_tells_visual_order_by_final_letters() -> None:
    assert visual_evidence("םכל םולש") > 0
    assert visual_evidence("שלום לכם") < 0
    assert visual_evidence("תקלה") == 0


@pytest.mark.parametrize(
    ("name", "in_rtl", "is_kept_apart"),
    [("זהב", False, True), ("Gold", False, False), ("Gold", True, True), ("זהב", True, False), ("24/7", True, False)],
)
def test_keeps_a_name_of_the_other_script_in_one_piece(name: str, in_rtl: bool, is_kept_apart: bool) -> None:
    assert isolated(name, in_rtl=in_rtl) == (f"\u2068{name}\u2069" if is_kept_apart else name)
