"""Named failures about webhooks."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid


class EventUnknown(Invalid):
    code = "event_unknown"
    message = _("There is no event of this type.")


class SecretLost(Conflict):
    code = "secret_lost"
    message = _("The installation's secret key does not open the secret of this webhook. Give it a new one.")


class EndpointOff(Conflict):
    code = "endpoint_off"
    message = _("This webhook is switched off. Switch it on first.")
