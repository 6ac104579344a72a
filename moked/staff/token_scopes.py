"""What a token may be given. A scope opens a part of the API; the permissions behind it are those people have."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from moked.staff.permissions import Permission


class TokenScope(models.TextChoices):
    """The scopes of the API. A code is stable: it stands in tokens and in the reference."""

    READ_CASES = "read:cases", _("read cases, messages, files and deliveries")
    WRITE_CASES = "write:cases", _("open, answer, hand over and arrange cases")
    SHARE_LINKS = "share:links", _("show a customer's link, by which a case is read and closed")
    READ_CUSTOMERS = "read:customers", _("read customers and their addresses")
    WRITE_CUSTOMERS = "write:customers", _("create, change and merge customers")
    IDENTIFY_CUSTOMERS = "identify:customers", _("identify customers and confirm their addresses")
    FOLLOW_CUSTOMERS = "follow:customers", _("follow reference customers, and read and write their plans")
    READ_WORK = "read:work", _("read the waiting work")
    READ_STAFF = "read:staff", _("read people, teams, skills and topics")
    WRITE_STAFF = "write:staff", _("change teams, skills and topics")
    READ_PROMISES = "read:promises", _("read service hours, packages, ladders, times by law and service profiles")
    WRITE_PROMISES = (
        "write:promises",
        _("change service hours, packages, ladders, segments, times by law and profiles"),
    )
    READ_AGREEMENTS = "read:agreements", _("read service agreements")
    WRITE_AGREEMENTS = "write:agreements", _("send and withdraw service agreements")
    READ_CHANNELS = "read:channels", _("read mailboxes and chat widgets, without secrets")
    READ_KNOWLEDGE = "read:knowledge", _("read ready answers")
    WRITE_KNOWLEDGE = "write:knowledge", _("write ready answers")
    READ_SURVEYS = "read:surveys", _("read what customers said after closing")
    READ_EVENTS = "read:events", _("read the journal of events")
    REVIEW_INTAKE = "review:intake", _("look after what could not be processed")
    MANAGE_INCIDENTS = (
        "manage:incidents",
        _("open incidents, write to all of their customers, and switch the emergency set"),
    )
    MANAGE_WEBHOOKS = "manage:webhooks", _("manage webhooks")


# Reading parts that have no permission of their own among people asks for none: the scope alone opens them.
PERMISSIONS: dict[TokenScope, frozenset[Permission]] = {
    TokenScope.READ_CASES: frozenset({Permission.CASES_READ}),
    TokenScope.WRITE_CASES: frozenset(
        {
            Permission.CASES_READ,
            Permission.CASES_ANSWER,
            Permission.CASES_HAND_OVER,
            Permission.CASES_ARRANGE,
            Permission.CASES_SET_ASIDE,
        }
    ),
    TokenScope.SHARE_LINKS: frozenset({Permission.CASES_READ, Permission.CASES_ANSWER}),
    TokenScope.READ_CUSTOMERS: frozenset({Permission.CASES_READ}),
    TokenScope.WRITE_CUSTOMERS: frozenset({Permission.CASES_READ, Permission.CUSTOMERS_EDIT}),
    TokenScope.IDENTIFY_CUSTOMERS: frozenset({Permission.CASES_READ, Permission.CUSTOMERS_IDENTIFY}),
    TokenScope.FOLLOW_CUSTOMERS: frozenset({Permission.CASES_READ, Permission.PROFILES_EDIT}),
    TokenScope.READ_WORK: frozenset({Permission.CASES_READ}),
    TokenScope.READ_STAFF: frozenset(),
    TokenScope.WRITE_STAFF: frozenset({Permission.OFFICE_STRUCTURE}),
    TokenScope.READ_PROMISES: frozenset({Permission.CASES_READ}),
    TokenScope.WRITE_PROMISES: frozenset({Permission.CASES_READ, Permission.PROMISES_EDIT, Permission.PROFILES_EDIT}),
    TokenScope.READ_AGREEMENTS: frozenset({Permission.CASES_READ}),
    TokenScope.WRITE_AGREEMENTS: frozenset({Permission.CASES_READ, Permission.PROFILES_EDIT}),
    TokenScope.READ_CHANNELS: frozenset(),
    TokenScope.READ_KNOWLEDGE: frozenset(),
    TokenScope.WRITE_KNOWLEDGE: frozenset({Permission.KNOWLEDGE_EDIT}),
    TokenScope.READ_SURVEYS: frozenset({Permission.CASES_READ}),
    TokenScope.READ_EVENTS: frozenset(),
    TokenScope.REVIEW_INTAKE: frozenset({Permission.INTAKE_REVIEW}),
    # Taking a case into an incident is part of answering it.
    TokenScope.MANAGE_INCIDENTS: frozenset(
        {Permission.CASES_READ, Permission.CASES_ANSWER, Permission.INCIDENTS_MANAGE}
    ),
    TokenScope.MANAGE_WEBHOOKS: frozenset({Permission.OFFICE_INTEGRATIONS}),
}


def permissions_of(scopes: Iterable[str]) -> frozenset[str]:
    """What a token with these scopes may do; a scope that is no longer known gives nothing."""
    known = [TokenScope(scope) for scope in scopes if scope in TokenScope.values]
    return frozenset(permission.value for scope in known for permission in PERMISSIONS[scope])
