"""Names of files that are too long."""

import pytest

from moked.lib.file_names import parted, shortened


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("חשבונית.pdf", "חשבונית.pdf"),
        ("a" * 300 + ".pdf", "a" * 195 + "….pdf"),
        ("a" * 300 + ".tar.gz", "a" * 192 + "….tar.gz"),
        ("a" * 300, "a" * 199 + "…"),
        ("a" * 300 + ".pdf.exe", "a" * 195 + "….exe"),
        ("a." + "b" * 300, "a." + "b" * 197 + "…"),
        # Two bytes a letter: the bytes end first.
        ("ש" * 190 + ".docx", "ש" * 123 + "….docx"),
    ],
)
def test_keeps_the_ending(name: str, expected: str) -> None:
    assert shortened(name) == expected
    assert len(expected) <= 200
    assert len(expected.encode()) <= 255


def test_cuts_no_letter_in_two() -> None:
    assert shortened("😀" * 150 + ".pdf") == "😀" * 62 + "….pdf"


@pytest.mark.parametrize(
    ("name", "stem", "ending"),
    [
        ("a.b.pdf", "a.b", ".pdf"),
        ("חשבונית", "חשבונית", ""),
        (".profile", ".profile", ""),
        ("x.TAR.GZ", "x", ".TAR.GZ"),
    ],
)
def test_parts_a_name_from_its_ending(name: str, stem: str, ending: str) -> None:
    assert parted(name) == (stem, ending)
