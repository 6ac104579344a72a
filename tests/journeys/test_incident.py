"""Many write about one trouble: the shift manager gathers them, tells all at once, and each closes their own."""

import pytest
from playwright.sync_api import Page, expect

from demo.installation import Installation
from tests.journeys.conftest import Opens
from tests.journeys.letterbox import Letterbox, case_link
from tests.journeys.screens import DESKTOP, PATIENT, PHONE, Screen, check_accessible, sign_in

pytestmark = pytest.mark.journey

HEBREW_DESKTOP = Screen("he", DESKTOP.width, DESKTOP.height)
UPDATE = "צוות בדרך לממיר המרכזי, נעדכן תוך שעה"
NOTICE = "יש תקלה ארצית בשידורים, ואנחנו מטפלים בה"
SOLVED = "השידורים חזרו. האם גם אצלך?"


def _write(centre: Installation, who: str) -> Letterbox:
    letters = Letterbox(centre, f"{who}@journey.test")
    letters.send(
        to="service@tapuz.test", name=who, subject=f"תמונה קפואה אצל {who}", text="מהצהריים יש תמונה קפואה בממיר."
    )
    letters.wait_for("קיבלנו את פנייתך")
    return letters


def _fill(shift: Page, link: str, text: str, *, previews: bool) -> None:
    """Opens a form of texts, writes the Hebrew one, and sends it after a look."""
    shift.get_by_role("link", name=link, exact=True).click()
    shift.locator("[name=text_he]").fill(text)
    check_accessible(shift)
    if previews:
        shift.locator("main form button[type=submit]").click()
        expect(shift.locator("main dl")).to_contain_text(text, timeout=PATIENT)
    shift.locator("main form button[name=send]").click()


def test_goes_from_the_first_cases_to_each_customers_own_closing(centre: Installation, open_page: Opens) -> None:
    first, second = _write(centre, "avigail"), _write(centre, "boaz")
    shift, customer = open_page(HEBREW_DESKTOP), open_page(PHONE)
    sign_in(shift, centre.url, "ronit.peretz@tapuz.test", HEBREW_DESKTOP)
    shift.goto(f"{centre.url}/floor/incidents/new/")
    business = shift.locator("[name=business]")
    if business.count():
        business.select_option(label="תפוז תקשורת")
    shift.locator("[name=title]").fill("תקלת שידורים ארצית")
    shift.locator("[name=words]").fill("תמונה קפואה")
    check_accessible(shift)
    shift.locator("main form button[type=submit]").click()
    suggested = shift.locator("form", has=shift.locator("button[name=sure]"))
    expect(suggested).to_contain_text("boaz", timeout=PATIENT)
    check_accessible(shift)
    shift.locator("button[name=sure]").click()
    cases = shift.locator("section[aria-labelledby=cases-title]")
    expect(cases.locator("li")).to_have_count(2, timeout=PATIENT)
    _write(centre, "carmel")
    expect(cases.locator("li")).to_have_count(3, timeout=PATIENT)

    _fill(shift, "עדכון לכל הלקוחות", UPDATE, previews=True)
    for letters in (first, second):
        letters.wait_for(UPDATE)
    customer.goto(case_link(first.wait_for(UPDATE)))
    _fill(shift, "הודעה לכולם", NOTICE, previews=False)
    expect(customer.locator("#notices")).to_contain_text(NOTICE, timeout=PATIENT)
    check_accessible(customer)

    _fill(shift, "התקלה הסתיימה", SOLVED, previews=True)
    expect(customer.locator("#standing form[action$='/solved/'] button")).to_be_visible(timeout=PATIENT)
    expect(customer.locator("#notices")).not_to_contain_text(NOTICE, timeout=PATIENT)
    customer.locator("#solved form[action$='/solved/'] button").click()
    expect(customer.locator("#standing form[id^=questions]")).to_be_visible(timeout=PATIENT)
    expect(shift.locator("#incident")).to_contain_text("נסגרה", timeout=PATIENT)
