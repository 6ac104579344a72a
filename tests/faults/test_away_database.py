"""The database goes away under an open desk and comes back: everybody hears so, nothing is lost or restarted."""

import html
import http.client
import json
import re
import smtplib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.faults.load.agents import ACCEPT, CSRF, NEWEST
from tests.faults.load.mail import mail_of
from tests.faults.processes import Installation, installation, wait_for_port

pytestmark = pytest.mark.fault

PATIENCE = 180.0
HIDDEN = re.compile(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', re.DOTALL)
TYPED = '<p>בדקנו & תיקנו, "הכול" תקין</p>'


@dataclass
class Page:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Browser:
    """Keeps cookies, as the person's own would."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method: str, path: str, *, by_script: bool = False, **fields: str) -> Page:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        if by_script:
            headers["HX-Request"] = "true"
        link.request(method, path, urlencode(fields), headers)
        answer = link.getresponse()
        page = Page(answer.status, dict(answer.getheaders()), answer.read().decode())
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
        link.close()
        return page

    def post(self, path: str, *, by_script: bool = False, **fields: str) -> Page:
        return self.ask("POST", path, by_script=by_script, csrfmiddlewaretoken=CSRF, **fields)


def _eventually(find: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE
    while not (found := find()):
        assert time.monotonic() < deadline, "it never came to pass"
        time.sleep(0.2)
    return found


def _send(place: Installation, number: int, to: str) -> int:
    """Hands a mail over and gives the code that its sender hears in the end."""
    with smtplib.SMTP("127.0.0.1", place.mail_port, timeout=60) as server:
        try:
            server.send_message(mail_of(number, to)[0])
        except smtplib.SMTPRecipientsRefused as refusal:
            return next(iter(refusal.recipients.values()))[0]
        except smtplib.SMTPResponseException as refusal:
            return refusal.smtp_code
    return 250


def _case_in_hand(browser: Browser) -> str:
    """Takes what is offered, and gives the case's address."""
    browser.post("/desk/presence/", kind="available")
    offer = _eventually(lambda: ACCEPT.search(browser.ask("GET", "/").text))
    accepted = browser.post(f"/desk/offers/{offer[1]}/accept/")
    assert accepted.status == 302
    return accepted.headers["location"]


def _start(place: Installation) -> dict[str, Any]:
    scene: dict[str, Any] = json.loads(place.run("tests.faults.scene", "9", "1"))
    for name in ("web", "worker-1", "router-1", "mail"):
        place.processes[name].start()
    wait_for_port(place.web_port)
    wait_for_port(place.mail_port)
    return scene


@contextmanager
def _screen_of(place: Installation, browser: Browser) -> Iterator[ClientConnection]:
    headers = {"Cookie": browser.cookie, "Origin": f"http://127.0.0.1:{place.web_port}"}
    with connect(f"ws://127.0.0.1:{place.web_port}/live/", additional_headers=headers, ping_interval=None) as link:
        link.send(json.dumps({"type": "hello", "watch": ["worklist"], "position": None}))
        yield link


def _hears(link: ClientConnection, **wanted: str) -> bool:
    """Whether the screen is told this within a while."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        frame = json.loads(link.recv(timeout=PATIENCE))
        if frame.items() >= wanted.items():
            return True
    return False


def _check_pages_while_away(browser: Browser, case: str, seen: str) -> dict[str, str]:
    """Gives the form that the page offers to send again."""
    read = browser.ask("GET", "/")
    assert read.status == 503
    assert read.headers["retry-after"] == "5"
    assert '<meta http-equiv="refresh" content="5">' in read.text
    assert "השירות אינו זמין לרגע" in read.text
    by_script = browser.post(f"{case}answer/", by_script=True, html=TYPED, seen=seen)
    assert by_script.status == 503
    assert "data-error-text" in by_script.text
    assert "<html" not in by_script.text
    written = browser.post(f"{case}answer/", html=TYPED, seen=seen)
    assert written.status == 503
    assert "refresh" not in written.text
    assert f'action="{case}answer/"' in written.text
    return {name: html.unescape(value) for name, value in HIDDEN.findall(written.text)}


def _check_probes(place: Installation, *, is_away: bool) -> bool:
    browser = Browser(place.web_port)
    live, ready = browser.ask("GET", "/health/live"), browser.ask("GET", "/health/ready")
    said = json.loads(ready.text)["reasons"]
    return live.status == 200 and (ready.status, said) == ((503, ["database", "listener"]) if is_away else (200, []))


def test_says_so_everywhere_and_goes_on_with_nobodys_help() -> None:
    with installation() as place:
        scene = _start(place)
        browser = Browser(place.web_port, {"moked_csrf": CSRF, "moked_session": scene["sessions"][0]})
        assert _send(place, 1, scene["address"]) == 250
        case = _case_in_hand(browser)
        newest = NEWEST.search(browser.ask("GET", case).text)
        assert newest is not None
        with _screen_of(place, browser) as screen:
            assert _hears(screen, type="changed")
            place.database.kill()
            _eventually(lambda: _check_probes(place, is_away=True))
            form = _check_pages_while_away(browser, case, newest[1])
            assert (form["html"], form["seen"]) == (TYPED, newest[1])
            assert _send(place, 2, scene["address"]) == 451
            place.database.start()
            _eventually(lambda: _check_probes(place, is_away=False))
            assert _hears(screen, type="refresh")
            del form["csrfmiddlewaretoken"]
            assert browser.post(f"{case}answer/", **form).status in (200, 302)
            assert "הכול" in browser.ask("GET", case).text
            assert _eventually(lambda: _send(place, 2, scene["address"]) == 250)
            # Brought in by the same worker, offered by the same router, told by the same socket.
            assert _hears(screen, type="changed", what="worklist")
            _eventually(lambda: ACCEPT.search(browser.ask("GET", "/").text))
        assert not any(each.has_ended for each in place.processes.values())
