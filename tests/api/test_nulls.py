"""Null in a change: it empties what may be empty, and is refused for what may not."""

from typing import Any

import pytest

from moked.businesses.models import Business
from tests.api.conftest import Caller
from tests.api.test_operations import DOCUMENT, OPERATIONS
from tests.rows import Rows
from tests.things import things_of

pytestmark = pytest.mark.django_db
SCHEMAS = DOCUMENT["components"]["schemas"]


def fields_of(operation: dict[str, Any]) -> dict[str, bool]:
    """The fields an operation's body may have, and whether null is one of their values."""
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    properties = SCHEMAS[reference.rpartition("/")[2]]["properties"]
    return {
        name: any(each.get("type") == "null" for each in schema.get("anyOf", []))
        for name, schema in properties.items()
    }


CHANGES = [
    (path, name, may_be_null)
    for method, path, operation in OPERATIONS
    if method == "PATCH"
    for name, may_be_null in fields_of(operation).items()
]


def test_takes_null_only_where_it_empties(business: Business, caller: Caller) -> None:
    things = things_of(business)
    rows = Rows()
    for path, name, may_be_null in CHANGES:
        answer = caller("patch", path.format(**things), {name: None})
        if may_be_null:
            assert (answer.status_code, answer.json()[name]) in ((200, None), (200, "")), (path, name, answer.content)
            continue
        assert answer.status_code == 422, (path, name, answer.content)
        assert [each["pointer"] for each in answer.json()["errors"]] == [f"#/{name}"]
        assert not rows.changed(), (path, name)
    assert not rows.changed_anywhere()


def test_empties_a_customers_language_and_an_answers_topic(business: Business, caller: Caller) -> None:
    things = things_of(business)
    customer, answer = f"/customers/{things['customer_id']}", f"/answers/{things['answer_id']}"
    assert caller("patch", customer, {"language": "ar", "about": "רופאה"}).json()["language"] == "ar"
    emptied = caller("patch", customer, {"language": None}).json()
    assert (emptied["language"], emptied["about"]) == ("", "רופאה")
    about = {"topic_id": str(things["topic_id"])}
    assert caller("patch", answer, about).json()["topic_id"] == about["topic_id"]
    emptied = caller("patch", answer, {"topic_id": None}).json()
    assert (emptied["topic_id"], emptied["title"]) == (None, caller("get", answer).json()["title"])


def test_gives_an_answer_no_topic_of_another_business(
    business: Business, neighbour: Business, caller: Caller
) -> None:
    ours, theirs = things_of(business), things_of(neighbour)
    rows = Rows()
    refused = caller("patch", f"/answers/{ours['answer_id']}", {"topic_id": str(theirs["topic_id"])})
    assert refused.status_code == 404
    assert not rows.changed_anywhere()
