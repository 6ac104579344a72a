"""What is said to all customers of an incident: whom it reaches, how it reads, how far it came."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from moked.businesses.models import Language
from moked.cases.domain.gathering import Skip, groups_of
from moked.cases.incident_models import Incident, IncidentUpdate
from moked.cases.incidents import recipients_of
from moked.cases.models import Channel
from moked.lib.languages import text_in

SKIPPED: dict[Skip, Promise] = {
    Skip.ENDED: gettext_lazy("not written to, since their case is over"),
    Skip.LEFT: gettext_lazy("not written to, since their case was taken out"),
    Skip.NO_ADDRESS: gettext_lazy("not written to, since they left no address"),
    Skip.ASKED: gettext_lazy("asked already whether it is solved"),
}


@dataclass(frozen=True)
class Told:
    """Something said to all, and how far it has come, in percent."""

    kind: str
    who: str
    at: datetime
    text: str
    languages: str
    sent: int
    # Who was left out, in words with their numbers.
    skipped: tuple[str, ...]
    waiting: int
    percent: int
    # How many joined since, and where it is sent to them too; only the newest update of an open incident says so.
    newcomers: int = 0
    newcomers_url: str = ""


@dataclass(frozen=True)
class GroupLine:
    """Customers who get the same words by the same road."""

    words: str
    channel: str
    written_in: str
    is_their_language: bool


@dataclass(frozen=True)
class TextsPage:
    """A text to many, written in their languages. With a `preview` it can be sent as it stands there."""

    title: str
    lead: str
    back_url: str
    incident_title: str
    form: forms.Form
    act_label: str
    previews: bool
    groups: tuple[GroupLine, ...] = ()
    preview: tuple[tuple[str, str, str], ...] = ()
    extra_url: str = ""
    extra_label: str = ""


def told_line(incident: Incident, update: IncidentUpdate, newcomers: int) -> Told:
    """Something said to all. `newcomers` joined after it. Needs the counts that `updates_of` adds."""
    sent, waiting, skipped = (getattr(update, name) for name in ("sent", "waiting", "skipped"))
    every = sent + waiting + skipped
    return Told(
        kind=str(update.get_kind_display()),
        who=update.written_by.full_name if update.written_by else "",
        at=update.written_at,
        text=text_in(update.texts, incident.business.language, "")[1],
        languages=", ".join(str(Language(each).label) for each in update.texts),
        sent=sent,
        skipped=_skipped(update),
        waiting=waiting,
        percent=100 * (every - waiting) // every if every else 100,
        newcomers=newcomers,
        newcomers_url=reverse("floor:to_newcomers", args=[incident.pk, update.pk]) if newcomers else "",
    )


def _skipped(update: IncidentUpdate) -> tuple[str, ...]:
    counted = ((why, getattr(update, f"skipped_{why.value}")) for why in Skip)
    return tuple(f"{SKIPPED[why]}: {count}" for why, count in counted if count)


def group_lines(incident: Incident, texts: dict[str, str]) -> tuple[GroupLine, ...]:
    """Whom a text reaches, by language and road. One query."""
    groups = groups_of(recipients_of(incident), texts, incident.business.language)
    return tuple(
        GroupLine(
            words=_reached(group.count, group.language, group.channel),
            channel=group.channel,
            written_in=str(Language(group.written_in).label),
            is_their_language=group.is_their_language,
        )
        for group in groups
    )


def _reached(count: int, language: str, channel: str) -> str:
    said = {"count": count, "language": Language(language).label, "channel": Channel(channel).label}
    return (
        ngettext(
            "%(count)d customer gets it in %(language)s, by %(channel)s",
            "%(count)d customers get it in %(language)s, by %(channel)s",
            count,
        )
        % said
    )


def preview_of(texts: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Each text with its language's code and name."""
    return tuple((code, str(Language(code).label), text) for code, text in texts.items())
