"""The root of the one tree of errors. Each has a code for machines and a lazy sentence for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MokedError(Exception):
    """Something a person or a machine asked for that cannot be done, said in their language.

    `code` is stable and goes to the API; `message` is translated when shown; `status` is the HTTP answer.
    """

    code: str = "error"
    status: int = 400
    message: str | Promise = _("That did not work.")

    def __init__(self, message: str | Promise | None = None, **facts: object) -> None:
        if message is not None:
            self.message = message
        self.facts = facts
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class NotFound(MokedError):
    """Missing and forbidden look alike from outside, so a guess proves nothing."""

    code = "not_found"
    status = 404
    message = _("This does not exist, or you have no access to it.")


class NotAllowed(MokedError):
    """The person may see this but not do that."""

    code = "not_allowed"
    status = 403
    message = _("Your role does not allow this.")


class Conflict(MokedError):
    """Somebody else changed it first; the caller shows the fresh state."""

    code = "conflict"
    status = 409
    message = _("Somebody changed this in the meantime. Here is how it stands now.")


class TooMany(MokedError):
    """Too often in too short a time. `facts["retry_after"]` are the seconds to wait."""

    code = "too_many"
    status = 429
    message = _("Too many requests came from here in a short time. Please try again in a moment.")


class Unavailable(MokedError):
    """Something we stand on is away for a moment, most often the database."""

    code = "unavailable"
    status = 503
    message = _("The service is out of reach for a moment. What was saved is kept; please try again shortly.")


class Invalid(MokedError):
    """An input that cannot be accepted."""

    code = "invalid"
    status = 422
    message = _("Some of this cannot be accepted.")
