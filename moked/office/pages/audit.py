"""Everything that was changed in a business's office, newest first, and who opened whose data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from pghistory.models import Event

from moked.businesses.models import Business
from moked.cases.models import Case
from moked.customers.models import Customer
from moked.journal.models import AccessEntry
from moked.office.called import Called
from moked.office.frame import Frame
from moked.office.history import ColumnChange, call_pointed, differences, names, person_id
from moked.staff.models import Membership, Person, Skill, Team

PAGE = 30


@dataclass(frozen=True)
class Entry:
    """One row that was made, changed or removed. `deed` says which; `thing` names it as far as it has a name."""

    at: datetime
    who: str
    kind: str
    thing: str
    deed: str
    columns: tuple[ColumnChange, ...]
    address: str


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class AuditPage:
    """`next_key` is empty on the last page; `query` keeps the filters."""

    frame: Frame
    entries: tuple[Entry, ...]
    kinds: tuple[Choice, ...]
    people: tuple[Choice, ...]
    since: str
    until: str
    next_key: str
    opened_url: str


@dataclass(frozen=True)
class Opening:
    at: datetime
    who: str
    customer: str
    customer_url_id: UUID | None
    reference: str


@dataclass(frozen=True)
class OpenedPage:
    frame: Frame
    openings: tuple[Opening, ...]
    customer: str
    next_key: str
    changes_url: str
    # Leads out of the filter on one customer; empty without one.
    everything_url: str


@dataclass(frozen=True)
class Wanted:
    """The filters. Empty ones let everything pass; the page goes on from the moment `before`."""

    who: UUID | None = None
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: datetime | None = None
    # How many of that very moment were shown: one transaction may change many rows.
    shown_then: int = 0


def audited_models() -> dict[str, type[Event]]:
    """The audit's models of a business and of rows that belong to one, by the label of what they watch."""
    return {
        model.pgh_tracked_model._meta.label_lower: model
        for model in apps.get_models()
        if issubclass(model, Event)
        and hasattr(model, "pgh_tracked_model")
        and (model.pgh_tracked_model is Business or any(field.name == "business" for field in model._meta.fields))
    }


def kind_name(label: str) -> str:
    """What people call such a row."""
    special = {
        "staff.membership": _("a person's place"),
        "staff.teammember": _("a team's member"),
        "staff.membershipskill": _("a person's skill"),
        "staff.topicskill": _("a topic's skill"),
        "staff.role": _("role"),
        "staff.team": _("team"),
        "staff.skill": _("skill"),
        "businesses.topic": _("topic"),
        "contact_channels.account": _("channel"),
        "contact_channels.mailbox": _("mailbox"),
        "contact_channels.chatwidget": _("chat widget"),
        "knowledge.answerblock": _("ready answer"),
        "cases.incident": _("incident"),
        "businesses.publicnotice": _("notice to everybody"),
        "promises.emergency": _("emergency set"),
        "promises.emergencyteam": _("team called in"),
        "calendars.servicecalendar": _("service hours"),
        "customers.segment": _("customer segment"),
        "diagnosis.guide": _("diagnosis guide"),
        "flows.flow": _("service flow"),
        "flows.flowversion": _("version of a flow"),
        "guidance.carefulwords": _("careful words"),
        "insights.lesson": _("lesson"),
        "insights.referencecustomer": _("customer of the reference group"),
        "promises.ladder": _("escalation ladder"),
        "promises.rung": _("step of a ladder"),
        "promises.servicepackage": _("service package"),
        "promises.serviceprofile": _("service profile"),
        "promises.statute": _("statutory time"),
        "staff.dutyline": _("duty plan"),
        "surveys.surveypolicy": _("rules of surveys"),
        "webhooks.endpoint": _("webhook"),
        "staff.apitoken": _("API token"),
        "businesses.business": _("business"),
    }
    return special[label]


def changes_of(business_id: UUID, wanted: Wanted) -> tuple[tuple[Entry, ...], str]:
    """A page of changes, and the key of the next. Two queries a kind of row, and a few for names."""
    found: list[tuple[str, Any]] = []
    for label, model in audited_models().items():
        if wanted.kind in ("", label):
            found += [(label, event) for event in _latest(model, business_id, wanted)]
    found.sort(key=lambda pair: (pair[1].pgh_created_at, pair[0], pair[1].pgh_id), reverse=True)
    found = found[wanted.shown_then :]
    shown, is_more = found[:PAGE], len(found) > PAGE
    before = _previous(shown)
    people, things = names(event for _label, event in shown), _things(shown)
    pairs = [(event, _changed_from(label, event, before)) for label, event in shown]
    called = call_pointed((event.pgh_tracked_model, former, event) for event, former in pairs if former)
    entries = tuple(
        _entry(label, event, former, people, things, called)
        for (label, _event), (event, former) in zip(shown, pairs, strict=True)
    )
    return entries, _next_key(wanted, [event.pgh_created_at for _label, event in shown]) if is_more else ""


def _next_key(wanted: Wanted, moments: list[datetime]) -> str:
    """The moment of the last row shown, and how many rows of that moment were shown on this and earlier pages."""
    last = moments[-1]
    count = moments.count(last) + (wanted.shown_then if last == wanted.before else 0)
    return f"{last.isoformat()}~{count}"


