"""Named failures about ready answers."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Invalid


class ShortcutTaken(Invalid):
    """A shortcut brings one answer in each language."""

    code = "shortcut_taken"
    message = _("Another ready answer has this shortcut in this language.")
