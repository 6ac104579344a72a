"""Languages screens and messages of ours exist in."""

from django.conf import settings


def written_language(wanted: str, fallback: str) -> str:
    """The language to write to somebody in: theirs where we have texts in it, else the fallback's, else the first."""
    ours = [code for code, _name in settings.LANGUAGES]
    return next((code for code in (wanted, fallback) if code in ours), ours[0])
