"""Requests to addresses that people typed. They reach public addresses only, unless the installation allows more.

The host is resolved once, every address it has is judged, and the connection goes to the very address that was
judged: a name that answers differently the second time gains nothing. Redirects are not followed.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Invalid

IPAddress = IPv4Address | IPv6Address
# IPv6 that only carries an IPv4 address: the one inside is where the packet ends.
NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
COMPATIBLE = IPv6Network("::/96")
# Below these, ports belong to other services (mail, databases of old); a request there is a trick.
FIRST_FREE_PORT = 1024
WEB_PORTS = frozenset({80, 443})
DEFAULT_PORTS = {"http": 80, "https": 443}
SECONDS = 15.0
RESPONSE_BYTES = 64 * 1024


class AddressRefused(Invalid):
    """We do not connect there."""

    code = "address_refused"
    message = _(
        "This address leads into a private network. Only public ones are called, unless the operator allows more."
    )


class AddressMalformed(AddressRefused):
    """It is no address of the web at all."""

    code = "address_malformed"
    message = _("This is not a web address. One looks like https://shop.example.com/moked.")


class NameInAddress(AddressRefused):
    """A user's name stands before the host, where it would travel and be logged."""

    code = "name_in_address"
    message = _("Leave the user name and password out of the address: what is sent is signed.")


class PortRefused(AddressRefused):
    """A port that belongs to another service."""

    code = "port_refused"
    message = _("This port is not called: use 443, or one from 1024 on.")


class EncryptionRequired(AddressRefused):
    """Plain HTTP is refused, except to hosts the operator allows."""

    code = "encryption_required"
    message = _("The address must begin with https://.")


class HostUnknown(Invalid):
    """The name has no address."""

    code = "host_unknown"
    message = _("There is no server of this name.")


class RequestFailed(Exception):
    """The request did not come to an answer. `code` is one of `refused`, `too_slow`, `encryption`, `broken`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Target:
    """Where a request goes: what the URL says, and the address that was judged."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


@dataclass(frozen=True)
class Answer:
    """What came back; `body` is cut at the limit of bytes, `seconds` is how long it took."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


def is_public(address: IPAddress) -> bool:
    """Whether the address is one of the public Internet, through all ways of wrapping an IPv4 address."""
    if isinstance(address, IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in COMPATIBLE or any(address in network for network in NAT64):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _is_allowed(host: str, address: IPAddress) -> bool:
    """Whether the operator named the host, or a network the address lies in."""
    for entry in settings.OUTBOUND_ALLOW:
        if entry == host:
            return True
        try:
            network = ip_network(entry, strict=False)
        except ValueError:
            continue
        if address.version == network.version and address in network:
            return True
    return False


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host name, as the system gives them. Raises HostUnknown."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise HostUnknown from error
    return list(dict.fromkeys(str(row[4][0]).partition("%")[0] for row in found))


def assert_public_address(host: str, port: int) -> str:
    """The address to connect to, every address of the host being public or allowed.

    Connect to what this gives, not to the name: the name may answer differently the next time. Raises HostUnknown,
    AddressRefused. Any port is accepted here; `target_of` is stricter.
    """
    name = host.strip("[]").lower().rstrip(".")
    addresses = resolve(name, port)
    for each in addresses:
        parsed = ip_address(each)
        # One private address among public ones is refused too: which one is connected to must not be luck.
        if not (is_public(parsed) or _is_allowed(name, parsed)):
            raise AddressRefused
    return addresses[0]


def connect(host: str, port: int, seconds: float | None = None) -> socket.socket:
    """A connection to a host that somebody typed, to the very address that was judged.

    Raises HostUnknown, AddressRefused, OSError.
    """
    return socket.create_connection((assert_public_address(host, port), port), seconds)


def target_of(url: str) -> Target:
    """Where a URL leads. Raises AddressRefused by what is wrong with it, EncryptionRequired, HostUnknown."""
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
        host = (parts.hostname or "").rstrip(".")
    except ValueError as error:
        raise AddressMalformed from error
    if any(c.isspace() for c in url) or not (parts.scheme or parts.path):
        raise AddressMalformed
    if parts.scheme not in DEFAULT_PORTS:
        # "shop.example.com/hook" was meant well, and so was "ftp://…"; "hello" was no address.
        raise EncryptionRequired if "." in url or parts.netloc else AddressMalformed
    if not host:
        raise AddressMalformed
    if parts.username is not None:
        raise NameInAddress
    try:
        address = assert_public_address(host, port)
    except HostUnknown as error:
        # An unencrypted address is refused whatever the name leads to: that is to be mended first.
        if parts.scheme != "https" and host not in settings.OUTBOUND_ALLOW:
            raise EncryptionRequired from error
        raise
    if not _is_allowed(host, ip_address(address)):
        if parts.scheme != "https":
            raise EncryptionRequired
        if port < FIRST_FREE_PORT and port not in WEB_PORTS:
            raise PortRefused
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, address)


class _Connection(http.client.HTTPConnection):
    """A connection to the judged address, speaking to the host of the URL."""

    def __init__(self, target: Target, timeout: float) -> None:
        super().__init__(target.host, target.port, timeout=timeout)
        self.target = target
        # http.client lets go of its own reference once a response that ends by closing has begun.
        self.wire: socket.socket | None = None
        if target.scheme == "https":
            self.default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        self.sock = self.wire = socket.create_connection((self.target.address, self.target.port), self.timeout)
        if self.target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = self.wire = context.wrap_socket(self.sock, server_hostname=self.target.host)


def post(
    url: str,
    *,
    body: bytes,
    headers: Mapping[str, str],
    seconds: float = SECONDS,
    limit: int = RESPONSE_BYTES,
) -> Answer:
    """Posts and gives the answer, whatever its status. At most `seconds` in all and `limit` bytes of body are taken.

    Raises AddressRefused, EncryptionRequired and HostUnknown before anything is sent, RequestFailed after.
    """
    target = target_of(url)
    connection = _Connection(target, seconds)
    started = time.monotonic()
    # A server that drips a byte at a time never trips a socket's timeout, so the whole has an end of its own.
    watch = threading.Timer(seconds, _cut, (connection,))
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", target.path, body=body, headers=dict(headers))
        response = connection.getresponse()
        content = response.read(limit)
        if _is_late(started, seconds):
            # Cut in the middle: what came is no whole answer.
            raise RequestFailed("too_slow")
        fields = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, fields, content, time.monotonic() - started)
    except ssl.SSLError as error:
        raise RequestFailed("too_slow" if _is_late(started, seconds) else "encryption") from error
    except ConnectionRefusedError as error:
        raise RequestFailed("refused") from error
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
        # The watch closes the socket under the reader, which then fails in one of many ways.
        is_late = isinstance(error, TimeoutError) or _is_late(started, seconds)
        raise RequestFailed("too_slow" if is_late else "broken") from error
    finally:
        watch.cancel()
        connection.close()


def _is_late(started: float, seconds: float) -> bool:
    return time.monotonic() - started >= seconds


def _cut(connection: _Connection) -> None:
    held = connection.wire
    if held is not None:
        try:
            held.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
