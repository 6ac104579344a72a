"""Making an API token in the office."""

from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.staff.models import ApiToken
from tests.office.test_doors import url


def test_shows_a_secret_once_and_makes_no_second_by_a_reload(business: Business, browser: Client) -> None:
    words = {"name": "Shop", "lifetime": "365", "scopes": ["read:cases"]}
    made = browser.post(url("new_token", business), words)
    assert made.status_code == 302, made.content.decode()
    shown = browser.get(made.headers["Location"])
    assert "mkd_" in shown.content.decode().partition("token-secret")[2][:400]
    assert "no-store" in shown.headers["Cache-Control"]
    assert "token-secret" not in browser.get(made.headers["Location"]).content.decode()
    with in_scope([business.pk]):
        assert ApiToken.objects.count() == 1
