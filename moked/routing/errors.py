"""Named failures about offers."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict


class OfferGone(Conflict):
    code = "offer_gone"
    message = _("This is no longer waiting for you.")
