"""Forms about the customers a business follows."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Business
from moked.insights.models import ReferenceCustomer
from moked.staff.models import Person

OWN = ("owner", "review_on", "why", "plan")
# A first review is offered so long from today.
FIRST_REVIEW = timedelta(days=30)


class ReferenceForm(forms.Form):
    """Who follows a customer, by which plan, and when it is looked at next."""

    owner: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        None, label=_("Who owns the plan"), empty_label=_("Choose a colleague")
    )
    review_on = forms.DateField(
        label=_("Next review"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The owner is reminded on the day, and each week until it is moved."),
    )
    why = forms.CharField(
        label=_("What they demand"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    plan = forms.CharField(
        label=_("Plan"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What we will do for them, and try for everybody after."),
    )

    def __init__(
        self, *args: Any, business: Business, today: date, reference: ReferenceCustomer | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        serving = Person.objects.filter(
            memberships__business=business, memberships__is_active=True, is_active=True
        ).order_by("first_name", "last_name")
        self.fields["owner"].queryset = serving  # type: ignore[attr-defined]
        self.initial["review_on"] = today + FIRST_REVIEW
        if reference:
            self.initial.update({name: getattr(reference, name) for name in OWN})


class LessonForm(forms.Form):
    """What was learned, and what was changed for all."""

    learned = forms.CharField(label=_("What we learned"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    change = forms.CharField(
        label=_("What was changed for all"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
