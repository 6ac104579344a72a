"""Incidents as cases live them: gathered, joined by themselves, told together, and over one by one.

One file: who meets whom at one moment is told on the same scene as what each does alone.
"""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business, PublicNotice
from moked.businesses.scope import in_scope
from moked.businesses.selectors import notices_now
from moked.cases import services as cases
from moked.cases.access import get_case
from moked.cases.domain.states import CaseState
from moked.cases.errors import (
    InAnotherIncident,
    IncidentIsOver,
    MoveImpossible,
    NobodyToWriteTo,
    NothingToGatherBy,
    TextMissing,
)
from moked.cases.incident_models import Incident, IncidentCase, IncidentLetter, IncidentUpdate
from moked.cases.incidents import cases_without, incidents_near, recipients_of, states_in, suggestions_for, updates_of
from moked.cases.models import Case, Message, MessageState
from moked.journal.models import JournalEntry
from moked.lib.errors import NotFound
from moked.staff.actors import PersonActor
from moked.staff.permissions import AGENT, SHIFT_MANAGER, Permission
from tests import builders
from tests.races import at_once

pytestmark = pytest.mark.django_db
TEXTS = {"he": "יש תקלה באזור, ואנחנו מטפלים בה.", "en": "There is a fault, we are on it."}


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def ronit(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business, first_name="רונית", permissions=list(SHIFT_MANAGER)))


@pytest.fixture(autouse=True)
def scope(business: Business) -> Iterator[None]:
    with in_scope([business.pk]):
        yield


def _open(ronit: PersonActor, business: Business, **facts: object) -> Incident:
    given = {"title": "אין אינטרנט בצפון", "words": "אין אינטרנט, ניתוקים", **facts}
    began_at = timezone.now() - timedelta(hours=6)
    return cases.open_incident(actor=ronit, business_id=business.pk, began_at=began_at, **given)  # type: ignore[arg-type]


def _members(incident: Incident) -> set[UUID]:
    return set(incident.places.filter(left_at=None).values_list("case_id", flat=True))


def _send_all() -> int:
    return cases.send_due_letters(timezone.now() + timedelta(seconds=1))


def _update(ronit: PersonActor, incident: Incident, texts: dict[str, str] = TEXTS) -> IncidentUpdate:
    return cases.write_update(actor=ronit, incident_id=incident.pk, update_id=uuid4(), texts=texts)


def test_suggests_by_words_topic_and_system_and_takes_all_at_once(business: Business, ronit: PersonActor) -> None:
    topic = builders.a_topic(business)
    by_words = builders.a_case(business, subject="שאלה", text="מהבוקר אין לנו אינטרנט בכלל")
    by_topic = builders.a_case(business, subject="משהו אחר", text="שלום", topic_id=topic.pk)
    in_doubt = builders.a_case(business, subject="שאלה", text="מה עושים אם אין אינטרנט?")
    stranger = builders.a_case(business, subject="מעבר", text="להעביר את נקודת האינטרנט מהסלון. זה בתשלום?")
    other = builders.a_case(business, subject="חשבונית", text="מה הסכום?")
    incident = _open(ronit, business, topic_id=topic.pk)
    found = {each.case.pk: list(each.fit.reasons) for each in suggestions_for(incident, limit=9)}
    assert found == {by_words.pk: ["words"], by_topic.pk: ["topic"], in_doubt.pk: ["apart"]}
    assert next(iter(found)) == by_words.pk
    assert cases.gather_cases(actor=ronit, incident_id=incident.pk) == 1
    assert cases.gather_cases(actor=ronit, incident_id=incident.pk) == 0
    assert cases.gather_cases(actor=ronit, incident_id=incident.pk, case_ids=[by_topic.pk, stranger.pk]) == 1
    assert _members(incident) == {by_words.pk, by_topic.pk}
    assert other.pk not in _members(incident)
    assert JournalEntry.objects.filter(code="case_joined_incident").count() == 2


def test_takes_in_more_cases_than_one_notice_to_screens_may_name(business: Business, ronit: PersonActor) -> None:
    point = builders.a_contact_point(business)
    for number in range(220):
        cases.open_case(
            actor=builders.PIPELINE,
            business_id=business.pk,
            contact_point=point,
            channel="mail",
            subject=f"אין אינטרנט {number}",
            language="he",
        )
    incident = _open(ronit, business)
    assert cases.gather_cases(actor=ronit, incident_id=incident.pk) == 220


