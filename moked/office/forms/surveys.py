"""How a business asks its customers, and what follows a low answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Business
from moked.staff.models import Person
from moked.surveys.models import SurveyPolicy

ASKING = ("at_once", "share", "rest_days", "about_us_days")
RECOVERING = ("low_mark", "recover_hours", "lead")


class PolicyForm(forms.Form):
    """How often, how much, and what is low. Spans are asked in days and hours."""

    at_once = forms.TypedChoiceField(
        label=_("Questions at a time"), coerce=int, choices=[(1, _("one")), (2, _("two"))]
    )
    share = forms.IntegerField(
        label=_("Of a hundred closed cases, asked about"),
        min_value=0,
        max_value=100,
        help_text=_("Whoever is not asked can still tell how it went, from the case's page."),
    )
    rest_days = forms.IntegerField(
        label=_("A customer rests for days"),
        min_value=0,
        max_value=365,
        help_text=_("After being asked, whether they answered or not."),
    )
    about_us_days = forms.IntegerField(
        label=_("Days between questions about you"),
        min_value=0,
        max_value=730,
        help_text=_("Would they choose you again, recommend you, or move elsewhere."),
    )
    low_mark = forms.TypedChoiceField(
        label=_("A mark is low up to"),
        coerce=int,
        choices=[(mark, str(mark)) for mark in range(1, 5)],
        help_text=_("Of 1 to 5; other answers by their like."),
    )
    recover_hours = forms.IntegerField(
        label=_("Open hours to win the customer back"),
        min_value=1,
        max_value=200,
        help_text=_("A low mark opens a task; past this time the ladder is called."),
    )
    lead: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        None,
        label=_("Who takes care"),
        required=False,
        empty_label=_("whoever the line finds"),
        help_text=_("When the customer has no agent of their own, and whoever had the case has no lead."),
    )

    def __init__(self, *args: Any, business: Business, policy: SurveyPolicy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serving = Person.objects.filter(
            memberships__business=business, memberships__is_active=True, is_active=True
        ).order_by("first_name", "last_name")
        self.fields["lead"].queryset = serving  # type: ignore[attr-defined]
        self.initial.update({name: getattr(policy, name) for name in (*ASKING, *RECOVERING)})
