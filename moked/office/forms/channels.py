"""Forms about mailboxes and chat widgets."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Language, Topic
from moked.channels.accounts import AccountFacts
from moked.channels.domain.providers import OPEN, PROVIDERS, SECRET, missing_settings, settings_after, shown_settings
from moked.channels.models import Account, ChatWidget, Mailbox
from moked.channels.selectors import provider_options
from moked.office.forms.fields import KeyField
from moked.staff.models import Team

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PASSWORD_HELP = _("Kept encrypted and never shown again. Empty: the one that is kept stays.")
FIRST_PASSWORD_HELP = _("Kept encrypted and never shown again.")


def password_field(label: "StrOrPromise", help_text: "StrOrPromise" = PASSWORD_HELP) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, required=False, widget=widget, strip=False, help_text=help_text)


@dataclass(frozen=True)
class AccountChoices:
    """What a mailbox or a widget may lead to."""

    topics: tuple[Topic, ...]
    teams: tuple[Team, ...]


class AccountForm(forms.Form):
    """What mailboxes and widgets have in common."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Customers see it as the sender or the title.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, offered: AccountChoices, account: Account | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"] = KeyField(
            [(topic.pk, topic.name) for topic in offered.topics],
            label=_("Topic"),
            empty=_("none until somebody says"),
            help_text=_("What a new case from here is about, until somebody says otherwise."),
        )
        self.fields["team"] = KeyField(
            [(team.pk, team.name) for team in offered.teams],
            label=_("Team"),
            empty=_("everybody with the skills"),
            help_text=_("Who gets what comes in here."),
        )
        if account:
            self.initial.update(
                name=account.name,
                language=account.language,
                is_active=account.is_active,
                topic=str(account.topic_id or ""),
                team=str(account.team_id or ""),
            )

    def facts(self) -> AccountFacts:
        """What was chosen of the common part. The form must be valid."""
        chosen = self.cleaned_data
        return AccountFacts(
            name=chosen["name"],
            language=chosen["language"],
            topic_id=chosen["topic"],
            team_id=chosen["team"],
            is_active=chosen["is_active"],
        )


