"""The case's page: where it stands and whose turn it is, in the customer's words, and what was said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from moked.cases.domain.states import CaseState
from moked.cases.models import Attachment, Case, Direction, Message, WaitingFor
from moked.cases.selectors import proof_of_closing
from moked.channels.domain.paragraphs import directed_blocks
from moked.lib.languages import set_apart
from moked.portal.forms import MessageForm
from moked.portal.pages.commitments import CommitmentSaid, commitment_said
from moked.portal.pages.diagnosis import JointSaid, joints_said
from moked.portal.pages.escalations import EscalationSaid, escalations_said
from moked.portal.pages.frame import Frame, frame_of
from moked.portal.pages.survey import Survey, survey_shown
from moked.portal.saying import may_reopen
from moked.portal.visit import Visit
from moked.promises.domain.terms import ClockKind
from moked.surveys.selectors import answerable_until, may_answer, survey_asked
from moked.ui.expectation import Expectation, expectation_of

IN_PROGRESS = (CaseState.NEW, CaseState.OPEN, CaseState.WAITING)
ASKING = (CaseState.PROPOSED, CaseState.UNCONFIRMED)


@dataclass(frozen=True)
class Rung:
    """One step of the way, as the customer sees it."""

    words: str
    state: str = ""


@dataclass(frozen=True)
class Promised:
    """What the customer was promised, in words that end where the moment follows; nobody hides that it passed."""

    words: str
    at: datetime
    is_late: bool


@dataclass(frozen=True)
class Standing:
    """Where the case stands. `kind` is progress, question, closed or aside; the rest is words for it."""

    kind: str
    heading: str
    lead: str
    until: datetime | None = None
    expectation: Expectation | None = None
    ask_again_at: datetime | None = None
    rungs: tuple[Rung, ...] = ()
    promises: tuple[Promised, ...] = ()
    closed_at: datetime | None = None
    closed_by_reader: bool = False
    reopen_until: datetime | None = None
    survey: Survey | None = None
    in_incident: bool = False
    survey_over_at: datetime | None = None


@dataclass(frozen=True)
class Handler:
    """Who has the case, by first name."""

    name: str
    note: str


@dataclass(frozen=True)
class FileLink:
    """A file of a message. What we sent is behind a code; what the customer sent is not."""

    name: str
    size: int
    url: str
    is_picture: bool
    needs_code: bool
    held: str = ""


@dataclass(frozen=True)
class Said:
    """One message. Either `html`, cleaned when it was written, or `text`."""

    id: UUID
    who: str
    is_ours: bool
    is_automatic: bool
    channel: str
    at: datetime
    html: SafeString
    text: str
    quoted: str
    files: tuple[FileLink, ...]


@dataclass(frozen=True)
class Addresses:
    """Where the page's forms go."""

    page: str
    live: str
    message: str
    solved: str
    not_yet: str
    survey: str
    survey_later: str
    summary: str


@dataclass(frozen=True)
class CasePage:
    """All the page shows."""

    frame: Frame
    stamp: str
    subject: str
    reference: str
    opened_at: datetime
    standing: Standing
    handler: Handler | None
    commitments: tuple[CommitmentSaid, ...]
    escalations: tuple[EscalationSaid, ...]
    joints: tuple[JointSaid, ...]
    history: tuple[Said, ...]
    form: MessageForm
    largest_file: int
    addresses: Addresses


def case_page(
    visit: Visit, now: datetime, *, form: MessageForm | None = None, survey_choice: str = "", refusal: str = ""
) -> CasePage:
    """The page of a visit. `survey_choice` is `later` when the reader put it off, `edit` to change answers; `refusal`
    says why an answer in a joint diagnosis was not taken."""
    case, joints = visit.case, joints_said(visit, refusal)
    return CasePage(
        frame=frame_of(visit, current="case"),
        stamp=visit.stamp,
        subject=case.subject or gettext("Your case"),
        reference=case.reference,
        opened_at=case.opened_at,
        standing=_standing(visit, now, survey_choice, joints),
        handler=_handler(case),
        commitments=tuple(commitment_said(commitment) for commitment in visit.commitments),
        escalations=escalations_said(visit.escalations),
        joints=joints,
        history=tuple(said(visit, message) for message in reversed(visit.messages)),
        form=form or MessageForm(),
        largest_file=settings.ATTACHMENT_LIMIT,
        addresses=_addresses(visit.token),
    )


