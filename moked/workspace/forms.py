"""Forms of the desk's dialogs. They check shapes; the services decide."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Language
from moked.cases.errors import AlreadyWithCustomer, MomentPassed
from moked.cases.incident_models import Incident
from moked.cases.models import SetAsideReason, WaitingFor
from moked.customers.models import ContactPoint, Customer, Identification
from moked.lib.errors import Invalid
from moked.promises.domain.commitments import assumed_due
from moked.promises.models import Commitment
from moked.staff.models import FormOfAddress, Team
from moked.workspace.pages.composer import Colleague

MOMENT_FORMAT = "%Y-%m-%dT%H:%M"


def moment_in(text: str, zone: ZoneInfo) -> datetime | None:
    """A moment out of a date-time field of a zone; None where nothing stands. Raises Invalid for what is none."""
    if not text:
        return None
    try:
        return datetime.strptime(text, MOMENT_FORMAT).replace(tzinfo=zone)
    except ValueError as error:
        raise Invalid from error


class MomentField(forms.DateTimeField):
    """A date and a clock in the business's own zone, as a native field of the browser."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT_FORMAT)
        widget.input_type = "datetime-local"
        super().__init__(widget=widget, input_formats=[MOMENT_FORMAT], **kwargs)
        self.zone: ZoneInfo | None = None

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        if moment is None or self.zone is None:
            return moment
        return moment.replace(tzinfo=self.zone)


class HandOverForm(forms.Form):
    """To one colleague or one team, with a reason."""

    to = forms.ChoiceField(label=_("To whom"), widget=forms.Select(attrs={"autofocus": True}))
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the timeline as an internal note, so that nobody has to ask again."),
    )

    def __init__(
        self, *args: Any, colleagues: Sequence[Colleague] = (), teams: Iterable[Team] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [(f"person:{one.id}", f"{one.name} · {one.presence}") for one in colleagues]
        groups = [(f"team:{team.pk}", team.name) for team in teams]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a colleague or a team")),
            *([(_("Teams"), groups)] if groups else []),
            *([(_("Colleagues"), people)] if people else []),
        ]

    @property
    def person_id(self) -> UUID | None:
        return self._id_of("person")

    @property
    def team_id(self) -> UUID | None:
        return self._id_of("team")

    def _id_of(self, wanted: str) -> UUID | None:
        kind, _separator, key = self.cleaned_data["to"].partition(":")
        return UUID(key) if kind == wanted else None


class PutAsideForm(forms.Form):
    """Waiting for whom, and until when. `now` is aware."""

    needed_by_choice = ("until",)

    waiting_for = forms.ChoiceField(
        label=_("Waiting for"), choices=WaitingFor.choices, widget=forms.RadioSelect, initial=WaitingFor.CUSTOMER
    )
    until = MomentField(
        label=_("Until"),
        required=False,
        help_text=_(
            "At this moment the case comes back to you by itself. Only what waits for somebody may wait without one."
        ),
    )

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, is_with_customer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        until, waiting_for = self.fields["until"], self.fields["waiting_for"]
        assert isinstance(until, MomentField)
        assert isinstance(waiting_for, forms.ChoiceField)
        until.zone = zone
        if is_with_customer:
            waiting_for.choices = [choice for choice in WaitingFor.choices if choice[0] != WaitingFor.CUSTOMER]
            waiting_for.initial = None
            # Whoever opened the dialog before it became the customer's turn.
            waiting_for.error_messages["invalid_choice"] = AlreadyWithCustomer.message

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        until = given.get("until")
        if "until" not in self.errors:
            if until is None and given.get("waiting_for") == WaitingFor.MOMENT:
                self.add_error("until", _("Until when does it wait?"))
            elif until is not None and until <= self.now:
                self.add_error("until", MomentPassed.message)
        return given


class MakeCommitmentForm(forms.Form):
    """What somebody promises who said it elsewhere, as on the phone. `now` is in the business's zone."""

    what = forms.CharField(
        label=_("What do you promise?"),
        max_length=Commitment.LONGEST,
        help_text=_("The customer sees it in these words on the case's page."),
        widget=forms.TextInput(attrs={"autofocus": True, "dir": "auto", "placeholder": " "}),
    )
    due_at = MomentField(label=_("Until"), error_messages={"required": _("Until when do you promise it?")})

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["due_at"]
        assert isinstance(field, MomentField)
        field.zone = zone
        field.initial = assumed_due(now)


class KeepCommitmentForm(forms.Form):
    """What was done of what was promised, if there is something to say."""

    note = forms.CharField(
        label=_("What was done"),
        required=False,
        max_length=Commitment.LONGEST,
        help_text=_("It stands in the case's history. Colleagues see it, the customer does not."),
        widget=forms.TextInput(attrs={"autofocus": True, "dir": "auto", "placeholder": " "}),
    )


