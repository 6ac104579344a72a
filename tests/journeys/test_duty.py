"""Whoever leads the shift writes a duty on the phone, reads who is on duty, and finds far places under 'more'."""

import pytest
from playwright.sync_api import expect

from demo.installation import Installation
from tests.journeys.conftest import Opens
from tests.journeys.screens import PATIENT, PHONE, check_accessible, sign_in

pytestmark = pytest.mark.journey


def test_is_written_and_read_on_the_phone(centre: Installation, open_page: Opens) -> None:
    page = open_page(PHONE)
    sign_in(page, centre.url, "ronit.peretz@tapuz.test", PHONE)
    bar = page.locator(".mk-rail-items > li:visible")
    expect(bar).to_have_count(5)
    page.get_by_role("button", name="מקומות נוספים").click()
    page.get_by_role("menuitem", name="ניהול").click()
    check_accessible(page)
    page.goto(f"{centre.url}/office/tapuz/duty/")
    page.get_by_role("link", name="רשת", exact=True).click()
    expect(page.get_by_role("heading", name="לוח תורנויות")).to_be_visible(timeout=PATIENT)
    expect(page.get_by_text("סמיר").first).to_be_visible()
    check_accessible(page)

    page.get_by_role("link", name="הוספת תורנות").click()
    page.locator("[name=person]").select_option(label="נועה ברק")
    page.locator("[name=weekday]").select_option(value="5")
    page.locator("[name=starts]").fill("22:00")
    page.locator("[name=ends]").fill("06:00")
    page.get_by_role("button", name="שמירה").click()
    expect(page.get_by_role("alert")).to_contain_text("הסיום לפני ההתחלה", timeout=PATIENT)
    page.locator("[name=is_overnight]").check()
    page.get_by_role("button", name="שמירה").click()
    expect(page.get_by_role("link", name="נועה ברק")).to_contain_text("22:00–06:00", timeout=PATIENT)
