"""A mail provider behind django-anymail, against a server on a real socket."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from moked.channels.adapters.provider import Provider
from moked.channels.adapters.provider.roads import connection_to
from moked.channels.domain.compose import ComposedMail, OutgoingFile
from moked.channels.domain.providers import OPEN, PROVIDERS, SECRET, missing_settings, settings_after
from moked.channels.errors import AnswerLost, NotSent

MAIL = ComposedMail(
    from_name="תפוז, תקשורת",
    from_address="service@shop.test",
    to_address="dana@customers.test",
    reply_to="service+rabc@shop.test",
    subject="Re: תקלה [MK-7]",
    text="בדקנו",
    html="<p>בדקנו</p>",
    headers={"Message-ID": "<ours@shop.test>", "References": "<a@x.test>"},
    files=(OutgoingFile("חשבון.pdf", "application/pdf", b"%PDF"),),
)
ACCEPTED = b'{"id": "<theirs@provider.test>", "message": "Queued. Thank you."}'


@contextmanager
def _provider(status: int, body: bytes = ACCEPTED) -> Iterator[tuple[Provider, list[bytes]]]:
    """`status` 0 hangs up without an answer."""
    received: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            if status:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    options = {"api_key": "k", "api_url": f"http://127.0.0.1:{server.server_port}/v3", "sender_domain": "shop.test"}
    try:
        yield Provider("mailgun", options), received
    finally:
        server.shutdown()
        server.server_close()


def test_sends_all_there_is_and_learns_the_id_given() -> None:
    with _provider(200) as (provider, received):
        assert provider.send(MAIL) == "theirs@provider.test"
    (body,) = received
    for part in ("בדקנו", "service+rabc@shop.test", "<a@x.test>", "Re: תקלה [MK-7]"):
        assert part.encode() in body


@pytest.mark.parametrize(("status", "permanent"), [(400, True), (401, True), (429, False), (503, False)])
def test_is_certain_of_a_refusal(status: int, permanent: bool) -> None:
    with _provider(status, b"{}") as (provider, _), pytest.raises(NotSent) as failure:
        provider.send(MAIL)
    assert failure.value.permanent is permanent


@pytest.mark.parametrize("status", [0, 500, 502])
def test_does_not_know_without_an_answer(status: int) -> None:
    with _provider(status, b"{}") as (provider, _), pytest.raises(AnswerLost):
        provider.send(MAIL)


def test_is_certain_when_nobody_listens() -> None:
    with _provider(200) as (provider, _):
        pass
    with pytest.raises(NotSent) as failure:
        provider.send(MAIL)
    assert not failure.value.permanent


def test_knows_when_no_such_provider_exists() -> None:
    for name in ("nowhere", "../smtp", ""):
        with pytest.raises(NotSent) as failure:
            Provider(name, {}).send(MAIL)
        assert failure.value.permanent


@pytest.mark.parametrize("name", PROVIDERS)
def test_names_the_settings_as_their_backends_take_them(name: str) -> None:
    everything = {each: "https://api.example.test/" if each == "address" else "word" for each in (*SECRET, *OPEN)}
    assert missing_settings(name, {}, {})
    assert missing_settings(name, everything, {}) == []
    connection_to(name, settings_after(name, everything, {}))
    needed = missing_settings(name, {}, {})
    connection_to(name, settings_after(name, {each: everything[each] for each in needed}, {}))
    with pytest.raises(NotSent):
        connection_to(name, {})