def read_key(text: str) -> tuple[datetime | None, int]:
    """The moment and the count of a key; nothing for what is none."""
    moment, _tilde, count = text.partition("~")
    found = parse_moment(moment)
    return (found, int(count)) if found and count.isdecimal() and len(count) < 6 else (None, 0)


def _latest(model: type[Event], business_id: UUID, wanted: Wanted) -> list[Any]:
    own = {"pgh_obj_id" if model.pgh_tracked_model is Business else "business_id": business_id}
    rows: QuerySet[Any] = model._default_manager.filter(**own)
    if wanted.who:
        rows = rows.filter(pgh_context__metadata__user=str(wanted.who))
    for column, moment in (
        ("pgh_created_at__gte", wanted.since),
        ("pgh_created_at__lt", wanted.until),
        ("pgh_created_at__lte", wanted.before),
    ):
        if moment:
            rows = rows.filter(**{column: moment})
    earlier = model._default_manager.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    return list(
        rows.select_related("pgh_context")
        .annotate(earlier_id=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1]))
        .order_by("-pgh_created_at", "-pgh_id")[: PAGE + 1 + wanted.shown_then]
    )


def _previous(shown: list[tuple[str, Any]]) -> dict[tuple[str, int], Any]:
    """The version before each change, by kind and key of the change."""
    found: dict[tuple[str, int], Any] = {}
    for label in {label for label, _event in shown}:
        events = [event for each, event in shown if each == label and event.earlier_id]
        earlier = type(events[0])._default_manager.in_bulk([event.earlier_id for event in events]) if events else {}
        found |= {(label, event.pgh_id): earlier[event.earlier_id] for event in events if event.earlier_id in earlier}
    return found


def _things(shown: list[tuple[str, Any]]) -> dict[UUID, str]:
    """Names of what rows without a name of their own belong to."""
    keys = {
        getattr(event, column)
        for _label, event in shown
        for column in ("membership_id", "person_id", "team_id", "skill_id")
        if hasattr(event, column)
    }
    found: dict[UUID, str] = {person.pk: person.full_name for person in Person.objects.filter(pk__in=keys)}
    for membership in Membership.objects.filter(pk__in=keys).select_related("person"):
        found[membership.pk] = membership.person.full_name
    for model in (Team, Skill):
        found |= {row.pk: row.name for row in model.objects.filter(pk__in=keys)}
    return found


def _changed_from(label: str, event: Any, before: dict[tuple[str, int], Any]) -> Any:
    """The version before a change; None for what was added or removed."""
    return before.get((label, event.pgh_id)) if event.pgh_label == "update" else None


def _entry(
    label: str, event: Any, former: Any, people: dict[UUID, str], things: dict[UUID, str], called: Called
) -> Entry:
    deeds = {"insert": _("added"), "delete": _("removed")}
    columns = differences(event.pgh_tracked_model, former, event, called) if former else ()
    own = next(
        (getattr(event, name) for name in ("name", "title", "address", "reason") if getattr(event, name, "")), ""
    )
    parts = [
        things.get(getattr(event, name, event.pgh_id), "")
        for name in ("person_id", "membership_id", "team_id", "skill_id")
    ]
    facts = event.pgh_context.metadata if event.pgh_context else {}
    return Entry(
        at=event.pgh_created_at,
        who=people.get(person_id(event), "") or _commander(facts),  # type: ignore[arg-type]
        kind=kind_name(label),
        thing=str(own) or " · ".join(part for part in parts if part),
        deed=deeds.get(event.pgh_label, _("changed")),
        columns=columns,
        address=str(facts.get("address") or ""),
    )


def _commander(facts: dict[str, Any]) -> str:
    """Who gave a command on the machine itself; '' for what no command did."""
    if not facts.get("command"):
        return ""
    named = {"user": facts.get("system_user", ""), "command": facts["command"]}
    return _("command line: %(user)s, moked %(command)s") % named


def openings_of(business_id: UUID, *, customer_id: UUID | None, before: str) -> tuple[tuple[Opening, ...], str]:
    """A page of who opened what, newest first, and the key of the next. Four queries."""
    rows = AccessEntry.objects.filter(business_id=business_id)
    if customer_id:
        rows = rows.filter(customer_id=customer_id)
    moment = parse_moment(before)
    if moment:
        rows = rows.filter(at__lt=moment)
    found = list(rows.order_by("-at")[: PAGE + 1])
    shown = found[:PAGE]
    people = {row.pk: row.full_name for row in Person.objects.filter(pk__in={entry.person_id for entry in shown})}
    customers = _customers(entry.customer_id for entry in shown)
    cases = {
        case.pk: case.reference
        for case in Case.objects.select_related("business").filter(pk__in={entry.case_id for entry in shown})
    }
    openings = tuple(
        Opening(
            at=entry.at,
            who=people.get(entry.person_id, ""),
            customer=customers.get(entry.customer_id, "") if entry.customer_id else "",
            customer_url_id=entry.customer_id,
            reference=cases.get(entry.case_id, "") if entry.case_id else "",
        )
        for entry in shown
    )
    return openings, shown[-1].at.isoformat() if len(found) > PAGE else ""


def _customers(keys: Iterable[UUID | None]) -> dict[UUID, str]:
    return {row.pk: row.name for row in Customer.objects.filter(pk__in={key for key in keys if key})}


def parse_moment(text: str) -> datetime | None:
    """A moment out of a query; None for what is none."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
