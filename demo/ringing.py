"""Calls of the demo that wait for somebody while one looks: customers who are unhappy for the second time."""

from collections.abc import Callable
from datetime import timedelta

from demo.structure import Place
from moked.cases.domain.states import CaseState
from moked.cases.models import Case, Channel
from moked.cases.services import receive_message
from moked.promises.services.escalating import leading_clock
from moked.staff.actors import ContactActor

PERSONA = "noa.barak"
# Long enough ago that the first step was silent and the next one was called, and a moment ago.
CALLED_AGO = (timedelta(minutes=95), timedelta(minutes=12))
WORDS = (
    (
        "זו כבר הפעם השלישית שצריך להסביר את אותו הדבר. השירות הזה מאכזב מאוד.",
        "עדיין אין פתרון, וזה פשוט לא מקובל. אבקש לדבר עם מישהו שמחליט.",
    ),
    (
        "שום דבר לא השתנה מאז אתמול, והשירות הזה גרוע.",
        "אף אחד לא חזר אליי. זו בושה, ככה לא מתנהגים.",
    ),
)


def rings_of(place: Place) -> list[tuple[timedelta, Callable[[], None]]]:
    """How long before now each customer writes, and what happens then."""
    return [
        (ago, lambda said=said: _complain(place, said))  # type: ignore[misc]
        for ago, said in zip(CALLED_AGO, WORDS, strict=True)
    ]


def _complain(place: Place, said: tuple[str, ...]) -> None:
    case = next((each for each in _under_way(place) if _may_ring(each)), None)
    if case is None or case.contact_point is None:
        return
    actor = ContactActor(contact_point_id=case.contact_point.pk, case_id=case.pk)
    for text in said:
        receive_message(actor=actor, case=case, contact_point=case.contact_point, channel=Channel.PORTAL, text=text)


def _under_way(place: Place) -> list[Case]:
    """The cases of colleagues, the freshest first: the persona's desk stays hers."""
    rows = Case.objects.select_related("business", "contact_point", "customer").filter(
        business=place.business,
        state=CaseState.OPEN.value,
        channel=Channel.MAIL,
        assignee__isnull=False,
        contact_point__isnull=False,
        number__gt=0,
    )
    return list(rows.exclude(assignee_id=place.actors[PERSONA].person_id).order_by("-opened_at"))


def _may_ring(case: Case) -> bool:
    clock = leading_clock(case.pk)
    return clock is not None and clock.called == 0
