"""My work: what is on the screen now, what the router offers next, what is open with me, and my presence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from moked.cases.domain.states import CaseState
from moked.cases.models import Case, Direction, Message
from moked.cases.selectors import cases_of_person
from moked.lib.hebrew.excerpts import Piece
from moked.lib.postgres.questions import asked_often
from moked.promises.selectors import NextPromise, next_promises
from moked.routing.selectors import open_offers_of
from moked.staff.models import Person, Presence, PresenceKind
from moked.workspace.domain.standing import DOTS, standing_of
from moked.workspace.pages.commitments import CommitmentLine, commitments_of_person
from moked.workspace.pages.offers import OfferCard, offer_cards
from moked.workspace.pages.tasks import TaskLine, tasks_of_person
from moked.workspace.pages.there import there_is_of_person
from moked.workspace.pages.words import (
    PRESENCE_DOTS,
    PRESENCE_LONG,
    STANDING_WORDS,
    facts_of,
    presence_words,
    promise_tone,
)

# Of what is open with a person, the latest so many; the list of all cases has the rest.
SHOWN = 30


@dataclass(frozen=True)
class WorkRow:
    """One case on a list. `moment` is until when something is promised, or it stands aside; else when something last
    happened; `is_late` when that end has passed. `tone` says that a promise is near its end or was broken.

    A list may span businesses: `zone` is that of the case's own, in which the case itself shows it too.
    """

    case_id: UUID
    url: str
    channel: str
    who: str
    subject: str
    # What to call it beside its number, also where it has no subject.
    title: str
    reference: str
    line: str
    dot: str
    moment: datetime
    is_deadline: bool
    is_late: bool
    zone: str
    tone: str = ""
    unread: int = 0
    # Nobody put it aside since the customer wrote.
    is_to_answer: bool = False
    is_current: bool = False
    # Of a case that was looked for: what was found in it.
    excerpt: tuple[Piece, ...] = ()
    is_found: bool = False


@dataclass(frozen=True)
class PresenceChoice:
    code: str
    words: str
    dot: str
    is_current: bool


@dataclass(frozen=True)
class PresenceMenu:
    words: str
    dot: str
    is_available: bool
    choices: tuple[PresenceChoice, ...]


@dataclass(frozen=True)
class WorkList:
    """The first column of the desk."""

    fragment_url: str
    topic: str
    now: WorkRow | None
    offers: tuple[OfferCard, ...]
    tasks: tuple[TaskLine, ...]
    promised: tuple[CommitmentLine, ...]
    rows: tuple[WorkRow, ...]
    # Where the rest of them stand; empty while these are all.
    all_url: str
    presence: PresenceMenu


def work_rows(cases: Sequence[Case]) -> tuple[WorkRow, ...]:
    """Cases as rows, each with the promise that ends first. Needs business and customer loaded. One query."""
    promised = next_promises([case.pk for case in cases])
    return tuple(work_row(case, promise=promised.get(case.pk)) for case in cases)


def work_row(case: Case, *, promise: NextPromise | None, unread: int = 0, is_current: bool = False) -> WorkRow:
    """A case as a row. Needs business and customer loaded."""
    standing = standing_of(facts_of(case))
    until = promise.due_at if promise else case.waiting_until
    return WorkRow(
        case_id=case.pk,
        url=reverse("workspace:case", args=[case.pk]),
        channel=case.channel,
        who=case.customer.known_as.name,
        subject=case.subject,
        title=case.title,
        reference=case.reference,
        line=str(STANDING_WORDS[standing]),
        dot=DOTS.get(standing, ""),
        moment=until or case.last_activity_at,
        is_deadline=until is not None,
        is_late=until is not None and until < timezone.now(),
        zone=case.business.time_zone,
        tone=promise_tone(promise),
        unread=unread,
        is_to_answer=unread > 0 and case.state != CaseState.WAITING,
        is_current=is_current,
    )


def unread_counts(cases: Iterable[Case]) -> dict[UUID, int]:
    """How many messages the customer wrote in each case since we last answered. One query."""
    keys = [case.pk for case in cases]
    return dict(_unread(keys)) if keys else {}


@asked_often
def _unread(case_ids: list[UUID]) -> QuerySet[Message, tuple[UUID, int]]:
    return (
        Message.objects.filter(case_id__any_of=case_ids, direction=Direction.IN, is_automatic=False)
        .filter(Q(case__answered_at=None) | Q(created_at__gt=F("case__answered_at")))
        .values_list("case_id")
        .annotate(Count("pk"))
    )


def presence_menu(person: Person) -> PresenceMenu:
    """Where the person stands, and where they may go."""
    kind = PresenceKind(next(iter(_presence(person.pk)), PresenceKind.OFFLINE))
    return PresenceMenu(
        words=presence_words(kind, person),
        dot=PRESENCE_DOTS[kind],
        is_available=kind == PresenceKind.AVAILABLE,
        choices=tuple(
            PresenceChoice(choice.value, str(PRESENCE_LONG[choice]), PRESENCE_DOTS[choice], choice == kind)
            for choice in PRESENCE_LONG
        ),
    )


@asked_often
def _presence(person_id: UUID) -> QuerySet[Presence, str]:
    return Presence.objects.filter(person_id=person_id).values_list("kind", flat=True)


def _current_row(case: Case, promised: dict[UUID, NextPromise], unread: dict[UUID, int]) -> WorkRow:
    return work_row(case, promise=promised.get(case.pk), unread=unread.get(case.pk, 0), is_current=True)


def _topic(person: Person, current: Case | None) -> str:
    """What the list hears of: the person's own work, and a case on the screen that is somebody else's."""
    if current is None or current.assignee_id == person.pk:
        return "worklist"
    return f"worklist case:{current.pk}"


def work_list(person: Person, *, current: Case | None = None) -> WorkList:
    """The person's work. `current` is the case on the screen, whoever has it. Seven queries at most."""
    there = there_is_of_person(person.pk)
    cases = cases_of_person(person.pk, limit=SHOWN + 1)
    has_more, cases = len(cases) > SHOWN, cases[:SHOWN]
    offers = open_offers_of(person.pk) if there.offers else []
    own = [case.pk for case in (*cases, *filter(None, (current,)))]
    promised = next_promises([*own, *(offer.item.case_id for offer in offers)])
    unread = unread_counts([*cases, *filter(None, (current,))])
    return WorkList(
        fragment_url=reverse("workspace:work") + (f"?case={current.pk}" if current else ""),
        topic=_topic(person, current),
        now=_current_row(current, promised, unread) if current else None,
        offers=offer_cards(offers, promised),
        tasks=tasks_of_person(person) if there.tasks else (),
        promised=commitments_of_person(person) if there.commitments else (),
        rows=tuple(
            work_row(case, promise=promised.get(case.pk), unread=unread.get(case.pk, 0))
            for case in cases
            if current is None or case.pk != current.pk
        ),
        all_url=f"{reverse('workspace:cases')}?person={person.pk}" if has_more else "",
        presence=presence_menu(person),
    )
