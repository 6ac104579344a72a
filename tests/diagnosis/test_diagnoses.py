"""Guides, walks and findings: what each side may do, and what is refused changes nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases.models import Attachment, Case, WaitingFor
from moked.cases.services import merge_cases, put_aside_until
from moked.diagnosis import errors
from moked.diagnosis.access import diagnoses_of
from moked.diagnosis.domain.guides import Asks, Side, StepDraft
from moked.diagnosis.models import Diagnosis, Finding, Guide, StepTaken
from moked.diagnosis.selectors import guides_for
from moked.diagnosis.services import change_guide, create_guide, set_aside
from moked.flows.errors import WalkIncomplete, WalkOver
from moked.journal.models import JournalEntry
from moked.lib.errors import MokedError, NotAllowed, NotFound
from moked.routing.models import WorkItem
from moked.staff.permissions import ADMINISTRATOR, Permission
from tests import builders
from tests.diagnosis.walking import FACTS, PHOTO, STEPS, Together, a_guide
from tests.rows import Rows

STATE = Diagnosis.State


def _refuses(error: type[MokedError], act: Callable[[], Any]) -> MokedError:
    """It raises, and nothing stands differently."""
    rows = Rows()
    with pytest.raises(error) as refused:
        act()
    assert rows.changed() == set()
    return refused.value


def _administrator(pair: Together) -> Any:
    return builders.actor_of(builders.a_person(pair.business, permissions=list(ADMINISTRATOR)))


def test_refuses_a_guide_that_makes_no_sense(pair: Together) -> None:
    admin, wrong = _administrator(pair), [StepDraft("איזו?", Side.CUSTOMER, Asks.CHOICE)]
    with in_scope([pair.business.pk]):
        key, facts = pair.business.pk, {**FACTS, "name": "אחר"}
        refused = _refuses(
            errors.GuideRefused, lambda: create_guide(actor=admin, business_id=key, facts=facts, steps=wrong)
        )
        _refuses(errors.GuideNameTaken, lambda: create_guide(actor=admin, business_id=key, facts=FACTS, steps=STEPS))
        _refuses(NotFound, lambda: create_guide(actor=pair.agent, business_id=key, facts=facts, steps=STEPS))
        _refuses(
            errors.GuideRefused,
            lambda: change_guide(
                actor=admin, business_id=key, guide_id=pair.guide.pk, facts={**FACTS, "name": "שם חדש"}, steps=[]
            ),
        )
    assert isinstance(refused, errors.GuideRefused)
    assert refused.position == 1


def test_keeps_the_guide_a_diagnosis_began_with(pair: Together) -> None:
    diagnosis = pair.begin()
    with in_scope([pair.business.pk]):
        admin, key = _administrator(pair), pair.business.pk
        other = [StepDraft("משהו אחר לגמרי?", Side.AGENT, Asks.TEXT)]
        change_guide(actor=admin, business_id=key, guide_id=pair.guide.pk, facts=FACTS, steps=other)
        changed = JournalEntry.objects.filter(code="guide_changed").latest("id")
        assert changed.facts["fields"] == ["version_id"]
    pair.customer_says(diagnosis, "s1", "yes")
    pair.agent_says(diagnosis, "s3", "o1")
    assert pair.fresh(diagnosis).walk.done == ["s1", "s3"]


def test_offers_what_suits_the_topic_first_and_nothing_out_of_use(pair: Together) -> None:
    topic = builders.a_topic(pair.business, "חיוב")
    a_guide(pair.business, name="שאלות חיוב", topic_id=topic.pk)
    a_guide(pair.business, name="א ישן", is_active=False)
    with in_scope([pair.business.pk]):
        case = Case.objects.select_related("system").get(pk=pair.case.pk)
        assert [each.name for each in guides_for(case)] == ["אין אינטרנט", "שאלות חיוב"]
        case.topic_id = topic.pk
        assert [each.name for each in guides_for(case)] == ["שאלות חיוב", "אין אינטרנט"]


def test_begins_once_however_often_it_is_pressed(pair: Together) -> None:
    assert pair.begin() == pair.begin()
    other = Together(pair.business, pair.noa, pair.case, a_guide(pair.business, name="אחר"))
    _refuses(errors.DiagnosisRunning, other.begin)


def test_does_not_begin_with_a_guide_out_of_use_or_of_another_business(pair: Together) -> None:
    with in_scope([pair.business.pk]):
        Guide.objects.filter(pk=pair.guide.pk).update(is_active=False)
    _refuses(errors.GuideOutOfUse, pair.begin)
    elsewhere = builders.a_business("אחר")
    _refuses(NotFound, Together(pair.business, pair.noa, pair.case, a_guide(elsewhere)).begin)


def test_asks_for_the_permission_to_answer(pair: Together) -> None:
    reader = builders.a_person(pair.business, permissions=[Permission.CASES_READ])
    _refuses(NotAllowed, Together(pair.business, reader, pair.case, pair.guide).begin)
    stranger = builders.a_person(builders.a_business("אחר"))
    _refuses(NotFound, Together(pair.business, stranger, pair.case, pair.guide).begin)


def test_takes_each_side_s_answers_and_remembers_who_said_and_who_wrote(pair: Together) -> None:
    diagnosis = pair.begin()
    pair.customer_says(diagnosis, "s1", "no")
    pair.agent_says(diagnosis, "s2", "שלחו לי בוואטסאפ", PHOTO)
    pair.agent_says(diagnosis, "s3", "o1")
    with in_scope([pair.business.pk]):
        taken = {row.step: row for row in StepTaken.objects.filter(diagnosis=diagnosis)}
        assert [(taken[code].said_by, taken[code].written_by_id) for code in ("s1", "s2", "s3")] == [
            ("customer", None),
            ("customer", pair.noa.pk),
            ("agent", pair.noa.pk),
        ]
        # In nobody's composer.
        assert Attachment.objects.get(case=pair.case, message=None).uploaded_by_id is None


def test_takes_the_same_answer_twice_once(pair: Together) -> None:
    diagnosis = pair.begin()
    pair.customer_says(diagnosis, "s1", "yes")
    rows = Rows()
    pair.customer_says(diagnosis, "s1", "yes")
    assert rows.changed() == set()
    _refuses(errors.StepMoved, lambda: pair.customer_says(diagnosis, "s1", "no"))


def test_refuses_answers_that_do_not_hold(pair: Together) -> None:
    diagnosis = pair.begin()
    _refuses(errors.AnswerRefused, lambda: pair.customer_says(diagnosis, "s1", "אולי"))
    _refuses(errors.StepMoved, lambda: pair.agent_says(diagnosis, "s3", "o1"))
    pair.customer_says(diagnosis, "s1", "no")
    _refuses(errors.EvidenceMissing, lambda: pair.customer_says(diagnosis, "s2", "אין לי מצלמה"))
    pair.customer_says(diagnosis, "s2", "", PHOTO)
    _refuses(errors.NotYourStep, lambda: pair.customer_says(diagnosis, "s3", "o1"))


def test_asks_the_last_step_again_after_a_slip(pair: Together) -> None:
    diagnosis = pair.begin()
    pair.customer_says(diagnosis, "s1", "yes")
    pair.agent_says(diagnosis, "s3", "o1")
    _refuses(errors.StepMoved, lambda: pair.take_back(diagnosis, "s1"))
    pair.take_back(diagnosis, "s3")
    rows = Rows()
    pair.take_back(diagnosis, "s3")
    assert rows.changed() == set()
    pair.take_back(diagnosis, "s1")
    pair.customer_says(diagnosis, "s1", "no")
    assert pair.fresh(diagnosis).walk.done == ["s1"]
    pair.customer_says(diagnosis, "s2", "", PHOTO)
    _refuses(errors.EvidenceKept, lambda: pair.take_back(diagnosis, "s2"))
    pair.agent_says(diagnosis, "s3", "o2")
    pair.propose(diagnosis)
    _refuses(WalkOver, lambda: pair.take_back(diagnosis, "s3"))


def test_wakes_a_waiting_case_when_the_next_step_is_ours(pair: Together) -> None:
    diagnosis = pair.begin()
    with in_scope([pair.business.pk]):
        put_aside_until(
            actor=pair.agent,
            case_id=pair.case.pk,
            until=timezone.now() + timedelta(days=2),
            waiting_for=WaitingFor.CUSTOMER,
        )
        pair.customer_says(diagnosis, "s1", "no")
        assert Case.objects.get(pk=pair.case.pk).state == "waiting"
        pair.customer_says(diagnosis, "s2", "", PHOTO)
        assert Case.objects.get(pk=pair.case.pk).state == "open"
        assert WorkItem.objects.filter(case=pair.case).exclude(state="done").exists()


def test_keeps_the_finding_both_agreed_to(pair: Together) -> None:
    diagnosis = pair.walked()
    pair.propose(diagnosis)
    assert pair.fresh(diagnosis).state == STATE.PROPOSED
    pair.agree(diagnosis)
    rows = Rows()
    pair.agree(diagnosis)
    assert rows.changed() == set()
    assert pair.fresh(diagnosis).state == STATE.AGREED
    _refuses(errors.DiagnosisOver, lambda: pair.propose(diagnosis, "אחר", after=1))
    _refuses(errors.DiagnosisOver, lambda: pair.question(diagnosis))
    with in_scope([pair.business.pk]):
        _refuses(errors.DiagnosisOver, lambda: set_aside(actor=pair.agent, diagnosis_id=diagnosis.pk, reason="כי"))


def test_puts_the_finding_anew_after_not_quite(pair: Together) -> None:
    diagnosis = pair.walked()
    pair.propose(diagnosis)
    _refuses(errors.RemarkMissing, lambda: pair.question(diagnosis, " "))
    pair.question(diagnosis)
    _refuses(errors.FindingMoved, lambda: pair.agree(diagnosis))
    _refuses(errors.FindingMoved, lambda: pair.propose(diagnosis, "מישהו אחר כתב בינתיים"))
    pair.propose(diagnosis, "יש רעש בקו, גם בלילה", after=1)
    _refuses(errors.FindingMoved, lambda: pair.agree(diagnosis))
    pair.agree(diagnosis, 2)
    with in_scope([pair.business.pk]):
        found = Finding.objects.filter(diagnosis=diagnosis).values_list("number", "answer", "remark")
        assert list(found) == [(1, "questioned", "זה קורה גם בלילה"), (2, "agreed", "")]


def test_refuses_a_finding_before_its_time_or_without_one(pair: Together) -> None:
    diagnosis = pair.begin()
    _refuses(WalkIncomplete, lambda: pair.propose(diagnosis))
    pair.customer_says(diagnosis, "s1", "yes")
    pair.agent_says(diagnosis, "s3", "o2")
    _refuses(errors.FindingIncomplete, lambda: pair.propose(diagnosis, "  "))
    _refuses(errors.DueTooEarly, lambda: pair.propose(diagnosis, due_at=timezone.now()))
    _refuses(errors.FindingMoved, lambda: pair.agree(diagnosis))


def test_sets_an_unfinished_one_aside_for_a_reason(pair: Together) -> None:
    diagnosis = pair.begin()
    with in_scope([pair.business.pk]):
        _refuses(errors.ReasonMissing, lambda: set_aside(actor=pair.agent, diagnosis_id=diagnosis.pk, reason=" "))
        set_aside(actor=pair.agent, diagnosis_id=diagnosis.pk, reason="הלקוח עבר דירה")
    _refuses(errors.DiagnosisOver, lambda: pair.customer_says(diagnosis, "s1", "yes"))
    assert pair.begin() != diagnosis


def test_follows_its_case_into_another(pair: Together) -> None:
    diagnosis = pair.begin()
    into = builders.a_case(pair.business, contact_point=pair.case.contact_point)
    boss = builders.actor_of(builders.a_person(pair.business, permissions=list(ADMINISTRATOR)))
    with in_scope([pair.business.pk]):
        merge_cases(actor=boss, case_id=pair.case.pk, into_id=into.pk)
        merged = Case.objects.select_related("business").get(pk=into.pk)
        assert list(diagnoses_of(merged)) == [diagnosis]
    followed = Together(pair.business, pair.noa, merged, pair.guide)
    followed.customer_says(diagnosis, "s1", "yes")
    followed.agent_says(diagnosis, "s3", "o1")
    with in_scope([pair.business.pk]):
        assert JournalEntry.objects.filter(code="diagnosis_step_taken", case_id=into.pk).count() == 2
    stranger = builders.a_case(pair.business)
    _refuses(NotFound, lambda: Together(pair.business, pair.noa, stranger, pair.guide).agree(diagnosis))
