"""What a browser sees when a page broke."""

from io import BytesIO

from django.db import DataError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from moked.ui.failures import show_failure


def _failing_with(error: Exception, **headers: str) -> HttpResponse:
    try:
        raise error
    except Exception:
        return show_failure(RequestFactory().get("/", headers=headers))


def test_says_that_the_database_is_away_and_when_to_come_back() -> None:
    with translation.override("en"):
        response = _failing_with(OperationalError("server closed the connection"))
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "out of reach for a moment" in response.content.decode()


def test_says_it_in_the_persons_language() -> None:
    with translation.override("he"):
        response = _failing_with(OperationalError("server closed the connection"))
    assert "השירות אינו זמין לרגע" in response.content.decode()


def test_says_it_inside_a_page_that_stays_as_it_is() -> None:
    with translation.override("en"):
        response = _failing_with(OperationalError("gone"), HX_Request="true")
    assert response.status_code == 503
    assert "data-error-text" in response.content.decode()
    assert "<html" not in response.content.decode()


def test_calls_no_mistake_of_ours_an_absence() -> None:
    assert _failing_with(DataError("numeric overflow")).status_code == 500
    assert _failing_with(ZeroDivisionError()).status_code == 500


def _posted(fields: dict[str, object]) -> str:
    with translation.override("en"):
        try:
            raise OperationalError("gone")
        except OperationalError:
            return show_failure(RequestFactory().post("/people/?page=2", fields)).content.decode()


def test_loads_a_page_that_only_reads_anew_by_itself() -> None:
    with translation.override("en"):
        page = _failing_with(OperationalError("gone")).content.decode()
    assert '<meta http-equiv="refresh" content="5">' in page
    assert "tries again by itself" in page


def test_keeps_what_was_typed_to_send_it_again() -> None:
    page = _posted({"name": ["<Dana>", "Ron"]})
    assert "refresh" not in page
    assert '<form method="post" action="/people/?page=2">' in page
    assert "&lt;Dana&gt;</textarea>" in page
    assert "Ron</textarea>" in page


def test_carries_neither_a_password_nor_half_a_form_with_a_file() -> None:
    for fields in ({"login": "dana", "password": "a secret"}, {"name": "Dana", "file": BytesIO(b"x")}):
        page = _posted(fields)
        assert "<form" not in page
        assert "a secret" not in page
        assert "Go back in a moment" in page
