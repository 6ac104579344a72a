"""What can go wrong with promises."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import MokedError


class CalendarRefused(MokedError):
    """Hours that make no sense."""

    code = "calendar_refused"
    message = _("These hours make no sense.")
    status = 422


class TermsRefused(MokedError):
    """Targets that make no sense."""

    code = "terms_refused"
    message = _("What is promised must be a time longer than nothing, and shorter than a year.")
    status = 422
