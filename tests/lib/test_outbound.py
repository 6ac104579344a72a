"""Requests that people can aim: public addresses only, the judged address is the connected one, no redirects."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any

import pytest

from moked.lib import outbound
from moked.lib.outbound import AddressRefused, EncryptionRequired, HostUnknown, RequestFailed

PRIVATE = [
    *("127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1"),
    *("198.51.100.1", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "ff0e::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "2002:7f00:1::"),
    *("2002:a9fe:a9fe::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2001:0:0:0:0:0:80ff:fffe"),
]
PUBLIC = ["8.8.8.8", "1.1.1.1", "212.143.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"]


@pytest.fixture(autouse=True)
def _nothing_allowed(settings: Any) -> None:
    settings.OUTBOUND_ALLOW = []


@pytest.mark.parametrize("address", PRIVATE)
def test_refuses_what_is_not_public(address: str) -> None:
    assert not outbound.is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_lets_the_public_internet_pass(address: str) -> None:
    assert outbound.is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/hook",
        "https://[::1]/hook",
        "https://[::ffff:127.0.0.1]/hook",
        "https://localhost/",
        # Other ways to write 127.0.0.1, which the system's resolver understands.
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://8.8.8.8@127.0.0.1/",
        "https://user:secret@8.8.8.8/",
        "https://8.8.8.8:25/",
        "https://8.8.8.8:99999/",
        "ftp://8.8.8.8/",
        "file:///etc/passwd",
        "gopher://8.8.8.8/",
        "https:///nowhere",
        "https://8.8.8.8/a b",
        "https://8.8.8.8/\r\nX-Injected: 1",
    ],
)
def test_refuses_tricky_addresses(url: str) -> None:
    with pytest.raises(AddressRefused):
        outbound.target_of(url)


def test_wants_encryption_on_the_public_internet() -> None:
    with pytest.raises(EncryptionRequired):
        outbound.target_of("http://8.8.8.8/hook")
    assert outbound.target_of("https://8.8.8.8:8443/hook?a=1").path == "/hook?a=1"


def test_asks_for_encryption_before_the_name_is_known(settings: Any) -> None:
    with pytest.raises(EncryptionRequired):
        outbound.target_of("http://no-such-host.invalid/hook")
    with pytest.raises(HostUnknown):
        outbound.target_of("https://no-such-host.invalid/hook")
    settings.OUTBOUND_ALLOW = ["no-such-host.invalid"]
    with pytest.raises(HostUnknown):
        outbound.target_of("http://no-such-host.invalid/hook")


def test_knows_no_server_without_a_name() -> None:
    with pytest.raises(HostUnknown):
        outbound.assert_public_address("no-such-host.invalid", 443)


@pytest.mark.parametrize("entry", ["127.0.0.1", "127.0.0.0/8", "127.0.0.1/32"])
def test_reaches_what_the_operator_allows(settings: Any, entry: str) -> None:
    settings.OUTBOUND_ALLOW = [entry]
    assert outbound.target_of("http://127.0.0.1:8025/").address == "127.0.0.1"
    with pytest.raises(AddressRefused):
        outbound.target_of("http://10.0.0.1/")


class Names:
    """A name server of the test's own: gives its lists of addresses one after the other."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, host: str, port: int, **_: Any) -> list[Any]:
        found = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]


def test_refuses_a_name_with_one_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbound.socket, "getaddrinfo", Names(["8.8.8.8", "10.0.0.5"]))
    with pytest.raises(AddressRefused):
        outbound.assert_public_address("mixed.example", 443)


def test_connects_to_the_address_it_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that turns private after the check (DNS rebinding) is never asked again."""
    names = Names(["8.8.8.8"], ["127.0.0.1"])
    connected: list[Any] = []

    def refuse(address: Any, *_: Any) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(outbound.socket, "getaddrinfo", names)
    monkeypatch.setattr(outbound.socket, "create_connection", refuse)
    with pytest.raises(RequestFailed):
        outbound.post("https://rebinding.example/hook", body=b"{}", headers={})
    assert connected == [("8.8.8.8", 443)]
    assert names.asked == 1


Reply = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture
def server(settings: Any) -> Iterator[Callable[[Reply], str]]:
    """Starts a server that replies as the test says; gives its address, which is allowed."""
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    started: list[ThreadingHTTPServer] = []

    def start(reply: Reply) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                reply(self)

            def log_message(self, *_: Any) -> None:
                return

        made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        made.daemon_threads = True
        threading.Thread(target=made.serve_forever, daemon=True).start()
        started.append(made)
        return f"http://127.0.0.1:{made.server_address[1]}/hook"

    yield start
    for made in started:
        made.shutdown()
        made.server_close()


def test_follows_no_redirect(server: Callable[[Reply], str]) -> None:
    def redirect(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "http://169.254.169.254/latest/meta-data/")
        handler.end_headers()

    assert outbound.post(server(redirect), body=b"{}", headers={}).status == 302


def test_takes_no_more_than_its_limit(server: Callable[[Reply], str]) -> None:
    def flood(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(1000):
                handler.wfile.write(b"x" * 65536)
        except OSError:
            return

    assert len(outbound.post(server(flood), body=b"{}", headers={}, limit=1000).body) == 1000


@pytest.mark.parametrize("piece", [b"", b"x"])
def test_waits_no_longer_than_its_limit(server: Callable[[Reply], str], piece: bytes) -> None:
    """Neither a silent server nor one that drips a byte at a time holds us."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        try:
            for _ in range(40):
                handler.wfile.write(piece)
                time.sleep(0.1)
        except OSError:
            return

    started = time.monotonic()
    with pytest.raises(RequestFailed, match="too_slow"):
        outbound.post(server(drip), body=b"{}", headers={}, seconds=0.5)
    assert time.monotonic() - started < 2
