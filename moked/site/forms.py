"""Forms of one's own account."""

from django import forms

from moked.staff.models import Person


class ProfileForm(forms.ModelForm[Person]):
    """How a person is called and addressed, and how their screens look."""

    class Meta:
        model = Person
        fields = ["first_name", "last_name", "form_of_address", "language", "theme"]
        widgets = {"form_of_address": forms.RadioSelect, "theme": forms.RadioSelect}