class MailboxForm(AccountForm):
    """A mailbox: its address, how mail comes in, how it goes out. What a chosen road needs is demanded."""

    address = forms.EmailField(label=_("Address"), help_text=_("Customers write here, and answers come from here."))
    acknowledge = forms.BooleanField(
        label=_("Acknowledge new cases"),
        required=False,
        initial=True,
        help_text=_("Whoever writes about something new gets its number and a link at once."),
    )
    incoming = forms.ChoiceField(
        label=_("Incoming mail"), choices=Mailbox.Incoming.choices, widget=forms.RadioSelect, initial="delivered"
    )
    imap_host = forms.CharField(label=_("IMAP server"), max_length=200, required=False)
    imap_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    imap_user = forms.CharField(label=_("User name"), max_length=200, required=False)
    imap_password = password_field(_("Password"))
    imap_use_tls = forms.BooleanField(label=_("Encrypted connection"), required=False, initial=True)
    imap_folder = forms.CharField(label=_("Folder"), max_length=120, initial="INBOX")
    imap_done_folder = forms.CharField(
        label=_("Folder for fetched mail"),
        max_length=120,
        initial="Moked",
        help_text=_("A mail moves here once it is stored safely; it is made when missing."),
    )
    authentication_host = forms.CharField(
        label=_("Server that verifies senders"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        validators=[
            RegexValidator(r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?$", _("This is no name of a server."))
        ],
        help_text=_(
            "The name your mail server signs its findings with (Authentication-Results), such as mx.google.com. Then "
            "what colleagues write above a mail they pass on stands in their name; empty: as not verified."
        ),
    )
    outgoing = forms.ChoiceField(
        label=_("Outgoing mail"),
        choices=Mailbox.Outgoing.choices,
        widget=forms.RadioSelect,
        initial="smtp",
        help_text=_(
            "The letterbox keeps mail on this machine; customers receive nothing until a mail server is set."
        ),
    )
    smtp_host = forms.CharField(label=_("SMTP server"), max_length=200, required=False)
    smtp_port = forms.IntegerField(
        label=_("Port"), min_value=1, max_value=65535, initial=587, help_text=_("587 or 465 as a rule.")
    )
    smtp_user = forms.CharField(label=_("User name"), max_length=200, required=False)
    smtp_password = password_field(_("Password"))
    smtp_use_tls = forms.BooleanField(label=_("Encrypted connection"), required=False, initial=True)
    provider = forms.ChoiceField(
        label=_("Provider"),
        choices=[("", "—"), *((name, provider.label) for name, provider in PROVIDERS.items())],
        required=False,
    )
    provider_key = password_field(_("Key of its interface"))
    provider_second_key = password_field(_("Second key, for Mailjet"))
    provider_domain = forms.CharField(
        label=_("Sending domain, for Mailgun"),
        max_length=200,
        required=False,
        help_text=_("Only when it is not the domain of the mailbox's address."),
    )
    provider_project = forms.CharField(label=_("Project, for Scaleway"), max_length=200, required=False)
    provider_address = forms.URLField(
        label=_("Address of its interface"),
        required=False,
        assume_scheme="https",
        # The key goes there.
        validators=[URLValidator(schemes=["https"])],
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=_("Where it is not the usual one, as for an account kept in Europe, for Postal and Unisender Go."),
    )

    # The fields of the road that is chosen alone are shown, so none of these is optional where it stands.
    needed_by_choice = (
        "imap_host", "imap_user", "imap_password", "smtp_host", "provider", "provider_key", "provider_second_key",
        "provider_project",
    )  # fmt: skip
    COLUMNS = (
        "address", "acknowledge", "incoming", "imap_host", "imap_port", "imap_user", "imap_use_tls", "imap_folder",
        "imap_done_folder", "authentication_host", "outgoing", "smtp_host", "smtp_port", "smtp_user", "smtp_use_tls",
    )  # fmt: skip

    def __init__(self, *args: Any, mailbox: Mailbox | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_password = bool(mailbox and mailbox.imap_password)
        if mailbox is None:
            for name in ("imap_password", "smtp_password", "provider_key", "provider_second_key"):
                self.fields[name].help_text = FIRST_PASSWORD_HELP
        # Of the provider that is kept; another one begins with nothing.
        self.kept_provider, self.kept_settings = "", dict[str, str]()
        if mailbox:
            self.initial.update({name: getattr(mailbox, name) for name in self.COLUMNS})
            self.kept_provider, self.kept_settings = mailbox.provider, _kept_settings(mailbox)
            shown = shown_settings(mailbox.provider, self.kept_settings)
            self.initial.update({f"provider_{name}": value for name, value in shown.items()})
            self.initial["provider"] = mailbox.provider

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        needed = {
            "imap_host": chosen.get("incoming") == Mailbox.Incoming.IMAP,
            "imap_user": chosen.get("incoming") == Mailbox.Incoming.IMAP,
            "imap_password": chosen.get("incoming") == Mailbox.Incoming.IMAP and not self.has_password,
            "smtp_host": chosen.get("outgoing") == Mailbox.Outgoing.SMTP,
            "provider": chosen.get("outgoing") == Mailbox.Outgoing.PROVIDER,
        }
        for name, is_needed in needed.items():
            if is_needed and not chosen.get(name):
                self.add_error(name, ValidationError(_("This is needed for the road chosen above.")))
        if needed["provider"] and chosen.get("provider"):
            for name in missing_settings(chosen["provider"], self._chosen_settings(), self._kept()):
                self.add_error(f"provider_{name}", ValidationError(_("This provider needs it.")))
        return chosen

    def _chosen_settings(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(f"provider_{name}") or "" for name in (*SECRET, *OPEN)}

    def _kept(self) -> dict[str, str]:
        return self.kept_settings if self.cleaned_data["provider"] == self.kept_provider else {}

    def columns(self) -> dict[str, object]:
        """The mailbox's own columns, secrets in plain. The form must be valid."""
        columns = {name: self.cleaned_data[name] for name in (*self.COLUMNS, "imap_password", "smtp_password")}
        if self.cleaned_data["outgoing"] == Mailbox.Outgoing.PROVIDER:
            after = settings_after(self.cleaned_data["provider"], self._chosen_settings(), self._kept())
            columns |= {"provider": self.cleaned_data["provider"], "provider_settings": json.dumps(after)}
        return columns


def _kept_settings(mailbox: Mailbox) -> dict[str, str]:
    """Those of the provider; none where another installation's key sealed them, so that new ones can be given."""
    try:
        return provider_options(mailbox)
    except (InvalidToken, ValueError):
        return {}


class WidgetForm(AccountForm):
    """A chat widget."""

    greeting_fields = tuple(f"greeting_{language.value}" for language in Language)

    allowed_origins = forms.CharField(
        label=_("Sites it may stand on"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=_("One address a line, for example https://www.example.co.il; empty: everywhere."),
    )

    def __init__(self, *args: Any, widget: ChatWidget | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = widget.greetings if widget else {}
        for name, language in zip(self.greeting_fields, Language, strict=True):
            self.fields[name] = forms.CharField(
                label=language.label, max_length=200, required=False, initial=written.get(language.value, "")
            )
        if widget:
            self.initial.update(allowed_origins="\n".join(widget.allowed_origins))

    def clean_allowed_origins(self) -> list[str]:
        origins = [line.strip().rstrip("/").lower() for line in self.cleaned_data["allowed_origins"].splitlines()]
        origins = [origin for origin in origins if origin]
        for origin in origins:
            parts = urlsplit(origin)
            if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
                raise ValidationError(_("“%(line)s” is not the address of a site."), params={"line": origin})
        return origins

    def columns(self) -> dict[str, object]:
        """The widget's own columns. The form must be valid."""
        texts = {name.removeprefix("greeting_"): self.cleaned_data[name] for name in self.greeting_fields}
        return {
            "greetings": {language: text for language, text in texts.items() if text},
            "allowed_origins": self.cleaned_data["allowed_origins"],
        }
