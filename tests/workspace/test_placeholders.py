from moked.workspace.domain.placeholders import fill_placeholders


def test_fills_what_it_knows() -> None:
    assert fill_placeholders("שלום {{ customer.first_name }}!", {"customer.first_name": "דנה"}) == "שלום דנה!"


def test_leaves_a_visible_gap_for_what_it_does_not() -> None:
    assert fill_placeholders("{{ customer.debt }} {{customer.name}}", {"customer.name": ""}) == "___ ___"


def test_does_not_fill_what_a_value_brings() -> None:
    values = {"customer.name": "{{ case.reference }}", "case.reference": "MK-1"}
    assert fill_placeholders("{{ customer.name }}", values) == "{{ case.reference }}"