def _addresses(token: str) -> Addresses:
    return Addresses(
        page=reverse("portal:case", args=[token]),
        live=reverse("portal:case", args=[token]) + "live/",
        message=reverse("portal:say", args=[token]),
        solved=reverse("portal:solved", args=[token]),
        not_yet=reverse("portal:not_yet", args=[token]),
        survey=reverse("portal:survey", args=[token]),
        survey_later=reverse("portal:survey_later", args=[token]),
        summary=reverse("portal:summary", args=[token]),
    )


def _standing(visit: Visit, now: datetime, survey_choice: str, joints: Sequence[JointSaid]) -> Standing:
    case = visit.case
    state = case.case_state
    if state in ASKING:
        return _question(case)
    if state is CaseState.CLOSED:
        return _closed(visit, now, survey_choice)
    if state in IN_PROGRESS:
        return _progress(visit, now, joints)
    if state is CaseState.MERGED:
        return Standing(
            "aside",
            gettext("This case goes on as part of another"),
            gettext("It was joined to a case that this link does not open. The answer reaches you by mail."),
        )
    return Standing(
        "aside",
        gettext("Nobody is handling this now"),
        gettext("This message was marked as needing no answer. If you need something from us, write to us below."),
    )


def _progress(visit: Visit, now: datetime, joints: Sequence[JointSaid]) -> Standing:
    """Where it stands with us. While something is looked into together one time is told at most: of a finding that
    waits for the reader its own, otherwise the nearest one promised."""
    case = visit.case
    name = set_apart(case.assignee.first_name) if case.assignee else ""
    is_asked = any(said.is_asked for said in joints)
    is_readers_turn = is_asked or case.is_with_customer
    if is_asked:
        heading, lead = gettext("Your turn"), gettext("What we ask you stands above. Your answer brings us further.")
    elif is_readers_turn:
        heading = gettext("Your turn")
        writer = _answered_by(visit.messages)
        lead = (
            gettext("There is an answer from %(name)s below, and the next word is yours.") % {"name": writer}
            if writer
            else gettext("There is an answer below, and the next word is yours.")
        )
    else:
        heading = gettext("With %(name)s") % {"name": name} if name else gettext("With our team")
        lead = _what_we_do(case, has_handler=bool(name))
    # Read whoever's turn it is: a page asks the database the same, however it stands.
    promises = _promises(visit)
    expectation = _expectation(case, now, promises)
    if any(said.joint.goes_on for said in joints):
        promises, expectation = promises[:1], None if promises else expectation
    return Standing(
        "progress",
        heading,
        lead,
        until=None if is_asked else case.waiting_until,
        expectation=None if is_readers_turn else expectation,
        rungs=_rungs(case),
        promises=() if is_readers_turn else promises,
        in_incident=visit.incident is not None,
    )


def _answered_by(messages: Sequence[Message]) -> str:
    """Who wrote the latest answer, which need not be whoever has the case; empty where a program did."""
    ours = next((message for message in reversed(messages) if message.direction == Direction.OUT), None)
    return set_apart(ours.author.first_name) if ours and ours.author else ""


def _expectation(case: Case, now: datetime, promises: tuple[Promised, ...]) -> Expectation | None:
    """When we think it will be solved, unless that is just what is promised and stands there already."""
    expectation = expectation_of(case, now)
    return None if expectation and expectation.is_promise and promises else expectation


def _promises(visit: Visit) -> tuple[Promised, ...]:
    words = {
        ClockKind.FIRST_REPLY.value: gettext("An answer by"),
        ClockKind.NEXT_REPLY.value: gettext("An answer by"),
        ClockKind.SOLUTION.value: gettext("A solution by"),
        ClockKind.STATUTORY.value: gettext("By law, done by"),
    }
    return tuple(
        Promised(words[clock.kind], clock.due_at, is_late=clock.broken_at is not None)
        for clock in visit.promises
        if clock.due_at is not None
    )


