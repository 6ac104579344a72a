"""How the work goes: processes that are alive, what is overdue, what needs a person. In scope: everything."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moked.businesses.models import Business
from moked.businesses.selectors import demo_is_loaded
from moked.channels.models import Mailbox
from moked.site.doctor.findings import Finding, ok, problem, warning
from moked.site.doctor.machine import LOOPBACK
from moked.site.second_factor import second_factor_is_required
from moked.site.standing import Standing, router_is_alive, worker_is_alive
from moked.webhooks.models import Endpoint

OVERDUE = timedelta(minutes=2)
SILENT_MAILBOX = timedelta(minutes=10)


def check_processes(now: datetime) -> Iterator[Finding]:
    if worker_is_alive(now):
        yield ok("worker", _("A worker is alive."))
    else:
        yield problem(
            "worker", _("No worker is alive: nothing comes in and nothing leaves."), _("Start `moked worker`.")
        )
    if router_is_alive(now):
        yield ok("router", _("A router is alive."))
    else:
        yield problem("router", _("No router is alive: nobody is offered work."), _("Start `moked router`."))


def check_overdue(standing: Standing) -> Iterator[Finding]:
    """What should have happened long ago."""
    late = {name: seconds for name, seconds in standing.overdue.items() if seconds > OVERDUE.total_seconds()}
    if not late:
        yield ok("overdue", _("Nothing is overdue."))
    for name, seconds in late.items():
        yield problem(
            f"overdue.{name}",
            _("%(what)s: due for %(minutes)d minutes.") % {"what": name, "minutes": seconds // 60},
            _("See whether a worker is alive and what its log says."),
        )


def check_tray(standing: Standing) -> Iterator[Finding]:
    if standing.tray:
        yield warning(
            "tray",
            ngettext("%(count)d mail needs a look.", "%(count)d mails need a look.", standing.tray)
            % {"count": standing.tray},
            _("An administrator finds them in the office, under “Needs a look”."),
        )
    else:
        yield ok("tray", _("No mail needs a look."))
    lost = sum(standing.deliveries.get(state, 0) for state in ("failed", "unknown"))
    if lost:
        yield warning(
            "deliveries",
            ngettext(
                "%(count)d answer of the last day could not be delivered, or nobody knows.",
                "%(count)d answers of the last day could not be delivered, or nobody knows.",
                lost,
            )
            % {"count": lost},
            _("Their writers see them on the case; when there are many, look at the mailbox's road out."),
        )
    else:
        yield ok("deliveries", _("No answer of the last day failed."))


def check_mailboxes(now: datetime) -> Iterator[Finding]:
    """Each mailbox in use: whether it is fetched, and whether it has a road out."""
    for mailbox in Mailbox.objects.select_related("account", "business").filter(account__is_active=True):
        yield from check_mailbox(mailbox, now)


def check_mailbox(mailbox: Mailbox, now: datetime) -> Iterator[Finding]:
    check, who = f"mailbox.{mailbox.pk}", {"address": mailbox.address}
    if mailbox.incoming == Mailbox.Incoming.IMAP:
        last = mailbox.last_fetched_at
        if mailbox.fetch_failures:
            yield problem(
                check,
                _("%(address)s cannot be fetched, %(count)d times in a row.")
                % {**who, "count": mailbox.fetch_failures},
                _("Its page in the office says why."),
            )
        elif last is None or now - last > SILENT_MAILBOX:
            yield warning(check, _("%(address)s was not fetched lately.") % who, _("See whether a worker is alive."))
    if not _has_road(mailbox):
        yield problem(check, _("%(address)s has no road out.") % who, _("Set it in the office."))
    elif mailbox.outgoing == Mailbox.Outgoing.LETTERBOX and not mailbox.business.is_demo:
        yield warning(
            check,
            _("%(address)s writes to the built-in letterbox: customers get nothing.") % who,
            _("Set its road out in the office."),
        )
    else:
        yield ok(check, _("%(address)s is set up.") % who)


def check_webhooks() -> Iterator[Finding]:
    """Those that were switched off by themselves."""
    for endpoint in Endpoint.objects.exclude(stopped_because="").order_by("pk"):
        yield warning(
            f"webhook.{endpoint.pk}",
            _("The webhook %(name)s is switched off: %(reason)s")
            % {"name": endpoint.name, "reason": endpoint.get_stopped_because_display()},
            _("Its page in the office gives it a new secret and switches it on again."),
        )


def _has_road(mailbox: Mailbox) -> bool:
    match mailbox.outgoing:
        case Mailbox.Outgoing.SMTP:
            return bool(mailbox.smtp_host)
        case Mailbox.Outgoing.PROVIDER:
            return bool(mailbox.provider)
    return True


def check_people(public_host: str) -> Iterator[Finding]:
    """How people sign in, and whether the demonstration stands open to the world."""
    if second_factor_is_required():
        yield ok("second_factor", _("Nobody works without a second factor."))
    elif settings.REQUIRE_SECOND_FACTOR is False:
        yield warning(
            "second_factor", _("A second factor is left to each person."), _("Unset MOKED_REQUIRE_SECOND_FACTOR.")
        )
    if demo_is_loaded() and public_host not in LOOPBACK:
        yield problem(
            "demo",
            _("The demonstration, whose passwords everybody knows, stands at a public address."),
            _("Begin with an empty data folder for a real installation."),
        )
    if not Business.objects.exists():
        yield warning("business", _("There is no business yet."), _("`moked welcome` prints the link to begin."))
