"""What the business's own history teaches about times to solution: learned every night, kept in versions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from moked.businesses.models import Business
from moked.cases import events as happened
from moked.cases.domain.states import CaseState
from moked.cases.models import Case, Direction, Message, MessageState
from moked.channels.jobs import defer_once
from moked.journal.models import JournalEntry
from moked.promises.domain.estimates.history import EVENT, OPENING, Facts, Moment, history_of
from moked.promises.domain.estimates.replay import train_calibrated
from moked.promises.domain.estimates.stored import document_of
from moked.promises.learned import labels_of
from moked.promises.models import EstimateModel

TRAIN = "promises.train_estimates"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
YEAR = timedelta(days=365)
# When most businesses sleep, in their own zone.
NIGHT = time(2)
LOOK_EVERY = timedelta(hours=1)
VERSIONS_KEPT = 5
# More cases are thinned evenly, and so are the moments of a case.
MOST_CASES = 1500
MOST_MOMENTS = 12
# Nobody says of these how long a solution took: they are not cases, or their customer never answered.
SAYS_NOTHING = (CaseState.MERGED, CaseState.SET_ASIDE, CaseState.UNCONFIRMED)
OVER = (CaseState.CLOSED, *SAYS_NOTHING)
HAPPENINGS = (
    *happened.GIVING,
    happened.CaseReopened.code,
    happened.SolutionRejected.code,
    happened.CaseResumed.code,
    happened.CaseDetailsChanged.code,
)
NOT_SAID = (MessageState.HELD, MessageState.SCHEDULED)


class NightlyTraining:
    """Has every business's estimates trained once a night; asked every second, it mostly has nothing to do."""

    def __init__(self) -> None:
        self.next_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Gives how many jobs were deferred."""
        if self.next_at is not None and now < self.next_at:
            return 0
        self.next_at = now + LOOK_EVERY
        deferred = [
            defer_once(TRAIN, lock=f"{TRAIN}:{business.pk}", business_id=str(business.pk))
            for business in _untrained(now)
        ]
        return sum(deferred)


def _untrained(now: datetime) -> list[Business]:
    trained = dict(EstimateModel.objects.order_by().values_list("business").annotate(Max("trained_at")))
    return [each for each in Business.objects.all() if _is_untrained(trained.get(each.pk), each, now)]


def _is_untrained(trained_at: datetime | None, business: Business, now: datetime) -> bool:
    """Whether nothing was learned since the last night began."""
    here = now.astimezone(ZoneInfo(business.time_zone))
    night = datetime.combine(here.date(), NIGHT, here.tzinfo)
    if here < night:
        night -= DAY
    return trained_at is None or trained_at < night


def train_estimates(*, business_id: UUID) -> EstimateModel | None:
    """Learns from the business's last year, and keeps it as its next version; None when this night's stands already.

    A failure leaves the versions as they are. Four queries, however many cases.
    """
    now = timezone.now()
    business = Business.objects.get(pk=business_id)
    latest = EstimateModel.objects.filter(business=business).order_by("-version").defer("document").first()
    if latest is not None and not _is_untrained(latest.trained_at, business, now):
        return None
    cases = _read_cases(business_id, now)
    model = train_calibrated(history_of(_moments(cases, now)), now=_days(now))
    version = latest.version + 1 if latest else 1
    with transaction.atomic():
        kept = EstimateModel.objects.create(
            business=business,
            version=version,
            trained_at=now,
            cases=sum(case.solved_at is not None for case in cases.rows),
            document=document_of(model),
        )
        EstimateModel.objects.filter(business=business, version__lte=version - VERSIONS_KEPT).delete()
    return kept


@dataclass(frozen=True)
class _CaseRow:
    id: UUID
    opened_at: datetime
    solved_at: datetime | None
    topic: UUID | None
    criticality: str
    team: UUID | None


@dataclass(frozen=True)
class _Cases:
    """Every so manieth case of a business."""

    rows: Sequence[_CaseRow]
    step: int


def _read_cases(business_id: UUID, now: datetime) -> _Cases:
    wanted = Case.objects.filter(~Q(state__in=OVER) | Q(opened_at__gte=now - YEAR), business_id=business_id)
    wanted = wanted.exclude(state__in=SAYS_NOTHING)
    step = wanted.count() // MOST_CASES + 1
    # Numbers are drawn one after another: the same share of every time and kind.
    chosen = wanted.annotate(rest=F("number") % step).filter(rest=0).order_by("opened_at")[: 2 * MOST_CASES]
    fields = ("pk", "opened_at", "state", "proposed_at", "closed_at", "topic", "criticality", "team")
    return _Cases([_case_row(*row) for row in chosen.values_list(*fields)], step)


def _case_row(
    key: UUID,
    opened_at: datetime,
    state: str,
    proposed_at: datetime | None,
    closed_at: datetime | None,
    topic: UUID | None,
    criticality: str,
    team: UUID | None,
) -> _CaseRow:
    """A solution that stands before the customer counts; one they reject is found out by the next training."""
    is_solved = state in (CaseState.CLOSED, CaseState.PROPOSED)
    return _CaseRow(key, opened_at, (proposed_at or closed_at) if is_solved else None, topic, criticality, team)


def _moments(cases: _Cases, now: datetime) -> list[Moment]:
    """Topic, criticality and team are those of today: what they were before is not kept."""
    opened = np.array([_days(case.opened_at) for case in cases.rows])
    solved = np.sort([_days(case.solved_at) for case in cases.rows if case.solved_at])
    happenings = _happenings([case.id for case in cases.rows], now)
    moments = []
    for case in cases.rows:
        begins, ended = _days(case.opened_at), _days(case.solved_at) if case.solved_at else None
        for at, last in [(begins, OPENING), *_thinned(happenings.get(case.id, ()))]:
            if at < begins or (ended is not None and at > ended):
                continue
            load = np.searchsorted(opened, at, side="right") - np.searchsorted(solved, at, side="right")
            labels = labels_of(topic=case.topic, criticality=case.criticality, team=case.team, last=last)
            facts = Facts(OPENING if last == OPENING else EVENT, labels, at - begins, float(load) * cases.step)
            moments.append(Moment(str(case.id), at, facts, ended))
    return moments


def _happenings(case_ids: Sequence[UUID], now: datetime) -> Mapping[UUID, list[tuple[float, str]]]:
    """What happened to the cases after their opening, by case, in order."""
    found: defaultdict[UUID, list[tuple[float, str]]] = defaultdict(list)
    wrote, answered = happened.CustomerWrote.code, happened.MessageReleased.code
    for case_id, direction, at in _messages(case_ids).values_list("case", "direction", "created_at"):
        found[case_id].append((_days(at), wrote if direction == Direction.IN else answered))
    entries = JournalEntry.objects.filter(case_id__in=case_ids, code__in=HAPPENINGS, at__gte=now - YEAR)
    for of_case, code, at in entries.values_list("case_id", "code", "at"):
        if of_case is not None:
            found[of_case].append((_days(at), code))
    return {case_id: _after_the_first(each) for case_id, each in found.items()}


def _messages(case_ids: Sequence[UUID]) -> QuerySet[Message]:
    is_said = Q(direction=Direction.IN) | Q(direction=Direction.OUT, author__isnull=False)
    return Message.objects.filter(is_said, case__in=case_ids, is_automatic=False).exclude(state__in=NOT_SAID)


def _after_the_first(happenings: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    """The first word is the opening itself."""
    return sorted(happenings)[1:]


def _thinned(happenings: Sequence[tuple[float, str]]) -> Sequence[tuple[float, str]]:
    return happenings[:: len(happenings) // MOST_MOMENTS + 1]


def _days(at: datetime) -> float:
    return (at - EPOCH) / DAY
