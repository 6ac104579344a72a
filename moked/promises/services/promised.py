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
from moked.promises.domain.terms import ClockKind, Criticality, Source, Terms
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

    def anew(self, clock: Clock) -> Clock | None:
        """An open clock as it would begin now, not yet saved; None when nothing of its kind is promised any more.

        The time of a law, once it runs, never grows longer and never ends with the law, as long as it is of the same
        notice.
        """
        fresh = self.start(ClockKind(clock.kind))
        if clock.kind != ClockKind.STATUTORY or not self._is_same_notice(clock):
            return fresh
        if fresh is None:
            return clock
        if fresh.target > clock.target and not self._is_by_registered_after_all(clock):
            fresh.target, fresh.source, fresh.source_name = clock.target, clock.source, clock.source_name
            fresh.holds_emergency = clock.holds_emergency
        return fresh

    def _is_same_notice(self, clock: Clock) -> bool:
        case = self._case
        return (
            bool(case.matter)
            and clock.matter in ("", case.matter)
            and clock.started_at == (case.matter_since or case.opened_at)
        )

    def _is_by_registered_after_all(self, clock: Clock) -> bool:
        """Somebody says only now that the notice came by registered mail, for which the law sets another time."""
        law = law_for(self._case.business, self._case.matter)
        return self._case.is_notice_registered and law is not None and clock.target == law.within

    def overrule(self, clock: Clock) -> bool:
        """Lets an emergency set say what it says about the clock; gives whether it says anything. Saves nothing."""
        terms, kind = self._terms, ClockKind(clock.kind)
        said = terms.target(kind, Criticality(self._case.criticality)) if terms else None
        hours = terms.values.get("calendar") if terms and kind is not ClockKind.STATUTORY else None
        target = said if said is not None and said.layer.source is Source.EMERGENCY else None
        if target is not None and kind is ClockKind.STATUTORY and target.value >= clock.target:
            target = None
        if target is not None:
            clock.target, clock.source, clock.source_name = target.value, target.layer.source.value, target.layer.name
        if hours is not None and hours.layer.source is Source.EMERGENCY and isinstance(hours.value, ServiceCalendar):
            clock.calendar = hours.value
            return True
        return target is not None

    def start(self, kind: ClockKind) -> Clock | None:
        """The clock as it begins, not yet saved; None when nothing of this kind is promised."""
        if kind is ClockKind.STATUTORY:
            return self._start_statutory()
        terms = self._terms
        said = terms.target(kind, Criticality(self._case.criticality)) if terms else None
        hours = terms.values.get("calendar") if terms else None
        if said is None or hours is None or not isinstance(hours.value, ServiceCalendar):
            return None
        # A round of updates begins with our word, anything else with the customer's.
        since = self._now if kind is ClockKind.UPDATE else self._at
        clock = self._begin(kind, hours.value, said.value, said.layer.source.value, said.layer.name, since)
        clock.holds_emergency = Source.EMERGENCY in (said.layer.source, hours.layer.source)
        return clock

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
        began = case.matter_since or case.opened_at
        clock = self._begin(ClockKind.STATUTORY, None, target.within, source, name, began)
        clock.matter, clock.holds_emergency = case.matter, source == Source.EMERGENCY
        return clock

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
