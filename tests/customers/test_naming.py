"""Who can be greeted by a name."""

import pytest

from moked.customers.naming import given_name, stand_in


@pytest.mark.parametrize("name", ["דנה לוי", "Dana", "חברת הצ׳אט בע״מ"])
def test_greets_by_the_name_somebody_gave(name: str) -> None:
    assert given_name(name) == name


@pytest.mark.parametrize("name", [stand_in("he"), stand_in("en"), "dana@customers.test", ""])
def test_greets_nobody_by_what_stands_in_a_names_place(name: str) -> None:
    assert given_name(name) == ""


def test_stands_in_by_the_language_of_the_business() -> None:
    assert (stand_in("he"), stand_in("en")) == ("פנייה מהצ׳אט", "Chat visitor")
