"""Somebody without the demo: from an empty installation to the first case on the desk."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from demo.installation import Installation, temporary_installation
from tests.journeys.conftest import Opens
from tests.journeys.screens import PATIENT, Screen, check_accessible

pytestmark = pytest.mark.journey


@pytest.fixture
def empty() -> Iterator[Installation]:
    """An installation nobody has used. One step signs in; the second factor has tests of its own."""
    with temporary_installation(with_demo=False, settings={"MOKED_REQUIRE_SECOND_FACTOR": "0"}) as installed:
        yield installed


def fill(page: Page, **values: str) -> None:
    """Fills the step's fields and goes on."""
    check_accessible(page)
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("main form button[type=submit]").first.click()


def test_leads_from_nothing_to_the_first_case(empty: Installation, open_page: Opens, screen: Screen) -> None:
    page = open_page(screen)
    welcome = re.search(r"http://\S+/welcome/\S+/", empty.run("moked", "welcome"))
    assert welcome is not None
    page.goto(welcome[0])
    expect(page.locator("html")).to_have_attribute("dir", screen.direction)
    fill(
        page,
        first_name=screen.say("תמר", "Tamar"),
        last_name=screen.say("אלון", "Alon"),
        email="tamar@first.test",
        password="violet harbour kettle",
    )
    page.wait_for_url("**/business/", timeout=PATIENT)
    fill(page, name=screen.say("מאפיית הבוקר", "Morning Bakery"), case_prefix="MB")
    page.wait_for_url("**/mailbox/", timeout=PATIENT)
    fill(page, address="hello@first.test")
    page.wait_for_url("**/widget/", timeout=PATIENT)
    fill(page, name=screen.say("דברו איתנו", "Talk to us"))
    page.wait_for_url("**/try/", timeout=PATIENT)
    subject = screen.say("לחם ללא גלוטן", "Gluten-free bread")
    fill(page, sender="guest@first.test", subject=subject, text=screen.say("יש בימי שישי?", "On Fridays too?"))
    page.locator("#arrival a[href*='/cases/']").click(timeout=PATIENT)
    expect(page.locator("#case-head")).to_contain_text(subject, timeout=PATIENT)
    expect(page.locator("#case-head")).to_contain_text("MB-")

    page.goto(welcome[0])
    expect(page.locator("[name=password]")).to_have_count(0)
