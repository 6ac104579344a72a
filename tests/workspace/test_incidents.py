"""A case is put into an incident that goes on from its own page, and taken out again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases.incident_models import IncidentCase
from moked.cases.incidents import incidents_near
from moked.cases.models import Case
from moked.cases.services import open_incident
from moked.staff.permissions import Permission
from tests import builders

pytestmark = pytest.mark.django_db


def _incident(case: Case, words: str = "סיב") -> str:
    manager = builders.actor_of(builders.a_person(case.business, permissions=list(Permission)))
    with in_scope([case.business_id]):
        incident = open_incident(
            actor=manager,
            business_id=case.business_id,
            title="תקלת סיבים בצפון",
            began_at=timezone.now() - timedelta(hours=1),
            words=words,
            gathers=False,
        )
        return str(incident.pk)


def _places(case: Case) -> list[bool]:
    with in_scope([case.business_id]):
        return list(IncidentCase.objects.filter(case=case).values_list("is_current", flat=True))


def test_hints_at_an_incident_that_fits_and_takes_it_back(desk: Client, case: Case) -> None:
    incident = _incident(case)
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert "תקלת סיבים בצפון" in page
    join = f"{reverse('workspace:join_incident', args=[case.pk])}?incident={incident}"
    assert desk.post(join, headers={"HX-Request": "true"}).status_code == 204
    assert _places(case) == [True]
    assert desk.post(reverse("workspace:leave_incident", args=[case.pk])).status_code == 302
    assert _places(case) == [False]
    # Whoever took it out is not asked again.
    assert "תקלת סיבים בצפון" not in desk.get(f"/cases/{case.pk}/").content.decode()
    assert desk.post(reverse("workspace:leave_incident", args=[case.pk])).status_code == 404


def test_lets_choose_one_that_has_nothing_in_common(desk: Client, case: Case) -> None:
    incident = _incident(case, words="חשמל")
    address = reverse("workspace:join_incident", args=[case.pk])
    assert "תקלת סיבים בצפון" in desk.get(address).content.decode()
    assert desk.post(address, {"incident": "x"}).status_code == 422
    assert _places(case) == []
    assert desk.post(address, {"incident": incident}).status_code == 302
    assert _places(case) == [True]


def test_offers_none_to_a_case_that_is_in_one_or_over(case: Case, desk: Client) -> None:
    incident = _incident(case)
    desk.post(f"{reverse('workspace:join_incident', args=[case.pk])}?incident={incident}")
    _incident(case)
    with in_scope([case.business_id]):
        assert incidents_near(Case.objects.get(pk=case.pk)) == []


def test_folds_an_incident_and_offers_to_join_into_one_line_that_names_them(desk: Client, case: Case) -> None:
    address, fold = f"/cases/{case.pk}/", f'<details class="mk-ties" id="ties-{case.pk}">'
    _incident(case)
    # One alone takes one line as it is.
    alone = desk.get(address).content.decode()
    assert "It is part of it" in alone
    assert fold not in alone
    for _ in range(2):
        builders.a_case(case.business, contact_point=case.contact_point, subject=case.subject)
    page = desk.get(address).content.decode()
    summary = page[page.index(fold) :].partition("</summary>")[0]
    assert "May be part of the incident" in summary
    assert "תקלת סיבים בצפון" in summary
    assert "2 cases may be the same matter" in summary
    folded = page[page.index(fold) :].partition("</details>")[0]
    assert "It is part of it" in folded
    assert folded.count("Another matter") == 2
