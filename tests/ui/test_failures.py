"""What a browser sees when a page broke."""

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
