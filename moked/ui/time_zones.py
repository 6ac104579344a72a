"""Time zones as people call them: by their city and country, in the reader's language."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from django.utils.translation import get_language

# The region of zones that lie in none.
UNKNOWN = "ZZ"


def zone_choices() -> list[tuple[str, str]]:
    """Every zone with its name, in the order of names."""
    return list(_choices(get_language() or "en"))


def zone_name(zone: str) -> str:
    """What a zone is called; the zone itself when nobody calls it anything."""
    return dict(_choices(get_language() or "en")).get(zone, zone)


@lru_cache(maxsize=8)
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    locale = Locale.parse(language, sep="-")
    zones = [zone for zone in available_timezones() if "/" in zone]
    named = [(zone, _named(zone, locale)) for zone in zones]
    return tuple(sorted(named, key=lambda each: (each[0] == each[1], each[1])))


def _named(zone: str, locale: Locale) -> str:
    territory = get_global("zone_territories").get(zone)
    if territory in (None, UNKNOWN) or territory not in locale.territories:
        # Older spellings and plain offsets: their city would be that of another zone.
        return zone
    return f"{get_timezone_location(zone, locale=locale, return_city=True)}, {locale.territories[territory]}"
