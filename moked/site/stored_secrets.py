"""Every place where a secret is kept in the database, and sealing them anew after the key changed."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from moked.businesses.scope import in_whole_installation
from moked.channels.models import Mailbox
from moked.lib.secrets import reseal
from moked.webhooks.models import Endpoint

ENDPOINT_COLUMNS = ("secret", "former_secret")
MAILBOX_COLUMNS = ("imap_password", "smtp_password", "provider_settings")
# What allauth keeps through our adapter's `encrypt`: of an app, and of recovery codes.
FACTOR_KEYS = ("secret", "seed")


@transaction.atomic
def rotate_secrets() -> int:
    """Seals all with today's key, all or none; gives how many. Raises InvalidToken for one that no key opens."""
    with in_whole_installation("the key belongs to the installation"):
        return _columns(Mailbox, MAILBOX_COLUMNS) + _columns(Endpoint, ENDPOINT_COLUMNS) + _second_factors()


def _columns(model: type[Mailbox] | type[Endpoint], names: tuple[str, ...]) -> int:
    count = 0
    for row in model.objects.select_for_update():
        sealed = [name for name in names if getattr(row, name)]
        for name in sealed:
            setattr(row, name, reseal(getattr(row, name), secret=settings.SECRET_KEY))
        if sealed:
            row.save(update_fields=sealed)
        count += len(sealed)
    return count


def _second_factors() -> int:
    count = 0
    for factor in Authenticator.objects.select_for_update():
        sealed = [name for name in FACTOR_KEYS if factor.data.get(name)]
        for name in sealed:
            factor.data[name] = reseal(factor.data[name], secret=settings.SECRET_KEY)
        if "migrated_codes" in factor.data:
            factor.data["migrated_codes"] = [
                reseal(code, secret=settings.SECRET_KEY) for code in factor.data["migrated_codes"]
            ]
        if sealed:
            factor.save(update_fields=["data"])
        count += len(sealed)
    return count
