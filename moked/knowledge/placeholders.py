"""The blanks of a ready answer that fill themselves."""

import re
from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACEHOLDER = re.compile(r"\{\{\s*([a-z_.]+)\s*\}\}")

# Name -> what stands there, and an example of it.
PLACEHOLDERS: Mapping[str, tuple[Promise, Promise | str]] = {
    "customer.greeting": (_("a greeting in the customer's tone and the answer's language"), _("Hello Dana,")),
    "customer.first_name": (_("the customer's first name"), _("Dana")),
    "customer.name": (_("the customer's full name"), _("Dana Abramov")),
    "agent.first_name": (_("the first name of whoever answers"), _("Noa")),
    "agent.name": (_("the full name of whoever answers"), _("Noa Barak")),
    "case.reference": (_("the case's reference"), "MK-48213"),
    "business.name": (_("the name of the business"), ""),
}


def fill_with_examples(text: str, *, business_name: str, language: str) -> str:
    """The text as a customer of that language may see it; a blank that nothing fills stays a visible gap."""
    with translation.override(language):
        examples = {name: str(example) for name, (_words, example) in PLACEHOLDERS.items()}
    examples["business.name"] = business_name
    return PLACEHOLDER.sub(lambda match: examples.get(match[1], "___"), text)
