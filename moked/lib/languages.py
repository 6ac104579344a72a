"""Languages screens and messages of ours exist in."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language_bidi

from moked.lib.hebrew import isolated


def written_language(wanted: str, fallback: str) -> str:
    """The language to write to somebody in: theirs where we have texts in it, else the fallback's, else the first."""
    ours = [code for code, _name in settings.LANGUAGES]
    return next((code for code in (wanted, fallback) if code in ours), ours[0])


def text_in(texts: Mapping[str, str], wanted: str, fallback: str) -> tuple[str, str]:
    """The language a text is given in, and the text: the one wanted, else the fallback, else any; empty for none."""
    for language in (wanted, fallback, *texts):
        if texts.get(language):
            return language, texts[language]
    return fallback, ""


def set_apart(text: str) -> str:
    """A name for a sentence in the reader's language, isolated where its script runs the other way."""
    return isolated(text, in_rtl=get_language_bidi())
