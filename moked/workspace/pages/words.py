"""The sentences behind codes of the desk, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moked.cases.domain.states import CaseState
from moked.cases.models import Case
from moked.promises.selectors import NextPromise
from moked.staff.models import FormOfAddress, Person, PresenceKind
from moked.workspace.domain.send_times import SendTime
from moked.workspace.domain.standing import CaseFacts, Standing

STANDING_WORDS: Mapping[Standing, str | Promise] = {
    Standing.NOBODY_YET: _("Nobody has it yet"),
    Standing.FIRST_ANSWER: _("Waits for a first answer from us"),
    Standing.OUR_TURN: _("The customer wrote, our turn"),
    Standing.NOT_SOLVED_YET: _("Not solved yet, says the customer"),
    Standing.IN_HAND: _("In hand"),
    Standing.OFFERED: _("Solution offered, the customer's turn"),
    Standing.CUSTOMER: _("Waiting for the customer"),
    Standing.COLLEAGUE: _("Waiting for a colleague"),
    Standing.SUPPLIER: _("Waiting for somebody outside"),
    Standing.MOMENT: _("Set for a later date"),
    Standing.UNCONFIRMED: _("Left the desk unconfirmed"),
    Standing.CLOSED: _("Closed by the customer"),
    Standing.MERGED: _("Merged into another case"),
    Standing.SET_ASIDE: _("Not a case"),
}

STATE_TONES: Mapping[CaseState, str] = {
    CaseState.NEW: "primary",
    CaseState.OPEN: "primary",
    CaseState.WAITING: "",
    CaseState.PROPOSED: "success",
    CaseState.UNCONFIRMED: "warning",
    CaseState.CLOSED: "success",
    CaseState.MERGED: "line",
    CaseState.SET_ASIDE: "line",
}

PRESENCE_WORDS: Mapping[PresenceKind, str | Promise] = {
    PresenceKind.AVAILABLE: _("Available"),
    PresenceKind.QUIET: _("Quiet work"),
    PresenceKind.PAUSE: _("A short pause"),
    PresenceKind.BREAK: _("On a break"),
    PresenceKind.NOT_ANSWERING: _("Not answering"),
    PresenceKind.OFFLINE: _("Not at the desk"),
}
# Hebrew has no neutral adjective: whoever chose a form of address is told in it.
AVAILABLE_TO: Mapping[FormOfAddress, str | Promise] = {
    FormOfAddress.FEMININE: pgettext_lazy("said to a woman", "Available"),
    FormOfAddress.MASCULINE: pgettext_lazy("said to a man", "Available"),
}
PRESENCE_LONG: Mapping[PresenceKind, str | Promise] = {
    PresenceKind.AVAILABLE: _("Available, all channels"),
    PresenceKind.QUIET: _("Quiet work: written cases only"),
    PresenceKind.PAUSE: _("A pause after a hard conversation"),
    PresenceKind.BREAK: _("Break"),
    PresenceKind.OFFLINE: _("Not at the desk"),
}
PRESENCE_DOTS: Mapping[PresenceKind, str] = {
    PresenceKind.AVAILABLE: "on",
    PresenceKind.QUIET: "busy",
    PresenceKind.PAUSE: "warn",
    PresenceKind.BREAK: "away",
    PresenceKind.NOT_ANSWERING: "warn",
    PresenceKind.OFFLINE: "away",
}

SEND_TIME_WORDS: Mapping[SendTime, str | Promise] = {
    SendTime.IN_AN_HOUR: _("In an hour"),
    SendTime.THIS_AFTERNOON: _("This afternoon"),
    SendTime.TOMORROW_MORNING: _("Tomorrow morning"),
    SendTime.START_OF_WEEK: _("Start of next week"),
}


def presence_words(kind: PresenceKind, person: Person) -> str:
    """Where the person stands, said to themselves."""
    if kind is PresenceKind.AVAILABLE:
        return str(AVAILABLE_TO.get(FormOfAddress(person.form_of_address), PRESENCE_WORDS[kind]))
    return str(PRESENCE_WORDS[kind])


def facts_of(case: Case) -> CaseFacts:
    """What the standing of a case is drawn from."""
    return CaseFacts(
        state=case.case_state,
        has_assignee=case.assignee_id is not None,
        waiting_for=case.waiting_for,
        waiting_until=case.waiting_until,
        customer_wrote_at=case.customer_wrote_at,
        answered_at=case.answered_at,
        times_reopened=case.times_reopened,
    )


def promise_tone(promise: NextPromise | None) -> str:
    """How a promise that runs looks in a list: near its end (warn), broken (error), or plain."""
    if promise is None:
        return ""
    return "error" if promise.is_broken else ("warn" if promise.is_near else "")
