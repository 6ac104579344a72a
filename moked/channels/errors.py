"""Named failures of channels."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid


class NotSent(Exception):
    """An adapter is sure that the mail was not accepted. `code` is short and for people who look after mail.

    `permanent`: trying again will not help. `is_address`: the fault lies with the recipient's address. `is_road`: the
    server cannot be reached or does not take us, so every other mail would fare the same.
    """

    def __init__(self, code: str, *, permanent: bool, is_address: bool = False, is_road: bool = False) -> None:
        self.code = code[:300]
        self.permanent = permanent
        self.is_address = is_address
        self.is_road = is_road
        super().__init__(code)


class AnswerLost(Exception):
    """The mail was handed over, but whether it was accepted is not known. It must not be sent again blindly."""

    def __init__(self, code: str) -> None:
        self.code = code[:300]
        super().__init__(code)


class Unprocessable(Exception):
    """A received mail that no repetition will make a message of. `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code[:200]
        super().__init__(code)


class AlreadySettled(Conflict):
    code = "already_settled"
    message = _("Somebody has already looked after this.")


class NotAMail(Conflict):
    code = "not_a_mail"
    message = _("A case can be opened from a mail alone.")


class AddressOurs(Invalid):
    code = "address_ours"
    message = _("This is an address of your own mailbox. Whose case is it?")


class MailRefused(Invalid):
    code = "mail_refused"
    message = _("No case can hold this mail as it is. The log says why.")


class MailboxMissing(Invalid):
    code = "mailbox_missing"
    message = _("This business has no mailbox to send from.")


class ListenerAway(Conflict):
    code = "listener_away"
    message = _("The mail listener did not take it. Does it run?")


class ListenerBusy(ListenerAway):
    """It runs, and asks to be tried again later."""

    code = "listener_busy"
    message = _("The mail listener asks to be tried again in a moment.")


class OnlyDemonstration(Invalid):
    code = "only_demonstration"
    message = _("Only addresses ending in .test may write from here.")
