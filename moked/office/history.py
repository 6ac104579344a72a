"""What changed in a row of the configuration: who, when, from what to what. Read from the audit tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moked.businesses.models import Criticality, Language
from moked.office.called import Called, call_rows
from moked.office.columns import column_words
from moked.office.forms.promises import WEEK
from moked.promises.models import Kind
from moked.staff.models import Person
from moked.ui.moments import spoken_duration, written_moment
from moked.ui.time_zones import zone_name

# What stands in documents: service hours, promises by kind and criticality, texts by language. A name without words
# says nothing.
NAMES: Mapping[str, str | Promise] = {
    **dict(WEEK),
    "week": "",
    "timezone": gettext_lazy("Time zone"),
    "holidays": gettext_lazy("Holidays of"),
    "holiday_hours": gettext_lazy("Hours on a holiday"),
    "eve_hours": gettext_lazy("Hours on the eve of a holiday"),
    "dates": "",
    **dict(Kind.choices),
    **dict(Criticality.choices),
    **dict(Language.choices),
}
# What the audit tables add to a row, and what nobody changes.
BOOKKEEPING = frozenset({"id", "business", "account", "kind"})
SHOWN = 20
Row = models.Model | type[models.Model]


@dataclass(frozen=True)
class ColumnChange:
    """One column; both values as people read them."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One saving. `who` is empty for the installation itself. Without columns the row was made then."""

    at: datetime
    who: str
    columns: tuple[ColumnChange, ...]


def history_of(*rows: models.Model) -> tuple[Change, ...]:
    """The latest changes of rows that are one thing on screen, newest first. A query a row, one for who changed them,
    and one for each kind of row that changes point to."""
    if not rows:
        return ()
    versions = [(row, _versions(row)) for row in rows]
    people = names(version for _row, found in versions for version in found)
    business: Any = getattr(rows[0], "business", rows[0])
    with timezone.override(business.time_zone):
        called = call_pointed((row, *pair) for row, found in versions for pair in pairwise(found))
        changes = [change for row, found in versions for change in _changes(row, found, people, called)]
    return tuple(sorted(_made_once(changes), key=lambda change: change.at, reverse=True)[:SHOWN])


def _made_once(changes: Iterable[Change]) -> Iterator[Change]:
    """Rows made in one transaction, which gives them one moment, are the making of one thing."""
    made = set()
    for change in changes:
        if not change.columns:
            if change in made:
                continue
            made.add(change)
        yield change


def _versions(row: models.Model) -> list[Any]:
    # One more than shown: the oldest shown is compared with the one before it.
    newest_first = row.events.select_related("pgh_context").order_by("-pgh_id")[: SHOWN + 1]  # type: ignore[attr-defined]
    return list(newest_first)[::-1]


def _changes(row: models.Model, versions: Sequence[Any], people: dict[UUID, str], called: Called) -> list[Change]:
    changes = [
        Change(after.pgh_created_at, people.get(person_id(after), ""), columns)  # type: ignore[arg-type]
        for before, after in pairwise(versions)
        if (columns := differences(row, before, after, called))
    ]
    if versions and versions[0].pgh_label == "insert":
        first = versions[0]
        changes.append(Change(first.pgh_created_at, people.get(person_id(first), ""), ()))  # type: ignore[arg-type]
    return changes


def differences(row: Row, before: Any, after: Any, called: Called) -> tuple[ColumnChange, ...]:
    """What differs between two versions of a row. `called` names the rows that it points to, see `call_pointed`."""
    return tuple(
        ColumnChange(column_words(field), *_both(field, old, new, called))
        for field, old, new in _differing(row, before, after)
    )


def call_pointed(versions: Iterable[tuple[Row, Any, Any]]) -> Called:
    """Names of the rows to which changed columns point, of rows each with a version and the one after it."""
    return call_rows(
        (field, value)
        for row, before, after in versions
        for field, *both in _differing(row, before, after)
        for value in both
    )


def _differing(row: Row, before: Any, after: Any) -> Iterator[tuple[Any, Any, Any]]:
    tracked = {field.name for field in after._meta.fields}
    for field in row._meta.concrete_fields:
        if field.name in tracked - BOOKKEEPING:
            old, new = getattr(before, field.attname), getattr(after, field.attname)
            if old != new:
                yield field, old, new


def _both(field: Any, old: object, new: object, called: Called) -> tuple[str, str]:
    """Both values as people read them; of documents only what differs."""
    if isinstance(old, dict) and isinstance(new, dict):
        before, after = list(_leaves(old)), list(_leaves(new))
        return _without(before, after), _without(after, before)
    return _shown(field, old, called), _shown(field, new, called)


def _without(lines: Sequence[str], others: Sequence[str]) -> str:
    return ", ".join(line for line in lines if line not in others)


def _shown(field: Any, value: object, called: Called) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime | timedelta):
        return _time(value)
    if isinstance(value, dict):
        return ", ".join(_leaves(value))
    if isinstance(value, list):
        names = dict(field.base_field.choices or ())
        return ", ".join(str(names.get(item, item)) for item in value)
    if field.is_relation:
        return "" if value is None else called.get((field.related_model, value)) or _("another one")
    return str(dict(field.flatchoices).get(value, value)) if value not in (None, "") else ""


def _time(value: datetime | timedelta) -> str:
    if isinstance(value, timedelta):
        return _("%(hours)s hours") % {"hours": round(value.total_seconds() / 3600)}
    return written_moment(value)


def _leaves(document: dict[str, Any], above: str = "") -> Iterator[str]:
    """A document in words, one line for each end of it: where it stands, and what it says."""
    for name, value in document.items():
        words = str(NAMES.get(name, name))
        at = " ".join(filter(None, (above, words)))
        if isinstance(value, dict):
            yield from _leaves(value, at)
        elif value not in (None, []):
            yield f"{at}: {_end(name, value)}"


def _end(name: str, value: object) -> str:
    if isinstance(value, list):
        return ", ".join("-".join(map(str, each)) for each in value)
    if isinstance(value, int):
        # Promises are kept in minutes.
        return spoken_duration(timedelta(minutes=value))
    return zone_name(str(value)) if name == "timezone" else str(value)


def person_id(version: Any) -> UUID | None:
    person = version.pgh_context.metadata.get("user") if version.pgh_context else None
    return UUID(person) if person else None


def names(versions: Iterable[Any]) -> dict[UUID, str]:
    keys = {key for version in versions if (key := person_id(version))}
    return {person.pk: person.full_name for person in Person.objects.filter(pk__in=keys)}
