"""An agent works without a mouse: signs in, takes what is offered, answers, takes it back, and notes."""

import pytest
from playwright.sync_api import Page, expect

from demo.content.people import PASSWORD
from demo.installation import Installation
from tests.journeys.conftest import Opens
from tests.journeys.letterbox import Letterbox
from tests.journeys.screens import PATIENT, Screen, check_accessible, choose_language, said

pytestmark = pytest.mark.journey

AGENTS = {"he": "rami.nassar@tapuz.test", "en": "samir.khoury@tapuz.test"}
MOST_STOPS = 40


def tab_to(page: Page, selector: str) -> None:
    """Moves the focus by Tab alone."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is out of the keyboard's reach")


def choose_presence(page: Page, kind: str) -> None:
    tab_to(page, "[popovertarget=presence-menu]")
    page.keyboard.press("Enter")
    choice = page.locator(f"#presence-menu button[value={kind}]")
    expect(choice).to_be_visible()
    for _ in range(MOST_STOPS):
        if choice.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(choice).to_have_attribute("aria-checked", "true", timeout=PATIENT)


def test_is_worked_by_keys_alone(centre: Installation, open_page: Opens, screen: Screen) -> None:
    page = open_page(screen)
    page.goto(f"{centre.url}/account/login/")
    check_accessible(page)
    tab_to(page, "[name=login]")
    page.keyboard.type(AGENTS[screen.language])
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#work")).to_be_visible(timeout=PATIENT)
    choose_language(page, screen.language)
    expect(page.locator("html")).to_have_attribute("dir", screen.direction)
    choose_presence(page, "available")

    subject = screen.say("כתובת קבועה למצלמות", "A fixed address for the cameras")
    Letterbox(centre, f"keys-{screen.language}@journey.test").send(
        to="service@tapuz.test", name="Dror", subject=subject, text=screen.say("אפשר לקבל?", "Can we have one?")
    )
    expect(page.locator("#offers section").filter(has_text=subject)).to_be_visible(timeout=PATIENT)
    page.keyboard.press("o")
    expect(page.locator("#case-head")).to_contain_text(subject, timeout=PATIENT)

    answer = screen.say("אפשר, מיד נגדיר", "Certainly, we set it up now")
    page.keyboard.press("r")
    page.keyboard.type(answer)
    page.keyboard.press("Control+Enter")
    expect(said(page, answer)).to_be_visible(timeout=PATIENT)
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(said(page, answer)).to_have_count(0, timeout=PATIENT)
    expect(page.locator("#composer [contenteditable=true]")).to_contain_text(answer, timeout=PATIENT)

    note = screen.say("לבדוק שהנתב תומך", "Check that the router can do it")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("Control+A")
    page.keyboard.type(note)
    page.keyboard.press("Control+Enter")
    expect(said(page, note)).to_be_visible(timeout=PATIENT)
    # A second note is a note as well, and does not go to the customer.
    expect(page.locator("[data-tab=note]")).to_have_attribute("aria-pressed", "true")
    check_accessible(page)

    promise = screen.say("אתקשר אליך מחר עד 14:00", "I will call you tomorrow by 14:00")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.keyboard.type(promise)
    page.keyboard.press("Control+Enter")
    asked = page.locator("#composer-asked")
    expect(asked).to_contain_text(promise, timeout=PATIENT)
    # It stands for whoever opens the case, until somebody answers.
    page.reload()
    expect(asked).to_contain_text(promise, timeout=PATIENT)
    check_accessible(page)
    # The latest is asked about first, and the one before it once that is answered.
    later = screen.say("אשלח לך את החשבונית מחר", "I will send you the invoice tomorrow")
    page.locator("#composer [contenteditable=true]").click()
    page.keyboard.type(later)
    page.keyboard.press("Control+Enter")
    for kept, follows in ((later, promise), (promise, "")):
        expect(asked).to_contain_text(kept, timeout=PATIENT)
        asked.locator("button").first.click()
        expect(page.locator("#case-head")).to_contain_text(kept, timeout=PATIENT)
        expect(asked).to_contain_text(follows)
    expect(asked).to_be_empty()
    text = page.locator("#composer [contenteditable=true]")
    expect(text).to_be_focused()
    page.keyboard.type("WhatsApp לא עובד לי")
    expect(text.locator("p")).to_have_attribute("dir", "rtl")
    page.keyboard.press("Control+A")
    page.keyboard.type("שלום means peace")
    expect(text.locator("p")).to_have_attribute("dir", "ltr")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
