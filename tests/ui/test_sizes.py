"""Sizes of files in the language of the page."""

import pytest
from django.utils import translation

from moked.ui.sizes import size_in_words


@pytest.mark.parametrize(
    ("size", "english", "hebrew"),
    [
        (1, "1 byte", "בית אחד"),
        (340, "340 bytes", "340 בתים"),
        (1024, "1 KB", "1 ק״ב"),
        (1536, "1.5 KB", "1.5 ק״ב"),
        (1024 * 1024 - 1, "1 MB", "1 מ״ב"),
        (25 * 1024 * 1024, "25 MB", "25 מ״ב"),
        (3 * 1024**4, "3072 GB", "3072 ג״ב"),
    ],
)
def test_writes_a_size_in_words_of_the_language(size: int, english: str, hebrew: str) -> None:
    with translation.override("en"):
        assert size_in_words(size) == english
    with translation.override("he"):
        assert size_in_words(size) == hebrew
