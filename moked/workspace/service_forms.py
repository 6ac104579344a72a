"""Forms about what is promised to a customer: their profile, their systems, and how much hangs on a case."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Business, Criticality, Language, Matter
from moked.calendars.models import ServiceCalendar
from moked.cases.models import Case
from moked.customers.models import System
from moked.promises.errors import HearingHoursRefused
from moked.promises.models import Knowledge, Ladder, Road, ServicePackage, ServiceProfile, SupportLevel, Tone
from moked.promises.profiles import OF_PROFILE
from moked.staff.models import FormOfAddress, Person
from moked.ui.targets import TargetsForm

NOT_SAID = _("says nothing")
# The year 1 of a clock east of Greenwich is no year of the database's.
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


class SystemForm(forms.Form):
    """A system of a customer."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autofocus": True}))
    criticality = forms.ChoiceField(
        label=_("Criticality"), choices=Criticality.choices, initial=Criticality.NORMAL.value
    )


class KnownSystemForm(SystemForm):
    """As it stands."""

    is_active = forms.BooleanField(label=_("In use"), required=False)


class ContactForm(forms.Form):
    """What a person who speaks for an organisation may decide."""

    title = forms.CharField(label=_("Title"), max_length=80, required=False)
    is_authorised = forms.BooleanField(
        label=_("authorised contact"),
        required=False,
        help_text=_("May be told about the organisation's account and decide for it."),
    )
    decides = forms.CharField(
        label=_("What they may decide"),
        max_length=200,
        required=False,
        help_text=_("For example: orders up to 5,000 a month; not cancellations."),
    )


