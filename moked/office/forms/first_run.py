"""Forms of the first run: each asks only what cannot wait."""

import re
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Business
from moked.channels.models import Mailbox
from moked.office.forms.channels import FIRST_PASSWORD_HELP, password_field
from moked.staff.models import Person


class WhoForm(forms.Form):
    """The first person."""

    first_name = forms.CharField(label=_("First name"), max_length=60)
    last_name = forms.CharField(label=_("Last name"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least eight characters; three unrelated words make a good one."),
    )

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        if password := chosen.get("password"):
            known = {name: chosen.get(name, "") for name in ("email", "first_name", "last_name")}
            try:
                validate_password(password, Person(**known))
            except ValidationError as problem:
                self.add_error("password", problem)
        return chosen


class FirstBusinessForm(forms.Form):
    """The first business."""

    name = forms.CharField(label=_("Name of the business"), max_length=120, help_text=_("Customers see it."))
    case_prefix = forms.RegexField(
        r"^[A-Za-z]{2,6}$",
        label=_("Case prefix"),
        help_text=_("Two to six Latin letters before every case number, for example MK in MK-1001."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("he", "עברית"), ("en", "English")],
        help_text=_("In which we write to customers whose language we do not know yet."),
    )

    def slug(self) -> str:
        """A short name for addresses: from Latin letters of the name, else from the prefix."""
        latin = re.sub(r"[^a-z0-9]+", "-", self.cleaned_data["name"].lower()).strip("-")[:50]
        wanted: str = latin or self.cleaned_data["case_prefix"].lower()
        taken = set(Business.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
        return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if slug not in taken)

    def clean_case_prefix(self) -> str:
        prefix: str = self.cleaned_data["case_prefix"].upper()
        if Business.objects.filter(case_prefix=prefix).exists():
            raise ValidationError(_("Another business has this prefix."))
        return prefix


class FirstMailboxForm(forms.Form):
    """The first mailbox: delivered to us, or fetched; the finer settings wait in the office."""

    # Shown for the road that needs them alone.
    needed_by_choice = ("imap_host", "imap_user", "imap_password", "smtp_host")

    address = forms.EmailField(label=_("Address"), help_text=_("Customers write here, and answers come from here."))
    incoming = forms.ChoiceField(
        label=_("Incoming mail"),
        choices=Mailbox.Incoming.choices,
        widget=forms.RadioSelect,
        initial=Mailbox.Incoming.DELIVERED,
    )
    imap_host = forms.CharField(label=_("IMAP server"), max_length=200, required=False)
    imap_user = forms.CharField(label=_("User name"), max_length=200, required=False)
    imap_password = password_field(_("Password"), FIRST_PASSWORD_HELP)
    outgoing = forms.ChoiceField(
        label=_("Outgoing mail"),
        choices=[choice for choice in Mailbox.Outgoing.choices if choice[0] != Mailbox.Outgoing.PROVIDER],
        widget=forms.RadioSelect,
        initial=Mailbox.Outgoing.LETTERBOX,
        help_text=_(
            "The letterbox is good for trying things out: customers receive nothing until a mail server is set. "
            "What it keeps, you read from the mailbox's page in the office."
        ),
    )
    smtp_host = forms.CharField(label=_("SMTP server"), max_length=200, required=False)
    smtp_user = forms.CharField(label=_("User name"), max_length=200, required=False)
    smtp_password = password_field(_("Password"), FIRST_PASSWORD_HELP)

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        needed = (
            ["imap_host", "imap_user", "imap_password"] if chosen.get("incoming") == Mailbox.Incoming.IMAP else []
        )
        needed += ["smtp_host"] if chosen.get("outgoing") == Mailbox.Outgoing.SMTP else []
        for name in needed:
            if not chosen.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(_("This is needed for the road chosen above.")))
        return chosen


class FirstWidgetForm(forms.Form):
    """The first chat widget."""

    name = forms.CharField(label=_("Title"), max_length=80, help_text=_("Visitors see it above the conversation."))
    greeting = forms.CharField(label=_("Greeting"), max_length=200, required=False)


class FirstMessageForm(forms.Form):
    """A message to oneself, as a customer."""

    sender = forms.EmailField(label=_("From"), help_text=_("You, as the customer: the answer goes there."))
    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(label=_("Message"), widget=forms.Textarea(attrs={"rows": 4}))
