"""Whose word counts, and who sees what was given."""

from django.test import Client

from moked.businesses.scope import in_scope
from moked.cases.links import link_for, token_of
from moked.diagnosis.models import Evidence
from tests import builders
from tests.diagnosis.walking import PHOTO, Together
from tests.rows import Rows


def _page(pair: Together) -> str:
    with in_scope([pair.business.pk]):
        assert pair.case.contact_point is not None
        return f"/c/{token_of(link_for(pair.case, pair.case.contact_point))}/"


def _desk(pair: Together) -> Client:
    client = Client()
    client.force_login(pair.noa)
    return client


def test_takes_no_customer_s_word_from_somebody_of_ours(pair: Together) -> None:
    diagnosis, desk, home = pair.begin(), _desk(pair), _page(pair)
    rows = Rows()
    for what in ("answer", "agree", "not-quite"):
        address = f"{home}diagnosis/{diagnosis.pk}/{what}/"
        assert desk.post(address, {"step": "s1", "value": "yes"}).status_code == 403
    assert rows.changed() == set()


def test_takes_the_last_answer_back_at_the_desk(pair: Together) -> None:
    diagnosis, desk = pair.begin(), _desk(pair)
    pair.customer_says(diagnosis, "s1", "yes")
    assert "Take the last answer back" in desk.get(f"/diagnoses/{diagnosis.pk}/").content.decode()
    after = desk.post(f"/diagnoses/{diagnosis.pk}/take-back/", {"step": "s1"}, follow=True).content.decode()
    assert "Step 1, the customer checks" in after
    assert "Take the last answer back" not in after


def test_shows_evidence_to_its_own_customer_alone(pair: Together) -> None:
    diagnosis = pair.begin()
    pair.customer_says(diagnosis, "s1", "no")
    pair.customer_says(diagnosis, "s2", "", PHOTO)
    with in_scope([pair.business.pk]):
        key = Evidence.objects.get().attachment_id
    assert _desk(pair).get(f"/files/{key}/").status_code == 200
    assert Client().get(f"{_page(pair)}file/{key}/").content == PHOTO.content
    other = Together(pair.business, pair.noa, builders.a_case(pair.business), pair.guide)
    assert Client().get(f"{_page(other)}file/{key}/").status_code == 404
