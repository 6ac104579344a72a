"""Opening an incident, what everybody is told of it meanwhile, and its end."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from moked.businesses.models import Business, Language, PublicNotice, Topic
from moked.cases.errors import IncidentIsOver, NobodyToWriteTo, NothingToGatherBy, TextMissing
from moked.cases.events import (
    IncidentChanged,
    IncidentOpened,
    IncidentOver,
    PublicNoticePutUp,
    PublicNoticeTakenDown,
)
from moked.cases.incident_models import Incident, IncidentCase, IncidentUpdate
from moked.cases.incidents import query_of_phrases
from moked.cases.services.updating import queue_letters, queue_rest
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.lib.realtime import announce
from moked.lib.rows import assign, once
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor, StaffActor
from moked.staff.permissions import Permission

TO = Permission.INCIDENTS_MANAGE
LONGEST_TEXT = 4000


def get_incident(
    actor: Actor, incident_id: UUID, *, lock: bool = False, is_open: bool = False, to: Permission = TO
) -> Incident:
    """The incident. Raises NotFound where there is none in a business in which the actor may do this with incidents,
    and IncidentIsOver when it must be open."""
    rows = Incident.objects.select_for_update(of=("self",)) if lock else Incident.objects
    row = rows.select_related("business", "topic", "opened_by", "over_by").filter(pk=incident_id).first()
    if row is None or not actor.may(to, row.business_id):
        raise NotFound
    if is_open and row.over_at is not None:
        raise IncidentIsOver
    return row


@transaction.atomic
def open_incident(
    *,
    actor: StaffActor,
    business_id: UUID,
    title: str,
    began_at: datetime,
    topic_id: UUID | None = None,
    system_name: str = "",
    words: str = "",
    gathers: bool = True,
) -> Incident:
    """A new incident. `began_at`: cases opened since then are suggested.

    Raises NothingToGatherBy when neither topic, system nor words are given.
    """
    check_allowed(actor, business_id, TO)
    incident = Incident(
        business_id=business_id,
        title=" ".join(title.split()),
        topic=_topic(actor, business_id, topic_id),
        system_name=system_name.strip(),
        words=words.strip(),
        began_at=began_at,
        gathers=gathers,
        opened_by_id=actor.person_id,
    )
    _check_pattern(incident)
    incident.save(force_insert=True)
    record(IncidentOpened(business_id=business_id, actor=actor.code, incident_id=incident.pk))
    return incident


def _topic(actor: Actor, business_id: UUID, topic_id: UUID | None) -> Topic | None:
    if topic_id is None:
        return None
    return get_row(Topic, actor=actor, business_id=business_id, row_id=topic_id, to=TO)


def _check_pattern(incident: Incident) -> None:
    if not (incident.topic_id or incident.system_name or query_of_phrases(incident.words)):
        raise NothingToGatherBy


@transaction.atomic
def change_incident(*, actor: StaffActor, incident_id: UUID, facts: Mapping[str, object]) -> Incident:
    """Changes its title, what it gathers by, or `lessons`, which alone may still be written when it is over.

    Raises NothingToGatherBy and IncidentIsOver.
    """
    is_about_lessons = set(facts) == {"lessons"}
    incident = get_incident(actor, incident_id, lock=True, is_open=not is_about_lessons)
    changed = assign(incident, facts)
    if changed:
        _check_pattern(incident)
        incident.save(update_fields=changed)
        record(
            IncidentChanged(
                business_id=incident.business_id, actor=actor.code, incident_id=incident.pk, fields=changed
            )
        )
    return incident


@transaction.atomic
def put_up_notice(*, actor: StaffActor, incident_id: UUID, texts: Mapping[str, str]) -> PublicNotice:
    """From now on whoever turns to the business is told this, until it is taken down or the incident is over.

    One that stands is replaced. Raises TextMissing and IncidentIsOver.
    """
    incident = get_incident(actor, incident_id, lock=True, is_open=True)
    written = check_texts(texts, incident.business)
    current = _notice_up(incident)
    if current is not None and current.texts == written:
        return current
    if current is not None:
        _take_down(actor, incident, current)
    notice = PublicNotice.objects.create(business_id=incident.business_id, about_id=incident.pk, texts=written)
    record(
        PublicNoticePutUp(
            business_id=incident.business_id, actor=actor.code, incident_id=incident.pk, notice_id=notice.pk
        )
    )
    _tell_customers(incident.business_id)
    return notice


@transaction.atomic
def take_down_notice(*, actor: StaffActor, incident_id: UUID) -> None:
    """What everybody was told is told no more. Nothing happens when nothing stood."""
    incident = get_incident(actor, incident_id, lock=True)
    notice = _notice_up(incident)
    if notice is not None:
        _take_down(actor, incident, notice)


def _notice_up(incident: Incident) -> PublicNotice | None:
    rows = PublicNotice.objects.select_for_update(of=("self",))
    return rows.filter(business_id=incident.business_id, about_id=incident.pk, shown_until=None).first()


def _take_down(actor: Actor, incident: Incident, notice: PublicNotice) -> None:
    notice.shown_until = timezone.now()
    notice.save(update_fields=["shown_until"])
    record(
        PublicNoticeTakenDown(
            business_id=incident.business_id, actor=actor.code, incident_id=incident.pk, notice_id=notice.pk
        )
    )
    _tell_customers(incident.business_id)


def _tell_customers(business_id: UUID) -> None:
    """Open pages of customers look again."""
    announce([f"notices:{business_id}"])


def check_texts(texts: Mapping[str, str], business: Business) -> dict[str, str]:
    """The texts that say something, by language. Raises TextMissing without one in the business's own language."""
    written = {
        language: text.strip()[:LONGEST_TEXT]
        for language, text in texts.items()
        if language in Language.values and text.strip()
    }
    if business.language not in written:
        raise TextMissing
    return written


