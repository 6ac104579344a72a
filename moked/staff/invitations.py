"""The invitation: a mail with a link by which a new person chooses a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from moked.businesses.models import Business
from moked.staff.models import Person


def invitation_url(person: Person) -> str:
    """Where the person chooses a password; the link dies with the first use, or after PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    return f"{settings.PUBLIC_URL}{path}"


def invitation_mail(person: Person, business: Business) -> EmailMultiAlternatives:
    """The mail in the person's language, as text and as HTML."""
    with translation.override(person.language):
        facts = {"person": person, "business": business, "url": invitation_url(person)}
        mail = EmailMultiAlternatives(
            subject=gettext("Your account at %(business)s") % {"business": business.name},
            body=render_to_string("staff/invitation.txt", facts),
            to=[person.email],
        )
        mail.attach_alternative(render_to_string("staff/invitation.html", facts), "text/html")
    return mail
