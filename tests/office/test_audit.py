"""The screens of the audit, and ending a person's sign-ins."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from moked.businesses.models import Business
from moked.businesses.scope import in_scope, in_whole_installation
from moked.cli.signature import signed
from moked.journal.access_log import OldAccess, note_opened
from moked.journal.models import AccessEntry
from moked.office.columns import column_words
from moked.office.history import BOOKKEEPING, differences
from moked.office.pages.audit import audited_models, kind_name
from moked.staff.models import Membership, Person, Role
from moked.staff.permissions import ADMINISTRATOR, AGENT
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _password_alone(settings) -> None:  # type: ignore[no-untyped-def]
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def business() -> Business:
    return builders.a_business()


@pytest.fixture
def chief(business: Business) -> Person:
    return builders.a_person(
        business, first_name="תמר", permissions=list(ADMINISTRATOR), language="en", email="t@staff.test"
    )


def _signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def _page(person: Person, business: Business, route: str = "office:audit", **query: str) -> str:
    answer = _signed_in(person).get(reverse(route, args=[business.slug]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_says_who_changed_what_from_what_to_what(business: Business, chief: Person) -> None:
    with in_scope([business.pk]):
        role = Role.objects.create(business=business, name="לפני", permissions=list(AGENT))
    _signed_in(chief).post(
        reverse("office:role", args=[business.slug, role.pk]), {"name": "אחרי", "permissions": ["cases.read"]}
    )
    page = _page(chief, business, kind="staff.role")
    assert "לפני" in page
    assert "אחרי" in page
    assert "תמר" in page
    assert "127.0.0.1" in page
    assert "→" in page, "English is read to the right"
    assert "←" not in page
    assert "אחרי" not in _page(chief, business, kind="staff.team")
    assert "אחרי" not in _page(chief, business, until="2020-01-01")
    assert "אחרי" in _page(chief, business, who=str(chief.pk))
    stranger = builders.a_person(business)
    assert "אחרי" not in _page(chief, business, who=str(stranger.pk))


def test_names_what_a_changed_row_points_to(business: Business, chief: Person) -> None:
    colleague = builders.a_person(business, first_name="איתן")
    with in_scope([business.pk]):
        first, other = (Role.objects.create(business=business, name=name) for name in ("מדריכים", "מומחים"))
        membership = Membership.objects.get(person=colleague)
        for role in (first, other):
            membership.role = role
            membership.save()
    assert _column(chief, business, "staff.membership") == ("מדריכים", "מומחים")
    with in_scope([business.pk]):
        first.delete()
    assert _column(chief, business, "staff.membership") == ("מדריכים", "מומחים"), "as it was called last"


def _column(chief: Person, business: Business, kind: str) -> tuple[str, str]:
    """Both values of the first column of the latest change."""
    answer = _signed_in(chief).get(reverse("office:audit", args=[business.slug]), {"kind": kind})
    (column,) = answer.context["page"].entries[0].columns
    return column.before, column.after


def test_costs_the_same_however_many_rows_point_somewhere(business: Business, chief: Person) -> None:
    address = reverse("office:audit", args=[business.slug])
    browser, counts = _signed_in(chief), []
    for _again in range(2):
        for _each in range(8):
            _give_other_role(business, builders.a_person(business))
        browser.get(address, {"kind": "staff.membership"})
        with CaptureQueriesContext(connection) as queries:
            browser.get(address, {"kind": "staff.membership"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _give_other_role(business: Business, person: Person) -> None:
    """Gives somebody another role."""
    with in_scope([business.pk]):
        membership = Membership.objects.get(person=person)
        membership.role = Role.objects.create(business=business, name=f"role of {person.email}")
        membership.save()


def test_goes_on_by_key_and_shows_each_change_once(business: Business, chief: Person) -> None:
    with in_scope([business.pk]):
        for number in range(40):
            Role.objects.create(business=business, name=f"role-{number:02d}")
    address = reverse("office:audit", args=[business.slug])
    browser = _signed_in(chief)
    first = browser.get(address, {"kind": "staff.role"})
    page = first.context["page"]
    second = browser.get(f"{address}?{page.next_key}").context["page"]
    names = [entry.thing for entry in (*page.entries, *second.entries) if entry.thing.startswith("role-")]
    assert len(page.entries) == 30
    assert sorted(names) == sorted({f"role-{number:02d}" for number in range(40)})


def test_shows_another_business_nothing(business: Business, chief: Person) -> None:
    other = builders.a_business()
    with in_scope([other.pk]):
        Role.objects.create(business=other, name="של אחרים")
    assert "של אחרים" not in _page(chief, business)
    assert _signed_in(chief).get(reverse("office:audit", args=[other.slug])).status_code == 404
    agent = builders.a_person(business)
    assert _signed_in(agent).get(reverse("office:audit", args=[business.slug])).status_code == 403


def test_keeps_who_opened_whose_case_once_in_a_while(business: Business, chief: Person) -> None:
    case = builders.a_case(business)
    browser = _signed_in(chief)
    for _again in range(3):
        assert browser.get(reverse("workspace:case", args=[case.pk])).status_code == 200
    browser.get(reverse("workspace:customer", args=[case.customer_id]))
    with in_scope([business.pk]):
        found = list(AccessEntry.objects.order_by("id").values_list("person_id", "case_id", "customer_id"))
    assert found == [(chief.pk, case.pk, case.customer_id), (chief.pk, None, case.customer_id)]
    page = _page(chief, business, "office:opened", customer=str(case.customer_id))
    assert case.reference in page
    assert "תמר" in page


def test_forgets_who_opened_what_after_two_years(business: Business, chief: Person) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        note_opened(business_id=business.pk, person_id=chief.pk, customer_id=case.customer_id)
        now = timezone.now()
        OldAccess()(now + timedelta(days=700))
        assert AccessEntry.objects.count() == 1
        OldAccess()(now + timedelta(days=800))
        assert AccessEntry.objects.count() == 0


def test_signs_a_person_out_everywhere(business: Business, chief: Person) -> None:
    agent = builders.a_person(business, password="a long enough password")
    browser = Client()
    browser.post(reverse("account_login"), {"login": agent.email, "password": "a long enough password"})
    assert browser.get(reverse("profile")).status_code == 200
    with in_whole_installation("a test"):
        membership = Membership.objects.get(person=agent)
    _signed_in(chief).post(reverse("office:end_sessions", args=[business.slug, membership.pk]))
    assert browser.get(reverse("profile")).status_code == 302
    other = builders.a_business()
    stranger = builders.a_person(other, permissions=list(ADMINISTRATOR))
    browser.post(reverse("account_login"), {"login": agent.email, "password": "a long enough password"})
    assert (
        _signed_in(stranger).post(reverse("office:end_sessions", args=[other.slug, membership.pk])).status_code == 404
    )
    assert browser.get(reverse("profile")).status_code == 200


def test_leads_out_of_the_filter_on_one_customer(business: Business, chief: Person) -> None:
    case = builders.a_case(business)
    everything = reverse("office:opened", args=[business.slug])
    filtered = _page(chief, business, "office:opened", customer=str(case.customer_id))
    assert f'href="{everything}"' in filtered
    assert f'href="{everything}"' not in _page(chief, business, "office:opened")


def test_leads_from_a_customer_to_who_opened_them(business: Business, chief: Person) -> None:
    case = builders.a_case(business)
    page = reverse("workspace:customer", args=[case.customer_id])
    link = f"{reverse('office:opened', args=[business.slug])}?customer={case.customer_id}"
    assert link in _signed_in(chief).get(page).content.decode()
    assert link not in _signed_in(builders.a_person(business)).get(page).content.decode()


def test_names_who_changed_something_from_the_command_line(
    business: Business, chief: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "rivka")
    with in_scope([business.pk]), signed("manage shell"):
        Role.objects.create(business=business, name="ממסוף", permissions=list(AGENT))
    page = _page(chief, business, kind="staff.role")
    assert "command line: rivka, moked manage shell" in page


def test_every_kind_of_row_has_a_name_in_the_readers_language() -> None:
    with override("he"):
        unnamed = [label for label in audited_models() if not re.search("[א-ת]", kind_name(label))]
    assert unnamed == []


def test_every_column_has_a_name_in_the_readers_language() -> None:
    models = {event.pgh_tracked_model: event for event in audited_models().values()}
    with override("he"):
        unnamed = [
            f"{model.__name__}.{field.name}"
            for model, event in models.items()
            for field in model._meta.concrete_fields
            if field.name in {each.name for each in event._meta.fields} - BOOKKEEPING
            and not re.search("[א-ת]", column_words(field))
        ]
    assert unnamed == []


def test_says_a_moment_in_the_zone_of_the_business() -> None:
    incident = audited_models()["cases.incident"]
    over = incident(over_at=datetime(2026, 11, 29, 6, 33, 43, 232149, tzinfo=UTC))
    with timezone.override("Asia/Jerusalem"), override("he"):
        told = {each.label: each.after for each in differences(incident.pgh_tracked_model, incident(), over, {})}
    assert "8:33" in told["מועד הסיום"]
    assert "232149" not in told["מועד הסיום"]
