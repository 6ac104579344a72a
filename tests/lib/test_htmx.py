import json

from django.http import HttpResponse
from django.test import RequestFactory

from moked.lib.htmx import close_dialog, show_toast, vary_on_htmx, wants_fragment

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_wants_a_fragment_only_when_a_part_is_swapped() -> None:
    requests = RequestFactory()
    assert wants_fragment(requests.get("/", headers=FRAGMENT))
    assert not wants_fragment(requests.get("/"))
    assert not wants_fragment(requests.get("/", headers={**FRAGMENT, "HX-Request-Type": "full"}))
    assert not wants_fragment(requests.get("/", headers={**FRAGMENT, "HX-History-Restore-Request": "true"}))


def test_carries_hebrew_and_several_events_in_one_header() -> None:
    response = HttpResponse()
    show_toast(response, "נשמר", undo_url="/undo/")
    close_dialog(response)
    header = response.headers["HX-Trigger"]
    assert header.isascii()
    assert json.loads(header) == {
        "toast": {"level": "success", "text": "נשמר", "undo": "/undo/"},
        "dialog:close": {},
    }


def test_keeps_fragments_and_pages_apart_in_caches() -> None:
    response = HttpResponse()
    vary_on_htmx(response)
    assert response.headers["Vary"] == "HX-Request, HX-Request-Type"
