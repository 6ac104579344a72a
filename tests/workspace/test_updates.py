"""What leaves by itself, beside the case: read, improved, left out, paused; and refused to whoever may not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case, Message
from moked.promises.services import create_calendar, create_package
from moked.staff.permissions import ADMINISTRATOR
from moked.updates.models import Update
from moked.updates.services import sweep_updates
from tests import builders

WEEK = {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")}


@pytest.fixture
def held(business: Business, case: Case) -> Update:
    """An update that says who has the case, and waits."""
    boss = builders.actor_of(builders.a_person(business, permissions=list(ADMINISTRATOR)))
    with in_scope([business.pk]):
        always = {"timezone": "Asia/Jerusalem", "week": WEEK}
        calendar = create_calendar(actor=boss, business_id=business.pk, name="Always", document=always)
        facts = {"name": "Gold", "calendar": calendar, "targets": {"update": {"normal": 240}}, "is_default": True}
        create_package(actor=boss, business_id=business.pk, facts=facts)
        case.update_watch.changes = ["taken"]
        case.update_watch.save()
        sweep_updates(timezone.now())
        return Update.objects.get(case=case)


def _address(name: str, case: Case, *keys: object) -> str:
    return reverse(f"workspace:{name}", args=[case.pk, *keys])


def _automatic(case: Case) -> list[str]:
    with in_scope([case.business_id]):
        rows = Message.objects.filter(case=case, is_automatic=True)
        return list(rows.values_list("text", flat=True))


def test_shows_what_waits_and_why(desk: Client, case: Case, held: Update) -> None:
    page = desk.get(_address("case", case)).content.decode()
    assert "An update leaves" in page
    assert "because something changed that the customer wants to know" in page
    assert "Gold" in page
    assert held.text.splitlines()[0] in page


def test_shows_before_anything_leaves_what_would(desk: Client, case: Case, held: Update) -> None:
    page = desk.get(_address("preview_update", case)).content.decode()
    assert case.reference in page
    assert "not on Sabbath and holidays" in page
    assert _automatic(case) == []


def test_sends_the_words_a_person_chose(desk: Client, case: Case, held: Update) -> None:
    address = _address("send_update", case, held.pk)
    assert held.text.splitlines()[0] in desk.get(address).content.decode()
    assert desk.post(address, {"text": ""}).status_code == 422
    assert _automatic(case) == []
    assert desk.post(address, {"text": "החלק בדרך אליך."}).status_code == 302
    assert _automatic(case) == ["החלק בדרך אליך."]
    timeline = desk.get(_address("timeline", case)).content.decode()
    assert "in place of an automatic update" in timeline
    assert desk.post(address, {"text": "שוב"}).status_code == 409
    assert _automatic(case) == ["החלק בדרך אליך."]


def test_leaves_out_only_with_a_reason(desk: Client, case: Case, held: Update) -> None:
    address = _address("skip_update", case, held.pk)
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert desk.post(address, {"reason": "spoke by telephone"}).status_code == 302
    with in_scope([case.business_id]):
        assert Update.objects.get(pk=held.pk).state == "skipped"
    page = desk.get(_address("panel", case)).content.decode()
    assert "The last update was not sent" in page
    assert "spoke by telephone" in page
    assert "left out an update: spoke by telephone" in desk.get(_address("timeline", case)).content.decode()
    assert _automatic(case) == []


def test_pauses_until_a_moment_ahead_and_lets_go_again(desk: Client, case: Case, held: Update) -> None:
    past = {"until": "2020-01-01T10:00", "reason": "holiday"}
    assert desk.post(_address("pause", case), past).status_code == 422
    with in_scope([case.business_id]):
        assert Case.objects.get(pk=case.pk).automatics_paused_until is None
    ahead = timezone.localtime() + timedelta(days=2)
    chosen = {"until": f"{ahead:%Y-%m-%dT%H:%M}", "reason": "we speak daily"}
    assert desk.post(_address("pause", case), chosen).status_code == 302
    page = desk.get(_address("panel", case)).content.decode()
    assert "we speak daily" in page
    assert "An update leaves" not in page
    assert desk.post(_address("unpause", case)).status_code == 302
    with in_scope([case.business_id]):
        assert Case.objects.get(pk=case.pk).automatics_paused_until is None


def test_goes_back_to_the_case_from_a_form_on_its_own_page(desk: Client, case: Case, held: Update) -> None:
    chosen = {"until": f"{timezone.localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}", "reason": "we speak daily"}
    address = _address("pause", case)
    alone = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}"}
    assert desk.post(address, chosen, headers=alone)["HX-Redirect"] == _address("case", case)
    beside = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{_address('case', case)}"}
    assert not desk.post(address, chosen, headers=beside).has_header("HX-Redirect")


@pytest.mark.parametrize("name", ["preview_update", "pause", "unpause"])
def test_is_nothing_for_another_business(stranger: Client, case: Case, name: str) -> None:
    ask = stranger.post if name == "unpause" else stranger.get
    assert ask(_address(name, case)).status_code == 404


@pytest.mark.parametrize("name", ["send_update", "skip_update", "more_time"])
def test_lets_no_other_business_decide(stranger: Client, case: Case, held: Update, name: str) -> None:
    answer = stranger.post(_address(name, case, held.pk), {"text": "x", "reason": "x"})
    assert answer.status_code == 404
    with in_scope([case.business_id]):
        assert Update.objects.get(pk=held.pk).state == "held"
    assert _automatic(case) == []
