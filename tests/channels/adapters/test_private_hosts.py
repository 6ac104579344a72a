"""Mail servers that an administrator typed: every road judges the address it connects to, each time it connects."""

import socket
from collections.abc import Callable
from typing import Any

import pytest

from moked.channels.accounts.check import check_mailbox
from moked.channels.adapters.imap import ImapServer
from moked.channels.adapters.provider import Provider
from moked.channels.adapters.smtp import SmtpServer
from moked.channels.errors import NotSent
from moked.channels.fetch import fetch_mailbox
from moked.channels.models import Mailbox
from moked.lib import outbound
from moked.lib.outbound import AddressRefused, HostUnknown
from tests import builders
from tests.channels.adapters.test_provider import MAIL

Reached = list[tuple[str, int]]
PROVIDER = {"api_key": "k", "sender_domain": "shop.test"}


@pytest.fixture
def reached(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Reached:
    """Every address a connection was begun to; each is refused there."""
    settings.OUTBOUND_ALLOW = []
    seen: Reached = []

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        seen.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    return seen


def _names(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Makes a name that answers with the next address each time it is asked, and with the last from then on."""
    left = list(answers)

    def resolve(host: str, port: int) -> list[str]:
        return [left.pop(0) if len(left) > 1 else left[0]]

    monkeypatch.setattr(outbound, "resolve", resolve)


def _fetch(host: str) -> None:
    with ImapServer(host, 993, "u", "p", use_tls=True, timeout=1).open_folder("INBOX"):
        pass


def _smtp(host: str) -> None:
    SmtpServer(host, 587, "", "", use_tls=True, hostname="us.test", timeout=1).send(MAIL)


def _smtps(host: str) -> None:
    SmtpServer(host, 465, "", "", use_tls=True, hostname="us.test", timeout=1).send(MAIL)


def _provider(host: str) -> None:
    Provider("mailgun", {**PROVIDER, "api_url": f"https://{host}/v3"}).send(MAIL)


ROADS = pytest.mark.parametrize("road", [_fetch, _smtp, _smtps, _provider])


@ROADS
@pytest.mark.parametrize("host", ["127.0.0.1", "10.2.3.4", "169.254.169.254"])
def test_reaches_no_private_server(road: Callable[[str], None], host: str, reached: Reached) -> None:
    with pytest.raises((AddressRefused, NotSent)) as raised:
        road(host)
    assert raised.value.code.partition(":")[0] == "address_refused"
    assert reached == []


@ROADS
def test_connects_to_the_address_that_was_judged(
    road: Callable[[str], None], reached: Reached, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that turns private after it was looked at gains nothing."""
    _names(monkeypatch, "8.8.8.8", "127.0.0.1")
    with pytest.raises((NotSent, OSError)):
        road("mail.example")
    assert [address for address, _ in reached] == ["8.8.8.8"]


@ROADS
def test_says_that_a_name_is_unknown(
    road: Callable[[str], None], reached: Reached, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise HostUnknown

    monkeypatch.setattr(outbound, "resolve", resolve)
    with pytest.raises((HostUnknown, NotSent)) as raised:
        road("no-such-host.example")
    assert raised.value.code.partition(":")[0] == "host_unknown"


@ROADS
def test_reaches_what_the_operator_allows(road: Callable[[str], None], reached: Reached, settings: Any) -> None:
    settings.OUTBOUND_ALLOW = ["10.2.0.0/16"]
    with pytest.raises((NotSent, OSError)):
        road("10.2.3.4")
    assert [address for address, _ in reached] == ["10.2.3.4"]


@pytest.mark.parametrize("name", ["test", "console", "base", "amazon_ses", "nobody", "../x"])
def test_sends_by_no_backend_it_cannot_judge(name: str, reached: Reached) -> None:
    with pytest.raises(NotSent, match="no provider called"):
        Provider(name, {}).send(MAIL)


def test_says_that_settings_are_not_the_providers() -> None:
    with pytest.raises(NotSent, match="settings of mailgun"):
        Provider("mailgun", {}).send(MAIL)


@pytest.mark.django_db
def test_says_so_on_the_mailbox(reached: Reached) -> None:
    business = builders.a_business()
    account = builders.mail_account(business)
    with_private = {"imap_host": "10.0.0.5", "smtp_host": "10.0.0.5", "incoming": "imap", "outgoing": "smtp"}
    with builders.in_scope([business.pk]):
        Mailbox.objects.filter(pk=account.pk).update(**with_private)
        assert fetch_mailbox(business_id=business.pk, account_id=account.pk) == 0
        mailbox = Mailbox.objects.get(pk=account.pk)
        assert "AddressRefused" in mailbox.fetch_error
        assert [road.outcome for road in check_mailbox(mailbox)] == ["not_allowed", "not_allowed"]
    assert reached == []
