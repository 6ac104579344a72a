"""Incidents: the list, and one with its cases, what was said to all, and how it went."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moked.businesses.models import PublicNotice
from moked.cases.domain.gathering import Fit, Reason
from moked.cases.domain.states import CaseState
from moked.cases.incident_models import Incident, IncidentCase, IncidentUpdate
from moked.cases.incidents import (
    cases_without,
    confirmed_since_over,
    incidents_of,
    notices_of,
    places_in,
    states_in,
    suggestions_for,
    updates_of,
)
from moked.cases.models import STATE_NAMES, Case
from moked.floor.forms import LessonsForm
from moked.floor.frame import TO
from moked.floor.pages.telling import Told, told_line
from moked.lib.languages import set_apart, text_in
from moked.staff.actors import PersonActor

PAGE = 50
# Shown to choose from; taking all takes also what is not shown.
MOST_SHOWN = 30
# Counted: a page that follows every change looks at no more.
MOST_COUNTED = 200


@dataclass(frozen=True)
class IncidentRow:
    """One incident in the list."""

    url: str
    title: str
    business: str
    opened_at: datetime
    opened_by: str
    over_at: datetime | None
    cases: str
    zone: str


@dataclass(frozen=True)
class IncidentList:
    """`topics` are what a live page listens to."""

    rows: tuple[IncidentRow, ...]
    live_topic: str
    new_url: str
    next_url: str
    first_url: str
    shows_business: bool


@dataclass(frozen=True)
class SuggestionLine:
    """A case that may belong to it. `why` and `against` are words; `is_sure`: nothing is in doubt."""

    case_id: UUID
    url: str
    reference: str
    subject: str
    who: str
    opened_at: datetime
    is_sure: bool
    why: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True)
class PlaceLine:
    """A case of the incident. `is_out`: it was taken out and can be taken in again."""

    url: str
    reference: str
    subject: str
    who: str
    state: str
    how: str
    at: datetime
    is_out: bool
    change_url: str


@dataclass(frozen=True)
class Moment:
    """One thing in the incident's own history."""

    at: datetime
    words: str
    who: str


@dataclass(frozen=True)
class Ways:
    """Where the page's buttons lead; an empty one is left out."""

    page: str
    edit: str
    gather: str
    update: str
    notice: str
    take_down: str
    over: str
    lessons: str


@dataclass(frozen=True)
class IncidentPage:
    """All the page of an incident shows."""

    incident_id: UUID
    title: str
    business: str
    zone: str
    opened_at: datetime
    opened_by: str
    over_at: datetime | None
    live_topic: str
    gathers_by: tuple[tuple[str, str], ...]
    joins_by_itself: bool
    counted: str
    outcome: tuple[tuple[str, int], ...]
    suggestions: tuple[SuggestionLine, ...]
    suggested: str
    sure: int
    places: tuple[PlaceLine, ...]
    next_url: str
    first_url: str
    told: tuple[Told, ...]
    notice: str
    history: tuple[Moment, ...]
    lessons: forms.Form
    ways: Ways


def reason_words(reason: Reason) -> str:
    """What a case has in common with an incident."""
    return {
        Reason.WORDS: _("the words"),
        Reason.SYSTEM: _("the system"),
        Reason.TOPIC: _("the topic"),
        Reason.APART: _("similar words"),
        Reason.MERGED: _("merged with one of its cases"),
    }[reason]


def _why_not(case: Case, reason: Reason) -> str:
    """What a case says otherwise than an incident."""
    if reason is Reason.TOPIC and case.topic is not None:
        return _("another topic: %(name)s") % {"name": set_apart(case.topic.name)}
    if reason is Reason.SYSTEM and case.system is not None:
        return _("another system: %(name)s") % {"name": set_apart(case.system.name)}
    return _("without the words")


def _counted(count: int) -> str:
    return ngettext("%(count)d case", "%(count)d cases", count) % {"count": count}


def incident_list(actor: PersonActor, page: int) -> IncidentList:
    """The incidents this person looks after, the open ones first."""
    businesses = actor.businesses_allowing(TO)
    found = incidents_of(businesses, limit=PAGE + 1, skip=page * PAGE)
    address = reverse("floor:incidents")
    return IncidentList(
        rows=tuple(
            IncidentRow(
                url=reverse("floor:incident", args=[each.pk]),
                title=each.title,
                business=each.business.name,
                opened_at=each.opened_at,
                opened_by=each.opened_by.full_name if each.opened_by else "",
                over_at=each.over_at,
                cases=_counted(each.cases),  # type: ignore[attr-defined]
                zone=each.business.time_zone,
            )
            for each in found[:PAGE]
        ),
        live_topic=" ".join(f"business:{key}" for key in sorted(businesses)),
        new_url=reverse("floor:new_incident"),
        next_url=f"{address}?page={page + 1}" if len(found) > PAGE else "",
        first_url=address if page else "",
        shows_business=len(businesses) > 1,
    )


