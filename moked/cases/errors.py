"""Named failures about cases."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid, NotAllowed


class MoveImpossible(Conflict):
    code = "move_impossible"
    message = _("The case does not stand where this is possible.")


class AlreadyWithCustomer(Conflict):
    code = "already_with_customer"
    message = _("This case already waits for the customer.")


class SomethingNewArrived(Conflict):
    code = "something_new_arrived"
    message = _("Something new arrived while you were writing. Your text is kept; read it and send again.")


class TooLate(Conflict):
    code = "too_late"
    message = _("It has already left.")


class NothingToSend(Invalid):
    code = "nothing_to_send"
    message = _("There is nothing to send yet.")


class FileTooLarge(Invalid):
    code = "file_too_large"
    message = _("This file is larger than this installation accepts.")


class FileHeld(Conflict):
    code = "file_held"
    message = _("This file is still being checked for malware. Please try again in a moment.")


class FileInfected(NotAllowed):
    code = "file_infected"
    message = _("Malware was found in this file, so it was locked away.")


class MomentPassed(Invalid):
    code = "moment_passed"
    message = _("Choose a moment that is still to come.")


class RecipientMissing(Invalid):
    code = "recipient_missing"
    message = _("There is no colleague or team to hand this to.")


class HandOverStands(Conflict):
    code = "hand_over_stands"
    message = _("This hand-over can no longer be taken back. You can hand the case over again.")


class MergeImpossible(Invalid):
    code = "merge_impossible"
    message = _("Only open cases of one customer in one business can be merged.")


class AddresseeMissing(Invalid):
    code = "addressee_missing"
    message = _("This customer has no address to answer to.")


class IncidentIsOver(Conflict):
    code = "incident_is_over"
    message = _("This incident is over.")


class InAnotherIncident(Conflict):
    code = "in_another_incident"
    message = _("This case is part of another incident.")


class NothingToGatherBy(Invalid):
    code = "nothing_to_gather_by"
    message = _("Say what its cases have in common: a topic, a system or words.")


class TextMissing(Invalid):
    code = "text_missing"
    message = _("Write the text in the business's own language; whoever has no text in theirs gets that one.")


class NobodyToWriteTo(Invalid):
    code = "nobody_to_write_to"
    message = _("There is no case in this incident to write to.")


class PauseUnexplained(Invalid):
    code = "pause_unexplained"
    message = _("Say why, so that colleagues understand it.")


class TaskOver(Conflict):
    code = "task_over"
    message = _("This task has already ended.")


class NoteMissing(Invalid):
    code = "note_missing"
    message = _("Write in a line what was done, for the colleagues who come after you.")


class OwnerMissing(Invalid):
    code = "owner_missing"
    message = _("Choose a colleague who serves this business.")
