from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from moked.workspace.domain.send_times import SendTime, send_time_presets

ISRAEL = ZoneInfo("Asia/Jerusalem")


def codes(now: datetime) -> list[SendTime]:
    return [preset.code for preset in send_time_presets(now)]


def test_offers_the_afternoon_only_in_the_morning() -> None:
    assert SendTime.THIS_AFTERNOON in codes(datetime(2026, 11, 22, 9, tzinfo=ISRAEL))
    assert SendTime.THIS_AFTERNOON not in codes(datetime(2026, 11, 22, 13, 40, tzinfo=ISRAEL))


def test_does_not_offer_the_sabbath() -> None:
    friday = datetime(2026, 11, 27, 10, tzinfo=ISRAEL)
    assert SendTime.TOMORROW_MORNING not in codes(friday)
    assert send_time_presets(friday)[-1].at == datetime(2026, 11, 29, 9, tzinfo=ISRAEL)


def test_begins_the_week_on_sunday_of_next_week_when_it_is_sunday() -> None:
    sunday = datetime(2026, 11, 22, 8, tzinfo=ISRAEL)
    assert send_time_presets(sunday)[-1].at == datetime(2026, 11, 29, 9, tzinfo=ISRAEL)


@given(some.integers(0, 4 * 365 * 24 * 60))
def test_offers_moments_still_to_come_each_once(minute: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=ISRAEL) + timedelta(minutes=minute)
    moments = [preset.at for preset in send_time_presets(now)]
    assert all(moment > now for moment in moments)
    assert len(set(moments)) == len(moments) >= 2
