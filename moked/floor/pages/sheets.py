"""A form on a page of its own."""

from dataclasses import dataclass

from django import forms


@dataclass(frozen=True)
class FormPage:
    """A form, where it leads back to, and what its button says."""

    title: str
    back_url: str
    back_label: str
    form: forms.Form
    act_label: str
    lead: str = ""
