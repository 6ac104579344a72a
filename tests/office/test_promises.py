"""Service hours and packages: what is written is understood, and what is not is refused in words beside it."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.calendars.models import ServiceCalendar
from moked.office.forms.promises import CalendarForm
from moked.office.history import history_of
from moked.promises.models import ServicePackage
from moked.staff.permissions import SHIFT_MANAGER
from tests import builders
from tests.office.conftest import a_week, signed_in, things_of
from tests.office.test_changes import codes
from tests.office.test_doors import url

HOURS = {
    "name": "Weekdays",
    "timezone": "Asia/Jerusalem",
    "is_active": "on",
    "sun": "08:00-13:00, 14:00-18:00",
    "fri": "8 – 12",
    "sat": "סגור",
    "has_holidays": "on",
    "country": "il",
    "eve_hours": "closed",
    "dates": "2026-09-21: סגור\n22.9.2026: 10-12",
}


def _document(business: Business, key: UUID | None = None) -> dict[str, Any]:
    with in_scope([business.pk]):
        row = ServiceCalendar.objects.get(pk=key) if key else ServiceCalendar.objects.get()
        found: dict[str, Any] = row.document
        return found


def _package_form(business: Business, **cells: object) -> dict[str, object]:
    with in_scope([business.pk]):
        calendar = ServiceCalendar.objects.create(business=business, name="Always", document=a_week(business))
    return {"name": "Gold", "level": "full", "calendar": str(calendar.pk), "is_active": "on", **cells}


def test_understands_hours_as_people_write_them(business: Business, browser: Client) -> None:
    assert browser.post(url("new_calendar", business), HOURS).status_code == 302
    assert _document(business) == {
        "timezone": "Asia/Jerusalem",
        "week": {"sun": [["08:00", "13:00"], ["14:00", "18:00"]], "fri": [["08:00", "12:00"]]},
        "dates": {"2026-09-21": [], "2026-09-22": [["10:00", "12:00"]]},
        "holidays": "IL",
        "holiday_hours": [],
        "eve_hours": [],
    }
    assert codes(business)[-1] == "calendar_created"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("sun", "8:00", "8:00 is no hours"),
        ("mon", "8-25", "25 is no time of day"),
        ("tue", "8-8", "There is no time in 8-8"),
        ("dates", "tomorrow: closed", "has no date and hours"),
        ("dates", "2026-02-30: closed", "2026-02-30 is no date"),
        ("country", "Narnia", "No holidays are known for NARNIA"),
    ],
)
def test_refuses_in_words_beside_the_field(
    field: str, text: str, words: str, business: Business, browser: Client
) -> None:
    answer = browser.post(url("new_calendar", business), {**HOURS, field: text})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert field in answer.context["page"].form.errors
    with in_scope([business.pk]):
        assert not ServiceCalendar.objects.exists()


def test_refuses_hours_that_are_never_open(business: Business, browser: Client) -> None:
    answer = browser.post(url("new_calendar", business), {"name": "Never", "timezone": "Asia/Jerusalem"})
    assert answer.status_code == 422
    assert "never open" in answer.content.decode()


def test_takes_a_name_of_hours_once(business: Business, browser: Client) -> None:
    things_of(business)
    answer = browser.post(url("new_calendar", business), HOURS)
    assert answer.status_code == 422
    assert "already in use" in answer.content.decode()


def test_says_the_refusal_in_hebrew(business: Business) -> None:
    person = builders.a_person(business, permissions=SHIFT_MANAGER, language="he")
    answer = signed_in(person).post(url("new_calendar", business), {**HOURS, "sun": "8-25"})
    assert "25 אינה שעה ביממה" in answer.content.decode()


def test_shows_the_coming_week_and_the_end_of_a_promise(business: Business, browser: Client) -> None:
    page = browser.get(url("calendar", business, things_of(business)["calendar"]))
    preview = page.context["preview"]
    assert len(preview.days) == 7
    assert [day.hours for day in preview.days if day.hours] == ["08:00-13:00, 14:00-18:00"]
    assert preview.ends_at is not None


def test_saves_what_it_shows_without_changing_it(business: Business, browser: Client) -> None:
    key = things_of(business)["calendar"]
    before = _document(business, key)
    form = browser.get(url("calendar", business, key)).context["page"].form
    posted = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    browser.post(url("calendar", business, key), posted)
    assert _document(business, key) == {**before, "dates": {}}


def test_offers_a_package_in_lengths_of_time(business: Business, browser: Client) -> None:
    cells = {
        "target_first_reply_normal": "4 שע׳",
        "target_first_reply_critical": "15",
        "target_solution_normal": "2d",
        "target_update_high": "1:30",
    }
    answer = browser.post(url("new_package", business), {**_package_form(business, **cells), "is_default": "on"})
    assert answer.status_code == 302
    with in_scope([business.pk]):
        package = ServicePackage.objects.get()
    assert package.is_default
    assert package.targets == {
        "first_reply": {"normal": 240, "critical": 15},
        "solution": {"normal": 2880},
        "update": {"high": 90},
    }


def test_begins_a_package_with_the_business_s_own_hours(business: Business, browser: Client) -> None:
    with in_scope([business.pk]):
        ServiceCalendar.objects.create(business=business, name="A first one", document=a_week(business))
        own = ServiceCalendar.objects.create(business=business, name="Own", document=a_week(business))
        ServicePackage.objects.create(business=business, name="Usual", calendar=own, is_default=True)
    form = browser.get(url("new_package", business)).context["page"].form
    assert form["calendar"].value() == own.pk


@pytest.mark.parametrize(
    ("text", "words"), [("soon", "Not a length of time"), ("0", "Longer than nothing"), ("400d", "at most a year")]
)
def test_refuses_a_cell_in_words_beside_it(text: str, words: str, business: Business, browser: Client) -> None:
    posted = _package_form(business, target_first_reply_normal=text)
    answer = browser.post(url("new_package", business), posted)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with in_scope([business.pk]):
        assert not ServicePackage.objects.exists()


def test_takes_no_hours_of_another_business(business: Business, elsewhere: Business, browser: Client) -> None:
    answer = browser.post(url("new_package", business), _package_form(elsewhere))
    assert answer.status_code == 422
    with in_scope([business.pk]):
        assert not ServicePackage.objects.exists()


def test_keeps_one_package_for_everybody(business: Business, browser: Client) -> None:
    key = things_of(business)["package"]
    posted = {**_package_form(business), "is_default": "on"}
    browser.post(url("new_package", business), posted)
    browser.post(url("package", business, key), {**posted, "name": "Plain"})
    with in_scope([business.pk]):
        assert ServicePackage.objects.get(is_default=True).pk == key
    assert codes(business)[-1] == "package_changed"


@pytest.mark.parametrize("route", ["calendars", "packages"])
def test_takes_as_many_queries_for_thirty_as_for_three(route: str, business: Business, browser: Client) -> None:
    def add(count: int) -> None:
        with in_scope([business.pk]):
            for _ in range(count):
                at = ServiceCalendar.objects.count()
                row = ServiceCalendar.objects.create(business=business, name=f"H{at}", document=a_week(business))
                ServicePackage.objects.create(business=business, name=f"P{at}", calendar=row)

    def count_queries() -> int:
        browser.get(url(route, business))
        with CaptureQueriesContext(connection) as captured:
            browser.get(url(route, business))
        return len(captured)

    add(3)
    at_three = count_queries()
    add(27)
    assert count_queries() == at_three


def test_asks_whether_midnight_is_meant() -> None:
    business = Business(time_zone="Asia/Jerusalem")
    data = {"name": "לילה", "timezone": "Asia/Jerusalem", "sun": "17:00-09:00"}
    refused = CalendarForm(data, business=business)
    assert not refused.is_valid()
    assert list(refused.errors) == ["sun"]
    meant = CalendarForm({**data, "is_overnight": "on"}, business=business)
    assert meant.is_valid(), meant.errors
    assert meant.document()["week"] == {"sun": [["17:00", "09:00"]]}


def test_refuses_hours_of_a_night_that_go_on_into_the_next_day(business: Business, browser: Client) -> None:
    hours = {"name": "Nights", "timezone": "Asia/Jerusalem", "is_active": "on", "is_overnight": "on"}
    answer = browser.post(url("new_calendar", business), {**hours, "sat": "22-02", "sun": "1-5"})
    assert answer.status_code == 422
    assert "22:00-02:00 and 01:00-05:00 overlap" in answer.content.decode()
    assert browser.post(url("new_calendar", business), {**hours, "sat": "22-02", "sun": "2-5"}).status_code == 302


def test_tells_a_change_of_hours_in_words(business: Business, browser: Client) -> None:
    assert browser.post(url("new_calendar", business), HOURS).status_code == 302
    with in_scope([business.pk]):
        row = ServiceCalendar.objects.get()
    changed = {**HOURS, "fri": "9-13", "timezone": "Europe/Paris"}
    assert browser.post(url("calendar", business, row.pk), changed).status_code == 302
    with in_scope([business.pk]):
        (column,) = history_of(ServiceCalendar.objects.get())[0].columns
    # Of a document only what differs, and no code of ours.
    assert column.before == "Friday: 08:00-12:00, Time zone: Jerusalem, Israel"
    assert column.after == "Friday: 09:00-13:00, Time zone: Paris, France"
