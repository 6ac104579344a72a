"""The forms of API tokens and webhooks."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from moked.staff.token_scopes import TokenScope
from moked.webhooks.models import Endpoint
from moked.webhooks.wording import NAMES

LIFETIMES = [("90", _("90 days")), ("365", _("a year")), ("", _("until it is revoked"))]
SINCE = [("1", _("the last hour")), ("24", _("the last day")), ("168", _("the last week"))]


class TokenForm(forms.Form):
    """What a machine is given."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("What uses it, for example: the shop."))
    lifetime = forms.ChoiceField(label=_("Holds"), choices=LIFETIMES, required=False, initial="365")
    scopes = forms.MultipleChoiceField(
        label=_("May"),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Give as little as it needs. Closing a case is not among them: only the customer closes."),
    )

    def __init__(self, *args: Any, scopes: list[TokenScope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(scope.value, _with_code(scope)) for scope in scopes]  # type: ignore[attr-defined]

    def expires_at(self) -> datetime | None:
        """When it ends, or None. The form must be valid."""
        days = self.cleaned_data["lifetime"]
        return timezone.now() + timedelta(days=int(days)) if days else None


def _with_code(scope: TokenScope) -> SafeString:
    """The scope in words, and beside them the code by which the API's reference calls it."""
    return format_html(
        '{} <code class="ms-1 text-xs text-subtle"><bdi dir="ltr">{}</bdi></code>', scope.label, scope.value
    )


class WebhookForm(forms.Form):
    """An address that is told what happens."""

    name = forms.CharField(label=_("Name"), max_length=80)
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Begins with https://. Only public addresses are called, unless the operator allows more."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    event_types = forms.MultipleChoiceField(
        label=_("Events"),
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )

    def __init__(self, *args: Any, endpoint: Endpoint | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event_types"].choices = list(NAMES.items())  # type: ignore[attr-defined]
        if endpoint is not None:
            names = ("name", "url", "is_active", "event_types")
            self.initial.update({name: getattr(endpoint, name) for name in names})

    def facts(self) -> dict[str, object]:
        """The columns of the endpoint but its address, which is looked up first. The form must be valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "url"}

    def chosen(self) -> frozenset[str]:
        """The events that are ticked as the form stands."""
        return frozenset(self["event_types"].value() or ())


class ReplayForm(forms.Form):
    """Since when failed deliveries are sent again."""

    hours = forms.TypedChoiceField(label=_("Failed in"), choices=SINCE, coerce=int)
