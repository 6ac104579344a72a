"""What a role may allow. A code is stable: it stands in roles, in journals and in the API."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """Everything a person of a business may be allowed to do."""

    CASES_READ = "cases.read", _("see cases and customers")
    CASES_ANSWER = "cases.answer", _("answer customers and offer solutions")
    CASES_HAND_OVER = "cases.hand_over", _("hand cases over")
    CASES_ARRANGE = "cases.arrange", _("merge and split cases, and undo it")
    CASES_SET_ASIDE = "cases.set_aside", _("set aside what is not a case, and bring it back")
    CUSTOMERS_EDIT = "customers.edit", _("change customer details")
    CUSTOMERS_IDENTIFY = "customers.identify", _("identify customers")
    INTAKE_REVIEW = "intake.review", _("look after what could not be processed")
    PROMISES_EDIT = "promises.edit", _("manage service hours, packages and ladders")
    PROFILES_EDIT = "profiles.edit", _("write customers' service profiles")
    INCIDENTS_MANAGE = "incidents.manage", _("manage incidents, notices to customers and the emergency set")
    KNOWLEDGE_EDIT = "knowledge.edit", _("write ready answers")
    OFFICE_PEOPLE = "office.people", _("manage people and roles")
    OFFICE_STRUCTURE = "office.structure", _("manage teams, skills and topics")
    OFFICE_CHANNELS = "office.channels", _("manage mailboxes and chat widgets")
    OFFICE_AUDIT = "office.audit", _("see who changed what, and who opened whose data")
    OFFICE_INTEGRATIONS = "office.integrations", _("manage API tokens and webhooks")
    OFFICE_BUSINESS = "office.business", _("manage the business's settings")


AGENT = [
    Permission.CASES_READ,
    Permission.CASES_ANSWER,
    Permission.CASES_HAND_OVER,
    Permission.CASES_ARRANGE,
    Permission.CASES_SET_ASIDE,
    Permission.CUSTOMERS_EDIT,
    Permission.CUSTOMERS_IDENTIFY,
]
SHIFT_MANAGER = [
    *AGENT,
    Permission.INTAKE_REVIEW,
    Permission.INCIDENTS_MANAGE,
    Permission.KNOWLEDGE_EDIT,
    Permission.PROFILES_EDIT,
    Permission.PROMISES_EDIT,
]
ADMINISTRATOR = list(Permission)
