from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.promises.domain.commitment_words import commitment_in, commitment_words

ISRAEL = ZoneInfo("Asia/Jerusalem")
# A Monday.
NOW = datetime(2026, 9, 7, 10, 0, tzinfo=ISRAEL)
LATE = datetime(2026, 9, 7, 18, 30, tzinfo=ISRAEL)
FRIDAY = datetime(2026, 9, 11, 9, 0, tzinfo=ISRAEL)


def due(text: str, now: datetime = NOW) -> str | None:
    found = commitment_in(text, now, ISRAEL)
    assert found is not None, text
    return found.due.strftime("%d.%m.%y %H:%M") if found.due else None


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("עד 14:00", "07.09.26 14:00"),
        ("עד 14.30", "07.09.26 14:30"),
        ("ב-16", "07.09.26 16:00"),
        ("עד חמש", "07.09.26 17:00"),
        ("ב-11 וחצי", "07.09.26 11:30"),
        ("בין 13:00 ל-15:30", "07.09.26 15:30"),
        ("היום", "07.09.26 17:00"),
        ("עד סוף היום", "07.09.26 17:00"),
        ("הערב", "07.09.26 20:00"),
        ("מחר בבוקר", "08.09.26 12:00"),
        ("מחר ב-10:30", "08.09.26 10:30"),
        ("עד 9:00 מחר", "08.09.26 09:00"),
        ("מחרתיים עד שלוש", "09.09.26 15:00"),
        ("תוך שעתיים", "07.09.26 12:00"),
        ("תוך רבע שעה", "07.09.26 10:15"),
        ("בעוד שעה וחצי", "07.09.26 11:30"),
        ("בתוך 48 שעות", "09.09.26 10:00"),
        ("תוך שלושה ימים", "10.09.26 10:00"),
        ("תוך שבועיים", "21.09.26 10:00"),
        ("תוך 5 ימי עסקים", "14.09.26 17:00"),
        ("ביום ראשון", "13.09.26 17:00"),
        ("עד יום ה׳", "10.09.26 17:00"),
        ("ביום שלישי בבוקר", "08.09.26 12:00"),
        ("ביום שני", "14.09.26 17:00"),
        ("עד סוף השבוע", "10.09.26 17:00"),
        ("בשבוע הבא", "17.09.26 17:00"),
        ("עד ה-15 לחודש", "15.09.26 17:00"),
        ("עד ה־3 לחודש", "03.10.26 17:00"),
        ("עד סוף החודש", "30.09.26 17:00"),
        ("ב-24/12", "24.12.26 17:00"),
        ("ב-15 במרץ", "15.03.27 17:00"),
        ("ב-15/3", "15.03.27 17:00"),
        ("בהקדם", None),
    ],
)
def test_resolves_hebrew_words_of_time(words: str, moment: str | None) -> None:
    assert due(f"אתקשר אליך {words}") == due(f"{words} אתקשר אליך") == moment


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("by 2pm", "07.09.26 14:00"),
        ("by 3 o'clock", "07.09.26 15:00"),
        ("at 10:30 on Tuesday", "08.09.26 10:30"),
        ("tomorrow by noon", "08.09.26 12:00"),
        ("within 24 hours", "08.09.26 10:00"),
        ("in half an hour", "07.09.26 10:30"),
        ("by Friday", "11.09.26 17:00"),
        ("by the end of the day", "07.09.26 17:00"),
        ("next week", "17.09.26 17:00"),
        ("on the 15th", "15.09.26 17:00"),
        ("by March 15", "15.03.27 17:00"),
        ("within 3 working days", "10.09.26 17:00"),
        ("soon", None),
    ],
)
def test_resolves_english_words_of_time(words: str, moment: str | None) -> None:
    assert due(f"I'll call you {words}") == moment


@pytest.mark.parametrize(
    ("words", "now", "moment"),
    [
        ("עד 9:00", NOW, "08.09.26 09:00"),
        ("היום בשעה 8:00", NOW, None),
        ("ב-1/9", NOW, None),
        ("עד 9:00", LATE, "08.09.26 09:00"),
        ("עד סוף היום", LATE, None),
        ("עוד היום", LATE, "07.09.26 23:59"),
        ("עד 16:00", LATE, "08.09.26 16:00"),
        ("ביום ראשון", FRIDAY, "13.09.26 17:00"),
        ("ביום שישי", FRIDAY, "18.09.26 17:00"),
        ("בשבוע הבא", FRIDAY, "17.09.26 17:00"),
        ("תוך יום עסקים", FRIDAY, "13.09.26 17:00"),
        ("היום", FRIDAY, "11.09.26 17:00"),
    ],
)
def test_takes_no_moment_that_has_passed(words: str, now: datetime, moment: str | None) -> None:
    assert due(f"אתקשר אליך {words}", now) == moment


