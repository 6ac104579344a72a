"""Named failures about ready answers."""

from django.utils.translation import gettext_lazy as _

from moked.knowledge.addressing import Fault
from moked.lib.errors import Invalid

FAULTS = {
    Fault.UNBALANCED: _("Double braces do not match near “%(near)s”."),
    Fault.NOT_THREE: _("Between double braces there must be three forms, to her|to him|to anybody: “%(near)s”."),
    Fault.NAMELESS: _("Between double braces stand three forms or the name of a blank: “%(near)s”."),
    Fault.UNKNOWN: _(
        "Nothing fills the blank “%(near)s”. Take one of those that fill themselves, "
        "or write ___ for what is filled in by hand."
    ),
    Fault.NOBODY: _("Say too what stands there for a customer whose form is not known: “%(near)s”."),
}


class FormsUnclear(Invalid):
    """Braces that cannot be read: `fault` says how, `near` where."""

    code = "forms_unclear"

    def __init__(self, fault: Fault, near: str) -> None:
        super().__init__(FAULTS[fault] % {"near": near})


class ShortcutTaken(Invalid):
    """A shortcut brings one answer in each language."""

    code = "shortcut_taken"
    message = _("Another ready answer has this shortcut in this language.")
