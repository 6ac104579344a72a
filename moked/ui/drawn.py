"""Drawing a part of a page once: what shows the same facts looks the same, whoever asks and how often.

A part may be drawn so when its template asks for nothing but the facts it is given, the language, the time zone and
the day. The facts are frozen dataclasses all the way down, so whatever they say is what the drawing is kept under: a
changed fact is another part, and nothing needs to be taken out. See `docs/adr/0025-drawn-once.md`.
"""

import time
from functools import lru_cache
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST = 4096
# Days begin at quarters of an hour in every time zone, and only they change how a moment is written.
QUARTER = 900
# Stands in forms for the token of whoever looks; nobody outside this process can write it into a text.
TOKEN = f"token-{token_urlsafe(16)}"


def draw(template: str, facts: dict[str, Any], csrf_token: object) -> SafeString:
    """The part as HTML. `csrf_token` is put into its forms. Raises TypeError for lists and the like."""
    make = _make.__wrapped__ if settings.DEBUG else _make
    place = (get_language(), timezone.get_current_timezone_name(), int(time.time()) // QUARTER)
    text = make(template, place, tuple(facts.items()))
    return mark_safe(text.replace(TOKEN, str(csrf_token)) if TOKEN in text else text)  # noqa: S308 - a template's own


@lru_cache(maxsize=MOST)
def _make(template: str, place: tuple[object, ...], facts: tuple[tuple[str, Any], ...]) -> str:
    return str(get_template(template).render({**dict(facts), "csrf_token": TOKEN}))
