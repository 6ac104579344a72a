"""Log lines hold events, ids, codes and places, and never what somebody wrote."""

import errno
import json
import logging
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
import structlog
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.urls import resolve

from moked.lib import logs
from moked.lib.errors import MokedError

WORD = "צלופח7731"
Lines = Callable[..., str]


@pytest.fixture(params=["plain", "json"])
def line_of(request: pytest.FixtureRequest) -> Lines:
    """Formats a record of a logger as the installation does."""
    facts = logs.settings_for(request.param, "INFO")["formatters"]["lines"]
    formatter = structlog.stdlib.ProcessorFormatter(**{key: value for key, value in facts.items() if key != "()"})

    def line(name: str, message: object, *args: object, error: BaseException | None = None, **extra: Any) -> str:
        info = (type(error), error, error.__traceback__) if error else None
        record = logging.getLogger(name).makeRecord(name, logging.ERROR, "f", 1, message, args, info, extra=extra)  # type: ignore[arg-type]
        return formatter.format(record)

    return line


def _raised(error: Exception) -> Exception:
    try:
        try:
            raise ValueError(WORD)
        except ValueError as cause:
            raise error from cause
    except Exception as caught:
        return caught


def test_keeps_events_ids_and_codes(line_of: Lines) -> None:
    line = line_of("moked.channels.outbox", "mail.not_sent", delivery="0190-ab", attempts=3)
    assert "mail.not_sent" in line
    assert "0190-ab" in line
    assert "3" in line


def test_hides_values_that_could_be_words(line_of: Lines) -> None:
    line = line_of(
        "moked.channels.fetch", "mail.fetch_failed", subject=WORD, sender="dana@customers.test", note="two words"
    )
    assert WORD not in line
    assert "dana" not in line
    assert "two words" not in line
    assert logs.HIDDEN in line


def test_tells_of_an_exception_what_is_code(line_of: Lines) -> None:
    class Refused(MokedError):
        code = "not_wanted"

    line = line_of("moked.cases", "case.failed", error=_raised(Refused(WORD)))
    assert WORD not in line
    assert "Refused" in line
    assert "not_wanted" in line
    assert "ValueError" in line
    assert "test_logs.py" in line


def test_tells_why_a_process_could_not_listen(line_of: Lines) -> None:
    said = "error while attempting to bind on address ('127.0.0.1', 8025): address already in use"
    taken = OSError(errno.EADDRINUSE, said)
    # As uvicorn does: the error is the line.
    for line in (line_of("uvicorn.error", taken), line_of("moked.lib.logs", "process.crashed", error=taken)):
        assert "EADDRINUSE" in line
        assert "127.0.0.1:8025" in line


def test_tells_of_a_file_its_number_and_not_its_name(line_of: Lines) -> None:
    line = line_of("moked.cases", "file.lost", error=_raised(FileNotFoundError(errno.ENOENT, "No such file", WORD)))
    assert "ENOENT" in line
    assert WORD not in line


@pytest.mark.django_db
def test_tells_of_a_database_error_its_code_and_no_row(line_of: Lines) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE once (word text CONSTRAINT word_once UNIQUE)")
        cursor.execute("INSERT INTO once VALUES (%s)", (WORD,))
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            cursor.execute("INSERT INTO once VALUES (%s)", (WORD,))
    assert WORD in str(caught.value), "the error holds no row, so this proves nothing"
    assert isinstance(caught.value.__cause__, psycopg.errors.UniqueViolation)
    line = line_of("moked.cases", "case.failed", error=caught.value)
    assert WORD not in line
    assert "23505" in line
    assert "word_once" in line


@pytest.mark.parametrize(
    ("message", "args"),
    [
        ("Internal Server Error: %s", (f"/c/{WORD}/",)),
        ("error connecting in %r: %s", ("pool", WORD)),
        (f"Task exception was never retrieved\nfuture: <Task exception=ValueError('{WORD}')>", ()),
        (f"Job send[1](text='{WORD}') ended with status: Error", ()),
        (f"'{WORD}' SMTP session exception", ()),
    ],
)
def test_leaves_out_what_libraries_fill_in(line_of: Lines, message: str, args: tuple[object, ...]) -> None:
    line = line_of(
        "some.library", message, *args, error=_raised(RuntimeError(WORD)), request=WORD, job={"text": WORD}
    )
    assert WORD not in line
    assert "RuntimeError" in line


def test_tells_of_a_failed_request_its_status_and_route_alone(line_of: Lines) -> None:
    request = RequestFactory().post(f"/c/{WORD}/", {"text": WORD})
    request.resolver_match = resolve("/search/")
    line = line_of(
        "django.request", "%s: %s", "Internal Server Error", request.path, request=request, status_code=500
    )
    assert WORD not in line
    assert "http.failed" in line
    assert "500" in line
    assert "POST" in line
    assert "workspace:search" in line


def test_does_not_ask_for_somebody_when_a_request_was_refused() -> None:
    assert logs.settings_for("plain", "INFO")["loggers"]["django.request"]["level"] == "ERROR"


def test_writes_json_that_reads_back() -> None:
    facts = logs.settings_for("json", "INFO")["formatters"]["lines"]
    formatter = structlog.stdlib.ProcessorFormatter(**{key: value for key, value in facts.items() if key != "()"})
    record = logging.getLogger("moked.x").makeRecord("moked.x", logging.INFO, "f", 1, "page.served", (), None)
    document = json.loads(formatter.format(record))
    assert (document["event"], document["level"], document["logger"]) == ("page.served", "info", "moked.x")
