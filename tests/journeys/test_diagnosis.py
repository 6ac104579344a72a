"""Agent and customer look into a dead line together, each at their own screen, and agree what was found."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from demo.drawings import draw_photo
from demo.installation import Installation
from tests.journeys.conftest import Opens
from tests.journeys.letterbox import Letterbox, case_link
from tests.journeys.screens import PATIENT, PHONE, Screen, accept_offer, check_accessible, set_presence, sign_in

pytestmark = pytest.mark.journey
HEBREW_DESKTOP = Screen("he", 1440, 900)
ISRAEL = ZoneInfo("Asia/Jerusalem")
FOUND = "הכבל שבין הקיר לקופסה כפוף, והקו רועש"


def test_agrees_what_was_found(centre: Installation, open_page: Opens) -> None:
    desk = open_page(HEBREW_DESKTOP)
    sign_in(desk, centre.url, "noa.barak@tapuz.test", HEBREW_DESKTOP)
    set_presence(desk, "available")
    letterbox = Letterbox(centre, "diagnosis@journey.test")
    subject = "אין אינטרנט מהבוקר"
    letterbox.send(to="service@tapuz.test", name="Gal", subject=subject, text="אין אינטרנט מהבוקר, מה עושים?")
    accept_offer(desk, subject)
    phone = open_page(PHONE)
    phone.goto(case_link(letterbox.wait_for("/c/")))

    desk.locator("[popovertarget=case-menu]").click()
    # What arrives meanwhile leaves an open menu in its place.
    menu = desk.locator("#case-menu")
    place = menu.bounding_box()
    with desk.expect_response(re.compile(r"/head/$")):
        desk.locator("#case-head").dispatch_event("live")
    desk.wait_for_timeout(200)
    assert menu.bounding_box() == place
    desk.get_by_role("menuitem", name="אבחון משותף").click()
    desk.locator("#dialog button").filter(has_text="אין אינטרנט בבית").click()
    phone.get_by_role("button", name="אדומה").click(timeout=PATIENT)
    phone.get_by_role("button", name="לא", exact=True).click(timeout=PATIENT)
    expect(phone.locator("input[name=uploads]").first).to_be_visible(timeout=PATIENT)
    check_accessible(phone)
    question = phone.locator("form[id^=question-]")
    photo = {"name": "הכבל.png", "mimeType": "image/png", "buffer": draw_photo("כבל")}
    question.locator("input[name=uploads]").set_input_files(photo)
    question.locator("button").click()
    expect(phone.locator("#toasts")).to_contain_text("תודה", timeout=PATIENT)

    dialog = desk.locator("#dialog")
    dialog.get_by_role("button", name="הקו רועש").click(timeout=PATIENT)
    dialog.locator("textarea[name=value]").fill("הציוד בבניין תקין")
    dialog.locator("form button.btn-primary").click()
    check_accessible(desk)
    dialog.get_by_role("link", name="ניסוח הממצא").click(timeout=PATIENT)
    dialog.locator("[name=found]").fill(FOUND)
    dialog.locator("[name=next_step]").fill("נחליף את הכבל")
    dialog.locator("[name=due_at]").fill((datetime.now(ISRAEL) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"))
    dialog.get_by_role("button", name="שליחה ללקוח").click()

    expect(phone.locator("#standing, main").first).to_contain_text(FOUND, timeout=PATIENT)
    check_accessible(phone)
    phone.get_by_role("button", name="כן, זה נכון").click()
    expect(phone.locator("main")).to_contain_text("אישרת", timeout=PATIENT)
    expect(desk.locator("#case-head")).to_contain_text("הוסכם עם הלקוח", timeout=PATIENT)
