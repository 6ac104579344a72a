"""A visitor's page as the widget is: it keeps what it wrote until 'kept' comes, and repeats it after every break."""

import json
import random
import threading
import time
import uuid
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from tests.faults.load.ledger import Ledger

PING_SECONDS = 15.0


class Visitor:
    """One page with one conversation. `number` makes its texts and its place in the network unique."""

    def __init__(self, ledger: Ledger, port: int, key: str, number: int, seed: int) -> None:
        self.ledger, self.number, self.chance = ledger, number, random.Random(seed * 1000 + number)
        self.url = f"ws://127.0.0.1:{port}/chat/{key}/"
        self.peer = f"10.{number // 60000}.{number // 250 % 240}.{number % 250}"
        self.token = ""
        self.unsent: dict[str, str] = {}
        self.have: list[str] = []
        self.said = 0

    def live(self, stopping: threading.Event, silent: threading.Event) -> None:
        """Writes until `silent`, and stays until everything is acknowledged or `stopping`."""
        while not stopping.is_set():
            try:
                with connect(
                    self.url,
                    additional_headers={"X-Forwarded-For": self.peer},
                    open_timeout=5,
                    close_timeout=1,
                    ping_interval=None,
                ) as link:
                    self._talk(link, stopping, silent)
            except (OSError, WebSocketException, TimeoutError):
                time.sleep(0.3)

    def _talk(self, link: ClientConnection, stopping: threading.Event, silent: threading.Event) -> None:
        self._tell(link, "hello", version=1, token=self.token, have=self.have[-400:])
        next_words, next_ping = 0.0, time.monotonic() + PING_SECONDS
        while not stopping.is_set():
            now = time.monotonic()
            if now > next_words and self.token and not silent.is_set():
                next_words = now + self.chance.uniform(2.0, 6.0)
                self._say(link)
            if now > next_ping:
                next_ping = now + PING_SECONDS
                self._tell(link, "ping")
            try:
                frame = json.loads(link.recv(timeout=0.25))
            except TimeoutError:
                continue
            self._hear(link, frame)

    def _say(self, link: ClientConnection) -> None:
        self.said += 1
        key = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        self.unsent[key] = f"הודעת צ׳אט {self.number}/{self.said} בבקשה"
        self._tell(link, "say", id=key, text=self.unsent[key])

    def _hear(self, link: ClientConnection, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "welcome" if frame["token"]:
                self._resend(link)
            case "welcome":
                if frame.get("lost"):
                    with self.ledger.lock:
                        self.ledger.trouble.append(f"chat {self.number}: its conversation was lost")
                self._tell(link, "start", page="https://shop.test/")
            case "started":
                self.token = frame["token"]
                self._resend(link)
            case "kept":
                text = self.unsent.pop(frame["id"], None)
                if text is not None:
                    with self.ledger.lock:
                        self.ledger.chats.append(text)
            case "message":
                self.have.append(frame["id"])
                self._tell(link, "received", ids=[frame["id"]])
            case "refused" if frame["code"] == "slow_down":
                time.sleep(1)
                self._resend(link)
            case "refused":
                with self.ledger.lock:
                    self.ledger.trouble.append(f"chat {self.number}: {frame['code']}")

    def _resend(self, link: ClientConnection) -> None:
        for key, text in self.unsent.items():
            self._tell(link, "say", id=key, text=text)

    @staticmethod
    def _tell(link: ClientConnection, kind: str, **fields: Any) -> None:
        link.send(json.dumps({"type": kind, **fields}))
