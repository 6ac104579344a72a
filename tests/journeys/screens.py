"""The two screens every story is told on, and the moves its people make on them."""

from dataclasses import dataclass
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from demo.content.people import PASSWORD

PATIENT = 20_000


@dataclass(frozen=True)
class Screen:
    """A language and a device."""

    language: Literal["he", "en"]
    width: int
    height: int

    @property
    def is_phone(self) -> bool:
        return self.width < 600

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "he" else "ltr"

    def say(self, hebrew: str, english: str) -> str:
        """What somebody of this screen's language says."""
        return hebrew if self.language == "he" else english


PHONE = Screen("he", 390, 844)
DESKTOP = Screen("en", 1440, 900)


def sign_in(page: Page, url: str, email: str, screen: Screen) -> None:
    """Signs in and chooses the language of screens."""
    page.goto(f"{url}/account/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page.locator("#work")).to_be_visible(timeout=PATIENT)
    choose_language(page, screen.language)


def choose_language(page: Page, language: str) -> None:
    """By the menu of languages when another one is shown."""
    if page.locator("html").get_attribute("lang") == language:
        return
    # The rail of a desktop has a menu of its own for it; a phone has it under the account.
    for choice in page.locator(f"button[name=language][value={language}]").all():
        menu = choice.evaluate("button => button.closest('[popover]').id")
        opener = page.locator(f"[popovertarget='{menu}']:visible")
        if opener.count():
            opener.first.click()
            choice.click()
            break
    expect(page.locator("html")).to_have_attribute("lang", language, timeout=PATIENT)


def set_presence(page: Page, kind: str) -> None:
    """By the presence menu above the work list."""
    page.locator("[popovertarget=presence-menu]").first.click()
    page.locator(f"#presence-menu button[value={kind}]").click()
    expect(page.locator(f"#presence-menu button[value={kind}]")).to_have_attribute(
        "aria-checked", "true", timeout=PATIENT
    )


def accept_offer(page: Page, subject: str) -> None:
    """Opens the case the router offers, once it is the one about `subject`."""
    offer = page.locator("#offers section").filter(has_text=subject)
    expect(offer).to_be_visible(timeout=PATIENT)
    offer.locator("form").first.locator("button").click()
    expect(page.locator("#case-head")).to_contain_text(subject, timeout=PATIENT)


def write_answer(page: Page, text: str) -> None:
    """Sends an answer and sees it in the timeline."""
    editor = page.locator("#composer [contenteditable=true]")
    editor.click()
    editor.press_sequentially(text)
    page.keyboard.press("Control+Enter")
    expect(said(page, text)).to_be_visible(timeout=PATIENT)


def offer_solution(page: Page, text: str) -> None:
    """Sends what solves it and asks the customer to confirm."""
    editor = page.locator("#composer [contenteditable=true]")
    editor.click()
    editor.press_sequentially(text)
    page.locator("#case-head [data-offer-solution]").click()
    page.locator("#propose [data-send-proposal]").click()
    expect(said(page, text)).to_be_visible(timeout=PATIENT)


def said(page: Page, text: str) -> Locator:
    """A message on the agent's timeline."""
    return page.locator("#timeline .mk-ev").filter(has_text=text)


def reload_until(page: Page, shown: Locator, text: str) -> None:
    """Waits for what the worker does, on a page that does not tell of it by itself."""
    for _ in range(PATIENT // 1000):
        page.reload()
        if shown.inner_text().strip() == text:
            break
        page.wait_for_timeout(1000)
    expect(shown).to_have_text(text)


def check_accessible(page: Page) -> None:
    """No violation that axe knows."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
