"""People at their desks, over HTTP with real sessions, and customers who close by their link.

An agent whose page did not answer presses the button again, as people do.
"""

import http.client
import random
import re
import threading
import time
from collections import Counter
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

from tests.faults.load.ledger import Ledger

ACCEPT = re.compile(r"/desk/offers/([0-9a-f-]{36})/accept/")
NEWEST = re.compile(r'id="timeline"[^>]*data-newest="([0-9a-f-]*)"')
CSRF = "c" * 32
TRIES = 40
CASE = re.compile(r"/cases/([0-9a-f-]{36})/")
# In one look at the desk, and to one case in all.
ANSWERS_AT_ONCE = 3
MOST_TO_A_CASE = 4


class Browser:
    """Keeps cookies and sends forms. `Gone` says that no answer came, or that of a server in trouble."""

    class Gone(Exception):
        pass

    def __init__(self, port: int, session: str = "") -> None:
        self.port = port
        self.cookies = f"moked_csrf={CSRF}" + (f"; moked_session={session}" if session else "")

    def get(self, path: str) -> tuple[int, str]:
        return self.ask("GET", path, "")

    def post(self, path: str, **fields: str) -> int:
        return self.ask("POST", path, urlencode(fields))[0]

    def ask(self, method: str, path: str, body: str) -> tuple[int, str]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        headers = {
            "Cookie": self.cookies,
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
            # As the pages' scripts ask, so that an answer is short.
            **({"HX-Request": "true"} if method == "POST" else {}),
        }
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            raise Browser.Gone(type(error).__name__) from error
        finally:
            link.close()
        if answer.status >= 500:
            raise Browser.Gone(str(answer.status))
        return answer.status, text


class Agent:
    """Somebody who takes what is offered, answers, offers solutions, and hands some on."""

    def __init__(self, ledger: Ledger, port: int, session: str, colleague: str, number: int, seed: int) -> None:
        self.ledger, self.number, self.colleague = ledger, number, colleague
        self.browser = Browser(port, session)
        self.chance = random.Random(seed * 1000 + number)
        self.written = 0
        self.answers: Counter[str] = Counter()

    def work(self, stopping: threading.Event) -> None:
        next_sign = 0.0
        while not stopping.is_set():
            try:
                if time.monotonic() > next_sign:
                    self.browser.post("/desk/presence/", kind="available")
                    next_sign = time.monotonic() + 15
                status, page = self.browser.get("/")
                if status != http.client.OK:
                    self._wonder(f"the desk answered {status}")
                for offer in dict.fromkeys(ACCEPT.findall(page)):
                    self._take(offer)
                self._answer_some(page, stopping)
            except Browser.Gone:
                pass
            stopping.wait(self.chance.uniform(0.3, 0.9))

    def _take(self, offer: str) -> None:
        # A redirection to the case; 409 when it was taken back meanwhile.
        status, _ = self.browser.ask("POST", f"/desk/offers/{offer}/accept/", "")
        if status not in (302, 409):
            self._wonder(f"accepting answered {status}")

    def _answer_some(self, page: str, stopping: threading.Event) -> None:
        mine = [case for case in dict.fromkeys(CASE.findall(page)) if self.answers[case] < MOST_TO_A_CASE]
        for case in self.chance.sample(mine, min(ANSWERS_AT_ONCE, len(mine))):
            self._answer(case, stopping)

    def _answer(self, case: str, stopping: threading.Event) -> None:
        _, page = self.browser.get(f"/cases/{case}/")
        newest = NEWEST.search(page)
        if newest is None or not newest[1]:
            return
        if self.colleague and self.chance.random() < 0.1:
            self.browser.post(
                f"/cases/{case}/hand-over/", to=f"person:{self.colleague}", reason="לטיפולך בבקשה, תודה"
            )
            return
        self.written += 1
        self.answers[case] += 1
        text = f"תשובה {self.number}/{self.written} בשמחה"
        fields = {"html": f"<p>{text}</p>", "seen": newest[1]}
        if self.chance.random() < 0.4:
            fields["is_proposal"] = "1"
        self._press_until_heard(case, text, fields, stopping)

    def _press_until_heard(self, case: str, text: str, fields: dict[str, str], stopping: threading.Event) -> None:
        was_lost = False
        for _ in range(TRIES):
            try:
                status = self.browser.post(f"/cases/{case}/answer/", **fields)
            except Browser.Gone:
                was_lost = True
                if stopping.wait(0.5):
                    break
                continue
            with self.ledger.lock:
                if status in (200, 302):
                    self.ledger.answers.append(text)
                elif status == 409 and was_lost:
                    # Something new stands there: our own words, or the customer's.
                    self.ledger.unsure.append(text)
            if status not in (200, 302, 409):
                self._wonder(f"answering answered {status}")
            return
        with self.ledger.lock:
            self.ledger.unsure.append(text)

    def _wonder(self, what: str) -> None:
        with self.ledger.lock:
            self.ledger.trouble.append(f"agent {self.number}: {what}")


def close_by_links(
    ledger: Ledger, links: "SimpleQueue[str]", port: int, seed: int, stopping: threading.Event
) -> None:
    """Customers who got a mail with a link: some close their case there, and press until the page says so."""
    chance, browser = random.Random(seed), Browser(port)
    while not stopping.is_set():
        try:
            token = links.get(timeout=0.3)
        except Empty:
            continue
        if chance.random() > 0.35:
            continue
        for _ in range(TRIES):
            try:
                status = browser.post(f"/c/{token}/solved/")
            except Browser.Gone:
                if stopping.wait(0.5):
                    return
                continue
            with ledger.lock:
                if status in (200, 303):
                    ledger.closings.append(token)
                else:
                    ledger.trouble.append(f"closing answered {status}")
            break
