"""Named failures of joint diagnoses."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid

GUIDE_FAULTS = {
    "no_steps": _("A guide has one step at least."),
    "too_many_steps": _("Twenty steps at most: nobody walks further by phone."),
    "nothing_asked": _("Say in plain words what is to be checked."),
    "no_options": _("A choice needs two to eight different answers, one a line."),
    "answers_of_no_choice": _("Only a choice, and yes or no, have answers of their own."),
    "unit_of_no_number": _("Only a number has a unit."),
    "finding_too_long": _("What was found is told in 400 letters at most; the rest is for whoever puts it."),
    "neither_yes_nor_no": _("Here an answer is “yes” or “no”, and then the step it leads to."),
    "leads_nowhere": _("It leads to a step that does not exist. Write the number of a later step, or “end”."),
    "leads_back": _("It leads backwards. A guide goes only forwards, so that it ends."),
    "never_reached": _("No answer leads to this step."),
}


class GuideRefused(Invalid):
    """A guide that makes no sense. `position` is the step's place from 1, 0 for the guide itself."""

    code = "guide_refused"

    def __init__(self, reason: str, position: int = 0) -> None:
        super().__init__(GUIDE_FAULTS[reason], reason=reason)
        self.position = position


class GuideNameTaken(Invalid):
    code = "guide_name_taken"
    message = _("There is a guide of this name already.")


class GuideOutOfUse(Conflict):
    code = "guide_out_of_use"
    message = _("This guide is no longer in use. Choose another one.")


class DiagnosisRunning(Conflict):
    code = "diagnosis_running"
    message = _("A diagnosis is under way in this case already. Finish it, or set it aside.")


class DiagnosisOver(Conflict):
    code = "diagnosis_over"
    message = _("This diagnosis is over: it was agreed, set aside, or its case has ended.")


class StepMoved(Conflict):
    code = "step_moved"
    message = _("This step was answered meanwhile. Here is how it stands now.")


class NotYourStep(Conflict):
    code = "not_your_step"
    message = _("This step is for the other side to answer.")


class AnswerRefused(Invalid):
    """An answer that does not hold; the message says why."""

    code = "answer_refused"


class EvidenceMissing(Invalid):
    code = "evidence_missing"
    message = _("Add a photo or another file.")


class EvidenceKept(Conflict):
    code = "evidence_kept"
    message = _("An answer with a file stays as it was given.")


class ReasonMissing(Invalid):
    code = "diagnosis_reason_missing"
    message = _("Say in a few words why it is set aside.")


class FindingIncomplete(Invalid):
    code = "finding_incomplete"
    message = _("Say what was found, and what happens next.")


class DueTooEarly(Invalid):
    code = "finding_due_too_early"
    message = _("What happens next needs a time that has not passed.")


class FindingMoved(Conflict):
    code = "finding_moved"
    message = _("The finding was answered or changed meanwhile. Here is how it stands now.")


class RemarkMissing(Invalid):
    code = "finding_remark_missing"
    message = _("Say in a few words what is not quite right.")
