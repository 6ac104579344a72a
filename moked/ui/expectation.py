"""When a case will be solved, as it is said to people: a range, or when they will hear."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from moked.cases.models import Case
from moked.promises.models import Estimate
from moked.promises.services.estimating import EXPECTED_IN, SLIP
from moked.promises.told import told_of_case
from moked.ui.moments import label_moment


@dataclass(frozen=True)
class Expectation:
    """`likely` and `latest` are moments in words and the same when they say the same; or `word` is, alone."""

    likely: str
    latest: str
    word: str
    why: str
    has_slipped: bool
    # It says no more than what was promised.
    is_promise: bool
    # It ends later than what was promised, while that still runs.
    is_beyond_promise: bool

    @property
    def words(self) -> str:
        """The expectation as colleagues read it."""
        if self.word:
            return gettext("By %(word)s we say when it will be solved") % {"word": self.word}
        if self.likely == self.latest:
            return gettext("Solution expected by %(latest)s") % {"latest": self.latest}
        return gettext("Solution expected by %(likely)s, at the latest by %(latest)s") % {
            "likely": self.likely,
            "latest": self.latest,
        }

    @property
    def warning(self) -> str:
        """How it differs from what was said before, as colleagues read it; empty when it does not."""
        if self.is_beyond_promise:
            return gettext("later than promised")
        return gettext("later than told before") if self.has_slipped else ""

    @property
    def plain_warning(self) -> str:
        """The same as the customer reads it."""
        if self.is_beyond_promise:
            return gettext("It will probably take longer than we promised.")
        return gettext("It takes longer than we thought.") if self.has_slipped else ""

    @property
    def plain_words(self) -> str:
        """The expectation as the customer reads it."""
        if self.word:
            return gettext("We will tell you by %(word)s when to expect a solution.") % {"word": self.word}
        if self.likely == self.latest:
            return gettext("We expect to have it solved by %(latest)s.") % {"latest": self.latest}
        return gettext("We expect to have it solved by %(likely)s, and by %(latest)s at the latest.") % {
            "likely": self.likely,
            "latest": self.latest,
        }


def expectation_of(case: Case, now: datetime) -> Expectation | None:
    """What is told now of a case; None while nothing is. Clock times in the reader's zone. Needs `business`."""
    told = told_of_case(case.pk, now) if case.case_state in EXPECTED_IN else None
    if told is None:
        return None
    zone = ZoneInfo(case.business.time_zone)

    def said(moment: datetime | None) -> str:
        return _end_words(moment, zone, now) if moment else ""

    end = told.latest_at or told.tell_by
    is_beyond = told.promised_by is not None and end is not None and end > told.promised_by
    return Expectation(
        said(told.likely_at),
        said(told.latest_at),
        said(told.tell_by),
        _why(told),
        has_slipped=told.why == SLIP,
        is_promise=told.promised_by is not None and not is_beyond and told.basis == "promise",
        is_beyond_promise=is_beyond,
    )


def _end_words(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """A midnight of the business ends the day that is said."""
    there = moment.astimezone(zone)
    if there.time() == time():
        day = label_moment(there - timedelta(minutes=1), now.astimezone(zone))
        return day.day or day.date
    label = label_moment(timezone.localtime(moment), timezone.localtime(now))
    return " ".join(part for part in (label.day or label.date, label.clock) if part)


def _why(told: Estimate) -> str:
    count = told.cases
    match told.basis:
        case "cases_like_it":
            return ngettext(
                "by %(count)d moment like this of earlier cases",
                "by %(count)d moments like this of earlier cases",
                count,
            ) % {"count": count}
        case "all_cases":
            return ngettext(
                "from %(count)d moment in earlier cases", "from %(count)d moments in earlier cases", count
            ) % {"count": count}
        case "promise":
            return gettext("by what is promised")
        case "older_than_any":
            return gettext("it takes longer than any case before")
        case _:
            return gettext("a first guess, while there is no history")
