"""Moments worth offering when a message should leave later, in the business's own hours."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

MORNING = time(9)
AFTERNOON = time(14)
# Sooner than this nobody plans: sending now does as well.
SHORTEST = timedelta(minutes=30)
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


class SendTime(StrEnum):
    """Why a moment is offered."""

    IN_AN_HOUR = "in_an_hour"
    THIS_AFTERNOON = "this_afternoon"
    TOMORROW_MORNING = "tomorrow_morning"
    START_OF_WEEK = "start_of_week"


@dataclass(frozen=True)
class Preset:
    code: SendTime
    at: datetime


def send_time_presets(now: datetime) -> list[Preset]:
    """Up to four moments after `now`, which is in the business's zone; earliest first.

    The week starts on Sunday. On Friday and Saturday only the week's start is offered beside today.
    """
    hour = (now + timedelta(hours=1)).replace(second=0, microsecond=0)
    presets = [Preset(SendTime.IN_AN_HOUR, hour)]
    afternoon = _at(now, AFTERNOON)
    if afternoon - hour >= SHORTEST:
        presets.append(Preset(SendTime.THIS_AFTERNOON, afternoon))
    if now.weekday() not in (FRIDAY, SATURDAY):
        presets.append(Preset(SendTime.TOMORROW_MORNING, _at(now + timedelta(days=1), MORNING)))
    days_to_sunday = (SUNDAY - now.weekday()) % 7 or 7
    week = _at(now + timedelta(days=days_to_sunday), MORNING)
    if all(preset.at != week for preset in presets):
        presets.append(Preset(SendTime.START_OF_WEEK, week))
    return presets


def _at(day: datetime, clock: time) -> datetime:
    return day.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
