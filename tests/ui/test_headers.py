"""What every answer says to the browser, error pages and refusals included."""

from typing import Any

import pytest
from django.conf import settings as product
from django.test import Client
from django.urls import reverse

from tests import builders
from tests.architecture.routes import ROUTES
from tests.architecture.test_doors import World, world  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db
MUST = {
    "Content-Security-Policy",
    "Permissions-Policy",
    "Cross-Origin-Resource-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cache-Control",
}


def _complaints(response: Any) -> list[str]:
    missing = [name for name in MUST if name not in response.headers]
    policy = response.headers.get("Content-Security-Policy", "")
    if "unsafe" in policy or "*" in policy or " ws: " in policy:
        missing.append(policy)
    if response.headers.get("X-Content-Type-Options") != "nosniff":
        missing.append("sniffing")
    if response.headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        missing.append("referrer")
    return missing


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_says_them_on_every_route(world: World, method: str, who: str) -> None:  # noqa: F811
    wrong = {}
    person = world.a_neighbour()
    for route in ROUTES:
        if route.is_operator:
            # The admin has a policy of its own, walked below.
            continue
        client = Client()
        if who == "administrator":
            client.force_login(person)
        found = _complaints(getattr(client, method)(route.address(world.keys)))
        if found:
            wrong[route.path] = found
    assert not wrong


@pytest.mark.parametrize(
    ("facts", "status"),
    [({"path": "/nowhere/"}, 404), ({"path": "/", "headers": {"Host": "evil.test"}}, 400)],
)
def test_says_them_on_pages_made_outside_the_views(facts: dict[str, Any], status: int) -> None:
    response = Client(raise_request_exception=False).get(**facts)
    assert response.status_code == status
    assert not _complaints(response)


def test_says_them_when_a_form_is_forged_and_when_we_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    forged = Client(enforce_csrf_checks=True).post(reverse("set_language"), {"language": "he"})
    assert forged.status_code == 403
    assert not _complaints(forged)
    monkeypatch.setattr("moked.site.account_pages.check_for_language", lambda _: 1 / 0)
    failed = Client(raise_request_exception=False).post(reverse("set_language"), {"language": "he"})
    assert failed.status_code == 500
    assert not _complaints(failed)


def test_names_our_own_host_alone_for_sockets() -> None:
    policy = Client().get(reverse("account_login"), headers={"Host": "localhost:8000"})["Content-Security-Policy"]
    assert "connect-src 'self' ws://localhost:8000;" in policy


def test_asks_for_tls_once_it_is_secure(settings: Any) -> None:
    assert "Strict-Transport-Security" not in Client().get("/nowhere/").headers
    settings.IS_SECURE = True
    assert "max-age=63072000" in Client().get("/nowhere/")["Strict-Transport-Security"]


def test_keeps_cookies_from_scripts_and_other_sites() -> None:
    business = builders.a_business()
    person = builders.a_person(business, password="a long enough password", language="en")
    browser = Client()
    page = browser.get(reverse("account_login"))
    browser.post(reverse("account_login"), {"login": person.email, "password": "a long enough password"})
    assert page.status_code == 200
    for name in (product.SESSION_COOKIE_NAME, product.CSRF_COOKIE_NAME):
        cookie = browser.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]
