"""How allauth fits this installation: people are made by administrators, never by signing up."""

import logging
import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from anymail.exceptions import AnymailError
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext

from moked.channels.errors import NotSent
from moked.lib.secrets import is_sealed, seal, unseal
from moked.staff.models import Person

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody opens an account on their own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Person) -> None:
        """What is said from here on is said to this person, whatever the browser speaks."""
        super().login(request, user)
        translation.activate(user.language)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address the server found, through trusted proxies only. Without one (a Unix socket): this machine."""
        return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail that cannot leave is logged: an error would tell a stranger that the address has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (NotSent, OSError, AnymailError):
            log.exception("account.mail_not_sent", extra={"template": template_prefix})

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not right after signing in: whoever is led to set up a second factor has just said who they are."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > account_settings.REAUTHENTICATION_TIMEOUT


class OrganisationAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The organisation's account opens the door of a person who already exists here, by verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Person, str] | None:
        """The active person with an address that the organisation vouches for, and that address.

        The address is kept as verified: allauth would otherwise take the person's password away, guarding against
        strangers who sign up with other people's addresses. Nobody signs up here.
        """
        vouched = [address.email for address in sociallogin.email_addresses if address.verified]
        for email in vouched:
            person = Person.objects.filter(email__iexact=email, is_active=True).first()
            if person:
                EmailAddress.objects.update_or_create(
                    user=person, email=person.email, defaults={"verified": True, "primary": True}
                )
                return person, person.email
        return None


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """How second factors are named, and kept: encrypted, so that a copy of the database opens no account."""

    def encrypt(self, text: str) -> str:
        return seal(text, secret=settings.SECRET_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        # What was kept before this adapter came stands as it was until `moked secrets rotate`.
        is_kept = is_sealed(encrypted_text)
        return unseal(encrypted_text, secret=settings.SECRET_KEY) if is_kept else encrypted_text

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002
        """A name to start from; the person may change it."""
        count = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": count}
