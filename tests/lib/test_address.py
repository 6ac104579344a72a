"""How the application's sessions begin."""

import pytest
from django.db import connection

from moked.lib.postgres.address import PLAIN_ROLE, database_settings


def _begins_with(monkeypatch: pytest.MonkeyPatch, parameters: str = "") -> list[str]:
    monkeypatch.delenv("MOKED_DATABASE_ROLE", raising=False)
    monkeypatch.setenv("DATABASE_URL", f"postgresql://moked@db.test/moked{parameters}")
    options: str = database_settings()["OPTIONS"]["options"]
    return options.split()


def test_is_bound_by_row_level_security_whatever_the_address_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _begins_with(monkeypatch)[-1] == f"role={PLAIN_ROLE}"
    assert _begins_with(monkeypatch, "?options=-c%20role%3Dpostgres")[-1] == f"role={PLAIN_ROLE}"


def test_lets_the_address_say_what_a_page_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    costs = [
        each
        for each in _begins_with(monkeypatch, "?options=-c%20random_page_cost%3D4")
        if each.startswith("random_page_cost")
    ]
    assert costs == ["random_page_cost=1.1", "random_page_cost=4"]


@pytest.mark.django_db
def test_plans_for_rows_in_memory() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('random_page_cost')::float, current_setting('jit'), current_user")
        assert cursor.fetchone() == (1.1, "off", PLAIN_ROLE)
