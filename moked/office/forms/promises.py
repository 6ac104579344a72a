"""Forms about service hours and service packages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Business
from moked.calendars.domain.document import read_calendar
from moked.calendars.domain.hours import CalendarInvalid
from moked.calendars.domain.written import (
    Pairs,
    overlap_at_night,
    passes_midnight,
    read_dates,
    read_hours,
    write_dates,
    write_hours,
)
from moked.calendars.models import ServiceCalendar
from moked.calendars.wording import sentence_of
from moked.promises.models import Ladder, ServicePackage, SupportLevel
from moked.promises.profiles import usual_calendar
from moked.staff.models import Person
from moked.ui.targets import TargetsForm
from moked.ui.time_zones import zone_choices

WEEK = (
    ("sun", _("Sunday")),
    ("mon", _("Monday")),
    ("tue", _("Tuesday")),
    ("wed", _("Wednesday")),
    ("thu", _("Thursday")),
    ("fri", _("Friday")),
    ("sat", _("Saturday")),
)
# What a business in Israel most often starts from.
USUAL: Mapping[str, Any] = {
    "week": {
        **{day: [["09:00", "17:00"]] for day in ("sun", "mon", "tue", "wed", "thu")},
        "fri": [["09:00", "13:00"]],
    },
    "holidays": "IL",
    "eve_hours": [["09:00", "13:00"]],
}


class HoursField(forms.CharField):
    """The hours of a day as text; the value is a list of pairs of times."""

    def to_python(self, value: Any) -> Pairs:  # type: ignore[override]  # what is written becomes a value
        try:
            return read_hours(super().to_python(value) or "")
        except CalendarInvalid as error:
            raise forms.ValidationError(sentence_of(error)) from error


class EveField(HoursField):
    """As the hours of a day, but empty says nothing: None."""

    def to_python(self, value: Any) -> Pairs | None:  # type: ignore[override]
        return super().to_python(value) if str(value or "").strip() else None


class DatesField(forms.CharField):
    """Exceptions, one a line; the value goes from a date to pairs of times."""

    def to_python(self, value: Any) -> dict[str, Pairs]:  # type: ignore[override]  # what is written becomes a value
        try:
            return read_dates(super().to_python(value) or "")
        except CalendarInvalid as error:
            raise forms.ValidationError(sentence_of(error)) from error


class CalendarForm(forms.Form):
    """Service hours. An empty day is closed."""

    name = forms.CharField(label=_("Name"), max_length=80)
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    is_overnight = forms.BooleanField(label=_("Some hours go on after midnight"), required=False)
    has_holidays = forms.BooleanField(label=_("Holidays have hours of their own"), required=False)
    country = forms.CharField(
        label=_("Holidays of"),
        max_length=10,
        required=False,
        initial="IL",
        help_text=_("A country in two letters, such as IL; a part of it after a dash, such as US-CA."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    holiday_hours = HoursField(
        label=_("Hours on a holiday"), max_length=200, required=False, help_text=_("Empty: closed.")
    )
    eve_hours = EveField(
        label=_("Hours on the eve of a holiday"),
        max_length=200,
        required=False,
        help_text=_("Empty: as on any other day. For no hours write: closed."),
    )
    dates = DatesField(
        label=_("Other days"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, for example 2026-09-21: closed, or 2026-09-20: 08:00-12:00."),
    )

    def __init__(
        self, *args: Any, business: Business, calendar: ServiceCalendar | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        document = calendar.document if calendar else {**USUAL, "timezone": business.time_zone}
        for day, label in WEEK:
            hours = write_hours(document.get("week", {}).get(day) or [])
            self.fields[day] = HoursField(label=label, max_length=200, required=False, initial=hours)
        eve = document.get("eve_hours")
        closed = gettext("closed")
        self.initial.update(
            {
                "timezone": document["timezone"],
                "is_overnight": _is_overnight(document),
                "has_holidays": bool(document.get("holidays")),
                "country": document.get("holidays") or "IL",
                "holiday_hours": write_hours(document.get("holiday_hours") or []),
                "eve_hours": "" if eve is None else write_hours(eve) or closed,
                "dates": write_dates(document.get("dates") or {}, closed),
            }
        )
        if calendar:
            self.initial.update({"name": calendar.name, "is_active": calendar.is_active})

    def clean(self) -> None:
        """What only the whole calendar can say: that it is never open, or that nobody knows the country."""
        if self.errors:
            return
        for name in (*(day for day, _label in WEEK), "holiday_hours", "eve_hours"):
            self._check_midnight(name, self.cleaned_data[name] or [])
        for pairs in self.cleaned_data["dates"].values():
            self._check_midnight("dates", pairs)
        if not self.errors:
            self._check_nights()
        if self.errors:
            return
        try:
            read_calendar(self.document())
        except CalendarInvalid as error:
            self.add_error("country" if error.code == "country_unknown" else None, sentence_of(error))

    def _check_nights(self) -> None:
        """Each day against the one after it, Saturday against Sunday."""
        days = [day for day, _label in WEEK]
        for day, after in zip(days, [*days[1:], days[0]], strict=True):
            found = overlap_at_night(self.cleaned_data[day], self.cleaned_data[after])
            if found is not None:
                late, early = found
                error = CalendarInvalid("blocks_overlap", first=write_hours([late]), second=write_hours([early]))
                self.add_error(after, sentence_of(error))

    def _check_midnight(self, name: str, pairs: Pairs) -> None:
        """Hours written the wrong way round would be open all night."""
        late = next(filter(passes_midnight, pairs), None)
        if late is not None and not self.cleaned_data["is_overnight"]:
            words = gettext(
                "%(hours)s ends before it begins, so it would go on until %(end)s of the next day. If that is meant, "
                "tick “Some hours go on after midnight”; if not, turn it round."
            )
            self.add_error(name, words % {"hours": write_hours([late]), "end": late[1]})

    def document(self) -> dict[str, Any]:
        """The calendar's document. The fields must be valid."""
        chosen = self.cleaned_data
        document = {
            "timezone": chosen["timezone"],
            "week": {day: chosen[day] for day, _label in WEEK if chosen[day]},
            "dates": chosen["dates"],
        }
        if chosen["has_holidays"]:
            document |= {
                "holidays": chosen["country"].strip().upper() or "IL",
                "holiday_hours": chosen["holiday_hours"],
                "eve_hours": chosen["eve_hours"],
            }
        return document


