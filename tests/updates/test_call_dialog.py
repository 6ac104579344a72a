"""The call with an update at the desk: what to say, to which number, and how it ended."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case, Task
from moked.staff.actors import PersonActor
from moked.staff.models import Person
from moked.updates.models import Update
from tests.updates.test_calling import call_due
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _password_alone(settings: object) -> None:
    settings.REQUIRE_SECOND_FACTOR = False  # type: ignore[attr-defined]


def _desk(noa: PersonActor) -> Client:
    return signed_in(Person.objects.get(pk=noa.person_id))


def _call(business: Business, case: Case, noa: PersonActor) -> Task:
    with in_scope([business.pk]):
        return call_due(case, noa)[1]


def test_shows_the_number_and_the_words(business: Business, case: Case, noa: PersonActor) -> None:
    _call(business, case, noa)
    page = _desk(noa).get(f"/cases/{case.pk}/").content.decode()
    assert 'href="tel:052-555-0101"' in page
    assert "האם את רוצה לשאול משהו?" in page
    assert "להתקשר עם העדכון" in page


def _note(page: str) -> str:
    found = re.search(r"<textarea[^>]*name=\"note\"[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    assert found[1].strip()
    return found[1]


@pytest.mark.parametrize(
    ("ending", "state", "way"),
    [("done", "sent", "phone"), ("unreached", "sent", "mail"), ("dropped", "skipped", "phone")],
)
def test_ends_as_it_went(business: Business, case: Case, noa: PersonActor, ending: str, state: str, way: str) -> None:
    task, desk = _call(business, case, noa), _desk(noa)
    address = reverse("workspace:end_task", args=[task.pk])
    # The matter alone waits there to be kept: nobody keeps a greeting.
    assert "האם את רוצה לשאול משהו?" not in _note(desk.get(address).content.decode())
    assert desk.post(address, {"ending": ending, "note": "סופר בטלפון"}).status_code == 302
    with in_scope([business.pk]):
        update = Update.objects.get(case=case)
        assert (update.state, update.way) == (state, way)
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert ("העדכון האחרון נמסר" in page) == (state == "sent")


def test_leaves_the_ending_to_the_person(business: Business, case: Case, noa: PersonActor) -> None:
    task, desk = _call(business, case, noa), _desk(noa)
    address = reverse("workspace:end_task", args=[task.pk])
    radios = re.findall(r'<input[^>]*name="ending"[^>]*>', desk.get(address).content.decode())
    assert len(radios) == 3
    assert not any(re.search(r"\bchecked\b", each) for each in radios)
    assert desk.post(address, {"note": "סופר בטלפון"}).status_code == 422
    told = desk.post(address, {"ending": "done", "note": " "})
    assert told.status_code == 422
    assert "כתבו בכמה מילים מה נאמר בשיחה." in told.content.decode()
    with in_scope([business.pk]):
        assert Task.objects.get(pk=task.pk).state == Task.State.OPEN
    assert desk.post(address, {"ending": "unreached", "note": ""}).status_code == 302
    with in_scope([business.pk]):
        assert Update.objects.get(case=case).way == "mail"
    assert "שיחה ללא מענה" in desk.get(f"/cases/{case.pk}/").content.decode()
