"""Mail providers whose interface we send by, and what each asks for, named as django-anymail's backends name it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """How a provider calls what it asks for; an empty name: it does not ask for that."""

    label: str
    key: str = "api_key"
    second_key: str = ""
    domain: str = ""
    project: str = ""
    # Its interface stands at an address of each customer's own.
    needs_address: bool = False


PROVIDERS: Mapping[str, Provider] = {
    "brevo": Provider("Brevo"),
    "mailersend": Provider("MailerSend", key="api_token"),
    "mailgun": Provider("Mailgun", domain="sender_domain"),
    "mailjet": Provider("Mailjet", second_key="secret_key"),
    "mailtrap": Provider("Mailtrap", key="api_token"),
    "mandrill": Provider("Mailchimp Transactional (Mandrill)"),
    "postal": Provider("Postal", needs_address=True),
    "postmark": Provider("Postmark", key="server_token"),
    "resend": Provider("Resend"),
    "scaleway": Provider("Scaleway", key="secret_key", project="project_id"),
    "sparkpost": Provider("SparkPost"),
    "unisender_go": Provider("Unisender Go", needs_address=True),
}
SECRET, OPEN = ("key", "second_key"), ("domain", "project", "address")
ADDRESS = "api_url"


def shown_settings(name: str, kept: Mapping[str, str]) -> dict[str, str]:
    """What may be shown of the settings that are kept, by our names: no keys."""
    provider = PROVIDERS.get(name)
    return {each: kept.get(_name(provider, each), "") for each in OPEN} if provider else {}


def missing_settings(name: str, chosen: Mapping[str, str], kept: Mapping[str, str]) -> list[str]:
    """What the provider needs and nobody said, by our names. `kept` are its settings so far, if any.

    A key is kept for the address it was given for: whoever names another one must have the key.
    """
    provider = PROVIDERS[name]
    if chosen.get("address", "") != kept.get(ADDRESS, ""):
        kept = {}
    needed = ["key", *(each for each in ("second_key", "project") if _name(provider, each))]
    missing = [each for each in needed if not chosen.get(each) and not kept.get(_name(provider, each))]
    return missing + (["address"] if provider.needs_address and not chosen.get("address") else [])


def settings_after(name: str, chosen: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """The settings as the backend takes them. A key left empty stays as it is; what is shown is as it was written."""
    provider = PROVIDERS[name]
    after: dict[str, str] = {}
    for each in (*SECRET, *OPEN):
        theirs, written = _name(provider, each), chosen.get(each, "")
        value = written or (kept.get(theirs, "") if each in SECRET else "")
        if theirs and value:
            after[theirs] = value
    return after


def _name(provider: Provider, ours: str) -> str:
    return ADDRESS if ours == "address" else str(getattr(provider, ours))
