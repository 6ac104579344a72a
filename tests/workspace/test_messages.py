"""Commands on one message: each opens to its own business alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services
from moked.cases.models import Case, Message, MessageState
from moked.channels.outbox import send_due_deliveries
from moked.journal.events import REGISTRY
from moked.staff.models import Person
from moked.workspace.pages.history import ICONS, WORDS
from tests import builders

FRAGMENT = {"HX-Request": "true"}
COMMANDS = ["take-back/", "reschedule/", "send-again/", "split/", "join/"]


@pytest.fixture
def scheduled(case: Case, noa: Person) -> Message:
    with in_scope([case.business_id]):
        return services.write_answer(
            actor=builders.actor_of(noa),
            case_id=case.pk,
            html="<p>מחר</p>",
            send_at=timezone.now() + timedelta(days=1),
        )


def state_of(message: Message) -> str:
    with in_scope([message.business_id]):
        return Message.objects.get(pk=message.pk).state


@pytest.mark.parametrize("command", COMMANDS)
def test_refuses_everybody_else(stranger: Client, onlooker: Client, scheduled: Message, command: str) -> None:
    address = f"/messages/{scheduled.pk}/{command}"
    assert stranger.post(address, headers=FRAGMENT).status_code == 404
    assert onlooker.post(address, headers=FRAGMENT).status_code == 403
    assert Client().post(address).status_code == 302
    assert state_of(scheduled) == MessageState.SCHEDULED


@pytest.mark.parametrize("command", COMMANDS)
def test_acts_on_post_only(desk: Client, scheduled: Message, command: str) -> None:
    assert desk.get(f"/messages/{scheduled.pk}/{command}").status_code == 405


def test_moves_a_scheduled_message(desk: Client, scheduled: Message) -> None:
    day = timezone.localdate() + timedelta(days=3)
    address = f"/messages/{scheduled.pk}/reschedule/"
    assert desk.post(address, {"send_at": f"{day}T10:30"}, headers=FRAGMENT).status_code == 204
    with in_scope([scheduled.business_id]):
        release_at = Message.objects.get(pk=scheduled.pk).release_at
    assert release_at is not None
    assert timezone.localtime(release_at).date() == day
    assert desk.post(address, {"send_at": ""}, headers=FRAGMENT).status_code == 422


def test_shows_a_mail_to_its_business_alone(stranger: Client, onlooker: Client, case: Case) -> None:
    with in_scope([case.business_id]):
        message = case.messages.first()
    assert message is not None
    assert stranger.get(f"/messages/{message.pk}/mail/").status_code == 404
    assert onlooker.get(f"/messages/{message.pk}/mail/").status_code == 403


def test_has_words_for_every_event_it_shows() -> None:
    assert set(ICONS) == set(WORDS)
    assert set(ICONS) <= set(REGISTRY)


@pytest.mark.parametrize("is_demo", [False, True])
def test_calls_mail_sent_unless_it_was_kept_here(desk: Client, case: Case, noa: Person, is_demo: bool) -> None:
    case.business.is_demo = is_demo
    case.business.save()
    with in_scope([case.business_id]):
        services.write_answer(actor=builders.actor_of(noa), case_id=case.pk, html="<p>yes</p>")
        services.release_due_messages(timezone.now() + timedelta(minutes=1))
        send_due_deliveries()
    page = desk.get(f"/cases/{case.pk}/timeline/", headers=FRAGMENT).content.decode()
    kept = "Kept in the built-in letterbox, not sent" in page or "נשמר בתיבת הדואר המובנית" in page
    assert kept is not is_demo
