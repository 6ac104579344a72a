"""A receiver on the loopback that keeps what it gets, and an endpoint that leads to it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.staff.actors import PersonActor
from moked.staff.permissions import ADMINISTRATOR
from moked.webhooks.models import Endpoint
from moked.webhooks.services import create_endpoint, look_up
from tests import builders

Reply = Callable[[BaseHTTPRequestHandler], None]


def good(handler: BaseHTTPRequestHandler) -> None:
    answer_with(204)(handler)


def answer_with(status: int, **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return reply


@dataclass
class Receiver:
    """`got` holds headers and body of each request, in the order they came."""

    url: str = ""
    reply: Reply = good
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.got]


@pytest.fixture
def receive(settings: Any) -> Iterator[Callable[[], Receiver]]:
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    servers: list[ThreadingHTTPServer] = []

    def start() -> Receiver:
        receiver = Receiver()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                receiver.reply(self)

            def log_message(self, *_: Any) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        receiver.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
        return receiver

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def receiver(receive: Callable[[], Receiver]) -> Receiver:
    return receive()


@pytest.fixture
def business() -> Business:
    return builders.a_business()


@pytest.fixture
def admin(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business, permissions=list(ADMINISTRATOR)))


@pytest.fixture
def endpoint(business: Business, admin: PersonActor, receiver: Receiver) -> Endpoint:
    return an_endpoint(business, admin, receiver.url)


def an_endpoint(business: Business, admin: PersonActor, url: str, *event_types: str) -> Endpoint:
    with in_scope([business.pk]):
        return create_endpoint(
            actor=admin,
            business_id=business.pk,
            address=look_up(url),
            facts={"name": "shop", "event_types": list(event_types)},
        )
