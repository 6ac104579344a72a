"""What every template may use without its view saying so. No queries: only what the request already holds."""

from typing import Any

from django.http import HttpRequest

from moked.staff.models import Person, Theme

THEMES = {Theme.LIGHT: "moked", Theme.DARK: "moked-dark"}


def screen(request: HttpRequest) -> dict[str, Any]:
    """The look (empty: follow the device) and the actor, for the navigation."""
    person = getattr(request, "user", None)
    chosen = person.theme if isinstance(person, Person) else request.COOKIES.get("moked_theme", "")
    return {
        "theme": THEMES.get(Theme(chosen), "") if chosen in Theme.values else "",
        "actor": getattr(request, "actor", None),
        "live_position": getattr(request, "live_position", ""),
    }
