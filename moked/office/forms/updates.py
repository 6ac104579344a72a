"""Pausing what leaves by itself."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from moked.cases.errors import MomentPassed

FORMAT = "%Y-%m-%dT%H:%M"
# The last hours of the year 9999 west of Greenwich could not be read back.
LATEST = datetime(2199, 12, 31, tzinfo=UTC)


class PauseBusinessForm(forms.Form):
    """Until when nothing leaves by itself in the whole business, and why. Moments are in the business's zone."""

    until = forms.DateTimeField(
        label=_("Until"),
        input_formats=[FORMAT],
        validators=[MaxValueValidator(LATEST)],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT),
    )
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("Colleagues see it, the customer does not."))

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone, self._now = zone, now
        tomorrow = now.astimezone(zone) + timedelta(days=1)
        self.initial["until"] = tomorrow.replace(minute=0, second=0, microsecond=0).strftime(FORMAT)

    def clean_until(self) -> datetime:
        until: datetime = self.cleaned_data["until"].replace(tzinfo=self._zone)
        if until <= self._now:
            raise forms.ValidationError(MomentPassed.message)
        return until
