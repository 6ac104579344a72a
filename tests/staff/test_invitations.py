"""The invitation's mail."""

from typing import Any

import pytest
from django.test import Client

from moked.businesses.scope import in_scope, in_whole_installation
from moked.channels.errors import NotSent
from moked.channels.models import Account, Letter
from moked.staff.models import Person
from moked.staff.tasks import send_invitation
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_roads(settings: Any) -> None:
    settings.EMAIL_BACKEND = "moked.channels.staff_mail.StaffMailBackend"


def letters() -> list[str]:
    with in_whole_installation("the letterbox of the test"):
        return [bytes(letter.raw).decode() for letter in Letter.objects.all()]


def test_leads_to_choosing_a_password() -> None:
    business = builders.a_business()
    person = builders.a_person(business, email="new@staff.test", language="en")
    person.set_unusable_password()
    person.save()
    send_invitation(person_id=str(person.pk), business_id=str(business.pk))
    link = next(word for word in letters()[0].split() if "/password/reset/key/" in word)
    browser = Client()
    form_url = browser.get("/" + link.split("/", 3)[3], follow=True).redirect_chain[-1][0]
    browser.post(form_url, {"password1": "three unrelated words", "password2": "three unrelated words"})
    assert Person.objects.get(pk=person.pk).check_password("three unrelated words")


def test_sends_nothing_to_whoever_has_a_password() -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    send_invitation(person_id=str(person.pk), business_id=str(business.pk))
    assert letters() == []


def test_fails_where_no_mailbox_can_send_so_that_the_job_comes_again() -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    person.set_unusable_password()
    person.save()
    with in_scope([business.pk]):
        Account.objects.update(is_active=False)
    with pytest.raises(NotSent):
        send_invitation(person_id=str(person.pk), business_id=str(business.pk))
    assert send_invitation.retry_strategy is not None


def test_answers_a_forgotten_password_alike_whether_mail_can_leave_or_not() -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    with in_scope([business.pk]):
        Account.objects.update(is_active=False)
    known, unknown = (
        Client().post("/account/password/reset/", {"email": email}) for email in (person.email, "nobody@staff.test")
    )
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
