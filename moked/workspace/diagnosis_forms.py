"""Forms of a joint diagnosis: its finding, and why it is set aside."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from moked.diagnosis.models import LONGEST
from moked.workspace.forms import MomentField


class FindingForm(forms.Form):
    """What was found, and what happens next."""

    found = forms.CharField(
        label=_("What we found"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("What is, not whose fault it is. The customer reads it just so and agrees to it."),
    )
    next_step = forms.CharField(
        label=_("What happens next"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    due_at = MomentField(label=_("By when"))
    # The number of the finding that stood there when this one was written.
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000)

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["due_at"]
        assert isinstance(field, MomentField)
        field.zone = zone

    def facts(self) -> dict[str, Any]:
        """What the service takes. The form must be valid."""
        return dict(self.cleaned_data)


class SetAsideForm(forms.Form):
    """Why a diagnosis ends without a finding."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Colleagues see it, the customer does not."),
    )
