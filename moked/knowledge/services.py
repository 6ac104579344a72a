"""Writes about ready answers."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from moked.journal.record import record
from moked.knowledge.addressing import fault_in
from moked.knowledge.errors import FormsUnclear, ShortcutTaken
from moked.knowledge.events import AnswerBlockChanged, AnswerBlockCreated
from moked.knowledge.models import AnswerBlock
from moked.knowledge.placeholders import PLACEHOLDERS
from moked.lib.rows import assign
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor
from moked.staff.permissions import Permission

TO = Permission.KNOWLEDGE_EDIT


@transaction.atomic
def create_answer_block(*, actor: Actor, business_id: UUID, facts: Mapping[str, object]) -> AnswerBlock:
    """A new ready answer; its text is plain, with blanks and forms in double braces.

    Raises ShortcutTaken, FormsUnclear.
    """
    check_allowed(actor, business_id, TO)
    block = AnswerBlock(business_id=business_id)
    assign(block, facts)
    _check(block)
    block.save(force_insert=True)
    record(AnswerBlockCreated(business_id=business_id, actor=actor.code, answer_id=block.pk))
    return block


@transaction.atomic
def change_answer_block(
    *, actor: Actor, business_id: UUID, answer_id: UUID, facts: Mapping[str, object]
) -> AnswerBlock:
    """Changes a ready answer. Raises ShortcutTaken, FormsUnclear."""
    block = get_row(AnswerBlock, actor=actor, business_id=business_id, row_id=answer_id, to=TO, lock=True)
    changed = assign(block, facts)
    if changed:
        _check(block, is_new_text="body" in changed)
        block.save(update_fields=[*changed, "updated_at"])
        record(AnswerBlockChanged(business_id=business_id, actor=actor.code, answer_id=answer_id, fields=changed))
    return block


def _check(block: AnswerBlock, *, is_new_text: bool = True) -> None:
    fault = fault_in(block.body, PLACEHOLDERS) if is_new_text else None
    if fault is not None:
        raise FormsUnclear(*fault)
    _keep_shortcut_once(block)


def _keep_shortcut_once(block: AnswerBlock) -> None:
    same = AnswerBlock.objects.filter(
        business_id=block.business_id, shortcut=block.shortcut, language=block.language
    ).exclude(pk=block.pk)
    if block.shortcut and same.exists():
        raise ShortcutTaken
