"""A whole installation with the demo, a real browser, and what is kept when a journey fails."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from demo.installation import Installation, temporary_installation
from tests.journeys.screens import DESKTOP, PHONE, Screen

RESULTS = Path("test-results")
# The pages need no network: what a browser would ask of its maker stays off.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Opens = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, from CHROMIUM or the machine's own."""
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_centre() -> Iterator[Installation]:
    """The demo without its own life."""
    with temporary_installation(with_demo=True) as installed:
        yield installed


@pytest.fixture
def centre(demo_centre: Installation) -> Installation:
    """The demo with nobody at a desk and nothing waiting, whatever a journey before left."""
    demo_centre.run("tests.journeys.quiet")
    return demo_centre


@pytest.fixture(params=[PHONE, DESKTOP], ids=["he-phone", "en-desktop"])
def screen(request: pytest.FixtureRequest) -> Screen:
    chosen: Screen = request.param
    return chosen


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Opens]:
    """Opens a page of its own for somebody: their screen, language and cookies. Keeps what it saw on a failure."""
    opened: list[tuple[BrowserContext, Page, list[str]]] = []

    def open_for(screen: Screen) -> Page:
        context = browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            locale="he-IL" if screen.language == "he" else "en-GB",
            timezone_id="Asia/Jerusalem",
            reduced_motion="reduce",
            has_touch=screen.is_phone,
        )
        page = context.new_page()
        console: list[str] = []
        page.on("console", lambda message: console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: console.append(f"error: {error}"))
        opened.append((context, page, console))
        return page

    yield open_for
    refused = [line for _, _, console in opened for line in console if "Content Security Policy" in line]
    has_failed = getattr(request.node, "failed", False) or bool(refused)
    for number, (context, page, console) in enumerate(opened):
        if has_failed:
            _keep(page, console, f"{request.node.name}-{number}")
        context.close()
    assert not refused, "a page broke its own content policy:\n" + "\n".join(refused)


def _keep(page: Page, console: list[str], name: str) -> None:
    RESULTS.mkdir(exist_ok=True)
    page.screenshot(path=RESULTS / f"{name}.png")
    (RESULTS / f"{name}.txt").write_text("\n".join([page.url, *console]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True
    return report
