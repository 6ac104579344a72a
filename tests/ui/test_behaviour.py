"""What only a browser can do: menus, dialogs, notices, keys, the live socket."""

import json
from typing import Any

from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.ui.gallery import GALLERY, ORIGIN, Answer, Look, render_page, show_page

LIVE = """{% extends "ui/shell.html" %}{% block content %}<section id="case" data-live="case:17" hx-get="/case/"
 hx-trigger="live"><p>before</p><input id="note" aria-label="note"></section>{% endblock %}"""
FRESH_CASE = """<section id="case" data-live="case:17" hx-get="/case/" hx-trigger="live"><p>after</p>
<input id="note" aria-label="note"></section>"""
PARTS = """{% extends "ui/shell.html" %}{% block content %}<section id="head" data-live="standing:17" hx-get="/head/"
 hx-trigger="live"><p>before</p></section><section id="words" data-live="words:17" data-live-first hx-get="/words/"
 hx-trigger="live"><p>before</p></section>{% endblock %}"""
ACTION = """{% extends "ui/shell.html" %}{% block content %}<div id="pane"><form method="post" action="/act/"
 hx-post="/act/" hx-target="#pane"><button id="act">act</button></form></div>{% endblock %}"""


def open_live(page: Page, content: str = LIVE) -> tuple[list[WebSocketRoute], list[dict[str, Any]]]:
    sockets: list[WebSocketRoute] = []
    heard: list[dict[str, Any]] = []

    def accept(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        socket.on_message(lambda text: heard.append(json.loads(text)))

    page.route_web_socket("**/live/", accept)
    show_page(page, render_page(content, Look("en")), {"/case/": Answer(FRESH_CASE)})
    page.wait_for_timeout(100)
    return sockets, heard


def test_moves_through_a_menu_by_keys(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("en")))
    button = desktop.locator("main [aria-haspopup=menu]").first
    button.focus()
    desktop.keyboard.press("ArrowDown")
    expect(desktop.locator(".mk-menu:popover-open [role^=menuitem]").first).to_be_focused()
    desktop.keyboard.press("End")
    expect(desktop.locator(".mk-menu:popover-open [role^=menuitem]").last).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    desktop.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_opens_a_menu_inside_the_window(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("he")))
    desktop.locator(".mk-rail-foot [aria-haspopup=menu]").last.click()
    box = desktop.locator(".mk-menu:popover-open").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 900
    assert box["x"] + box["width"] <= 1440


def test_opens_a_dialog_and_returns_the_focus(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("en")))
    opener = desktop.locator("[data-opens=confirm]")
    opener.click()
    expect(desktop.locator("#confirm")).to_be_visible()
    desktop.locator("#confirm [data-closes]").last.click()
    expect(desktop.locator("#confirm")).to_be_hidden()
    expect(opener).to_be_focused()


def test_shows_a_notice_and_undoes(desktop: Page) -> None:
    notice = json.dumps({"toast": {"level": "success", "text": "נשמר", "undo": "/undo/"}})
    taken_back = json.dumps({"toast": {"level": "success", "text": "בוטל"}})
    answers = {
        "/act/": Answer(status=204, headers={"HX-Trigger": notice}),
        "/undo/": Answer(status=204, headers={"HX-Trigger": taken_back}),
    }
    show_page(desktop, render_page(ACTION, Look("he")), answers)
    desktop.locator("#act").click()
    expect(desktop.locator("#toasts")).to_contain_text("נשמר")
    with desktop.expect_request(f"{ORIGIN}/undo/") as undo:
        desktop.locator("[data-toast-undo]").click()
    assert undo.value.method == "POST"
    assert "x-csrftoken" in undo.value.headers
    assert undo.value.headers["hx-request-type"] == "partial"
    expect(desktop.locator("#toasts")).to_contain_text("בוטל")
    expect(desktop.locator("[data-toast-undo]")).to_have_count(0)


def test_says_a_refusal_and_leaves_the_page(desktop: Page) -> None:
    refusal = Answer("<p data-error-text>Not yours</p>", status=409)
    show_page(desktop, render_page(ACTION, Look("en")), {"/act/": refusal})
    desktop.locator("#act").click()
    expect(desktop.locator("#toasts")).to_contain_text("Not yours")
    expect(desktop.locator("#act")).to_be_visible()


def test_swaps_a_form_that_came_back_with_errors(desktop: Page) -> None:
    answers = {"/act/": Answer('<div id="pane"><p>Name is missing</p></div>', status=422)}
    show_page(desktop, render_page(ACTION, Look("en")), answers)
    desktop.locator("#act").click()
    expect(desktop.locator("#pane")).to_have_text("Name is missing")


def test_fetches_once_for_a_burst_and_keeps_what_is_being_written(desktop: Page) -> None:
    fetched: list[str] = []
    desktop.on("request", lambda request: fetched.append(request.url) if "/case/" in request.url else None)
    sockets, heard = open_live(desktop)
    assert heard == [{"type": "hello", "position": None, "watch": ["case:17"]}]
    note = desktop.locator("#note")
    note.fill("half a sent")
    for number in range(5):
        sockets[0].send(json.dumps({"type": "changed", "what": "case:17", "position": f"9.{number}"}))
    expect(desktop.locator("#case p")).to_have_text("after")
    expect(note).to_be_focused()
    expect(note).to_have_value("half a sent")
    assert len(fetched) == 1


