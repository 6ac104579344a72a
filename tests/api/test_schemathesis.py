"""The API against its own document: generated requests, all checks on, within a budget of time.

`MOKED_FUZZ_SECONDS` sets the budget; the default suits every run of the tests.
"""

import os
import time
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis.config import SchemathesisConfig

from moked.businesses.models import Business
from tests.api.conftest import a_token
from tests.things import things_of

pytestmark = [
    pytest.mark.django_db,
    # The tool's client leaves a downloaded file open; a server closes it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]
SECONDS = float(os.environ.get("MOKED_FUZZ_SECONDS", "25"))
CONFIG = {
    "generation": {"allow-x00": False, "with-security-parameters": False},
    # What fits the schema may still not fit how things stand: no such topic, a state that forbids the move.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "304", "403", "404", "409", "412", "422"]}},
}
HOW = hypothesis_settings(
    # Making a request costs more than answering it, also when the time is up.
    max_examples=200 if SECONDS > 60 else 20,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def test_answers_generated_requests_as_its_document_says(business: Business, settings: Any, capsys: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = settings.LIMIT_FACTOR = 1_000_000
    things = {name: str(key) for name, key in things_of(business).items()}
    headers = {"Authorization": f"Bearer {a_token(business)}"}
    application = get_wsgi_application()
    # The test's transaction is on this connection; the end of a request must not close it.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", application, config=SchemathesisConfig.from_dict(CONFIG)
    )
    operations = [found.ok() for found in schema.get_all_operations()]
    share, sent, failures = SECONDS / len(operations), 0, []
    for operation in operations:
        begun = time.monotonic()

        @HOW
        @given(case=operation.as_strategy())
        def explore(case: Any) -> None:
            nonlocal sent
            if time.monotonic() > begun + share:  # noqa: B023  # called before the loop goes on
                return
            # Keys at random find nothing; half of the requests name what is there.
            if sent % 2:
                case.path_parameters = {**case.path_parameters, **_known(case.path_parameters, things)}
            sent += 1
            case.call_and_validate(headers={**dict(case.headers or {}), **headers})

        try:
            explore()
        except Exception as failure:
            failures.append(f"{operation.label}: {failure}")
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    with capsys.disabled():
        print(f"\nschemathesis: {len(operations)} operations, {sent} cases, {len(failures)} failures")
    assert not failures, "\n\n".join(failures)
    assert sent >= len(operations)


def _known(wanted: dict[str, Any], things: dict[str, str]) -> dict[str, str]:
    return {name: things[name] for name in wanted if name in things}
