"""Writing guides. Their steps are versions of a flow: a diagnosis under way keeps the one it began with."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from moked.businesses.models import Business
from moked.diagnosis.domain.guides import GuideInvalid, StepDraft, guide_document
from moked.diagnosis.errors import GuideNameTaken, GuideRefused
from moked.diagnosis.events import GuideChanged, GuideCreated
from moked.diagnosis.models import Guide
from moked.flows.models import FlowVersion
from moked.flows.services import publish_flow
from moked.journal.record import record
from moked.lib.rows import assign, once
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor
from moked.staff.permissions import Permission

TO = Permission.KNOWLEDGE_EDIT


@transaction.atomic
def create_guide(
    *, actor: Actor, business_id: UUID, facts: Mapping[str, object], steps: Sequence[StepDraft]
) -> Guide:
    """A new guide; `facts` are name, topic_id, system and is_active. Raises GuideRefused and GuideNameTaken."""
    check_allowed(actor, business_id, TO)
    guide = Guide(business_id=business_id)
    assign(guide, facts)
    _check_name(guide)
    guide.version = _publish(actor, guide, steps)
    with once("guide_name_once", GuideNameTaken):
        guide.save(force_insert=True)
    record(GuideCreated(business_id=business_id, actor=actor.code, guide_id=guide.pk))
    return guide


@transaction.atomic
def change_guide(
    *,
    actor: Actor,
    business_id: UUID,
    guide_id: UUID,
    facts: Mapping[str, object],
    steps: Sequence[StepDraft],
) -> Guide:
    """Changes a guide for diagnoses that begin from now on. Raises GuideRefused and GuideNameTaken."""
    guide = get_row(Guide, actor=actor, business_id=business_id, row_id=guide_id, to=TO, lock=True)
    changed = assign(guide, {**facts, "version_id": _publish(actor, guide, steps).pk})
    if changed:
        _check_name(guide)
        with once("guide_name_once", GuideNameTaken):
            guide.save(update_fields=changed)
        record(GuideChanged(business_id=business_id, actor=actor.code, guide_id=guide.pk, fields=changed))
    return guide


def _publish(actor: Actor, guide: Guide, steps: Sequence[StepDraft]) -> FlowVersion:
    language = Business.objects.values_list("language", flat=True).get(pk=guide.business_id)
    try:
        document = guide_document(steps, language=language)
    except GuideInvalid as error:
        raise GuideRefused(error.code, error.position) from error
    return publish_flow(
        actor=actor.code, business_id=guide.business_id, code=f"guide_{guide.pk.hex}", document=document
    )


def _check_name(guide: Guide) -> None:
    same = Guide.objects.filter(business_id=guide.business_id, name=guide.name).exclude(pk=guide.pk)
    if same.exists():
        raise GuideNameTaken
