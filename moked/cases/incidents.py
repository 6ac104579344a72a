"""Reads about incidents."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from moked.businesses.models import PublicNotice
from moked.businesses.scope import in_scope
from moked.cases.domain.gathering import Candidate, Fit, Pattern, Recipient, Skip, fit_of, phrases_of
from moked.cases.domain.said import Said, how_said, phrase_of
from moked.cases.domain.states import LIVE, CaseState
from moked.cases.incident_models import Incident, IncidentCase, IncidentLetter, IncidentUpdate
from moked.cases.models import Case, CaseClosing
from moked.cases.searching import case_ids_with, query_of_beginnings
from moked.cases.selectors import said_by_customers

LIVE_VALUES = [state.value for state in LIVE]
# Taken in at one go; an incident with more takes them in turns.
MOST_LOOKED_AT = 2000
# How long before it was noticed a trouble may have begun, when nobody says.
USUALLY_BEGAN = timedelta(hours=6)


@dataclass(frozen=True)
class Suggestion:
    """A case that may belong to an incident, and what speaks for it and against it."""

    case: Case
    fit: Fit


def query_of_phrases(words: str) -> str:
    """A tsquery for cases that may say one of the phrases; empty when there is none."""
    beginnings = [phrase_of(phrase).finds for phrase in phrases_of(words)]
    return " | ".join(f"({query_of_beginnings(each)})" for each in beginnings if each)


def pattern_of(incident: Incident) -> Pattern:
    """What the incident gathers by."""
    return Pattern(
        str(incident.topic_id or ""), incident.system_name, has_words=bool(query_of_phrases(incident.words))
    )


def candidate_of(case: Case, words: Said) -> Candidate:
    """The case as it is compared. Needs `system`."""
    return Candidate(str(case.topic_id or ""), case.system.name if case.system else "", words)


def _said(incident: Incident, case: Case, texts: Mapping[UUID, str]) -> Said:
    """How surely the case says one of the incident's phrases; `texts` are those of cases that may."""
    if case.pk not in texts:
        return Said.NOT
    whole = f"{case.subject}\n\n{texts[case.pk]}"
    return max((how_said(phrase_of(phrase), whole) for phrase in phrases_of(incident.words)), default=Said.NOT)


def suggestions_for(incident: Incident, *, limit: int) -> list[Suggestion]:
    """Of the newest open cases that were neither taken in nor out, `limit` at most: those that may belong to the
    incident, the likeliest first. Three queries, whatever their number."""
    with in_scope([incident.business_id]):
        with_words = set(case_ids_with([query_of_phrases(incident.words)], limit=MOST_LOOKED_AT))
        rows = list(_free_cases(incident).filter(_may_fit(incident, with_words)).order_by("-opened_at")[:limit])
        texts = _texts_of(with_words.intersection(case.pk for case in rows))
        pattern = pattern_of(incident)
        found = [
            Suggestion(case, fit)
            for case in rows
            if (fit := fit_of(pattern, candidate_of(case, _said(incident, case, texts)))).is_suggested
        ]
    return sorted(found, key=lambda each: (not each.fit.is_sure, -each.fit.score))


def _texts_of(case_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What was written in each of these cases, also where it is nothing."""
    return dict.fromkeys(case_ids, "") | said_by_customers(case_ids)


def _free_cases(incident: Incident) -> QuerySet[Case]:
    taken = IncidentCase.objects.filter(case=OuterRef("pk"))
    return (
        Case.objects.select_related("business", "customer__canonical", "topic", "system", "assignee", "team")
        .filter(business_id=incident.business_id, state__in=LIVE_VALUES, opened_at__gte=incident.began_at)
        .filter(~Exists(taken.filter(Q(incident=incident) | Q(is_current=True))))
    )


def _may_fit(incident: Incident, with_words: Iterable[UUID]) -> Q:
    fits = Q(pk__in=with_words)
    if incident.topic_id:
        fits |= Q(topic=incident.topic_id)
    if incident.system_name:
        fits |= Q(system__name__iexact=incident.system_name)
    return fits


def fits_of(case: Case, incidents: Iterable[Incident]) -> list[tuple[Incident, Fit]]:
    """How the case fits each of these incidents. Needs `system`. Two queries."""
    among = list(incidents)
    with_words = _with_their_words(case.pk, among)
    texts = _texts_of([case.pk]) if with_words else {}
    found = []
    for each in among:
        said = _said(each, case, texts) if each.pk in with_words else Said.NOT
        found.append((each, fit_of(pattern_of(each), candidate_of(case, said))))
    return found


def _with_their_words(case_id: UUID, incidents: Iterable[Incident]) -> set[UUID]:
    """Which of these incidents have words that the case may say. One query."""
    queries = {each.pk: query for each in incidents if (query := query_of_phrases(each.words))}
    if not queries:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT each.key FROM unnest(%s::uuid[], %s::text[]) AS each (key, query) JOIN cases_casesearch s"
            " ON s.case_id = %s AND s.lexemes @@ each.query::tsquery",
            (list(queries), list(queries.values()), case_id),
        )
        return {key for (key,) in cursor.fetchall()}


def is_gathering(business_id: UUID) -> bool:
    """Whether any incident of the business takes new cases in. By hand, since every message asks and most businesses
    have none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM cases_incident WHERE business_id = %s AND over_at IS NULL AND gathers)",
            (business_id,),
        )
        return bool(cursor.fetchone()[0])