def test_counts_hours_over_a_change_of_the_clock() -> None:
    # Summer time begins at 2:00 on Friday 27.3.2026.
    before = datetime(2026, 3, 26, 20, 0, tzinfo=ISRAEL)
    assert due("אתקשר אליך תוך 12 שעות", before) == "27.03.26 09:00"
    assert due("אתקשר אליך מחר ב-02:30", before) == "27.03.26 03:30"
    assert due("אתקשר אליך מחר ב-10:00", before) == "27.03.26 10:00"


def test_reads_a_moment_of_another_zone_in_the_zone_asked_for() -> None:
    found = commitment_in("I'll call you today", datetime(2026, 9, 6, 22, 30, tzinfo=UTC), ISRAEL)
    assert found is not None
    assert found.due == datetime(2026, 9, 7, 17, 0, tzinfo=ISRAEL)


def test_ends_the_day_when_the_business_says() -> None:
    found = commitment_in("אתקשר אליך עד סוף היום", NOW, ISRAEL, time(19, 30), frozenset({5, 6}))
    assert found is not None
    assert found.due == datetime(2026, 9, 7, 19, 30, tzinfo=ISRAEL)


def test_counts_the_days_off_of_the_business() -> None:
    found = commitment_in("I'll write to you within 1 business day", FRIDAY, ISRAEL, days_off=frozenset({5, 6}))
    assert found is not None
    assert found.due == datetime(2026, 9, 14, 17, 0, tzinfo=ISRAEL)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("אתקשר אליך מחר", "call"),
        ("אעדכן אותך מחר", "write"),
        ("אבדוק את החשבונית", "check"),
        ("אבדוק ואתקשר אליך", "call"),
        ("אשלח לך את החשבונית", "send"),
        ("נתקן את התקלה", "fix"),
        ("הטכנאי שלנו יגיע אליך מחר", "visit"),
        ("אכין לך הצעה", "other"),
        ("I'll look into it and email you", "write"),
    ],
)
def test_says_what_is_promised(text: str, what: str) -> None:
    found = commitment_in(text, NOW, ISRAEL)
    assert found is not None
    assert found.what == what


def test_marks_the_promise_with_its_time() -> None:
    text = "שלום,\nאֲבָל כן: אתקשר  אליך עד  14:00 בעניין הזה."
    found = commitment_words(text)
    assert found is not None
    assert text[found.start : found.end] == "אתקשר  אליך עד  14:00"
    assert found.facts == {"has_time": True}


def test_promises_without_time_are_due_at_no_moment() -> None:
    found = commitment_in("אתקשר אליך.", NOW, ISRAEL)
    assert found is not None
    assert found.due is None


WORDS = [
    *(
        "אתקשר",
        "אליך",
        "עד",
        "ב-",
        "מחר",
        "היום",
        "תוך",
        "בעוד",
        "14:00",
        "31/2",
        "29.2",
        "ה-31 לחודש",
        "99",
        "0",
        "24",
    ),
    *(
        "שעות",
        "ימי עסקים",
        "יום ב'",
        "חודש",
        "I'll",
        "call",
        "by",
        "31",
        "feb",
        "12am",
        "13pm",
        "within",
        "days",
        "week",
    ),
]
START = datetime(2000, 1, 1, tzinfo=UTC)


@given(
    words=st.lists(st.sampled_from(WORDS), max_size=12),
    now=st.integers(0, 50_000_000).map(lambda minutes: START + timedelta(minutes=minutes)),
)
def test_is_always_due_later_than_now(words: list[str], now: datetime) -> None:
    found = commitment_in(" ".join(["אתקשר אליך", *words]), now, ISRAEL)
    assert found is None or found.due is None or found.due >= now


@pytest.mark.parametrize(
    ("words", "names_time"),
    [("אתקשר אליך היום בשעה 8:00", True), ("אתקשר אליך", False), ("אתקשר אליך בהקדם", False)],
)
def test_tells_a_time_that_has_passed_from_none(words: str, names_time: bool) -> None:
    found = commitment_in(words, NOW, ISRAEL)
    assert found is not None
    assert (found.due, found.names_time) == (None, names_time)
