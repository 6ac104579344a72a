"""Forms about the duty plan and about times that laws set."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moked.businesses.models import Matter
from moked.promises.models import Statute
from moked.promises.services import Written
from moked.staff.models import DutyLine, Membership

# As weeks are read here; Monday is 0, as `date.weekday()` counts.
WEEK = (6, 0, 1, 2, 3, 4, 5)
TIME = {"type": "time"}
# No plan is of other days; near the calendar's own ends there is no day before or after.
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)


def people_of(business_id: UUID) -> list[tuple[str, str]]:
    """Who may be on duty, by name. One query."""
    members = Membership.objects.filter(business_id=business_id, is_active=True, person__is_active=True)
    found = [(str(each.person_id), str(each)) for each in members.select_related("person")]
    return sorted(found, key=lambda one: one[1])


class DutyForm(forms.Form):
    """One line of a plan: every week on a day, or on one date."""

    person = forms.ChoiceField(
        label=_("Who is on duty"),
        required=False,
        help_text=_("Nobody: only for a single date, in place of that day's weekly duty."),
    )
    weekday = forms.ChoiceField(
        label=_("Every week on"),
        required=False,
        choices=[("", _("only on the date below")), *((str(day), WEEKDAYS[day]) for day in WEEK)],
    )
    on = forms.DateField(
        label=_("Or only on"),
        required=False,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("What is written for a date stands in place of the whole weekly duty of that day."),
    )
    starts = forms.TimeField(
        label=pgettext_lazy("hours of a duty", "From"), required=False, widget=forms.TimeInput(TIME, format="%H:%M")
    )
    ends = forms.TimeField(
        label=pgettext_lazy("hours of a duty", "Until"), required=False, widget=forms.TimeInput(TIME, format="%H:%M")
    )
    is_overnight = forms.BooleanField(label=_("Ends the next day"), required=False)

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], line: DutyLine | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("nobody")), *people]  # type: ignore[attr-defined]
        if line is not None:
            self.initial = {
                "person": str(line.person_id or ""),
                "weekday": "" if line.weekday is None else str(line.weekday),
                **{name: getattr(line, name) for name in ("on", "starts", "ends", "is_overnight")},
            }

    def facts(self) -> dict[str, Any]:
        """The line's columns. The form must be valid."""
        chosen = self.cleaned_data
        person = UUID(chosen["person"]) if chosen["person"] else None
        return {
            "person_id": person,
            "weekday": int(chosen["weekday"]) if chosen["weekday"] else None,
            "on": chosen["on"],
            "starts": chosen["starts"] if person else None,
            "ends": chosen["ends"] if person else None,
            "is_overnight": chosen["is_overnight"] and person is not None,
        }


NO_LAW = _(
    "No time that holds for every business is known here. Until you write down what your counsel says, no clock of "
    "the law runs for such cases."
)


class LawsForm(forms.Form):
    """The time a law sets for each kind of matter; an empty one sets none."""

    def __init__(self, *args: Any, laws: Mapping[str, Statute], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for matter in Matter.values:
            law = laws.get(matter)
            is_used = law is not None and law.is_active
            self.fields[f"{matter}_days"] = forms.IntegerField(
                label=_("Days from the notice"),
                required=False,
                min_value=1,
                max_value=366,
                initial=law.within.days if law is not None and is_used else None,
                help_text=_("Day and night. Empty: no time is set.") if law is not None else NO_LAW,
            )
            self.fields[f"{matter}_registered"] = forms.IntegerField(
                label=_("Days when the notice came by registered mail"),
                required=False,
                min_value=1,
                max_value=366,
                initial=law.registered.days if law is not None and law.registered else None,
                help_text=_("Empty: the same as any other notice."),
            )
            self.fields[f"{matter}_source"] = forms.CharField(
                label=_("Legal source"),
                required=False,
                max_length=200,
                initial=law.source if law else "",
                help_text=_("Stands beside the time on every such case."),
            )

    def laws(self) -> dict[str, Written | None]:
        """Matter -> its time and source; None where no time is set. The form must be valid."""
        return {matter: self._law(matter) for matter in Matter.values}

    def _law(self, matter: str) -> Written | None:
        chosen = self.cleaned_data
        days, registered = chosen[f"{matter}_days"], chosen[f"{matter}_registered"]
        if not days:
            return None
        other = timedelta(days=registered) if registered and registered != days else None
        return Written(timedelta(days=days), chosen[f"{matter}_source"], other)