@transaction.atomic
def end_incident(*, actor: StaffActor, incident_id: UUID, texts: Mapping[str, str]) -> Incident:
    """The trouble is over: the notice comes down, and each customer is asked whether it is solved for them.

    A case is closed by its own customer alone; whoever says 'not yet' is back with an agent. Raises TextMissing,
    and IncidentIsOver for a second time.
    """
    incident = get_incident(actor, incident_id, lock=True, is_open=True)
    written = check_texts(texts, incident.business)
    notice = _notice_up(incident)
    if notice is not None:
        _take_down(actor, incident, notice)
    incident.over_at, incident.over_by_id = timezone.now(), actor.person_id
    incident.save(update_fields=["over_at", "over_by"])
    asked = queue_letters(actor, incident, uuid4(), IncidentUpdate.Kind.SOLVED, written)
    IncidentCase.objects.filter(incident=incident, is_current=True).update(is_current=False)
    record(IncidentOver(business_id=incident.business_id, actor=actor.code, incident_id=incident.pk, cases=asked))
    return incident


@transaction.atomic
def write_update(
    *, actor: StaffActor, incident_id: UUID, update_id: UUID, texts: Mapping[str, str]
) -> IncidentUpdate:
    """One word to all its customers, each in their language where there is a text in it, by the road they came.

    `update_id` is the writer's own: writing the same again sends nothing. Raises TextMissing, NobodyToWriteTo and
    IncidentIsOver.
    """
    incident = get_incident(actor, incident_id, lock=True, is_open=True)
    known = IncidentUpdate.objects.filter(pk=update_id, incident=incident).first()
    if known is not None:
        return known
    written = check_texts(texts, incident.business)
    if not IncidentCase.objects.filter(incident=incident, left_at=None).exists():
        raise NobodyToWriteTo
    with once("cases_incidentupdate_pkey", NotFound):
        queue_letters(actor, incident, update_id, IncidentUpdate.Kind.UPDATE, written)
    return IncidentUpdate.objects.get(pk=update_id)


@transaction.atomic
def send_to_newcomers(*, actor: StaffActor, incident_id: UUID, update_id: UUID) -> int:
    """An update goes also to the cases that joined since it was written. Gives how many; twice sends nothing.

    Raises NotFound for another incident's update, and IncidentIsOver.
    """
    incident = get_incident(actor, incident_id, lock=True, is_open=True)
    update = IncidentUpdate.objects.filter(pk=update_id, incident=incident).first()
    if update is None:
        raise NotFound
    return queue_rest(actor, incident, update)