def _is_overnight(document: Mapping[str, Any]) -> bool:
    own = [document.get("holiday_hours"), document.get("eve_hours")]
    days = [*document.get("week", {}).values(), *(document.get("dates") or {}).values(), *own]
    return any(passes_midnight(pair) for pairs in days for pair in pairs or [])


class PackageForm(TargetsForm):
    """A package of the catalogue."""

    name = forms.CharField(label=_("Name"), max_length=80)
    level = forms.ChoiceField(label=_("Support level"), choices=SupportLevel.choices)
    price = forms.CharField(
        label=_("Price"), max_length=60, required=False, help_text=_("As you say it, for colleagues.")
    )
    owner: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        None, label=_("Who answers for it"), required=False, empty_label=_("nobody yet")
    )
    calendar: "forms.ModelChoiceField[ServiceCalendar]" = forms.ModelChoiceField(
        None, label=_("Service hours"), empty_label=None
    )
    ladder: "forms.ModelChoiceField[Ladder]" = forms.ModelChoiceField(
        None, label=_("Escalation ladder"), required=False, empty_label=_("none")
    )
    is_default = forms.BooleanField(
        label=_("For everybody without another"),
        required=False,
        help_text=_("Whoever has no profile of their own is served by it. Only one package is."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, business: Business, package: ServicePackage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serving = Q(memberships__is_active=True, is_active=True) | Q(pk=package.owner_id if package else None)
        rows = {
            "owner": Person.objects.filter(serving, memberships__business=business).order_by(
                "first_name", "last_name"
            ),
            "calendar": ServiceCalendar.objects.filter(business=business),
            "ladder": Ladder.objects.filter(business=business),
        }
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]
        if not rows["ladder"].exists():
            del self.fields["ladder"]
        self.add_targets(package.targets if package else {})
        if package:
            self.initial.update({name: getattr(package, name) for name in self.own_fields()})
        else:
            self.initial.setdefault("calendar", usual_calendar(business.pk))

    def own_fields(self) -> tuple[str, ...]:
        """The package's own columns, as far as the form has them."""
        names = ("name", "level", "price", "owner", "calendar", "ladder", "is_default", "is_active")
        return tuple(name for name in names if name in self.fields)

    def facts(self) -> dict[str, object]:
        """The package's columns. The form must be valid."""
        return {name: self.cleaned_data[name] for name in self.own_fields()} | {"targets": self.targets()}
