"""What is promised as a form: a length of time for each kind of promise and each criticality."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from moked.businesses.models import Criticality
from moked.promises.domain.terms import LONGEST
from moked.promises.domain.written import read_minutes, write_minutes
from moked.promises.models import Kind

MOST_MINUTES = int(LONGEST / timedelta(minutes=1))
ROWS = (
    (Kind.FIRST_REPLY, _("First reply within")),
    (Kind.NEXT_REPLY, _("Next reply within")),
    (Kind.SOLUTION, _("Solution within")),
    (Kind.UPDATE, _("An update at least every")),
    # What is longer than the law's own time is not heard.
    (Kind.STATUTORY, _("Where the law sets a time, day and night")),
)
COLUMNS = tuple((each, each.label) for each in Criticality)


class MinutesField(forms.CharField):
    """A length of time as people write it; None when empty."""

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]  # what is written becomes a value
        words = super().to_python(value)
        if not words:
            return None
        minutes = read_minutes(words)
        if minutes is None:
            raise forms.ValidationError(_("Not a length of time. Examples: 4h, 90m, 1:30."))
        if not 0 < minutes <= MOST_MINUTES:
            raise forms.ValidationError(_("Longer than nothing, and at most a year."))
        return minutes


@dataclass(frozen=True)
class TargetRow:
    """One kind of promise with its field for each criticality."""

    title: str
    fields: tuple[BoundField, ...]


class TargetsForm(forms.Form):
    """The targets at the end of a form. `Kind -> criticality -> minutes` goes in and comes out."""

    def add_targets(self, targets: Mapping[str, Mapping[str, int]]) -> None:
        """Puts the fields there, filled with what is promised already."""
        for kind, _title in ROWS:
            for criticality, label in COLUMNS:
                minutes = targets.get(kind, {}).get(criticality)
                self.fields[_name(kind, criticality)] = MinutesField(
                    label=label,
                    required=False,
                    initial=_written(minutes) if minutes else "",
                    widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 30}),
                )

    def target_rows(self) -> tuple[TargetRow, ...]:
        """The fields as they stand in the grid."""
        return tuple(
            TargetRow(str(title), tuple(self[_name(kind, criticality)] for criticality, _label in COLUMNS))
            for kind, title in ROWS
        )

    def targets(self) -> dict[str, dict[str, int]]:
        """What is promised; empty cells promise nothing. The form must be valid."""
        found: dict[str, dict[str, int]] = {}
        for kind, _title in ROWS:
            for criticality, _label in COLUMNS:
                if minutes := self.cleaned_data[_name(kind, criticality)]:
                    found.setdefault(kind.value, {})[criticality.value] = minutes
        return found


def _written(minutes: int) -> str:
    return write_minutes(
        minutes, hour=pgettext("after a number of hours", "h"), minute=pgettext("after a number of minutes", "m")
    )


def _name(kind: Kind, criticality: Criticality) -> str:
    return f"target_{kind.value}_{criticality.value}"