def test_fetches_what_stands_around_the_words_once_they_are_there(desktop: Page) -> None:
    sockets, _ = open_live(desktop, PARTS)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    head = '<section id="head" data-live="standing:17" hx-get="/head/" hx-trigger="live"><p>after</p></section>'
    desktop.route("**/words/", hold)
    desktop.route("**/head/", lambda route: route.fulfill(body=head, content_type="text/html"))
    for part in ("standing", "words"):
        sockets[0].send(json.dumps({"type": "changed", "what": f"{part}:17", "position": "9.1"}))
    desktop.wait_for_timeout(600)
    assert len(held) == 1
    expect(desktop.locator("#head p")).to_have_text("before")
    held[0].fulfill(body='<section id="words"><p>after</p></section>', content_type="text/html")
    expect(desktop.locator("#words p")).to_have_text("after")
    expect(desktop.locator("#head p")).to_have_text("after")


def test_leaves_elements_of_other_topics_alone(desktop: Page) -> None:
    sockets, _ = open_live(desktop)
    sockets[0].send(json.dumps({"type": "changed", "what": "case:18", "position": "9.1"}))
    desktop.wait_for_timeout(200)
    expect(desktop.locator("#case p")).to_have_text("before")


def test_catches_up_from_its_position_after_a_broken_connection(desktop: Page) -> None:
    sockets, heard = open_live(desktop)
    sockets[0].send(json.dumps({"type": "changed", "what": "worklist", "position": "12.7"}))
    desktop.wait_for_timeout(100)
    sockets[0].close(code=1012)
    desktop.wait_for_timeout(1_000)
    assert len(sockets) == 2
    assert heard[-1]["position"] == "12.7"


def test_knows_letters_by_their_place_in_a_hebrew_layout(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("he")), {"/desk/": Answer("<p>desk</p>")})
    for code, letter in (("KeyG", "ע"), ("KeyD", "ג")):
        keys = json.dumps({"code": code, "key": letter, "bubbles": True})
        desktop.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {keys}))")
    desktop.wait_for_url(f"{ORIGIN}/desk/")


def test_leaves_single_keys_to_whoever_writes(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("en")))
    subject = desktop.locator("#id_subject")
    subject.press_sequentially("gd?")
    expect(subject).to_have_value("gd?")
    expect(desktop.locator("#shortcuts")).to_be_hidden()


def test_lists_its_shortcuts(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("en")))
    desktop.locator("main").press("?")
    expect(desktop.locator("#shortcuts")).to_be_visible()
    expect(desktop.locator("[data-shortcut-list]")).to_contain_text("Search")


def test_lists_the_keys_of_rows_and_of_what_stands_for_a_short_time(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("en")))
    names, keys = desktop.locator("[data-shortcut-list] dt"), desktop.locator("[data-shortcut-list] dd")
    desktop.evaluate("for (const row of document.querySelectorAll('[data-row]')) row.removeAttribute('data-row')")
    desktop.locator("main").press("?")
    expect(names.filter(has_text="Down and up the list")).to_have_count(0)
    desktop.keyboard.press("Escape")
    more = """<a href="#" data-row>A row</a>
        <p data-comes-with="u" data-comes-name="Undo what was just sent"></p>
        <p data-comes-with="y" data-comes-name="Another"></p><button data-shortcut="y">What stands there</button>"""
    desktop.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", more)
    desktop.locator("main").press("?")
    expect(names.filter(has_text="Down and up the list")).to_have_count(1)
    expect(keys.filter(has_text="J")).to_have_text(["JK"])
    expect(keys.filter(has_text="U")).to_have_text(["U"])
    expect(keys.filter(has_text="Y")).to_have_text(["Y"])


def test_lists_of_a_shortcut_only_what_is_seen(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("en")))
    controls = """<button data-shortcut="w"><span>Answer now</span><span hidden>Keep the note</span></button>
        <button data-shortcut="t" hidden aria-label="Take it"></button>"""
    desktop.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", controls)
    desktop.locator("main").press("?")
    names = desktop.locator("[data-shortcut-list] dt")
    expect(names.filter(has_text="Answer now")).to_have_text(["Answer now"])
    expect(names.filter(has_text="Take it")).to_have_count(0)


def test_changes_the_theme_and_remembers_it(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("en", "moked")))
    desktop.locator("button[data-theme-toggle]").first.click()
    expect(desktop.locator("html")).to_have_attribute("data-theme", "moked-dark")
    assert "moked_theme=dark" in desktop.evaluate("document.cookie")


def test_refuses_to_evaluate_attributes(desktop: Page) -> None:
    markup = render_page(ACTION, Look("en")).replace('id="act"', 'id="act" hx-on:click="document.title = 1"')
    show_page(desktop, markup, {"/act/": Answer(status=204)})
    desktop.locator("#act").click()
    desktop.wait_for_timeout(100)
    assert desktop.title() != "1"
