"""Named failures about updates."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid


class UpdateOver(Conflict):
    code = "update_over"
    message = _("This update has left meanwhile, or is not needed any more.")


class UpdateEmpty(Invalid):
    code = "update_empty"
    message = _("There is nothing to say yet.")


class NoOtherWay(Conflict):
    code = "no_other_way"
    message = _("There is no address to which the update could be written.")


class SkipUnexplained(Invalid):
    code = "skip_unexplained"
    message = _("Say why the customer does not hear this.")
