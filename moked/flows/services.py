"""Flows and walks. Whoever uses a walk holds its door: here `actor` is only the name in the journal."""

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.flows.domain.answers import Checked, Fault, Sources, check_step
from moked.flows.domain.document import FlowDocument
from moked.flows.domain.reading import FlowInvalid, read_document
from moked.flows.domain.walking import answers_on, way_through
from moked.flows.errors import FlowRefused, WalkIncomplete, WalkOver
from moked.flows.events import FlowPublished, StepWalked, WalkFinished, WalkStarted
from moked.flows.models import Flow, FlowVersion, Walk
from moked.journal.record import record
from moked.lib.errors import NotFound

# What a caller asks of a step's answers beyond the flow: all answers as they would stand -> faults by field.
FurtherCheck = Callable[[Mapping[str, Any]], Mapping[str, Fault]]


@transaction.atomic
def publish_flow(*, actor: str, business_id: UUID, code: str, document: Mapping[str, Any]) -> FlowVersion:
    """The version of a flow with this document: the latest one when it says the same. Raises FlowRefused."""
    document_of(document)
    flow, _ = Flow.objects.get_or_create(business_id=business_id, code=code)
    latest = Flow.objects.select_for_update().get(pk=flow.pk).versions.order_by("-number").first()
    if latest is not None and latest.document == document:
        return latest
    version = FlowVersion.objects.create(
        business_id=business_id, flow=flow, number=latest.number + 1 if latest else 1, document=dict(document)
    )
    record(FlowPublished(business_id=business_id, actor=actor, version_id=version.pk, number=version.number))
    return version


def document_of(document: object) -> FlowDocument:
    """The flow a stored document says. Raises FlowRefused."""
    try:
        return read_document(document)
    except FlowInvalid as error:
        raise FlowRefused(reason=error.code, place=error.place) from error


@transaction.atomic
def start_walk(
    *, actor: str, version: FlowVersion, answers: Mapping[str, Any] | None = None, done: Collection[str] = ()
) -> Walk:
    """A walk from the first step. `answers` are a start to be gone over; the steps of `done` need not be."""
    walk = Walk.objects.create(
        business_id=version.business_id, version=version, answers=dict(answers or {}), done=list(done)
    )
    record(WalkStarted(business_id=walk.business_id, actor=actor, walk_id=walk.pk, version_id=version.pk))
    return walk


@transaction.atomic
def save_step(
    *,
    actor: str,
    walk_id: UUID,
    step_code: str,
    given: Mapping[str, Any],
    sources: Sources,
    further: FurtherCheck | None = None,
) -> Checked:
    """Keeps what of the step's answers holds, and says what does not; the step is done when all of it does.

    Raises NotFound for a step the walk has not come to, and WalkOver.
    """
    walk = _open_walk(walk_id)
    document = document_of(walk.version.document)
    way = way_through(document, walk.answers, walk.done)
    step = next((each for each in way.steps if each.code == step_code), None)
    if step is None:
        raise NotFound
    checked = check_step(step, given, sources)
    answers = {**walk.answers, **checked.values}
    if further is not None:
        codes = {field.code for field in step.fields}
        found = {code: fault for code, fault in further(answers).items() if code in codes}
        checked = Checked(checked.values, {**found, **checked.faults})
    walk.answers = answers
    walk.done = [code for code in walk.done if code != step_code] + ([] if checked.faults else [step_code])
    walk.changed_at = timezone.now()
    walk.save(update_fields=["answers", "done", "changed_at"])
    record(
        StepWalked(
            business_id=walk.business_id, actor=actor, walk_id=walk.pk, step=step_code, holds=not checked.faults
        )
    )
    return checked


@transaction.atomic
def reopen_step(*, actor: str, walk_id: UUID, step_code: str) -> None:
    """The step done last on the way is to do again. Raises NotFound for any other, and WalkOver."""
    walk = _open_walk(walk_id)
    way = way_through(document_of(walk.version.document), walk.answers, walk.done)
    past = way.steps if way.is_done else way.steps[:-1]
    if not past or past[-1].code != step_code:
        raise NotFound
    walk.done = [code for code in walk.done if code != step_code]
    walk.changed_at = timezone.now()
    walk.save(update_fields=["done", "changed_at"])
    record(StepWalked(business_id=walk.business_id, actor=actor, walk_id=walk.pk, step=step_code, holds=False))


@transaction.atomic
def finish_walk(*, actor: str, walk_id: UUID) -> dict[str, Any]:
    """Makes the answers final and gives those that count. Raises WalkIncomplete and WalkOver."""
    walk = _open_walk(walk_id)
    way = way_through(document_of(walk.version.document), walk.answers, walk.done)
    if not way.is_done:
        raise WalkIncomplete(step=way.current.code)
    walk.finished_at = timezone.now()
    walk.save(update_fields=["finished_at"])
    record(WalkFinished(business_id=walk.business_id, actor=actor, walk_id=walk.pk))
    return answers_on(way, walk.answers)


def _open_walk(walk_id: UUID) -> Walk:
    walk = Walk.objects.select_for_update(of=("self",)).select_related("version").filter(pk=walk_id).first()
    if walk is None:
        raise NotFound
    if walk.finished_at is not None:
        raise WalkOver
    return walk