def open_incidents(business_id: UUID) -> list[Incident]:
    """The incidents of a business that are not over, newest first."""
    return list(Incident.objects.filter(business_id=business_id, over_at=None).order_by("-opened_at"))


@dataclass(frozen=True)
class Near:
    """An incident that goes on, and what speaks for and against a case being part of it."""

    incident: Incident
    fit: Fit
    # Somebody said that it is none of its cases.
    was_taken_out: bool


def incidents_near(case: Case) -> list[Near]:
    """Every incident that goes on, the likeliest for this case first; none for one that is in one, or over.

    Needs `system`. Four queries at most.
    """
    places = dict(IncidentCase.objects.filter(case=case).values_list("incident_id", "is_current"))
    if case.case_state not in LIVE or any(places.values()):
        return []
    found = [Near(each, fit, each.pk in places) for each, fit in fits_of(case, open_incidents(case.business_id))]
    return sorted(found, key=lambda near: -near.fit.score)


def incidents_of(business_ids: Iterable[UUID], *, limit: int, skip: int = 0) -> list[Incident]:
    """Incidents, the open ones first and then the newest, each with `cases`: how many it has. One query."""
    rows = Incident.objects.filter(business_id__in=list(business_ids)).select_related("business", "opened_by")
    counted = rows.annotate(cases=Count("places", filter=Q(places__left_at=None)))
    return list(counted.order_by(F("over_at").desc(nulls_first=True), "-opened_at")[skip : skip + limit])


def place_of(case_id: UUID) -> IncidentCase | None:
    """The incident a case is in, or was in last. One query."""
    rows = IncidentCase.objects.select_related("incident").filter(case_id=case_id, left_at=None)
    return rows.order_by("-is_current", "-joined_at").first()


def places_in(incident: Incident, *, limit: int, skip: int = 0) -> list[IncidentCase]:
    """The incident's cases, whoever joined last first; those taken out come at the end."""
    rows = incident.places.select_related(
        "case__business", "case__customer__canonical", "case__topic", "joined_by", "left_by"
    )
    return list(rows.order_by(F("left_at").desc(nulls_first=True), "-joined_at", "-id")[skip : skip + limit])


def states_in(incident: Incident) -> Counter[CaseState]:
    """How many of the incident's cases stand where."""
    rows = Case.objects.filter(places__incident=incident, places__left_at=None).values_list("state")
    return Counter({CaseState(state): count for state, count in rows.annotate(Count("pk"))})


def confirmed_since_over(incident: Incident) -> int:
    """How many of the incident's customers said that it is solved since it was over, and have not come back."""
    closings = CaseClosing.objects.filter(case=OuterRef("pk"), at__gte=incident.over_at, undone_at=None)
    rows = Case.objects.filter(places__incident=incident, places__left_at=None, state=CaseState.CLOSED)
    return rows.filter(Exists(closings)).count()


def recipients_of(incident: Incident) -> list[tuple[Recipient, int]]:
    """Whom an update would reach now, by language and channel."""
    rows = (
        Case.objects.filter(places__incident=incident, places__left_at=None, state__in=LIVE_VALUES)
        .exclude(contact_point=None)
        .values_list("language", "channel")
        .annotate(Count("pk"))
    )
    return [(Recipient(language, channel), count) for language, channel, count in rows]


def updates_of(incident: Incident) -> list[IncidentUpdate]:
    """What was said to all, the newest first, each with `sent`, `waiting` and `skipped`. One query.

    Of those skipped, `skipped_…` counts each reason of `domain.gathering.Skip`.
    """
    outcome = IncidentLetter.Outcome
    counts = {
        name: Count("letters", filter=Q(letters__outcome=value))
        for name, value in (("sent", outcome.SENT), ("waiting", outcome.WAITING), ("skipped", outcome.SKIPPED))
    }
    counts |= {f"skipped_{why.value}": Count("letters", filter=Q(letters__why=why.value)) for why in Skip}
    rows = IncidentUpdate.objects.filter(incident=incident).select_related("written_by").annotate(**counts)
    return list(rows.order_by("-written_at"))


def cases_without(update: IncidentUpdate) -> QuerySet[IncidentCase]:
    """The places of the cases in the incident that an update has no letter to: they joined after it was written."""
    has_letter = IncidentLetter.objects.filter(update=update, case=OuterRef("case"))
    return IncidentCase.objects.filter(~Exists(has_letter), incident=update.incident_id, left_at=None)


def notices_of(incident: Incident) -> list[PublicNotice]:
    """The incident's notices to everybody, the newest first."""
    rows = PublicNotice.objects.filter(business_id=incident.business_id, about_id=incident.pk)
    return list(rows.order_by("-shown_from"))
