"""A customer hears who handles their case without asking: the agent improves the words, then pauses the rest."""

import pytest
from playwright.sync_api import expect

from demo.installation import Installation
from tests.journeys.conftest import Opens
from tests.journeys.letterbox import Letterbox, case_link
from tests.journeys.screens import PATIENT, PHONE, Screen, accept_offer, check_accessible, set_presence, sign_in

pytestmark = pytest.mark.journey
HEBREW_DESKTOP = Screen("he", 1440, 900)


def test_is_told_without_asking(centre: Installation, open_page: Opens) -> None:
    page = open_page(HEBREW_DESKTOP)
    sign_in(page, centre.url, "noa.barak@tapuz.test", HEBREW_DESKTOP)
    set_presence(page, "available")
    letterbox = Letterbox(centre, "updates@journey.test")
    subject = "הנתב נכבה מעצמו"
    letterbox.send(to="service@tapuz.test", name="Hila", subject=subject, text="הנתב נכבה כל שעה. אפשר לבדוק?")
    accept_offer(page, subject)

    updates = page.locator("#updates")
    expect(updates).to_contain_text("עדכון יישלח", timeout=PATIENT)
    updates.get_by_role("link", name="שיפור או שליחה עכשיו").click()
    words = page.locator("#dialog textarea")
    expect(words).to_be_visible(timeout=PATIENT)
    check_accessible(page)
    words.fill("היי הילה, הפנייה אצלי, ואני בודקת את הנתב מרחוק. נועה")
    page.locator("#dialog form button.btn-primary").click()
    letter = letterbox.wait_for("בודקת את הנתב מרחוק")

    updates.get_by_role("link", name="השהיית הודעות אוטומטיות").click()
    page.locator("#dialog [name=reason]").fill("מדברות בטלפון")
    page.locator("#dialog form button.btn-primary").click()
    expect(updates).to_contain_text("מדברות בטלפון", timeout=PATIENT)

    phone = open_page(PHONE)
    phone.goto(case_link(letter))
    phone.get_by_role("link", name="סיכום להעברה הלאה").click()
    expect(phone.locator("dl")).to_contain_text(subject, timeout=PATIENT)
    check_accessible(phone)