class WeightForm(forms.Form):
    """Which system a case is about, and how much hangs on it."""

    system: "forms.ModelChoiceField[System]" = forms.ModelChoiceField(
        None, label=_("System"), required=False, empty_label=_("none of them")
    )
    criticality = forms.ChoiceField(
        label=_("Criticality"),
        required=False,
        choices=[("", _("as the system and the topic ask")), *Criticality.choices],
        help_text=_("What is promised for the case follows, and so do its clocks."),
    )
    matter = forms.ChoiceField(
        label=_("Does the law set a time?"),
        required=False,
        choices=[("", _("no")), *Matter.choices],
    )
    matter_since = forms.DateTimeField(
        label=_("Notice received"),
        required=False,
        validators=[MinValueValidator(EARLIEST)],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "data-of-matter": True}, format="%Y-%m-%dT%H:%M"),
        help_text=_("For a matter by law: its time runs from then on, day and night."),
    )
    by_registered = forms.BooleanField(
        label=_("The notice came by registered mail"),
        required=False,
        widget=forms.CheckboxInput(attrs={"data-of-matter": True}),
    )

    def __init__(self, *args: Any, case: Case, systems: Iterable[System], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["system"].queryset = systems  # type: ignore[attr-defined]
        self.initial.update(
            {
                "system": case.system_id,
                "criticality": case.criticality if case.is_weight_chosen else "",
                "matter": case.matter,
                "by_registered": case.is_notice_registered,
                "matter_since": case.matter_since or case.opened_at,
            }
        )

    def clean_matter_since(self) -> datetime | None:
        """A notice that was given cannot be still to come."""
        since: datetime | None = self.cleaned_data["matter_since"]
        if since is not None and since > timezone.now():
            raise forms.ValidationError(_("The notice cannot have come later than now."))
        return since


def _choices(business: Business, latest: ServiceProfile | None) -> dict[str, QuerySet[Any]]:
    """What may be chosen: whatever is in use, and what the latest version says even when it no longer is."""
    people = Person.objects.filter(memberships__business=business).order_by("first_name", "last_name")
    in_use = Q(memberships__is_active=True, is_active=True)
    found: dict[str, QuerySet[Any]] = {
        name: model.objects.filter(Q(is_active=True) | Q(pk=getattr(latest, f"{name}_id", None)), business=business)
        for name, model in (("package", ServicePackage), ("calendar", ServiceCalendar), ("ladder", Ladder))
    }
    for name in ("agent", "deputy"):
        found[name] = people.filter(in_use | Q(pk=getattr(latest, f"{name}_id", None)))
    return found


class ProfileForm(TargetsForm):
    """A version of a service profile. What is empty says nothing."""

    effective_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    package: "forms.ModelChoiceField[ServicePackage]" = forms.ModelChoiceField(
        None, label=_("Package"), required=False, empty_label=NOT_SAID
    )
    calendar: "forms.ModelChoiceField[ServiceCalendar]" = forms.ModelChoiceField(
        None, label=_("Service hours"), required=False, empty_label=NOT_SAID
    )
    ladder: "forms.ModelChoiceField[Ladder]" = forms.ModelChoiceField(
        None, label=_("Escalation ladder"), required=False, empty_label=NOT_SAID
    )
    level = forms.ChoiceField(
        label=_("Support level"), required=False, choices=[("", NOT_SAID), *SupportLevel.choices]
    )
    knowledge = forms.ChoiceField(
        label=_("What they know themselves"), required=False, choices=[("", NOT_SAID), *Knowledge.choices]
    )
    limits = forms.CharField(
        label=_("What is not included"),
        required=False,
        max_length=500,
        help_text=_("So that nobody promises it by mistake."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    agent: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        None, label=_("Assigned agent"), required=False, empty_label=NOT_SAID
    )
    deputy: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        None, label=_("Deputy"), required=False, empty_label=NOT_SAID
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", NOT_SAID), *Language.choices])
    form_of_address = forms.ChoiceField(
        label=_("Form of address"), required=False, choices=[("", NOT_SAID), *FormOfAddress.choices]
    )
    tone = forms.ChoiceField(label=_("Tone"), required=False, choices=[("", NOT_SAID), *Tone.choices])
    road = forms.ChoiceField(label=_("Preferred way"), required=False, choices=[("", NOT_SAID), *Road.choices])
    hears_from = forms.TimeField(
        label=_("Automatic updates from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Where nothing is said: from eight in the morning until eight in the evening."),
    )
    hears_until = forms.TimeField(
        label=_("until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    keeps_rest_days = forms.TypedChoiceField(
        label=_("On Sabbath and holidays"),
        required=False,
        choices=[("", NOT_SAID), ("yes", _("is not written to")), ("no", _("may be written to"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
    )
    escalations_shown = forms.TypedChoiceField(
        label=_("Escalations are shown to the customer"),
        required=False,
        choices=[("", NOT_SAID), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        help_text=_("On the page of their case: when it was passed on, and to whom."),
    )
    manner = forms.CharField(
        label=_("Manner"),
        required=False,
        max_length=300,
        help_text=_("How this customer wants to be spoken to."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, business: Business, latest: ServiceProfile | None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, found in _choices(business, latest).items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]
        if not Ladder.objects.filter(business=business).exists():
            del self.fields["ladder"]
        self.initial["effective_from"] = today
        if latest:
            self.initial.update({name: getattr(latest, name) for name in (*OF_PROFILE, "package")})
            for name in ("keeps_rest_days", "escalations_shown"):
                self.initial[name] = {None: "", True: "yes", False: "no"}[getattr(latest, name)]
        self.own_names = tuple(self.fields)
        self.add_targets(latest.targets if latest else {})

    def clean(self) -> None:
        """A deputy stands in for somebody else, and hours begin before they end."""
        since, until = self.cleaned_data.get("hears_from"), self.cleaned_data.get("hears_until")
        if (since is None) != (until is None) or (since and until and since >= until):
            self.add_error("hears_until", HearingHoursRefused.message)
        deputy = self.cleaned_data.get("deputy")
        if deputy and deputy == self.cleaned_data.get("agent"):
            self.add_error("deputy", _("The deputy is somebody else than the assigned agent."))

    def facts(self) -> dict[str, object]:
        """What this version says, apart from its day. The form must be valid."""
        own = {name: self.cleaned_data[name] for name in self.own_names if name != "effective_from"}
        return own | {"targets": self.targets()}
