"""One visitor of the demo's site, talking over the widget's own socket in a thread of their own."""

import json
import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from demo.content.openers import customer_reply
from demo.content.shapes import Customer, Incoming, Mood

LONGEST_VISIT = 480.0
# Whoever hears nothing for so long leaves; the answer follows by mail.
PATIENCE = 240.0
PING_SECONDS = 15.0


@dataclass
class Visitor:
    """A customer with the chat open. `key` is the widget's; `site` the address of the installation."""

    site: str
    key: str
    customer: Customer
    incoming: Incoming
    mood: Mood
    rng: random.Random
    stopping: threading.Event

    def visit(self) -> None:
        """Opens the chat, writes, answers what is asked, says whether it is solved, and leaves."""
        address = self.site.replace("http", "ws", 1) + f"/chat/{self.key}/"
        with connect(address, origin=Origin(self.site), open_timeout=10) as socket:
            try:
                self._talk(socket)
            except ConnectionClosed:
                return

    def _talk(self, socket: ClientConnection) -> None:
        self._send(socket, {"type": "hello", "version": 1, "token": "", "have": []})
        self._send(socket, {"type": "start", "page": f"{self.site}/demo/site/tapuz/"})
        name = f"{self.customer.first_name} {self.customer.last_name}"
        self._send(socket, {"type": "details", "name": name, "email": self.customer.emails[0]})
        self._say(socket, self.incoming.text)
        started = heard = time.monotonic()
        is_done = False
        while not is_done and not self.stopping.is_set():
            now = time.monotonic()
            if now - started > LONGEST_VISIT or now - heard > PATIENCE:
                break
            frame = self._next_frame(socket)
            if frame.get("type") == "message" and not frame.get("mine"):
                heard = now
                is_done = self._react(socket, frame)
        self._send(socket, {"type": "end"})

    def _next_frame(self, socket: ClientConnection) -> dict[str, Any]:
        try:
            frame: dict[str, Any] = json.loads(socket.recv(timeout=PING_SECONDS))
        except TimeoutError:
            self._send(socket, {"type": "ping"})
            return {}
        return frame

    def _react(self, socket: ClientConnection, frame: Mapping[str, Any]) -> bool:
        """Answers one message of ours. True when the visitor has what they came for."""
        self._send(socket, {"type": "seen", "ids": [frame["id"]]})
        is_proposal = bool(frame.get("proposal"))
        text = customer_reply(
            self.rng.randrange(1000), frame["text"], self.mood, customer=self.customer, proposed=is_proposal
        )
        self._pause(socket)
        if is_proposal and self.rng.random() < 0.8:
            self._send(socket, {"type": "solved"})
            return True
        if is_proposal:
            self._send(socket, {"type": "not_yet"})
        self._say(socket, text)
        return False

    def _pause(self, socket: ClientConnection) -> None:
        self.stopping.wait(self.rng.uniform(3, 8))
        self._send(socket, {"type": "typing"})
        self.stopping.wait(self.rng.uniform(2, 6))

    def _say(self, socket: ClientConnection, text: str) -> None:
        self._send(socket, {"type": "say", "id": str(uuid4()), "text": text})

    def _send(self, socket: ClientConnection, frame: Mapping[str, Any]) -> None:
        socket.send(json.dumps(frame))
