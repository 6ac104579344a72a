"""Words that follow the form of address."""

import pytest

from moked.knowledge.addressing import Fault, fault_in, has_choices, words_for

TEXT = "שלום {{ customer.first_name }}, {{את מוזמנת|אתה מוזמן|אפשר}} להשיב{{י| | }}."


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("f", "שלום {{ customer.first_name }}, את מוזמנת להשיבי."),
        ("m", "שלום {{ customer.first_name }}, אתה מוזמן להשיב."),
        ("n", "שלום {{ customer.first_name }}, אפשר להשיב."),
        ("", "שלום {{ customer.first_name }}, אפשר להשיב."),
    ],
)
def test_says_the_words_of_the_form_and_neutral_ones_to_anybody_else(form: str, words: str) -> None:
    assert words_for(TEXT, form) == words


def test_knows_whether_there_is_anything_to_choose() -> None:
    assert has_choices(TEXT)
    assert not has_choices("שלום {{ customer.first_name }}")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{את|אתה|אפשר}} ו־{{ agent.first_name }}", None),
        ("סוגר {יחיד} | וקו", None),
        ("{{תודה רבה| | }}", Fault.NOBODY),
        ("{{את|אתה}}", Fault.NOT_THREE),
        ("שלום {{}}", Fault.NAMELESS),
        ("שלום {{ דנה }}", Fault.NAMELESS),
        ("שלום {{ customer.nonsense }}", Fault.UNKNOWN),
        ("ההובלה ביום ___", None),
        ("{{א|ב|ג|ד}}", Fault.NOT_THREE),
        ("{{את|אתה|אפשר", Fault.UNBALANCED),
        ("את|אתה|אפשר}}", Fault.UNBALANCED),
        ("{{את|{{אתה}}|אפשר}}", Fault.UNBALANCED),
    ],
)
def test_names_what_is_wrong_with_the_braces(text: str, fault: Fault | None) -> None:
    found = fault_in(text, {"agent.first_name"})
    assert (found[0] if found else None) == fault