def _what_we_do(case: Case, *, has_handler: bool) -> str:
    if case.state == CaseState.WAITING:
        return {
            WaitingFor.COLLEAGUE.value: gettext("It is being checked with another team of ours."),
            WaitingFor.SUPPLIER.value: gettext("We are waiting for an answer from outside, and follow it up."),
        }.get(case.waiting_for, gettext("We come back to this at the time below."))
    if has_handler:
        return gettext("The next step is ours. The answer will be here, and will reach you the way you wrote.")
    return gettext("We have your message. Whoever takes it on will answer here and the way you wrote.")


def _rungs(case: Case) -> tuple[Rung, ...]:
    is_taken = case.assignee_id is not None or case.state != CaseState.NEW
    return (
        Rung(gettext("Received"), "done" if is_taken else "now"),
        Rung(gettext("Being handled"), "now" if is_taken else ""),
        Rung(gettext("Your confirmation")),
    )


def _question(case: Case) -> Standing:
    if case.state == CaseState.UNCONFIRMED:
        return Standing(
            "question",
            gettext("Was it solved in the end?"),
            gettext("We have not heard from you, so the case is neither open nor closed."),
        )
    asks_again = case.reminders_sent < case.business.reminders
    return Standing(
        "question",
        gettext("Did we solve the problem?"),
        gettext("The solution stands below. You can also try it first and confirm later."),
        ask_again_at=case.next_check_at if asks_again else None,
    )


def _closed(visit: Visit, now: datetime, survey_choice: str) -> Standing:
    case = visit.case
    proof = proof_of_closing(case)
    is_reader = proof is not None and proof.contact_point_id == visit.contact_point.pk
    reopens = may_reopen(case, now)
    asked, is_open = survey_asked(case), may_answer(case, now)
    return Standing(
        "closed",
        gettext("Thank you, the case is closed"),
        gettext("Closed from this page or from your mail, by you.")
        if is_reader
        else gettext("Closed from another address of yours."),
        closed_at=case.closed_at,
        closed_by_reader=is_reader,
        reopen_until=case.closed_at + case.business.reopen_within if case.closed_at and reopens else None,
        survey=survey_shown(asked, survey_choice) if is_open else None,
        survey_over_at=None if is_open or asked is None else answerable_until(case),
    )


def _handler(case: Case) -> Handler | None:
    if case.assignee is None or case.state in (CaseState.SET_ASIDE, CaseState.MERGED):
        return None
    is_closed = case.state == CaseState.CLOSED
    note = gettext("Here if the problem comes back") if is_closed else gettext("With you until the case is closed")
    return Handler(case.assignee.first_name, note)


def said(visit: Visit, message: Message) -> Said:
    """A message as its customer sees it. Their own mail is shown as text: its markup is anybody's."""
    is_ours = message.direction == Direction.OUT
    shows_html = is_ours and bool(message.html) and not message.is_automatic
    return Said(
        id=message.pk,
        who=_writer(message, is_ours=is_ours),
        is_ours=is_ours,
        is_automatic=message.is_automatic,
        channel=message.channel,
        at=message.created_at,
        html=mark_safe(directed_blocks(message.html) if shows_html else ""),  # noqa: S308 - cleaned when it was written
        text="" if shows_html else message.text,
        quoted=message.quoted,
        files=_files(visit, message.attachments.all(), is_ours=is_ours),
    )


def _writer(message: Message, *, is_ours: bool) -> str:
    if not is_ours:
        return gettext("You wrote")
    if message.is_automatic:
        return gettext("Update")
    return message.author.first_name if message.author else gettext("Our team")


def _files(visit: Visit, attachments: Iterable[Attachment], *, is_ours: bool) -> tuple[FileLink, ...]:
    return tuple(
        FileLink(
            name=attachment.name,
            size=attachment.file.size,
            url=reverse("portal:file", args=[visit.token, attachment.pk]),
            is_picture=attachment.is_image and not is_ours and attachment.file.is_open,
            held="" if attachment.file.is_open else attachment.file.get_verdict_display(),
            needs_code=is_ours,
        )
        for attachment in attachments
    )