def test_joins_a_new_case_by_itself_and_never_one_that_was_taken_out(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    case = builders.a_case(business, subject="דחוף", text="אין אינטרנט")
    builders.a_case(business, subject="חשבונית", text="מה הסכום?")
    assert _members(incident) == {case.pk}
    assert incident.places.get().joined_by is None
    cases.take_out(actor=ronit, incident_id=incident.pk, case_id=case.pk)
    cases.take_out(actor=ronit, incident_id=incident.pk, case_id=case.pk)
    builders.a_message(case, case.contact_point, text="עדיין אין אינטרנט")  # type: ignore[arg-type]
    assert _members(incident) == set()
    assert suggestions_for(incident, limit=9) == []
    cases.take_in(actor=ronit, incident_id=incident.pk, case_id=case.pk)
    assert _members(incident) == {case.pk}


@pytest.mark.parametrize(
    "text",
    [
        "רוצים להעביר את נקודת האינטרנט מהסלון לחדר עבודה. זה בתשלום?",
        "אין לי שום בעיה עם האינטרנט, רק עם החשבון",
        "מה קורה לטלפון אם אין אינטרנט?",
    ],
)
def test_never_takes_a_stranger_in_by_itself(business: Business, ronit: PersonActor, text: str) -> None:
    topic = builders.a_topic(business)
    incident = _open(ronit, business, topic_id=topic.pk)
    builders.a_case(business, subject="שאלה", text=text)
    builders.a_case(business, subject="שאלה", text=text, topic_id=topic.pk)
    assert _members(incident) == set()


def test_takes_in_one_when_its_topic_is_said_later(business: Business, ronit: PersonActor) -> None:
    topic = builders.a_topic(business)
    incident = _open(ronit, business, topic_id=topic.pk, words="")
    case = builders.a_case(business)
    assert _members(incident) == set()
    cases.change_details(actor=ronit, case_id=case.pk, topic_id=topic.pk)
    assert _members(incident) == {case.pk}


def test_leaves_new_cases_alone_when_told_so_or_when_over(business: Business, ronit: PersonActor) -> None:
    quiet = _open(ronit, business, gathers=False)
    over = _open(ronit, business)
    cases.end_incident(actor=ronit, incident_id=over.pk, texts=TEXTS)
    builders.a_case(business, text="אין אינטרנט")
    assert _members(quiet) == _members(over) == set()


def test_keeps_a_case_in_one_incident_only(business: Business, ronit: PersonActor) -> None:
    first, second = _open(ronit, business), _open(ronit, business, gathers=False)
    case = builders.a_case(business, text="אין אינטרנט")
    assert _members(first) == {case.pk}
    assert suggestions_for(second, limit=9) == []
    with pytest.raises(InAnotherIncident):
        cases.take_in(actor=ronit, incident_id=second.pk, case_id=case.pk)
    assert _members(second) == set()


def test_tells_everybody_once_in_their_language(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    hebrew = builders.a_case(business, text="אין אינטרנט")
    english = builders.a_case(business, text="אין אינטרנט")
    Case.objects.filter(pk=english.pk).update(language="en")
    russian = builders.a_case(business, text="אין אינטרנט")
    Case.objects.filter(pk=russian.pk).update(language="ru")
    update_id = uuid4()
    for _ in range(2):
        cases.write_update(actor=ronit, incident_id=incident.pk, update_id=update_id, texts=TEXTS)
    assert sum(count for _one, count in recipients_of(incident)) == 3
    assert _send_all() == 3
    assert _send_all() == 0
    said = {message.case_id: message for message in Message.objects.filter(is_automatic=True)}
    assert said[hebrew.pk].text == TEXTS["he"]
    assert (said[english.pk].text, said[english.pk].language) == (TEXTS["en"], "en")
    assert (said[russian.pk].text, said[russian.pk].language) == (TEXTS["he"], "he")
    assert len(said) == Message.objects.filter(is_automatic=True).count() == 3
    assert said[hebrew.pk].deliveries.count() == 1
    assert said[hebrew.pk].author_id == ronit.person_id
    assert {Case.objects.get(pk=key).state for key in said} == {"new"}
    assert updates_of(incident)[0].sent == 3  # type: ignore[attr-defined]


def test_tells_newcomers_what_was_said_before_they_joined(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    builders.a_case(business, text="אין אינטרנט")
    update = _update(ronit, incident)
    _send_all()
    late = builders.a_case(business, text="אין אינטרנט")
    assert [place.case_id for place in cases_without(update)] == [late.pk]
    facts = {"actor": ronit, "incident_id": incident.pk, "update_id": update.pk}
    assert [cases.send_to_newcomers(**facts) for _ in range(2)] == [1, 0]  # type: ignore[arg-type]
    assert _send_all() == 1
    assert Message.objects.filter(is_automatic=True).count() == 2
    with pytest.raises(NotFound):
        cases.send_to_newcomers(actor=ronit, incident_id=_open(ronit, business).pk, update_id=update.pk)


def test_goes_on_where_it_stopped_when_a_letter_fails(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    for _ in range(3):
        builders.a_case(business, text="אין אינטרנט")
    update = _update(ronit, incident)
    broken = update.letters.order_by("id")[1]
    Case.objects.filter(pk=broken.case_id).update(language="x" * 8)
    update.texts = {"he": TEXTS["he"], "x" * 8: 5}
    update.save()
    _send_all()
    assert update.letters.filter(outcome="sent").count() == 2
    update.texts = TEXTS
    update.save()
    cases.send_due_letters(timezone.now() + timedelta(minutes=2))
    assert update.letters.filter(outcome="sent").count() == 3
    assert Message.objects.filter(is_automatic=True).count() == 3


def test_writes_to_nobody_who_left_closed_or_has_no_address(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    left, closed, nameless = (builders.a_case(business, text="אין אינטרנט") for _ in range(3))
    update = _update(ronit, incident)
    cases.take_out(actor=ronit, incident_id=incident.pk, case_id=left.pk)
    cases.confirm_solved(actor=builders.contact_actor(closed), case_id=closed.pk, channel="mail")
    Case.objects.filter(pk=nameless.pk).update(contact_point=None)
    _send_all()
    why = dict(update.letters.values_list("case_id", "why"))
    assert why == {left.pk: "left", closed.pk: "ended", nameless.pk: "no_address"}
    assert not Message.objects.filter(is_automatic=True).exists()


def test_asks_each_customer_and_lets_each_close_their_own(business: Business, ronit: PersonActor) -> None:
    noa = builders.a_person(business)
    incident = _open(ronit, business)
    solved = builders.a_case(business, text="אין אינטרנט")
    not_yet = builders.a_case(business, text="אין אינטרנט", assignee=noa)
    cases.put_up_notice(actor=ronit, incident_id=incident.pk, texts=TEXTS)
    cases.end_incident(actor=ronit, incident_id=incident.pk, texts={"he": "האינטרנט חזר. האם גם אצלך?"})
    assert notices_now(business.pk, "he") == ()
    _send_all()
    assert states_in(incident) == {CaseState.PROPOSED: 2}
    cases.confirm_solved(actor=builders.contact_actor(solved), case_id=solved.pk, channel="portal")
    cases.reject_solution(actor=builders.contact_actor(not_yet), case_id=not_yet.pk, reason_text="עדיין אין")
    assert states_in(incident) == {CaseState.CLOSED: 1, CaseState.OPEN: 1}
    assert Case.objects.get(pk=not_yet.pk).assignee_id == noa.pk
    assert JournalEntry.objects.filter(code="case_closed").count() == 1
    with pytest.raises(IncidentIsOver):
        cases.end_incident(actor=ronit, incident_id=incident.pk, texts=TEXTS)


def test_takes_the_case_another_one_goes_on_in(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    case = builders.a_case(business, text="אין אינטרנט")
    into = builders.a_case(business, contact_point=case.contact_point, text="שלום")
    cases.merge_cases(actor=ronit, case_id=case.pk, into_id=into.pk)
    assert into.pk in _members(incident)
    _update(ronit, incident)
    _send_all()
    assert Message.objects.filter(is_automatic=True).get().case_id == into.pk


def test_tells_whoever_turns_to_the_business_until_it_is_over(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    cases.put_up_notice(actor=ronit, incident_id=incident.pk, texts={"he": "ישן"})
    for _ in range(2):
        cases.put_up_notice(actor=ronit, incident_id=incident.pk, texts=TEXTS)
    assert notices_now(business.pk, "he") == (TEXTS["he"],)
    assert notices_now(business.pk, "en") == (TEXTS["en"],)
    assert notices_now(business.pk, "ar") == (TEXTS["he"],)
    assert notices_now(builders.a_business("אחר").pk, "he") == ()
    assert PublicNotice.objects.count() == 2
    cases.take_down_notice(actor=ronit, incident_id=incident.pk)
    cases.take_down_notice(actor=ronit, incident_id=incident.pk)
    assert notices_now(business.pk, "he") == ()
    assert JournalEntry.objects.filter(code="public_notice_taken_down").count() == 2


def test_keeps_lessons_after_the_end_and_nothing_else(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    cases.end_incident(actor=ronit, incident_id=incident.pk, texts=TEXTS)
    cases.change_incident(actor=ronit, incident_id=incident.pk, facts={"lessons": "להודיע מוקדם יותר"})
    with pytest.raises(IncidentIsOver):
        cases.change_incident(actor=ronit, incident_id=incident.pk, facts={"title": "אחר"})
    incident.refresh_from_db()
    assert incident.lessons == "להודיע מוקדם יותר"


def test_refuses_in_words_and_changes_nothing(business: Business, ronit: PersonActor) -> None:
    with pytest.raises(NothingToGatherBy):
        _open(ronit, business, words=" , ")
    assert not Incident.objects.exists()
    incident = _open(ronit, business)
    with pytest.raises(NobodyToWriteTo):
        _update(ronit, incident)
    closed = builders.a_case(business, text="אין אינטרנט")
    with pytest.raises(TextMissing):
        _update(ronit, incident, {"en": "Only English"})
    cases.confirm_solved(actor=builders.contact_actor(closed), case_id=closed.pk, channel="mail")
    cases.take_out(actor=ronit, incident_id=incident.pk, case_id=closed.pk)
    with pytest.raises(MoveImpossible):
        cases.take_in(actor=ronit, incident_id=incident.pk, case_id=closed.pk)
    assert not IncidentUpdate.objects.exists()
    assert not IncidentLetter.objects.exists()


def test_is_nobody_elses(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    case = builders.a_case(business, text="אין אינטרנט")
    agent = builders.actor_of(builders.a_person(business, permissions=list(AGENT)))
    elsewhere = builders.a_business("אחר")
    stranger = builders.actor_of(builders.a_person(elsewhere, permissions=list(SHIFT_MANAGER)))
    for actor in (agent, stranger):
        with pytest.raises(NotFound):
            _open(actor, business)
        for act in (
            lambda actor=actor: cases.gather_cases(actor=actor, incident_id=incident.pk),
            lambda actor=actor: _update(actor, incident),
            lambda actor=actor: cases.put_up_notice(actor=actor, incident_id=incident.pk, texts=TEXTS),
            lambda actor=actor: cases.end_incident(actor=actor, incident_id=incident.pk, texts=TEXTS),
            lambda actor=actor: cases.change_incident(actor=actor, incident_id=incident.pk, facts={"title": "x"}),
        ):
            with pytest.raises(NotFound):
                act()
    with pytest.raises(NotFound):
        cases.take_out(actor=stranger, incident_id=incident.pk, case_id=case.pk)
    assert _members(incident) == {case.pk}
    # One case, by whoever works on it.
    cases.take_out(actor=agent, incident_id=incident.pk, case_id=case.pk)
    assert _members(incident) == set()
    assert Incident.objects.get().over_at is None
    assert not PublicNotice.objects.exists()


def test_takes_no_case_of_another_business(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    theirs = builders.a_case(builders.a_business("אחר"), text="אין אינטרנט")
    with pytest.raises(NotFound):
        cases.take_in(actor=ronit, incident_id=incident.pk, case_id=theirs.pk)
    assert not IncidentCase.objects.exists()


def test_leaves_a_message_that_is_final(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    builders.a_case(business, text="אין אינטרנט")
    _update(ronit, incident)
    _send_all()
    assert Message.objects.get(is_automatic=True).state == MessageState.QUEUED


@pytest.mark.django_db(transaction=True)
def test_writes_once_however_many_workers_send(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    for _ in range(12):
        builders.a_case(business, text="אין אינטרנט")
    _update(ronit, incident)
    assert at_once(business, *[_send_all] * 4) == []
    _send_all()
    assert Message.objects.filter(is_automatic=True).count() == 12
    assert IncidentLetter.objects.filter(outcome="sent").count() == 12


@pytest.mark.django_db(transaction=True)
def test_takes_a_case_in_once_however_many_press(business: Business, ronit: PersonActor) -> None:
    case = builders.a_case(business, text="אין אינטרנט")
    first, second = _open(ronit, business), _open(ronit, business)
    presses = [
        lambda incident=incident: cases.gather_cases(actor=ronit, incident_id=incident.pk)
        for incident in (first, second) * 2
    ]
    assert at_once(business, *presses) == []
    assert IncidentCase.objects.get(case=case).is_current
    assert JournalEntry.objects.filter(code="case_joined_incident").count() == 1


def test_lets_a_letter_on_its_way_follow_the_case(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business, gathers=False)
    case = builders.a_case(business, text="אין אינטרנט")
    into = builders.a_case(business, contact_point=case.contact_point, text="שלום")
    cases.take_in(actor=ronit, incident_id=incident.pk, case_id=case.pk)
    _update(ronit, incident)
    cases.merge_cases(actor=ronit, case_id=case.pk, into_id=into.pk)
    _send_all()
    assert Message.objects.filter(is_automatic=True).get().case_id == into.pk
    assert IncidentLetter.objects.get().outcome == "sent"


def test_keeps_what_an_earlier_letter_of_the_same_moment_did(business: Business, ronit: PersonActor) -> None:
    first = _open(ronit, business)
    case = builders.a_case(business, text="אין אינטרנט")
    cases.end_incident(actor=ronit, incident_id=first.pk, texts=TEXTS)
    second = _open(ronit, business, gathers=False)
    cases.take_in(actor=ronit, incident_id=second.pk, case_id=case.pk)
    _update(ronit, second)
    assert _send_all() == 2
    case.refresh_from_db()
    assert (case.state, case.proposed_at is None) == ("proposed", False)


@pytest.mark.django_db(transaction=True)
def test_lets_a_customer_write_while_all_are_told(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    case = builders.a_case(business, text="אין אינטרנט")
    is_locked, is_written = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
            is_locked.set()
            is_written.wait(10)
            builders.a_message(locked, case.contact_point, text="עדיין אין אינטרנט")  # type: ignore[arg-type]

    def tell() -> None:
        is_locked.wait(10)
        with transaction.atomic():
            _update(ronit, incident)
            is_written.set()

    assert at_once(business, write, tell) == []
    assert IncidentLetter.objects.filter(case=case).count() == 1
    assert case.messages.count() == 2


@pytest.mark.django_db(transaction=True)
def test_merges_while_all_are_told(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    case = builders.a_case(business, text="אין אינטרנט")
    into = builders.a_case(business, contact_point=case.contact_point, text="שלום")
    is_locked, is_told = threading.Event(), threading.Event()

    def merge() -> None:
        with transaction.atomic():
            for key in sorted((case.pk, into.pk)):
                get_case(ronit, key, to=Permission.CASES_ARRANGE, lock=True)
            is_locked.set()
            is_told.wait(2)
            cases.merge_cases(actor=ronit, case_id=case.pk, into_id=into.pk)

    def tell() -> None:
        is_locked.wait(10)
        with transaction.atomic():
            _update(ronit, incident)
            is_told.set()
            # What points to other rows is looked up when it ends; here already.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert at_once(business, merge, tell) == []
    assert _members(incident) >= {into.pk}


@pytest.mark.django_db(transaction=True)
def test_takes_a_case_in_after_whoever_has_it(business: Business, ronit: PersonActor) -> None:
    incident = _open(ronit, business)
    case = builders.a_case(business, text="שלום")
    is_locked = threading.Event()

    def write() -> None:
        with transaction.atomic():
            locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
            is_locked.set()
            time.sleep(0.5)
            builders.a_message(locked, case.contact_point, text="אין אינטרנט")  # type: ignore[arg-type]

    def take() -> None:
        is_locked.wait(10)
        cases.take_in(actor=ronit, incident_id=incident.pk, case_id=case.pk)

    assert at_once(business, write, take) == []
    assert _members(incident) == {case.pk}


def test_asks_once_for_the_words_of_all_incidents(business: Business, ronit: PersonActor) -> None:
    case = builders.a_case(business, subject="אין אינטרנט")
    for title in ("צפון", "דרום", "מרכז"):
        _open(ronit, business, title=title, gathers=False)
    with CaptureQueriesContext(connection) as few:
        found = incidents_near(case)
    for title in range(5):
        _open(ronit, business, title=f"עוד {title}", gathers=False)
    with CaptureQueriesContext(connection) as many:
        assert len(incidents_near(case)) == len(found) + 5
    assert len(many) == len(few)
