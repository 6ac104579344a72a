"""Forms about tasks: opening one, giving it to somebody, and its end."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from moked.cases.models import Task
from moked.workspace.forms import MomentField
from moked.workspace.pages.composer import Colleague


class OwnerForm(forms.Form):
    """Whose a task is."""

    owner = forms.ChoiceField(label=_("Whose it is"))

    def __init__(self, *args: Any, own: tuple[UUID, str], colleagues: Sequence[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.id), f"{one.name} · {one.presence}") for one in colleagues]
        self.fields["owner"].choices = [(str(own[0]), own[1]), *people]  # type: ignore[attr-defined]

    @property
    def owner_id(self) -> UUID:
        """The person chosen. The form must be valid."""
        return UUID(self.cleaned_data["owner"])


class OpenTaskForm(OwnerForm):
    """Something to be done about a case."""

    what = forms.CharField(
        label=_("What is to be done"), max_length=Task.LONGEST, widget=forms.TextInput(attrs={"autofocus": True})
    )
    due_at = MomentField(label=_("Until"))
    field_order = ("what", "owner", "due_at")

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["due_at"]
        assert isinstance(field, MomentField)
        field.zone = zone


class EndTaskForm(forms.Form):
    """How a task ended."""

    ending = forms.ChoiceField(
        label=_("How it ended"),
        choices=[("done", _("It was done")), ("dropped", _("It is no longer needed"))],
        widget=forms.RadioSelect,
        initial="done",
    )
    note = forms.CharField(
        label=_("What was done, or why it is not needed"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Colleagues see it, the customer does not."),
    )
    learned = forms.CharField(
        label=_("What we learned"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands on the case's and the customer's history, for whoever serves them next."),
    )


class EndCallForm(forms.Form):
    """How a call with an update ended."""

    UNREACHED = "unreached"

    ending = forms.ChoiceField(
        label=_("How it ended"),
        choices=[
            ("done", _("The customer was told")),
            (UNREACHED, _("No answer: write the update instead")),
            ("dropped", _("No need to call")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What was said, or why there is no need to call"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("What was said stands on the case, and the customer sees it on their page."),
    )

    def clean(self) -> dict[str, Any]:
        """Words are needed only where somebody was told."""
        said = dict(super().clean() or {})
        if said.get("ending") == "done" and not said.get("note") and "note" not in self.errors:
            self.add_error("note", _("Write in a few words what the customer was told."))
        return said
