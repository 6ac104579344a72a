"""Named failures about people and what they are given."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid


class AlreadyMember(Conflict):
    """The person serves this business already."""

    code = "already_member"
    message = _("This person already serves this business.")


class LastAdministrator(Conflict):
    """The change would leave nobody who may manage people."""

    code = "last_administrator"
    message = _("Somebody must stay who may manage people and roles.")


class NameTaken(Invalid):
    """Two of a kind may not share a name in one business."""

    code = "name_taken"
    message = _("This name is already in use.")


class RoleInUse(Conflict):
    """People hold this role."""

    code = "role_in_use"
    message = _("People hold this role. Give them another one first.")
