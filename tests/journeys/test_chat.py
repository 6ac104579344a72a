"""A visitor chats, loses the network and loses nothing, leaves, and is answered by mail."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from demo.drawings import draw_photo
from demo.installation import Installation
from tests.journeys.conftest import Opens
from tests.journeys.letterbox import Letterbox
from tests.journeys.screens import (
    PATIENT,
    Screen,
    accept_offer,
    check_accessible,
    said,
    set_presence,
    sign_in,
    write_answer,
)

pytestmark = pytest.mark.journey

AGENTS = {"he": "maya.hadad@tapuz.test", "en": "omer.dayan@tapuz.test"}


@dataclass
class Wire:
    """The visitor's connection, which can be cut and mended."""

    is_cut: bool = False
    open: list[WebSocketRoute] = field(default_factory=list)

    def carry(self, socket: WebSocketRoute) -> None:
        if self.is_cut:
            socket.close(code=1001)
        else:
            socket.connect_to_server()
            self.open.append(socket)

    def cut(self) -> None:
        self.is_cut = True
        while self.open:
            self.open.pop().close(code=1001)

    def mend(self) -> None:
        self.is_cut = False


def lines(visitor: Page, text: str) -> Locator:
    return visitor.locator("moked-chat .line").filter(has_text=text)


def write(visitor: Page, text: str) -> None:
    visitor.locator("moked-chat textarea").press_sequentially(text)
    visitor.locator("moked-chat textarea").press("Enter")


def test_keeps_every_word_through_a_lost_network(centre: Installation, open_page: Opens, screen: Screen) -> None:
    desk, visitor = open_page(screen), open_page(screen)
    wire = Wire()
    visitor.route_web_socket(lambda url: "/chat/" in url, wire.carry)
    sign_in(desk, centre.url, AGENTS[screen.language], screen)
    set_presence(desk, "available")

    visitor.goto(f"{centre.url}/demo/site/tapuz/?language={screen.language}")
    visitor.locator("moked-chat .launcher").click()
    question = screen.say("השלט של הטלוויזיה לא מגיב", "The remote control does not react")
    write(visitor, question)
    expect(lines(visitor, question)).to_be_visible()
    accept_offer(desk, question)
    check_accessible(visitor)

    desk.locator("#composer [contenteditable=true]").press_sequentially(screen.say("שלום, ", "Hello, "))
    expect(visitor.locator("moked-chat .typing")).not_to_be_empty(timeout=PATIENT)
    hello = screen.say("החליפו סוללות?", "were the batteries changed?")
    write_answer(desk, hello)
    expect(lines(visitor, hello)).to_be_visible(timeout=PATIENT)
    visitor.locator("moked-chat textarea").press_sequentially("…")
    expect(desk.locator("#composer .mk-typing")).to_be_visible(timeout=PATIENT)
    visitor.locator("moked-chat textarea").fill("")
    picture = {"name": "remote.png", "mimeType": "image/png", "buffer": draw_photo("remote")}
    visitor.locator("moked-chat input[type=file]").set_input_files([picture])
    expect(desk.locator("#timeline .mk-thumb img")).to_be_visible(timeout=PATIENT)

    wire.cut()
    expect(visitor.locator("moked-chat .offline")).to_be_visible(timeout=PATIENT)
    unsent = screen.say("אני במעלית", "I am in a lift")
    meanwhile = screen.say("אפשר לשלוח חדש", "We can send a new one")
    write(visitor, unsent)
    write_answer(desk, meanwhile)
    expect(said(desk, unsent)).to_have_count(0)
    wire.mend()
    expect(lines(visitor, meanwhile)).to_be_visible(timeout=PATIENT)
    expect(said(desk, unsent)).to_be_visible(timeout=PATIENT)
    expect(said(desk, unsent)).to_have_count(1)
    expect(lines(visitor, unsent)).to_have_count(1)

    letters = Letterbox(centre, f"visitor-{screen.language}@journey.test")
    details = visitor.locator("moked-chat form.card")
    details.locator("input[type=email]").fill(letters.address)
    details.locator("button[type=submit]").click()
    expect(details).to_have_count(0, timeout=PATIENT)
    visitor.locator("moked-chat [aria-controls=menu]").click()
    visitor.locator("moked-chat .menu button").last.click()
    visitor.locator("moked-chat [role=alertdialog] button").first.click()
    expect(lines(visitor, question)).to_have_count(0, timeout=PATIENT)

    later = screen.say("השלט החדש בדרך", "The new remote is on its way")
    write_answer(desk, later)
    assert letters.wait_for(later).subject
