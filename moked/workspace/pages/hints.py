"""What the composer notices in a draft: words that put a fault on somebody else, and promises."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from moked.cases.models import Case, Message
from moked.guidance.domain.hints import WordingHint
from moked.guidance.services import hint_for_draft
from moked.lib.richtext import clean_html, plain_text
from moked.promises.domain.commitment_words import commitment_in
from moked.promises.domain.commitments import assumed_due
from moked.promises.selectors import noticed_promises
from moked.staff.actors import PersonActor
from moked.staff.models import Person
from moked.workspace.forms import MOMENT_FORMAT


@dataclass(frozen=True)
class PromiseHint:
    """A promise in the draft. `due` is what a date-time field of the business's zone holds.

    It is empty where the time named has passed: only its writer knows what was meant.
    """

    kind: str
    words: str
    due: str
    is_wanted: bool
    # Why nothing was sent.
    refusal: str = ""


@dataclass(frozen=True)
class Hints:
    """What is said under the editor; both may be missing."""

    wording: WordingHint | None
    promise: PromiseHint | None
    choose_url: str


def hints_for(actor: PersonActor, case: Case, fields: Mapping[str, str]) -> Hints:
    """What to say about the draft in `html`. What its writer set about the same promise before stays. Two queries."""
    text = plain_text(clean_html(fields.get("html", "")))
    return Hints(
        wording=hint_for_draft(actor, case, text),
        promise=_promise_in(text, timezone.now(), ZoneInfo(case.business.time_zone), fields),
        choose_url=reverse("workspace:choose_words", args=[case.pk]),
    )


def refused_promise(case: Case, fields: Mapping[str, str], refusal: str) -> Hints:
    """The promise that was wanted with an answer, as it was set, and why the answer stays. No query."""
    return Hints(None, _promise_as_set(fields, refusal), reverse("workspace:choose_words", args=[case.pk]))


@dataclass(frozen=True)
class AskedPromise:
    """Asked once an answer was sent whose promise nobody marked, until it is answered or would be over."""

    promise: PromiseHint
    # Of the answer; `url` takes what is kept of it, `no_need_url` that nothing is.
    message_id: UUID
    url: str
    no_need_url: str
    # Who wrote it; empty where that is whoever is asked.
    who: str


def asked_promise(person: Person, case: Case) -> AskedPromise | None:
    """What is asked about the answers of a case now. One query."""
    noticed = next(iter(noticed_promises(case.pk, timezone.now())), None)
    if noticed is None:
        return None
    zone = ZoneInfo(case.business.time_zone)
    due = f"{noticed.due_at.astimezone(zone):{MOMENT_FORMAT}}" if noticed.due_at else ""
    promise = PromiseHint(noticed.kind, noticed.words, due, is_wanted=False)
    return _asked(person, noticed.message, promise)


def refused_moment(person: Person, message: Message, fields: Mapping[str, str], refusal: str) -> AskedPromise:
    """The same question, as it was answered, and why that cannot be kept. One query at most."""
    return _asked(person, message, _promise_as_set(fields, refusal))


def _asked(person: Person, message: Message, promise: PromiseHint) -> AskedPromise:
    author = message.author
    return AskedPromise(
        promise,
        message.pk,
        reverse("workspace:promise", args=[message.pk]),
        reverse("workspace:no_commitment", args=[message.pk]),
        "" if author is None or author == person else author.full_name,
    )


def _promise_as_set(fields: Mapping[str, str], refusal: str) -> PromiseHint:
    return PromiseHint(
        kind=fields.get("commitment", ""),
        words=fields.get("commitment_words", ""),
        due=fields.get("commitment_due", ""),
        is_wanted=True,
        refusal=refusal,
    )


def _promise_in(text: str, now: datetime, zone: ZoneInfo, fields: Mapping[str, str]) -> PromiseHint | None:
    found = commitment_in(text, now, zone)
    if found is None:
        return None
    words = text[found.start : found.end]
    moment = found.due or (None if found.names_time else assumed_due(now.astimezone(zone)))
    due = moment.strftime(MOMENT_FORMAT) if moment else ""
    is_same = fields.get("commitment_words") == words
    return PromiseHint(
        kind=found.what,
        words=words,
        due=(fields.get("commitment_due") or due) if is_same else due,
        is_wanted=is_same and bool(fields.get("commitment")),
    )
