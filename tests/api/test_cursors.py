"""Cursors that nobody gave: each list refuses them, and none breaks."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from moked.api.cursors import read_cursor, write_cursor
from moked.api.problems import CursorUnusable
from moked.businesses.models import Business
from tests.api.conftest import Caller
from tests.api.test_operations import OPERATIONS

LISTS = [
    path
    for method, path, operation in OPERATIONS
    if method == "GET" and "{" not in path and any(each["name"] == "cursor" for each in operation["parameters"])
]
COLUMNS = ("answered_at", "created_at", "name", "opened_at", "title", "waiting_since")
ODD = [
    "", "\0", "\ud800", "~", "null", "-1", "99999999999999999999999999.1", "1." + "9" * 30, "0001-01-01T00:00:00",
    "0001-01-01T00:00:00+14:00~00000000-0000-0000-0000-000000000000",
    "9999-12-31T23:59:59-14:00~00000000-0000-0000-0000-000000000000", "9999-12-31T23:59:59-14:00",
    "2026-01-01", "00000000-0000-0000-0000-000000000000", "x" * 3000,
]  # fmt: skip


@given(st.text(max_size=60) | st.lists(st.text(max_size=8), max_size=4).map(lambda parts: write_cursor(*parts)))
@how(max_examples=400, deadline=None)
def test_reads_what_it_wrote_and_nothing_else(cursor: str) -> None:
    try:
        parts = read_cursor(cursor, "cases", 2)
    except CursorUnusable:
        return
    assert read_cursor(write_cursor("cases", *parts), "cases", 2) == parts


@pytest.fixture
def many_requests(settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1_000_000


@pytest.mark.django_db
@how(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=st.sampled_from(ODD), second=st.sampled_from(ODD), count=st.integers(0, 3))
def test_breaks_no_list(
    business: Business, caller: Caller, many_requests: None, first: str, second: str, count: int
) -> None:
    for path in LISTS:
        for name in _names(path):
            cursor = urlsafe_b64encode(json.dumps([name, *[first, second, ""][:count]]).encode()).decode().rstrip("=")
            answer = caller("get", f"{path}?cursor={cursor}")
            assert answer.status_code in (200, 422), (path, cursor, answer.content)


def _names(path: str) -> list[str]:
    own = path.strip("/")
    return [
        own,
        *(
            f"/api/v1{path}:{column}"
            for column in ("answered_at", "created_at", "name", "opened_at", "title", "waiting_since")
        ),
    ]
