"""Named failures of flows."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid


class FlowRefused(Invalid):
    """A document that makes no sense; the facts `reason` and `place` say why and where."""

    code = "flow_refused"
    message = _("This flow makes no sense: every step must lead on, and none back.")


class WalkIncomplete(Conflict):
    """A step on the way is still to do; the fact `step` says which."""

    code = "walk_incomplete"
    message = _("Some steps are still open.")


class WalkOver(Conflict):
    code = "walk_over"
    message = _("This form is finished; its answers no longer change.")
