"""Named failures about doors."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Invalid


class AddressTaken(Invalid):
    """An address leads to one mailbox of the installation."""

    code = "address_taken"
    message = _("Another mailbox has this address.")
