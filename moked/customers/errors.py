"""Named failures about customers."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid


class AddressUnusable(Invalid):
    code = "address_unusable"
    message = _("This is not a usable address.")


class AddressTaken(Conflict):
    code = "address_taken"
    message = _("Another customer has this address. If it is the same one, merge the two.")


class AddressNotConfirmed(Invalid):
    code = "address_not_confirmed"
    message = _("Nobody confirmed yet that this address is the customer's. Identify them by another one.")


class NotIdentified(Invalid):
    code = "not_identified"
    message = _("First identify the customer by another address, for personal details at least.")


class CodeWrong(Invalid):
    code = "code_wrong"
    message = _("This code is not right.")


class CodeExpired(Invalid):
    code = "code_expired"
    message = _("This code can no longer be used. Ask for a new one.")


class NotAuthorised(Invalid):
    code = "not_authorised"
    message = _("This person is not an authorised contact of the organisation.")


class MergeImpossible(Invalid):
    code = "merge_impossible"
    message = _("These two cannot be merged.")


class SegmentLeft(Conflict):
    code = "segment_left"
    message = _("The customer is of another segment by now, and stays there.")
