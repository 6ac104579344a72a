"""Why something that came in stands in the tray, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# By the code, or by what stands before its colon.
WORDS = {
    "no_sender": gettext_lazy("It does not say who sent it."),
    "sender_unusable": gettext_lazy("Its sender's address cannot be used."),
    "bounce_of_unknown_mail": gettext_lazy("It reports a mail as undeliverable that did not leave from here."),
    "unreadable": gettext_lazy("It is built in a way that nobody can read."),
    "worker_lost": gettext_lazy("Reading it broke off at every try. It may be very large, or made to do harm."),
    "error": gettext_lazy("Bringing it in failed at every try. Once the reason was put right, try again."),
    "failed": gettext_lazy("Bringing it in failed at every try. Once the reason was put right, try again."),
    "refused": gettext_lazy("A rule of ours refuses it."),
}


def reason_in_words(problem: str) -> str:
    """A sentence for the code that the pipeline left."""
    said = WORDS.get(problem.partition(":")[0])
    return str(said) if said else _("It could not be processed.")
