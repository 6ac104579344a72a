"""The form beside something that needs a look."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CaseAddressForm(forms.Form):
    """Whose case it is. Looked at by the service, as every address of a customer."""

    address = forms.CharField(
        label=_("Is it a customer's? Their address:"),
        max_length=254,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "email", "autocomplete": "off"}),
    )
