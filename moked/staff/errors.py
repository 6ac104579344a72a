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


DUTY_FAULTS = {
    "person_unknown": _("This person does not serve here."),
    "no_day": _("Say on which day: every week, or on one date."),
    "no_times": _("Say from when until when."),
    "nobody_named": _("Say who is on duty. Only a single date may have nobody."),
    "ends_before_start": _("It ends before it starts. When it goes past midnight, mark that it ends the next day."),
    "longer_than_a_day": _("It lasts longer than a day. Did you mean that it ends on the same day?"),
    "day_is_free": _("On this date nobody is on duty. Remove that line first."),
    "day_has_lines": _("Somebody is on duty on this date already. Remove that line first."),
    "same_person_twice": _("This person is on duty at that time already."),
}


class DutyRefused(Invalid):
    """A line that makes no sense in its plan. The fact `reason` is its code."""

    code = "duty_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(DUTY_FAULTS[reason], reason=reason)
