"""Pages as the server makes them: the whole of Django's WSGI handler, for somebody signed in."""

import io
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.cost import percentile
from moked.site.loading import load_pages
from moked.staff.models import Person

ROUNDS = 30


@dataclass(frozen=True)
class Seen:
    """A page as it came: how long its making took, in milliseconds, and how many bytes it is."""

    milliseconds: float
    size: int


class Visitor:
    """Somebody signed in who opens pages one after another, in a process that is loaded as the web process is."""

    def __init__(self, person: Person) -> None:
        client = Client()
        client.force_login(person)
        self._cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        self._handler = WSGIHandler()
        load_pages()

    def open(self, address: str) -> Seen:
        """Makes one page. Raises RuntimeError when it is none."""
        parts = urlsplit(address)
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": parts.path,
            "QUERY_STRING": quote(parts.query, safe="=&%+"),
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_COOKIE": self._cookie,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        begun = time.perf_counter()
        response = self._handler(environ, _hear)
        body = b"".join(response)
        response.close()
        took = (time.perf_counter() - begun) * 1000
        if response.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{address} answered {response.status_code}")
        return Seen(took, len(body))

    def statements(self, address: str) -> int:
        """How many statements a page takes."""
        with CaptureQueriesContext(connection) as captured:
            self.open(address)
        return len(captured)


def _hear(status: str, headers: list[tuple[str, str]], error: object = None, /) -> Callable[[bytes], object]:
    return lambda body: None


@dataclass(frozen=True)
class Times:
    """What a set of addresses took: over all of them, and of the slowest one alone."""

    p95: float
    slowest: str
    slowest_p95: float


def times_of(visitor: Visitor, addresses: Iterable[str], rounds: int = ROUNDS) -> Times:
    """Opens each address once unmeasured and then so many times, in turn, so that no address owns a quiet moment."""
    taken: dict[str, list[float]] = {address: [] for address in addresses}
    for address in taken:
        visitor.open(address)
    for _ in range(rounds):
        for address, values in taken.items():
            values.append(visitor.open(address).milliseconds)
    each = {address: percentile(values, 95) for address, values in taken.items()}
    slowest = max(each, key=lambda address: each[address])
    return Times(percentile([value for values in taken.values() for value in values], 95), slowest, each[slowest])
