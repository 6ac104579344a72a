from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from moked.ui.moments import MomentLabel, label_moment, spoken_duration, written_moment

JERUSALEM = ZoneInfo("Asia/Jerusalem")
# A Sunday morning.
NOW = datetime(2026, 11, 22, 10, 52, tzinfo=JERUSALEM)


def test_names_a_day_once_in_hebrew() -> None:
    with translation.override("he"):
        written = date_format(date(2026, 11, 27), pgettext("date format of a day", "l, j F"))
    assert written == "יום שישי, 27 בנובמבר"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (NOW.replace(hour=12, minute=0), MomentLabel(day="today", clock="12:00")),
        (NOW + timedelta(hours=20), MomentLabel(day="tomorrow", clock="06:52")),
        (NOW - timedelta(hours=11), MomentLabel(day="yesterday", clock="23:52")),
        (NOW + timedelta(days=2), MomentLabel(day="Tue", clock="10:52")),
        (NOW + timedelta(days=7), MomentLabel(date="29 Nov", clock="10:52")),
        (NOW - timedelta(days=2), MomentLabel(date="20 Nov", clock="10:52")),
        (NOW - timedelta(days=400), MomentLabel(date="18 Oct 2025")),
    ],
)
def test_names_a_moment_as_a_person_would(moment: datetime, expected: MomentLabel) -> None:
    with translation.override("en"):
        assert label_moment(moment, NOW) == expected


@pytest.mark.parametrize(("language", "written"), [("en", "22 Nov 2026, 16:52"), ("he", "22.11.2026, 16:52")])
def test_writes_a_moment_in_full_by_the_clock_of_every_screen(language: str, written: str) -> None:
    with translation.override(language), timezone.override(JERUSALEM):
        assert written_moment(NOW + timedelta(hours=6)) == written


def test_drops_what_a_list_does_not_need() -> None:
    with translation.override("en"):
        assert label_moment(NOW, NOW, is_short=True) == MomentLabel(clock="10:52")
        assert label_moment(NOW + timedelta(days=2), NOW, is_short=True) == MomentLabel(day="Tue")
        tomorrow = label_moment(NOW + timedelta(days=1), NOW, is_short=True)
        assert tomorrow == MomentLabel(day="tomorrow", clock="10:52")


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(seconds=40), "1 min"),
        (timedelta(minutes=8), "8 min"),
        (timedelta(minutes=59, seconds=40), "1 hour"),
        (timedelta(hours=1, minutes=8), "1 hour and 8 min"),
        (timedelta(hours=-1, minutes=-8), "1 hour and 8 min"),
        (timedelta(hours=11, minutes=40), "12 hours"),
        (timedelta(hours=23, minutes=50), "1 day"),
        (timedelta(days=1, hours=3), "1 day and 3 hours"),
        (timedelta(days=6, hours=20), "7 days"),
    ],
)
def test_rounds_a_duration_to_human_time(duration: timedelta, expected: str) -> None:
    with translation.override("en"):
        assert spoken_duration(duration) == expected