def incident_page(incident: Incident, page: int = 0, lessons: forms.Form | None = None) -> IncidentPage:
    """One incident. Needs its business, topic and people."""
    is_open = incident.over_at is None
    suggested = suggestions_for(incident, limit=MOST_COUNTED) if is_open else []
    places = places_in(incident, limit=PAGE + 1, skip=page * PAGE)
    states = states_in(incident)
    updates, notices = updates_of(incident), notices_of(incident)
    newcomers = cases_without(updates[0]).count() if updates and is_open else 0
    current = next((each for each in notices if each.shown_until is None), None)
    ways = _ways(incident, has_notice=current is not None)
    return IncidentPage(
        incident_id=incident.pk,
        title=incident.title,
        business=incident.business.name,
        zone=incident.business.time_zone,
        opened_at=incident.opened_at,
        opened_by=incident.opened_by.full_name if incident.opened_by else "",
        over_at=incident.over_at,
        live_topic=f"business:{incident.business_id}",
        gathers_by=_gathers_by(incident),
        joins_by_itself=incident.gathers and is_open,
        counted=_counted(states.total()),
        outcome=() if is_open else _outcome(states, confirmed_since_over(incident)),
        suggestions=tuple(_suggestion(each.case, each.fit) for each in suggested[:MOST_SHOWN]),
        suggested=f"{MOST_COUNTED}+" if len(suggested) >= MOST_COUNTED else str(len(suggested)),
        sure=sum(each.fit.is_sure for each in suggested),
        places=tuple(_place(incident, each, is_open=is_open) for each in places[:PAGE]),
        next_url=f"{ways.page}?page={page + 1}" if len(places) > PAGE else "",
        first_url=ways.page if page else "",
        told=tuple(told_line(incident, each, newcomers if each is updates[0] else 0) for each in updates),
        notice=text_in(current.texts, incident.business.language, "")[1] if current else "",
        history=_history(incident, updates, notices),
        lessons=lessons or LessonsForm(initial={"lessons": incident.lessons}),
        ways=ways,
    )


def _ways(incident: Incident, *, has_notice: bool) -> Ways:
    def way(name: str, is_offered: bool) -> str:
        return reverse(f"floor:{name}", args=[incident.pk]) if is_offered else ""

    is_open = incident.over_at is None
    return Ways(
        page=way("incident", True),
        edit=way("edit_incident", is_open),
        gather=way("gather", is_open),
        update=way("update", is_open),
        notice=way("notice", is_open),
        take_down=way("take_down", is_open and has_notice),
        over=way("over", is_open),
        lessons=way("lessons", True),
    )


def _gathers_by(incident: Incident) -> tuple[tuple[str, str], ...]:
    said = (
        (_("Words"), incident.words),
        (_("Topic"), incident.topic.name if incident.topic else ""),
        (_("System"), incident.system_name),
    )
    return tuple((label, value) for label, value in said if value)


def _outcome(states: dict[CaseState, int], solved: int) -> tuple[tuple[str, int], ...]:
    """How it went for the customers: each said so since it was over, or not yet; who was done before is apart."""
    before, asked = states.get(CaseState.CLOSED, 0) - solved, states.get(CaseState.PROPOSED, 0)
    silent = states.get(CaseState.UNCONFIRMED, 0)
    open_again = sum(states.get(each, 0) for each in (CaseState.NEW, CaseState.OPEN, CaseState.WAITING))
    told = (
        (_("said it is solved"), solved),
        (_("were asked"), asked),
        (_("with an agent"), open_again),
        (_("stayed silent"), silent),
    )
    return (*told, (_("closed before it was over"), before)) if before else told


def _suggestion(case: Case, fit: Fit) -> SuggestionLine:
    return SuggestionLine(
        case_id=case.pk,
        url=reverse("workspace:case", args=[case.pk]),
        reference=case.reference,
        subject=case.title,
        who=case.customer.known_as.name,
        opened_at=case.opened_at,
        is_sure=fit.is_sure,
        why=tuple(reason_words(each) for each in fit.reasons),
        against=tuple(_why_not(case, each) for each in fit.against),
    )


def _place(incident: Incident, place: IncidentCase, *, is_open: bool) -> PlaceLine:
    case, is_out = place.case, place.left_at is not None
    command = "floor:take_in" if is_out else "floor:take_out"
    return PlaceLine(
        url=reverse("workspace:case", args=[case.pk]),
        reference=case.reference,
        subject=case.title,
        who=case.customer.known_as.name,
        state=str(STATE_NAMES[case.case_state]),
        how=_how(place),
        at=place.left_at or place.joined_at,
        is_out=is_out,
        change_url=reverse(command, args=[incident.pk, case.pk]) if is_open else "",
    )


def _how(place: IncidentCase) -> str:
    if place.left_at is not None:
        name = place.left_by.full_name if place.left_by else ""
        return _("%(name)s took it out") % {"name": set_apart(name)}
    why = ", ".join(reason_words(Reason(each)) for each in place.why)
    if place.joined_by is None:
        return _("joined by itself: %(why)s") % {"why": why}
    return _("%(name)s took it in") % {"name": set_apart(place.joined_by.full_name)}


def _history(incident: Incident, updates: list[IncidentUpdate], notices: list[PublicNotice]) -> tuple[Moment, ...]:
    def name(person: object) -> str:
        return str(getattr(person, "full_name", ""))

    moments = [Moment(incident.opened_at, _("The incident was opened"), name(incident.opened_by))]
    for update in updates:
        is_question = update.kind == IncidentUpdate.Kind.SOLVED
        words = _("The customers were asked whether it is solved") if is_question else _("An update went to all")
        moments.append(Moment(update.written_at, words, name(update.written_by)))
    for notice in notices:
        moments.append(Moment(notice.shown_from, _("The notice to everybody was put up"), ""))
        if notice.shown_until is not None:
            moments.append(Moment(notice.shown_until, _("The notice to everybody was taken down"), ""))
    if incident.over_at is not None:
        moments.append(Moment(incident.over_at, _("It was over"), name(incident.over_by)))
    return tuple(sorted(moments, key=lambda each: each.at, reverse=True))
