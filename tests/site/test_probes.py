"""Health, readiness and metrics: for machines, without a session, without anybody's data."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from moked.businesses.models import Pool
from moked.businesses.scope import in_scope
from moked.channels.models import Inbound
from moked.lib import realtime
from moked.routing.models import RouterLease
from moked.site import probes
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)
KNOWN = {"route", "method", "status", "state", "what", "process", "kind", "answer", "le"}


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that was just started."""
    monkeypatch.setattr(probes, "_known", probes._Known())


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a web process that holds its LISTEN."""
    realtime._listening.is_on = True
    yield
    realtime._listening.is_on = False


def test_lives_without_a_database_or_a_session(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "/nowhere")
    answer = Client().get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert not answer.cookies


def test_is_ready_when_all_is_there(listening: None) -> None:
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "reasons": []})


def test_says_in_codes_why_it_is_not_ready(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "/nowhere")
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["database", "listener"])


def test_is_not_ready_while_pages_get_no_connection(listening: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_connection(*_: object) -> None:
        raise OperationalError("couldn't get a connection after 5.00 sec")

    with monkeypatch.context() as changed:
        changed.setattr(connection, "connect", no_connection)
        connection.close()
        assert Client().get("/health/ready").json()["reasons"] == ["database"]


def test_is_not_ready_before_its_migrations(listening: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as changed:
        changed.setattr(probes, "unapplied_migrations", lambda link: ["cases.9999"])
        assert Client().get("/health/ready").json()["reasons"] == ["migrations"]
    probes._known.until = 0.0
    assert Client().get("/health/ready").status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_takes_no_posts(path: str) -> None:
    assert Client().post(path).status_code == 405


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [
        ("", {"REMOTE_ADDR": "127.0.0.1"}, 200),
        ("", {"REMOTE_ADDR": "192.0.2.7"}, 404),
        ("", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ("secret", {"REMOTE_ADDR": "127.0.0.1"}, 404),
        ("secret", {"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer wrong"}, 404),
        ("secret", {"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer secret"}, 200),
    ],
)
def test_shows_figures_to_whoever_may(
    monkeypatch: pytest.MonkeyPatch, token: str, headers: dict[str, Any], status: int
) -> None:
    monkeypatch.setenv("MOKED_METRICS_TOKEN", token)
    answer = Client().get("/metrics", **headers)
    assert answer.status_code == status
    assert (b"moked_work_items" in answer.content or b"moked_database_up" in answer.content) == (status == 200)


def _figures() -> dict[str, float]:
    text = Client().get("/metrics").content.decode()
    return {
        f"{sample.name}{sorted(sample.labels.items())}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_counts_what_waits_and_what_is_overdue() -> None:
    business = builders.a_business()
    account = builders.mail_account(business)
    builders.a_case(business)
    with in_scope([business.pk]):
        Inbound.objects.create(
            business=business,
            account=account,
            provider_id="a",
            raw=b"",
            next_attempt_at=timezone.now() - timedelta(hours=1),
        )
    figures = _figures()
    assert figures["moked_work_items[('state', 'waiting')]"] == 1
    assert figures["moked_overdue_seconds[('what', 'inbound')]"] >= 3600
    assert figures["moked_process_alive[('process', 'router')]"] == 0
    RouterLease.objects.update_or_create(
        pool=Pool.objects.get(), defaults={"holder": business.pk, "expires_at": timezone.now() + timedelta(minutes=1)}
    )
    assert _figures()["moked_process_alive[('process', 'router')]"] == 1


def test_holds_nobodys_id_name_or_address(settings: Any) -> None:
    """Names of labels and their values come out of the code: volumes and times, never of a person or a customer."""
    business = builders.a_business()
    settings.REQUIRE_SECOND_FACTOR = False
    person = builders.a_person(business)
    case = builders.a_case(business, assignee=person)
    client = Client()
    client.force_login(person)
    client.get(f"/cases/{case.pk}/")
    client.get("/c/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/")
    client.get("/somewhere/that/is/not/there/")
    text = Client().get("/metrics").content.decode()
    assert 'route="none"' in text
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            assert set(sample.labels) <= KNOWN
            for label, value in sample.labels.items():
                assert label == "le" or re.fullmatch(r"[A-Za-z0-9_:.\-]{1,60}", value), (label, value)
                assert not re.search(r"[0-9a-f]{8}|AAAA", value), value
    for secret in (str(person.pk), str(case.pk), person.email, business.slug, str(business.pk)):
        assert secret not in text
