"""What rows are called that columns point to, for whoever reads what changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import models
from pghistory.models import Event

# The column or property by which people know a row, the first that it has; a version of a flow has its number alone.
NAMED_BY = ("full_name", "name", "title", "number")
# By kind of row and its key.
Called = Mapping[tuple[type[models.Model], object], str]


def call_rows(columns: Iterable[tuple[Any, object]]) -> Called:
    """Names of the rows that columns point to, given as columns with the values they hold. A row is called as it is
    now, one that is gone as it was last; one without a name is left out. A query a kind of row, two where some are
    gone."""
    keys: dict[type[models.Model], set[object]] = defaultdict(set)
    for field, value in columns:
        if field.is_relation and value is not None:
            keys[field.related_model].add(value)
    return {(model, key): name for model, wanted in keys.items() for key, name in _names(model, wanted).items()}


def _names(model: type[models.Model], keys: set[object]) -> dict[object, str]:
    if not any(hasattr(model, column) for column in NAMED_BY):
        return {}
    found = {row.pk: _name(row) for row in model._default_manager.filter(pk__in=keys)}
    gone = keys - found.keys()
    return found | _last_names(model, gone) if gone else found


def _last_names(model: type[models.Model], keys: set[object]) -> dict[object, str]:
    """From the audit, which keeps every version of what it watches."""
    kept = next((each for each in apps.get_models() if _keeps(each, model)), None)
    if kept is None:
        return {}
    rows: Iterable[Any] = kept._default_manager.filter(pgh_obj_id__in=keys).order_by("pgh_id")
    return {row.pgh_obj_id: _name(row) for row in rows}


def _keeps(candidate: type[models.Model], model: type[models.Model]) -> bool:
    return issubclass(candidate, Event) and getattr(candidate, "pgh_tracked_model", None) is model


def _name(row: Any) -> str:
    return next((str(getattr(row, column)) for column in NAMED_BY if getattr(row, column, None)), "")
