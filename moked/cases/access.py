"""The only door to cases, messages and files. Missing and forbidden give the same error."""

from uuid import UUID

from django.db.models import QuerySet

from moked.cases.models import Attachment, Case, Message
from moked.lib.errors import Conflict, NotAllowed, NotFound
from moked.lib.postgres.questions import asked_often
from moked.staff.actors import Actor
from moked.staff.permissions import Permission

WITH_A_CASE = ("business", "customer__canonical", "contact_point", "topic", "system", "team", "assignee")


def _check(actor: Actor, business_id: UUID, to: Permission) -> None:
    if not actor.may(Permission.CASES_READ, business_id):
        raise NotFound
    if not actor.may(to, business_id):
        raise NotAllowed


def locked_cases() -> QuerySet[Case]:
    """Cases, each locked as it is read, until the transaction ends.

    Not their keys: rows that point to a case may be written beside us. Whoever writes to all cases of an incident
    holds it, and we may come to wait for it.
    """
    return Case.objects.select_for_update(of=("self",), no_key=True)


def get_case(actor: Actor, case_id: UUID, *, to: Permission, lock: bool = False) -> Case:
    """The case, when the actor may do that in its business; locked until the transaction ends when asked for.

    Raises NotFound when there is none in scope or the actor may not even see it, NotAllowed for less.
    """
    found = _locked_case(case_id) if lock else _case(case_id)
    if not found:
        raise NotFound
    (case,) = found
    _check(actor, case.business_id, to)
    return case


@asked_often
def _case(case_id: UUID) -> QuerySet[Case]:
    return Case.objects.select_related(*WITH_A_CASE).filter(pk=case_id)


@asked_often
def _locked_case(case_id: UUID) -> QuerySet[Case]:
    return locked_cases().select_related(*WITH_A_CASE).filter(pk=case_id)


def get_message(actor: Actor, message_id: UUID, *, to: Permission, lock: bool = False) -> Message:
    """The message, by the same rules as its case; when asked for, both are locked until the transaction ends.

    The case comes first, as for whoever closes it or lets its answers go: the other way round each would wait for the
    other. Raises Conflict when the message went into another case meanwhile.
    """
    message = _message(actor, message_id, Message.objects.all(), to)
    if not lock:
        return message
    locked_cases().get(pk=message.case_id)
    locked = _message(actor, message_id, Message.objects.select_for_update(of=("self",)), to)
    if locked.case_id != message.case_id:
        raise Conflict
    return locked


def _message(actor: Actor, message_id: UUID, rows: QuerySet[Message], to: Permission) -> Message:
    message = rows.select_related("case__business").filter(pk=message_id).first()
    if message is None:
        raise NotFound
    _check(actor, message.business_id, to)
    return message


def get_attachment(actor: Actor, attachment_id: UUID) -> Attachment:
    """The file, by the same rules as its case."""
    attachment = Attachment.objects.select_related("file").filter(pk=attachment_id).first()
    if attachment is None:
        raise NotFound
    _check(actor, attachment.business_id, Permission.CASES_READ)
    return attachment
