"""The widget on a plain site, in a browser, against a real web process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from moked.cases.models import Case, Message
from moked.channels.models import ChatSession
from moked.surveys.models import SurveyResponse
from tests.portal.chat.conftest import SHOP, Shop

pytestmark = pytest.mark.journey

SCREENS = [("he", 390), ("he", 1440), ("en", 390), ("en", 1440)]
PICTURE = Path(__file__).parents[3] / "frontend" / "icon.svg"
WORDS = {
    "he": {
        "write": "כאן כותבים הודעה",
        "lost": "מתחברים מחדש… מה שכתבת יישלח",
        "no": "עדיין לא",
        "yes": "כן, אפשר לסגור",
    },
    "en": {
        "write": "Write a message",
        "lost": "Reconnecting… what you wrote will be sent",
        "no": "Not yet",
        "yes": "Yes, close it",
    },
}
IS_AT_END = """() => {
    const log = document.querySelector('moked-chat').shadowRoot.querySelector('.log');
    return log.scrollHeight > log.clientHeight + 1 && log.scrollHeight - log.scrollTop - log.clientHeight < 2;
}"""
# A card that comes in the frame after the log was scrolled to its end.
SHRINK_WHILE_SCROLLING = """() => {
    const log = document.querySelector('moked-chat').shadowRoot.querySelector('.log');
    log.scrollTop -= 1;
    log.nextElementSibling.style.paddingBlockEnd = '100px';
}"""
IS_DRAWN = "() => document.querySelector('moked-chat').shadowRoot.querySelector('img').naturalWidth > 0"


def open_chat(page: Page) -> None:
    page.locator("moked-chat button.launcher").click()


def write(page: Page, text: str) -> None:
    page.locator("moked-chat textarea").fill(text)
    page.locator("moked-chat textarea").press("Enter")


def assert_accessible(page: Page) -> None:
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()


def texts(shop: Shop) -> list[str]:
    found: list[str] = shop.in_office(lambda: list(Message.objects.order_by("id").values_list("text", flat=True)))
    return found


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_carries_a_conversation_from_hello_to_solved(
    open_shop: Callable[[str, int], Shop], language: str, width: int
) -> None:
    shop = open_shop(language, width)
    page, words = shop.page, WORDS[language]
    root = page.locator("moked-chat .root")
    expect(page.locator("moked-chat button.launcher")).to_be_visible()
    assert_accessible(page)
    open_chat(page)
    expect(root).to_have_attribute("dir", "rtl" if language == "he" else "ltr")
    expect(page.get_by_label(words["write"])).to_be_focused()
    write(page, "אין אינטרנט")
    expect(page.locator("moked-chat form.card")).to_be_visible()
    assert_accessible(page)

    for wrong in ("no address", "dana@customers"):
        page.locator("moked-chat input[name=email]").fill(wrong)
        page.locator("moked-chat form.card .primary").click()
        expect(page.locator("moked-chat input[name=email]")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("moked-chat form.card .error")).to_be_visible()
    page.locator("moked-chat input[name=email]").fill("dana@customers.test")
    page.locator("moked-chat form.card .primary").click()
    expect(page.locator("moked-chat .hint")).to_contain_text("dana@customers.test")

    shop.answer("בודקים את הקו")
    expect(page.locator("moked-chat [role=log]")).to_contain_text("בודקים את הקו")
    expect(page.locator("moked-chat .mine .seen")).to_be_visible()
    shop.answer("הקו תקין עכשיו", is_proposal=True)
    page.get_by_role("button", name=words["no"]).click()
    expect(page.get_by_role("button", name=words["no"])).to_have_count(0)
    shop.answer("ועכשיו?", is_proposal=True)
    assert_accessible(page)
    page.get_by_role("button", name=words["yes"]).click()
    page.locator("moked-chat .mark").nth(4).click()
    expect(page.locator("moked-chat .mark")).to_have_count(0)
    assert_accessible(page)
    assert shop.in_office(lambda: Case.objects.get().state) == "closed"
    assert shop.in_office(lambda: SurveyResponse.objects.get().ease) == 5


def test_keeps_the_newest_message_in_sight_when_a_card_comes(open_shop: Callable[[str, int], Shop]) -> None:
    shop = open_shop("he", 390)
    page = shop.page
    open_chat(page)
    write(page, "אין אינטרנט")
    page.locator("moked-chat form.card button[type=button]").click()
    for number in range(4):
        shop.answer(f"צעד {number}: מנתקים את הנתב מהחשמל, ממתינים חצי דקה ומחברים. " * 4)
    shop.answer("הקו תקין עכשיו", is_proposal=True)
    expect(page.get_by_role("button", name=WORDS["he"]["no"])).to_be_visible()
    expect(page.locator("moked-chat [role=log]")).to_contain_text("הקו תקין עכשיו")
    page.wait_for_function(IS_AT_END, timeout=5_000)
    page.evaluate(SHRINK_WHILE_SCROLLING)
    page.wait_for_function(IS_AT_END, timeout=5_000)


def test_lets_each_line_run_as_most_of_its_words_do(open_shop: Callable[[str, int], Shop]) -> None:
    shop = open_shop("he", 390)
    page = shop.page
    open_chat(page)
    page.locator("moked-chat textarea").fill("WhatsApp לא עובד לי")
    expect(page.locator("moked-chat textarea")).to_have_attribute("dir", "rtl")
    write(page, "WhatsApp לא עובד לי\nThe word שלום means peace\n054-1234567")
    lines = page.locator("moked-chat [role=log] p")
    for words, way in (("WhatsApp לא עובד לי", "rtl"), ("The word", "ltr"), ("054-1234567", "auto")):
        expect(lines.filter(has_text=words)).to_have_attribute("dir", way)
    expect(page.locator("moked-chat textarea")).to_have_attribute("dir", "auto")


def test_loses_nothing_when_the_network_falls(open_shop: Callable[[str, int], Shop]) -> None:
    shop = open_shop("he", 390)
    page = shop.page
    open_chat(page)
    write(page, "ראשונה")
    expect(page.locator("moked-chat .mine time")).to_have_count(1)
    page.context.set_offline(True)
    expect(page.locator("moked-chat .offline")).to_have_text(WORDS["he"]["lost"])
    write(page, "שנייה")
    write(page, "שלישית")
    shop.answer("תשובה בינתיים")
    page.context.set_offline(False)
    expect(page.locator("moked-chat .offline")).to_be_hidden()
    expect(page.locator("moked-chat .mine time")).to_have_count(3)
    expect(page.locator("moked-chat [role=log]")).to_contain_text("תשובה בינתיים")
    assert sorted(texts(shop)) == sorted(["ראשונה", "שנייה", "שלישית", "תשובה בינתיים"])
    page.reload()
    open_chat(page)
    expect(page.locator("moked-chat .mine")).to_have_count(3)


def test_sends_what_was_written_before_a_reload_without_network(open_shop: Callable[[str, int], Shop]) -> None:
    shop = open_shop("he", 1440)
    page = shop.page
    page.locator("moked-chat button.launcher").wait_for()
    page.context.set_offline(True)
    open_chat(page)
    write(page, "נכתב בלי רשת")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"{SHOP}/other")
    expect(page.locator("moked-chat .mine time")).to_have_count(1, timeout=15_000)
    assert texts(shop) == ["נכתב בלי רשת"]


def test_sends_a_picture_and_shows_it_after_a_reload(open_shop: Callable[[str, int], Shop]) -> None:
    shop = open_shop("en", 1440)
    page = shop.page
    open_chat(page)
    picker = page.locator("moked-chat input[type=file]")
    picker.set_input_files({"name": "x.svg", "mimeType": "image/svg+xml", "buffer": PICTURE.read_bytes()})
    expect(page.locator("moked-chat .notice")).to_be_visible()
    picture = page.screenshot()
    picker.set_input_files({"name": "screen.png", "mimeType": "image/png", "buffer": picture})
    expect(page.locator("moked-chat .mine time")).to_have_count(1)
    page.reload()
    shown = page.locator("moked-chat .picture img")
    expect(shown).to_have_attribute("alt", "screen.png")
    page.wait_for_function(
        "() => document.querySelector('moked-chat').shadowRoot.querySelector('img').naturalWidth > 0"
    )


def test_counts_what_arrives_while_it_is_closed(open_shop: Callable[[str, int], Shop]) -> None:
    shop = open_shop("en", 1440)
    page = shop.page
    open_chat(page)
    write(page, "hello")
    expect(page.locator("moked-chat .mine time")).to_have_count(1)
    page.keyboard.press("Escape")
    launcher = page.locator("moked-chat button.launcher")
    expect(launcher).to_be_focused()
    shop.answer("Hello Dana")
    expect(launcher).to_have_accessible_name("Open chat with Orange Networks. One unread message")
    page.keyboard.press("Enter")
    expect(page.locator("moked-chat .badge")).to_be_hidden()


def test_forgets_the_conversation_when_it_is_ended(open_shop: Callable[[str, int], Shop]) -> None:
    shop = open_shop("en", 390)
    page = shop.page
    open_chat(page)
    write(page, "hello")
    expect(page.locator("moked-chat .mine time")).to_have_count(1)
    page.get_by_role("button", name="Options").click()
    page.get_by_role("button", name="End chat").click()
    page.locator("moked-chat .card .primary").click()
    expect(page.locator("moked-chat .mine")).to_have_count(0)
    page.reload()
    open_chat(page)
    expect(page.locator("moked-chat .mine")).to_have_count(0)
    assert shop.in_office(lambda: ChatSession.objects.get().ended_at) is not None
