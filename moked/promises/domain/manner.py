"""How a customer is written to, and the hours in which they may hear what nobody wrote by hand."""

from dataclasses import dataclass
from datetime import time

MORNING, EVENING = time(8), time(20)
# On a Friday or the eve of a holiday nothing comes by itself later than this.
REST_BEGINS = time(13)
ALL_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


@dataclass(frozen=True)
class Manner:
    """`form_of_address`: f, m or n. `tone`: formal, plain or warm. `road`: mail, chat, phone, or none chosen."""

    language: str
    form_of_address: str = "n"
    tone: str = "plain"
    road: str = ""
    hears_from: time = MORNING
    hears_until: time = EVENING
    keeps_rest_days: bool = True


def hearing_hours(manner: Manner, zone: str) -> dict[str, object]:
    """The calendar, as a document, of the hours in which a customer may be disturbed. Never empty."""
    whole = _blocks(manner.hears_from, manner.hears_until)
    if not manner.keeps_rest_days:
        return {"timezone": zone, "week": dict.fromkeys(ALL_DAYS, whole)}
    eve = _blocks(manner.hears_from, min(manner.hears_until, REST_BEGINS))
    week = {**dict.fromkeys(ALL_DAYS[:5], whole), "fri": eve, "sat": []}
    return {"timezone": zone, "week": week, "holidays": "IL", "holiday_hours": [], "eve_hours": eve}


def _blocks(since: time, until: time) -> list[list[str]]:
    return [[f"{since:%H:%M}", f"{until:%H:%M}"]] if since < until else []
