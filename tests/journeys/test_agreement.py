"""A manager settles with a customer what is promised, by phone; the customer approves it, and it is in force."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from demo.installation import Installation
from tests.journeys.conftest import Opens
from tests.journeys.letterbox import Letterbox
from tests.journeys.screens import PATIENT, PHONE, check_accessible, reload_until, sign_in

pytestmark = pytest.mark.journey

MANAGER, CUSTOMER = "ronit.peretz@tapuz.test", "סטודיו קו"
APPROVER = "noga@kav-studio.journey.test"
LINK = re.compile(r"https?://[^\s\"'<>\u2066-\u2069\u200e\u200f]+/a/[A-Za-z0-9_-]+/")
ISRAEL = ZoneInfo("Asia/Jerusalem")
CODE = re.compile(r"\b[0-9]{6}\b")


def test_settles_what_is_promised_and_has_it_approved(centre: Installation, open_page: Opens) -> None:
    desk = open_page(PHONE)
    sign_in(desk, centre.url, MANAGER, PHONE)
    desk.goto(f"{centre.url}/customers/?q={CUSTOMER}")
    desk.locator("main a[href^='/customers/']").filter(has_text=CUSTOMER).first.click()
    desk.locator("a[href$='/agreements/']").click()
    desk.get_by_role("button", name="פתיחת פגישת תיאום ציפיות").click()
    _meet(desk)
    check_accessible(desk)
    desk.get_by_role("button", name="שליחה לכולם").click()
    expect(desk.locator("main")).to_contain_text("ממתין לאישור הלקוח", timeout=PATIENT)

    letters = Letterbox(centre, APPROVER)
    link = LINK.search(letters.wait_for("סיכמנו יחד").text)
    assert link is not None
    phone = open_page(PHONE)
    phone.goto(link[0])
    expect(phone.locator("main")).to_contain_text("שרת הקבצים")
    check_accessible(phone)
    phone.get_by_role("button", name="שלחו לי קוד").click()
    code = CODE.search(letters.wait_for("קוד האימות").text)
    assert code is not None
    phone.locator("[name=code]").fill("000000" if code[0] != "000000" else "111111")
    phone.get_by_role("button", name="אישור ההסכם").click()
    # The form stands far below, and so does what was wrong.
    expect(phone.locator("main .mk-error")).to_be_in_viewport(timeout=PATIENT)
    expect(phone.locator("[name=code]")).to_be_focused()
    phone.locator("[name=code]").fill(code[0])
    phone.get_by_role("button", name="אישור ההסכם").click()
    expect(phone.locator("main")).to_contain_text("ההסכם אושר", timeout=PATIENT)

    reload_until(desk, desk.locator("main header .mk-chip"), "בתוקף")
    expect(desk.locator("main")).to_contain_text("הלקוח אישר")


def _meet(page: Page) -> None:
    """All the steps, with as little as each needs."""
    today = datetime.now(ISRAEL).date()
    _step(page, trade="סטודיו לעיצוב", needs="קבצים גדולים עוברים ללקוחות בכל שעה")
    for name in ("calendar", "package"):
        page.locator(f"[name={name}]").first.check()
    page.locator("[name=level][value=full]").check()
    _step(page)
    page.locator("[name=has_systems][value=yes]").check()
    _step(page, in_scope="קו האינטרנט והגיבוי")
    _choose(page, "systems-0-criticality", value="critical")
    _step(page, **{"systems-0-name": "שרת הקבצים"})
    _choose(page, "contacts-0-authority", value="approves")
    _step(page, **{"contacts-0-name": "נגה שלו", "contacts-0-email": APPROVER})
    _choose(page, "ours-0-person")
    theirs = {"theirs-0-theirs_name": "נגה", "theirs-0-theirs_reach": "בנייד", "theirs-0-theirs_for": "הכול"}
    _step(page, **{"ours-0-ours_for": "כל עיכוב"}, **theirs)
    page.locator("[name=rhythm][value=none]").check()
    _step(page)
    page.locator("input[name=language][value=he]").check()
    _step(page, effective_from=today.isoformat(), renew_on=(today + timedelta(days=365)).isoformat())


def _choose(page: Page, name: str, *, value: str = "") -> None:
    """The option of that value, else the first that is one."""
    first = page.locator(f"[name='{name}'] option").nth(1).get_attribute("value") or ""
    page.locator(f"[name='{name}']").select_option(value or first)


def _step(page: Page, **words: str) -> None:
    for name, text in words.items():
        page.locator(f"[name='{name}']").fill(text)
    heading = page.locator("h1").inner_text()
    page.get_by_role("button", name="שמירה והמשך").click()
    expect(page.locator("h1")).not_to_have_text(heading, timeout=PATIENT)
