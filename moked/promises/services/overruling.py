"""An emergency set lays itself over what a clock was promised, and is lifted off again."""

from datetime import datetime

from moked.promises.models import Clock, FormerPromise
from moked.promises.services.measuring import set_moments, set_silence
from moked.promises.services.promised import Promised


def lay_over(clock: Clock, former: FormerPromise | None, now: datetime) -> bool:
    """Lets a clock hold what the emergency set of now says over its own promise, or its own again as it stood; keeps
    that meanwhile. Gives whether the clock changed; the clock itself is saved by the caller."""
    before = _promise_of(clock)
    if former is not None:
        clock.target, clock.calendar = former.target, former.calendar
        clock.source, clock.source_name = former.source, former.source_name
    kept = FormerPromise(
        clock=clock,
        business_id=clock.business_id,
        target=clock.target,
        calendar=clock.calendar,
        source=clock.source,
        source_name=clock.source_name,
    )
    clock.holds_emergency = Promised(clock.case_id, now).overrule(clock)
    if former is None and clock.holds_emergency:
        kept.save(force_insert=True)
    elif former is not None and not clock.holds_emergency:
        former.delete()
    if _promise_of(clock) == before:
        return False
    set_moments(clock, now)
    set_silence(clock)
    return True


def _promise_of(clock: Clock) -> tuple[object, ...]:
    return clock.target, clock.calendar_id, clock.source, clock.source_name, clock.holds_emergency
