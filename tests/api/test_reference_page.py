"""The reference as a page: everything the document says, for anybody, in a frame of either language."""

import re
from typing import Any

import pytest
from django.test import Client

from moked.api.api import api
from moked.api.reference_page import page_of_document

pytestmark = pytest.mark.django_db
DOCUMENT: dict[str, Any] = api.get_openapi_schema()


def test_shows_every_operation_and_shape_to_anybody() -> None:
    answer = Client().get("/api/v1/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    page = answer.content.decode()
    for path, item in DOCUMENT["paths"].items():
        for operation in item.values():
            assert f'id="{operation["operationId"]}"' in page
            assert path in page
    for name in DOCUMENT["components"]["schemas"]:
        assert f'id="shape-{name}"' in page


def test_leads_nowhere_that_is_not_there() -> None:
    page = Client().get("/api/v1/").content.decode()
    places = re.findall(r'\bid="([^"]+)"', page)
    assert len(places) == len(set(places))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places)


def test_frames_it_in_the_language_asked_for() -> None:
    hebrew = Client().get("/api/v1/?language=he", headers={"Accept-Language": "en"})
    english = Client().get("/api/v1/", headers={"Accept-Language": "en"})
    assert '<html lang="he" dir="rtl"' in hebrew.content.decode()
    assert '<html lang="en" dir="ltr"' in english.content.decode()
    assert "Accept-Language" in english.headers["Vary"]


def test_needs_no_script_of_its_own_and_nobody_elses_server() -> None:
    answer = Client().get("/api/v1/")
    page = answer.content.decode()
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert " style=" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_gives_examples_that_the_schemas_would_take() -> None:
    for part in page_of_document().parts:
        for operation in part.operations:
            assert "…" not in operation.path
            assert operation.is_write == ("Idempotency-Key" in operation.example)
            assert ("-d '" in operation.example) == (operation.body_kind == "application/json")


def test_names_the_shape_and_the_values_of_every_field() -> None:
    fields = {
        f"{shape.name}.{field.name}": "".join(piece.text for piece in field.type)
        for shape in page_of_document().shapes
        for field in shape.fields
    }
    assert fields["ProfileIn.targets"] == "TargetsIn"
    assert fields["ProfileIn.tone"] == "empty, formal, plain, warm"
    assert not [name for name, words in fields.items() if "`" in words]


def test_takes_no_writes() -> None:
    answer = Client().post("/api/v1/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