class ChangeCommitmentForm(forms.Form):
    """Another time for a commitment, or why nobody needs it any more."""

    needed_by_choice = ("due_at", "reason")

    change = forms.ChoiceField(
        label=_("What changed?"),
        choices=[("move", _("Another time was agreed")), ("release", _("It is no longer needed"))],
        widget=forms.RadioSelect,
        initial="move",
    )
    due_at = MomentField(label=_("Until"), required=False)
    reason = forms.CharField(
        label=_("Why it is no longer needed"),
        required=False,
        max_length=Commitment.LONGEST,
        help_text=_("Colleagues see it, the customer does not."),
    )

    def __init__(self, *args: Any, zone: ZoneInfo, due_at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["due_at"]
        assert isinstance(field, MomentField)
        field.zone = zone
        field.initial = due_at.astimezone(zone)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        needed = {"move": "due_at", "release": "reason"}.get(given.get("change", ""), "")
        if needed and not given.get(needed) and needed not in self.errors:
            self.add_error(needed, _("This is still missing."))
        return given


class SetAsideForm(forms.Form):
    """Why something that came in is not a case."""

    reason = forms.ChoiceField(
        label=_("Why is it not a case?"), choices=SetAsideReason.choices, widget=forms.RadioSelect
    )


class JoinIncidentForm(forms.Form):
    """Which incident a case is part of. `incidents` come with what the case has in common with each."""

    incident = forms.ChoiceField(label=_("Incident"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, incidents: Sequence[tuple[Incident, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), f"{one.title} · {common}" if common else one.title) for one, common in incidents]
        self.fields["incident"].choices = choices  # type: ignore[attr-defined]
        self.initial["incident"] = choices[0][0] if choices and incidents[0][1] else None


class CustomerForm(forms.ModelForm[Customer]):
    """What colleagues know about a customer."""

    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("not known")), *Language.choices]
    )
    form_of_address = forms.ChoiceField(label=_("Form of address"), choices=FormOfAddress.choices)

    class Meta:
        model = Customer
        fields = ("name", "about", "language", "form_of_address")


class AddressForm(forms.Form):
    """Another way to reach a customer."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (ContactPoint.Kind.EMAIL.value, ContactPoint.Kind.EMAIL.label),
            (ContactPoint.Kind.PHONE.value, ContactPoint.Kind.PHONE.label),
        ],
    )
    value = forms.CharField(
        label=_("Address or number"), max_length=254, widget=forms.TextInput(attrs={"dir": "ltr"})
    )


class IdentifyForm(forms.Form):
    """What is asked, and where the code goes."""

    risk = forms.TypedChoiceField(
        label=_("What does the customer ask for?"),
        choices=Identification.Risk.choices,
        coerce=int,
        widget=forms.RadioSelect,
        initial=Identification.Risk.PERSONAL,
    )
    point = forms.ChoiceField(label=_("Send the code to"), required=False)
    contact = forms.ChoiceField(label=_("Speaks for"), required=False)

    def __init__(
        self,
        *args: Any,
        points: Sequence[tuple[str, str]] = (),
        contacts: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].choices = points  # type: ignore[attr-defined]
        self.fields["contact"].choices = contacts  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """The six digits the customer reads out."""

    code = forms.RegexField(
        r"^\s*\d{6}\s*$",
        label=_("The code the customer says"),
        widget=forms.TextInput(
            attrs={"autofocus": True, "inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "maxlength": 8}
        ),
        error_messages={"invalid": _("Six digits.")},
    )


class ImproveForm(forms.Form):
    """The words of an update."""

    text = forms.CharField(
        label=_("What the customer reads"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "autofocus": True}),
        help_text=_("It leaves at once, as it stands here."),
    )


class LeaveOutForm(forms.Form):
    """Why a customer does not hear an update."""

    reason = forms.CharField(
        label=_("Why the customer does not hear it"),
        max_length=200,
        widget=forms.TextInput(attrs={"autofocus": True}),
        help_text=_("Colleagues see it, the customer does not."),
    )


class PauseForm(forms.Form):
    """Until when nothing leaves by itself, and why."""

    until = MomentField(label=_("Until"), help_text=_("Then it goes on by itself."))
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("Colleagues see it, the customer does not."))

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until = self.fields["until"]
        assert isinstance(until, MomentField)
        until.zone = zone
        tomorrow = now.astimezone(zone) + timedelta(days=1)
        until.initial = tomorrow.replace(minute=0, second=0, microsecond=0)
        self.now = now

    def clean_until(self) -> datetime:
        until: datetime = self.cleaned_data["until"]
        if until <= self.now:
            raise forms.ValidationError(MomentPassed.message)
        return until
