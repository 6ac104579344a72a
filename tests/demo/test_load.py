"""The demo as it stands after loading: told by the product itself, and believable."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from demo.content import people
from demo.content.furniture import STORIES as GALIL_STORIES
from demo.content.stories import STORIES
from demo.crisis import CONFIRMED, WRITERS
from demo.load import WAITING_NOW, load_demo
from moked.businesses.models import Business
from moked.businesses.scope import in_whole_installation
from moked.cases.domain.states import CaseState
from moked.cases.incident_models import Incident, IncidentLetter
from moked.cases.models import Attachment, Case, CaseClosing, Message
from moked.channels.models import Delivery, Inbound, Letter
from moked.promises.models import Escalation, Estimate, EstimateModel
from moked.promises.told import held_by
from moked.staff.models import Membership, Person
from moked.surveys.models import SurveyResponse


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The demo in a transaction that is thrown away: loading it takes seconds, so all tests share it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        assert load_demo()
        with in_whole_installation("the demo is two businesses"):
            yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.usefixtures("loaded")
TOLD = STORIES + GALIL_STORIES


def test_tells_every_story_to_its_end() -> None:
    states = Counter(Case.objects.values_list("state", flat=True))
    endings = Counter(story.ending for story in TOLD)
    # A reopened case whose time had passed goes on in a new one, and its first one stays closed.
    closed = endings["closed"] + len(CONFIRMED)
    assert states[CaseState.CLOSED] in (closed, closed + 1)
    assert states[CaseState.UNCONFIRMED] >= endings["unconfirmed"]
    assert states[CaseState.SET_ASIDE] == endings["set_aside"]
    assert states[CaseState.NEW] >= WAITING_NOW


def test_shows_a_fault_that_goes_on_and_one_that_is_over() -> None:
    over, now = Incident.objects.order_by("opened_at")
    assert now.places.filter(left_at=None).count() >= len(WRITERS)
    assert now.places.filter(joined_by=None).exists()
    assert over.lessons
    assert over.places.filter(case__state=CaseState.CLOSED).count() == len(CONFIRMED)
    assert not IncidentLetter.objects.exclude(next_check_at=None).exists()


def test_loads_once() -> None:
    assert not load_demo()


def test_lets_nothing_happen_in_the_future() -> None:
    now = timezone.now()
    for model, field in ((Message, "created_at"), (Letter, "at"), (Case, "last_activity_at"), (CaseClosing, "at")):
        assert not model.objects.filter(**{f"{field}__gt": now}).exists()
    assert Message.objects.filter(created_at__lt=now - timedelta(days=30)).exists()


def test_leaves_no_mail_unread_or_unsent() -> None:
    assert set(Inbound.objects.values_list("state", flat=True)) == {Inbound.State.DONE}
    assert not Delivery.objects.filter(account__kind="mail", state=Delivery.State.QUEUED).exists()


def test_writes_letters_to_nobody_real() -> None:
    assert not Letter.objects.exclude(to__endswith=".test").exists()


def test_gives_the_persona_work_under_way() -> None:
    persona = next(each for each in people.STAFF if each.code == people.PERSONA)
    states = set(Case.objects.filter(assignee__email=persona.email).values_list("state", flat=True))
    assert {CaseState.OPEN.value, CaseState.WAITING.value, CaseState.PROPOSED.value} <= states


def test_shares_people_between_both_businesses() -> None:
    tapuz, galil = Business.objects.order_by("-slug")
    assert tapuz.pool_id == galil.pool_id
    assert Membership.objects.filter(business=galil).count() == 2
    assert Person.objects.filter(memberships__business=galil, memberships__is_active=True).count() == 2


def test_keeps_pictures_and_what_customers_thought() -> None:
    assert Attachment.objects.filter(content_type="image/png").exists()
    assert SurveyResponse.objects.exclude(answered_at=None).count() == sum(story.survey is not None for story in TOLD)


def test_leaves_calls_that_wait_for_somebody() -> None:
    tapuz = Business.objects.get(slug="tapuz")
    assert Escalation.objects.filter(business=tapuz, ended_at=None).exists()


def test_learns_how_long_cases_take_and_shows_how_that_held() -> None:
    tapuz = Business.objects.get(slug="tapuz")
    assert EstimateModel.objects.filter(business=tapuz).count() > 1
    assert Estimate.objects.filter(business=tapuz, held__isnull=False).exists()
    assert held_by(tapuz.pk, "team", since=timezone.now() - timedelta(days=90)).shown
