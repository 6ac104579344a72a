"""What is promised for a case now, as the clocks that begin with it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from moked.calendars.models import ServiceCalendar
from moked.cases.domain.states import LIVE, CaseState
from moked.cases.models import Case, WaitingFor
from moked.promises.domain.clocks import Phase, kinds_to_start
from moked.promises.domain.statutes import statutory_target
from moked.promises.domain.terms import ClockKind, Criticality, Terms
from moked.promises.models import Clock, Ladder
from moked.promises.profiles import terms_for_case
from moked.promises.services.measuring import set_moments, set_silence
from moked.promises.statutes import law_for

# Where a promise comes from that a law makes for us.
LAW = "law"


class Promised:
    """What is promised for a case now, read once and only when a clock must start."""

    def __init__(self, case_id: UUID, now: datetime) -> None:
        self._case_id, self._now = case_id, now

    @cached_property
    def _case(self) -> Case:
        return Case.objects.select_related("business", "customer", "system").get(pk=self._case_id)

    @cached_property
    def _at(self) -> datetime:
        """The customer waits since they wrote, however late we read it."""
        return self._case.customer_wrote_at or self._now

    @cached_property
    def _terms(self) -> Terms | None:
        return terms_for_case(self._case, self._at)

    @cached_property
    def _ladder(self) -> Ladder | None:
        ladder = self._terms.value("ladder") if self._terms else None
        return ladder if isinstance(ladder, Ladder) else None

    def start(self, kind: ClockKind) -> Clock | None:
        """The clock as it begins, not yet saved; None when nothing of this kind is promised."""
        if kind is ClockKind.STATUTORY:
            return self._start_statutory()
        terms = self._terms
        said = terms.target(kind, Criticality(self._case.criticality)) if terms else None
        calendar = terms.value("calendar") if terms else None
        if said is None or not isinstance(calendar, ServiceCalendar):
            return None
        # A round of updates begins with our word, anything else with the customer's.
        since = self._now if kind is ClockKind.UPDATE else self._at
        return self._begin(kind, calendar, said.value, said.layer.source.value, said.layer.name, since)

    def _start_statutory(self) -> Clock | None:
        """The time a law sets, from the notice on; what is promised may shorten it and never make it longer."""
        case = self._case
        law = law_for(case.business, case.matter) if case.matter else None
        if law is None:
            return None
        target = statutory_target(
            law, self._terms, Criticality(case.criticality), by_registered=case.is_notice_registered
        )
        source, name = (target.layer.source.value, target.layer.name) if target.layer else (LAW, law.source)
        return self._begin(
            ClockKind.STATUTORY, None, target.within, source, name, case.matter_since or case.opened_at
        )

    def _begin(
        self,
        kind: ClockKind,
        calendar: ServiceCalendar | None,
        target: timedelta,
        source: str,
        source_name: str,
        started_at: datetime,
    ) -> Clock:
        clock = Clock(
            business_id=self._case.business_id,
            case_id=self._case_id,
            kind=kind.value,
            phase=Phase.RUNNING.value,
            calendar=calendar,
            target=target,
            source=source,
            source_name=source_name,
            # Updates leave by themselves shortly before their time: what a ladder would call for is on its way.
            ladder=None if kind is ClockKind.UPDATE else self._ladder,
            started_at=started_at,
        )
        set_moments(clock, self._now)
        set_silence(clock)
        return clock

    def kinds_missing(self, phases: Mapping[ClockKind, Phase]) -> tuple[ClockKind, ...]:
        """Which kinds a live case has no clock of although they measure something now."""
        case = self._case
        if case.case_state not in LIVE:
            return ()
        return kinds_to_start(
            phases,
            waits_for_reply=case.case_state in (CaseState.NEW, CaseState.OPEN)
            and (case.answered_at is None or case.answered_at < self._at),
            was_answered=case.answered_at is not None,
            is_statutory=bool(case.matter),
        )

    @property
    def stands_still(self) -> bool:
        """Whether nobody waits for us now."""
        case = self._case
        waits_for_customer = case.state == CaseState.WAITING and case.waiting_for in ("", WaitingFor.CUSTOMER)
        return waits_for_customer or case.state == CaseState.PROPOSED
