"""Named failures at the customer's door."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Invalid, MokedError, NotAllowed


class ForCustomerOnly(NotAllowed):
    code = "for_customer_only"
    message = _(
        "Only the customer can say this. You are signed in as somebody who serves this business; "
        "sign out, or open the page in a private window."
    )


class TooManyCodes(MokedError):
    code = "too_many_codes"
    status = 429
    message = _("Enough codes were sent for now. Please try again in a while.")


class CodeImpossible(Invalid):
    code = "code_impossible"
    message = _("There is no e-mail address to which a code could be sent. Please write to us on the case's page.")


class RequestTooLarge(MokedError):
    code = "request_too_large"
    status = 413
    message = _("These files are too large together.")
