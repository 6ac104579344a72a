"""Named failures about webhooks."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid


class EventUnknown(Invalid):
    code = "event_unknown"

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__(_("There is no event of this type: %(codes)s.") % {"codes": ", ".join(codes)})


class SecretLost(Conflict):
    code = "secret_lost"
    message = _("The installation's secret key does not open the secret of this webhook. Give it a new one.")


class EndpointOff(Conflict):
    code = "endpoint_off"
    message = _("This webhook is switched off. Switch it on first.")
