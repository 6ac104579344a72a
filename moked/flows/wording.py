"""Why an answer does not hold, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moked.flows.domain.answers import Fault

FAULTS: Mapping[str, str | Promise] = {
    "required": _("This is needed."),
    "not_an_option": _("Choose one of what is offered."),
    "not_a_number": _("Write a whole number."),
    "too_large": _("At most %(most)d."),
    "not_a_date": _("Write a date."),
    "not_an_address": _("This is not an e-mail address."),
    "too_long": _("At most %(most)d letters."),
    "no_rows": _("Fill in at least one line."),
    "too_many_rows": _("At most %(most)d lines."),
}


def sentence_of(fault: Fault, more: Mapping[str, str | Promise] | None = None) -> str:
    """The sentence of a fault, with its line in a table. `more` are sentences of whoever checks beyond the flow."""
    sentence = str({**FAULTS, **(more or {})}[fault.code]) % fault.facts
    if fault.row is None:
        return sentence
    return gettext("Line %(number)d: %(sentence)s") % {"number": fault.row + 1, "sentence": sentence}
