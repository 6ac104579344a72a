"""Forms of signing in and of one's own account."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms

from moked.staff.models import Person


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail and password, without hints inside the fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)


class ProfileForm(forms.ModelForm[Person]):
    """How a person is called and addressed, and how their screens look."""

    class Meta:
        model = Person
        fields = ["first_name", "last_name", "form_of_address", "language", "theme"]
        widgets = {"form_of_address": forms.RadioSelect, "theme": forms.RadioSelect}
