"""What can go wrong with promises."""

from django.utils.translation import gettext_lazy as _

from moked.calendars.domain.hours import CalendarInvalid
from moked.calendars.wording import sentence_of
from moked.lib.errors import Conflict, Invalid, NotAllowed


class CalendarRefused(Invalid):
    """Hours that make no sense. The fact `reason` is what the calendar itself says of them."""

    code = "calendar_refused"
    message = _("These hours make no sense.")

    def __str__(self) -> str:
        reason = self.facts.get("reason")
        return sentence_of(reason) if isinstance(reason, CalendarInvalid) else super().__str__()


class TermsRefused(Invalid):
    """Targets that make no sense."""

    code = "terms_refused"
    message = _("What is promised must be a time longer than nothing, and shorter than a year.")


LADDER_FAULTS = {
    "no_rungs": _("A ladder needs at least one step."),
    "too_many_rungs": _("A ladder has twelve steps at most."),
    "out_of_order": _("Steps are called in order."),
    "share_outside_promise": _("A step is called before the promise ends: between 1 and 99 percent of it."),
    "called_twice": _("An earlier step asks the same of the same people. Name somebody else, or ask something else."),
    "may_not_take": _("Whoever takes a case answers it: choose people who may answer customers."),
    "nobody_named": _("Say who is called: one person, one team or one role."),
    "answer_time": _("Give them some time to answer, a week at most."),
    "share_not_rising": _("Each step is called later than the one before it: give it a higher percentage."),
    "managers_first": _("Professional steps come before managerial ones."),
    "duty_of_a_person": _("On duty is somebody of a team or a role. A single person is named directly."),
    "silence": _("A silent owner is given some time, ninety days at most."),
}


class LadderRefused(Invalid):
    """A ladder that makes no sense. `position` is the rung's place, 0 for the ladder itself."""

    code = "ladder_refused"

    def __init__(self, code: str, position: int = 0) -> None:
        super().__init__(LADDER_FAULTS[code], reason=code)
        self.position = position


STATUTE_FAULTS = {
    "time": _("The law sets a time: longer than nothing, and a year at most."),
    "source": _("Say which law it is: it stands beside the time on every such case."),
}


class StatuteRefused(Invalid):
    """A legal time that makes no sense. The fact `reason` is its code."""

    code = "statute_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(STATUTE_FAULTS[reason], reason=reason)


class CallOver(Conflict):
    """Somebody confirmed it first, or it is no longer needed."""

    code = "call_over"
    message = _("This call is over: somebody has it already, or it is no longer needed.")


class MayNotTake(NotAllowed):
    """Somebody who answers no customers was asked to take a case."""

    code = "may_not_take"
    message = _("Whoever takes the case answers its customer, and you may not. It goes on to somebody who may.")


class EmergencyIsOn(Conflict):
    """Another emergency set holds already."""

    code = "emergency_is_on"
    message = _("An emergency set is on already; switch it off first.")


class EmergencyIsOff(Conflict):
    """Nothing to switch off."""

    code = "emergency_is_off"
    message = _("No emergency set is on.")


class ReasonMissing(Invalid):
    """Why it is switched on was not said."""

    code = "reason_missing"
    message = _("Say why it is switched on.")


class HearingHoursRefused(Invalid):
    code = "hearing_hours_refused"
    message = _("Say from when until when they may be written to, the earlier first, or leave both empty.")
