"""A webhook's address is looked up before its write begins, by whoever may write one, and counts all the same."""

import socket
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from moked.api import repeats
from moked.api.models import KeptAnswer
from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.lib import outbound
from moked.staff.permissions import ADMINISTRATOR
from moked.webhooks.models import Endpoint
from tests import builders
from tests.api.conftest import Caller
from tests.rows import Rows

NAMES = {"shop.test": "8.8.8.8", "inside.test": "10.0.0.1"}
BODY = {"name": "חנות", "url": "https://shop.test/hook"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[tuple[str, bool]]:
    """Each name that was looked up, and whether a transaction was open."""
    settings.OUTBOUND_ALLOW, settings.REQUIRE_SECOND_FACTOR = [], False
    found: list[tuple[str, bool]] = []

    def look(host: str, port: int, **_: Any) -> Any:
        found.append((host, connection.in_atomic_block))
        if host not in NAMES:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (NAMES[host], port))]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", look)
    return found


@pytest.mark.django_db(transaction=True)
def test_waits_for_no_name_within_a_transaction(
    business: Business, caller: Caller, asked: list[tuple[str, bool]]
) -> None:
    made = caller("post", "/webhooks", BODY, Idempotency_Key="one")
    assert made.status_code == 201, made.content
    path = f"/webhooks/{made.json()['id']}"
    tag = made.headers["ETag"]
    moved = caller("patch", path, {"url": "https://shop.test/other"}, If_Match=tag)
    assert moved.json()["url"] == "https://shop.test/other"
    browser = Client()
    browser.force_login(builders.a_person(business, permissions=list(ADMINISTRATOR)))
    form = {"name": "חנות", "is_active": "on"}
    office = f"/office/{business.slug}/webhooks/"
    assert browser.post(f"{office}new/", {**form, "url": "https://shop.test/third"}).status_code == 302
    saved = browser.post(f"{office}{made.json()['id']}/", {**form, "url": "https://shop.test/fourth"})
    assert saved.status_code == 302
    assert asked == [("shop.test", False)] * 4


@pytest.mark.django_db
def test_looks_up_nothing_for_a_repeat(business: Business, caller: Caller, asked: list[tuple[str, bool]]) -> None:
    made = caller("post", "/webhooks", BODY, Idempotency_Key="one")
    path = f"/webhooks/{made.json()['id']}"
    moved = caller("patch", path, {"url": "https://shop.test/other"}, Idempotency_Key="two")
    asked.clear()
    rows = Rows()
    again = caller("post", "/webhooks", BODY, Idempotency_Key="one")
    assert (again.status_code, again.content) == (201, made.content)
    again = caller("patch", path, {"url": "https://shop.test/other"}, Idempotency_Key="two")
    assert (again.content, again.headers["Idempotency-Replayed"]) == (moved.content, "true")
    reused = caller("post", "/webhooks", {**BODY, "name": "אחרת"}, Idempotency_Key="one")
    assert reused.json()["code"] == "idempotency_key_reused"
    assert (asked, rows.changed()) == ([], set())
    # Once it is forgotten, it is no repeat.
    with in_scope([business.pk]):
        KeptAnswer.objects.update(created_at=timezone.now() - repeats.KEPT_FOR - timedelta(seconds=1))
    assert caller("post", "/webhooks", BODY, Idempotency_Key="one").json()["id"] != made.json()["id"]
    assert [host for host, _ in asked] == ["shop.test"]


@pytest.mark.django_db
def test_refuses_what_the_name_led_to_and_writes_nothing(
    business: Business, caller: Caller, asked: list[tuple[str, bool]]
) -> None:
    path = f"/webhooks/{caller('post', '/webhooks', BODY).json()['id']}"
    rows = Rows()
    for url, code in (
        ("https://inside.test/", "address_refused"),
        ("https://gone.test/", "host_unknown"),
        ("http://shop.test/", "encryption_required"),
    ):
        for method, where in (("post", "/webhooks"), ("patch", path)):
            refused = caller(method, where, {**BODY, "url": url})
            assert (refused.status_code, refused.json()["code"]) == (422, code), (method, url)
            assert not rows.changed()
    assert not rows.changed_anywhere()


@pytest.mark.django_db
def test_switches_off_a_webhook_whose_name_is_gone(
    business: Business, caller: Caller, asked: list[tuple[str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/webhooks/{caller('post', '/webhooks', BODY).json()['id']}"
    monkeypatch.delitem(NAMES, "shop.test")
    assert caller("patch", path, {**BODY, "is_active": False}).json()["is_active"] is False
    with in_scope([business.pk]):
        assert not Endpoint.objects.get().is_active


@pytest.mark.django_db
def test_looks_up_nothing_for_whom_or_what_is_refused(
    business: Business, caller: Caller, caller_with: Callable[..., Caller], asked: list[tuple[str, bool]]
) -> None:
    path = f"/webhooks/{caller('post', '/webhooks', BODY).json()['id']}"
    asked.clear()
    other = caller_with("write:cases", "read:events")
    for method, where in (("post", "/webhooks"), ("patch", path)):
        assert other(method, where, BODY).json()["code"] == "scope_missing"
        assert caller(method, where, b"{").status_code == 400
        assert caller(method, where, b"[" * 100_000).status_code == 400
        for wrong in ([], {**BODY, "url": None}, {**BODY, "url": 7}, {**BODY, "more": 1}, {**BODY, "url": "x" * 501}):
            assert caller(method, where, wrong).status_code == 422, (method, wrong)
    assert caller("patch", path, {"name": "אחרת"}).status_code == 200
    assert asked == []
