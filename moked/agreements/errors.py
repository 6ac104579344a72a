"""Named failures of service agreements."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid, NotAllowed


class AgreementIncomplete(Invalid):
    """The fact `step` says which step is to be done, or done again."""

    code = "agreement_incomplete"
    message = _("The form is not complete: some of it is missing, or no longer holds.")


class AgreementSettled(Conflict):
    code = "agreement_settled"
    message = _("This version was answered, replaced or withdrawn meanwhile. Here is how it stands now.")


class RemarkMissing(Invalid):
    code = "remark_missing"
    message = _("Say in a few words what should be different.")


class MayNotApprove(NotAllowed):
    code = "may_not_approve"
    message = _("The agreement names somebody else to approve it.")
