"""Both sides of a diagnosis."""

from typing import Any

import pytest

from tests.diagnosis.walking import Together, a_pair


@pytest.fixture(autouse=True)
def _password_alone(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def pair(db: None) -> Together:
    return a_pair()
