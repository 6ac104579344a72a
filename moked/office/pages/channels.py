"""What the pages of mailboxes and chat widgets show beside their form."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moked.channels.accounts.check import CheckResult, Verdict
from moked.office.pages.common import EditPage

OUTCOMES = {
    "works": gettext_lazy("It works."),
    "taken_by_us": gettext_lazy("Our own mail server takes mail for this address."),
    "not_taken_by_us": gettext_lazy("Our own mail server takes no mail for this address. Is the mailbox in use?"),
    "we_are_away": gettext_lazy("Our own mail server does not answer. Is “moked mail serve” running?"),
    "we_are_busy": gettext_lazy("Our own mail server cannot say now. Try again in a moment."),
    "out_of_reach": gettext_lazy(
        "Not tried: our own mail server does not answer here. Where it runs on another machine, “moked health mail” "
        "there says whether it listens."
    ),
    "kept_by_us": gettext_lazy("There is nothing to try: what we write stays in the built-in letterbox."),
    "only_by_sending": gettext_lazy("Not tried: a mail provider can only be tried by sending."),
    "no_such_server": gettext_lazy("There is no server of this name."),
    "refused": gettext_lazy("The server does not answer on this port."),
    "too_slow": gettext_lazy("The server did not answer within eight seconds."),
    "encryption": gettext_lazy("The encrypted connection failed. Is the port right, and the certificate valid?"),
    "password": gettext_lazy("The server refused the user name or the password."),
    "not_allowed": gettext_lazy(
        "This server stands in a private network. Whoever runs Moked can allow it by the setting "
        "MOKED_OUTBOUND_ALLOW."
    ),
    "folder": gettext_lazy("The folder does not exist in this mailbox."),
}


@dataclass(frozen=True)
class CheckLine:
    """How one road of a mailbox did, in words."""

    road: str
    words: str
    server: str
    verdict: Verdict


@dataclass(frozen=True)
class CheckPanel:
    """The results of trying a mailbox; no lines before it was tried."""

    check_url: str
    lines: tuple[CheckLine, ...] = ()


@dataclass(frozen=True)
class MailboxPage:
    """`letterbox_url` is set where mail of the mailbox is kept here instead of sent."""

    edit: EditPage
    check: CheckPanel
    letterbox_url: str = ""


@dataclass(frozen=True)
class WidgetPage:
    """`script_tag` is what the business puts into its own pages."""

    edit: EditPage
    script_tag: str


def check_lines(results: tuple[CheckResult, ...]) -> tuple[CheckLine, ...]:
    """The results as sentences."""
    roads = {"incoming": _("Incoming"), "outgoing": _("Outgoing")}
    return tuple(
        CheckLine(roads[result.road], str(OUTCOMES[result.outcome]), result.server, result.verdict)
        for result in results
    )
