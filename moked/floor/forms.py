"""Forms of the floor. They check shapes; the services decide."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Business, Language, Topic
from moked.cases.incident_models import Incident
from moked.cases.services.incidents import LONGEST_TEXT
from moked.promises.models import ServicePackage
from moked.promises.selectors import prepared_packages, teams_in_use
from moked.staff.models import Team

MOMENT_FORMAT = "%Y-%m-%dT%H:%M"
# The year 1 of a clock east of Greenwich is no year of the database's.
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


class IncidentForm(forms.Form):
    """What happened, and what its cases have in common."""

    business: "forms.ModelChoiceField[Business]" = forms.ModelChoiceField(None, label=_("Business"), empty_label=None)
    title = forms.CharField(
        label=_("What happened"),
        max_length=120,
        help_text=_("For colleagues, in a few words. Customers do not see it."),
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    words = forms.CharField(
        label=_("Words customers write"),
        max_length=300,
        required=False,
        help_text=_("Phrases parted by commas. The customer must say all words of one phrase together, in any form."),
    )
    topic: "forms.ModelChoiceField[Topic]" = forms.ModelChoiceField(
        None, label=_("Topic"), required=False, empty_label=_("any")
    )
    system_name = forms.CharField(
        label=_("System"),
        max_length=120,
        required=False,
        help_text=_("As it is called among the customer's systems."),
    )
    began_at = forms.DateTimeField(
        label=_("Since"),
        input_formats=[MOMENT_FORMAT],
        validators=[MinValueValidator(EARLIEST)],
        help_text=_("Cases opened since then are suggested."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT_FORMAT),
    )
    gathers = forms.BooleanField(
        label=_("New cases that fit join by themselves"),
        required=False,
        initial=True,
        help_text=_("Each can be taken out again, and then stays out."),
    )

    def __init__(
        self,
        *args: Any,
        businesses: Sequence[Business],
        began_at: datetime,
        incident: Incident | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        keys = [business.pk for business in businesses]
        if incident is not None or len(keys) == 1:
            del self.fields["business"]
        else:
            self.fields["business"].queryset = Business.objects.filter(pk__in=keys).order_by("name")  # type: ignore[attr-defined]
        topics = Topic.objects.filter(business__in=keys, is_active=True).select_related("business")
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]
        if len(keys) > 1:
            self.fields["topic"].label_from_instance = _topic_of_business  # type: ignore[attr-defined]
        self._only = businesses[0]
        self.initial["began_at"] = began_at.astimezone(ZoneInfo(self._only.time_zone))
        if incident is not None:
            names = ("title", "words", "topic", "system_name", "gathers")
            self.initial.update({name: getattr(incident, name) for name in names})

    @property
    def chosen_business(self) -> Business:
        """The one chosen, or the only one. The form must be valid."""
        chosen: Business = self.cleaned_data.get("business") or self._only
        return chosen

    def clean_began_at(self) -> datetime:
        """In the business's own zone."""
        moment: datetime = self.cleaned_data["began_at"]
        business = self.cleaned_data.get("business") or self._only
        moment = moment.replace(tzinfo=ZoneInfo(business.time_zone))
        if moment > timezone.now():
            raise forms.ValidationError(_("It cannot have begun later than now."))
        return moment

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        topic = given.get("topic")
        if topic is not None and topic.business_id != self.chosen_business.pk:
            self.add_error("topic", _("This topic is another business's."))
        return given

    def facts(self) -> dict[str, Any]:
        """The incident's columns, apart from its business. The form must be valid."""
        return {name: self.cleaned_data[name] for name in ("title", "words", "system_name", "began_at", "gathers")}

    @property
    def topic_id(self) -> UUID | None:
        """The topic chosen."""
        topic: Topic | None = self.cleaned_data["topic"]
        return topic.pk if topic else None


def _topic_of_business(topic: Topic) -> str:
    return f"{topic.business.name}: {topic.name}"


class TextsForm(forms.Form):
    """A text in each language customers write in, the business's own first. `key` makes sending twice one."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: str, texts: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["key"] = uuid4()
        for language in sorted(Language, key=lambda each: each.value != own):
            field = forms.CharField(
                label=language.label,
                max_length=LONGEST_TEXT,
                required=language.value == own,
                initial=(texts or {}).get(language.value, ""),
                widget=forms.Textarea(attrs={"rows": 4 if language.value == own else 3, "dir": "auto"}),
            )
            self.fields[f"text_{language.value}"] = field

    def texts(self) -> dict[str, str]:
        """Language -> text. The form must be valid."""
        return {
            name.removeprefix("text_"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("text_") and text
        }


class LessonsForm(forms.Form):
    """What was learned."""

    lessons = forms.CharField(
        label=_("Lessons"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("What went well, what to do otherwise next time. Colleagues alone see it."),
    )


class EmergencyForm(forms.Form):
    """Which prepared package holds meanwhile, who is called in, and why."""

    package: "forms.ModelChoiceField[ServicePackage]" = forms.ModelChoiceField(
        None, label=_("Hours and promises of the package"), empty_label=_("Choose a package")
    )
    teams: "forms.ModelMultipleChoiceField[Team]" = forms.ModelMultipleChoiceField(
        None,
        label=_("Teams called in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Their people are told, and take the other teams' work as well. Skills and languages still count."
        ),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stands in the journal, and colleagues see it.")
    )

    def __init__(
        self,
        *args: Any,
        business: Business | None = None,
        packages: Sequence[ServicePackage] = (),
        teams: Sequence[Team] = (),
        **kwargs: Any,
    ) -> None:
        """What is sent in is looked up in the `business`; a page of many gives the `packages` and `teams` it has read
        already. Who has a single team has nobody to call in."""
        super().__init__(*args, **kwargs)
        field, called = self.fields["package"], self.fields["teams"]
        if business is None:
            field.choices = [("", field.empty_label), *((each.pk, each.name) for each in packages)]  # type: ignore[attr-defined]
            called.choices = [(each.pk, each.name) for each in teams]  # type: ignore[attr-defined]
            if len(teams) < 2:
                del self.fields["teams"]
        else:
            field.queryset = prepared_packages().filter(business=business)  # type: ignore[attr-defined]
            called.queryset = teams_in_use().filter(business=business)  # type: ignore[attr-defined]
