import pytest

from moked.workspace.domain.placeholders import fill_placeholders, has_gap


def test_fills_what_it_knows() -> None:
    assert fill_placeholders("שלום {{ customer.first_name }}!", {"customer.first_name": "דנה"}) == "שלום דנה!"


def test_leaves_a_visible_gap_for_what_it_does_not() -> None:
    assert fill_placeholders("{{ customer.debt }} {{customer.name}}", {"customer.name": ""}) == "___ ___"


def test_does_not_fill_what_a_value_brings() -> None:
    values = {"customer.name": "{{ case.reference }}", "case.reference": "MK-1"}
    assert fill_placeholders("{{ customer.name }}", values) == "{{ case.reference }}"


@pytest.mark.parametrize(
    ("text", "is_left"),
    [
        ("עד ___, גם אם", True),
        ("נקבע ל___ בין", True),
        ("___", True),
        ("חתימה: ________", False),
        ("a_b __init__", False),
    ],
)
def test_knows_a_gap_from_a_line_to_write_on(text: str, is_left: bool) -> None:
    assert has_gap(text) is is_left
