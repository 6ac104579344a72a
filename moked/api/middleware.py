"""The API's first and last step: no cookie goes in, and no error comes out as a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from moked.api.problems import CONTENT_TYPE, language_of, plain_problem

GetResponse = Callable[[HttpRequest], HttpResponse]
ROOT = "/api/"


class ApiMiddleware:
    """Stands before sessions: a browser's sign-in means nothing at the API."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        request.COOKIES = {}
        response = self.get_response(request)
        if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(CONTENT_TYPE):
            return response
        with translation.override(language_of(request)):
            return plain_problem(request, response.status_code)
