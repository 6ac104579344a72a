"""Whether a process can listen where it is told to, said in words before anything starts."""

import errno
import socket
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import click

LARGEST = 65535
PORT = click.IntRange(1, LARGEST)
# How many ports after a taken one are looked at for another to offer.
OFFERED = 100


@dataclass(frozen=True)
class Place:
    """Where somebody means to listen, what for, and how another place is chosen ("{host}", "{port}")."""

    what: str
    host: str
    port: int
    otherwise: str


def web_place(command: str, host: str, port: int) -> Place:
    return Place("Pages", host, port, f"`{command} --port {{port}}`")


def mail_place(listen: str) -> Place:
    """Raises ClickException when `listen` is not `host:port`."""
    host, _, port = listen.rpartition(":")
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= LARGEST):
        raise click.ClickException(
            f"MOKED_MAIL_LISTEN is {listen}, which is not host:port with a port from 1 to {LARGEST}."
        )
    return Place("Mail", host.strip("[]"), int(port), "MOKED_MAIL_LISTEN={host}:{port}")


def check_free(places: Iterable[Place]) -> None:
    """Raises ClickException that says in words which places cannot be listened at, and how to choose others."""
    with ExitStack() as held:
        refused = [words for place in places for words in _refusals(place, held)]
    if refused:
        raise click.ClickException("\n".join(refused))


def _refusals(place: Place, held: ExitStack) -> Iterator[str]:
    try:
        _listen(place.host, place.port, held)
    except OSError as error:
        at = f"port {place.port} of {place.host or 'this machine'}"
        if error.errno == errno.EADDRINUSE:
            said = f"{place.what} cannot come in at {at}: another program listens there."
        else:
            said = f"{place.what} cannot come in at {at}: {error.strerror or error}."
        other = _free_port_after(place)
        yield f"{said} Choose another, for example {place.otherwise.format(host=place.host, port=other)}"


def _free_port_after(place: Place) -> int:
    for port in range(place.port + 1, min(place.port + OFFERED, LARGEST)):
        with ExitStack() as held:
            try:
                _listen(place.host, port, held)
            except OSError:
                continue
            return port
    return place.port + 1 if place.port < LARGEST else place.port - 1


def _listen(host: str, port: int, held: ExitStack) -> None:
    """Binds to every address of the host, as servers do; kept until `held` ends, so that nobody else is given it.

    Like them, it passes over a family that this machine does not have when there is another.
    """
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    is_opened = False
    for nth, (family, kind, protocol, _name, address) in enumerate(found, start=1):
        try:
            link = held.enter_context(socket.socket(family, kind, protocol))
        except OSError:
            if nth == len(found) and not is_opened:
                raise
            continue
        is_opened = True
        link.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            link.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        link.bind(address)
        # Only of two that listen the second is refused.
        link.listen(1)
