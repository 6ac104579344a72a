"""What happened to a case beside the words said in it, as plain lines out of the journal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moked.cases.models import Channel, SetAsideReason, Task, WaitingFor
from moked.customers.models import Identification
from moked.diagnosis.models import Finding
from moked.journal.models import JournalEntry
from moked.lib.languages import set_apart
from moked.lib.postgres.questions import asked_often
from moked.promises.models import Commitment, Escalation
from moked.ui.moments import label_moment
from moked.updates.models import Update
from moked.workspace.pages.calls import trigger_words
from moked.workspace.pages.mark_words import MARK_WORDS
from moked.workspace.pages.names import OTHER_CASE_FACTS, Names, names_in

ICONS = {
    "case_handed_over": "transfer",
    "hand_over_taken_back": "undo",
    "case_closed": "check",
    "case_reopened": "redo",
    "solution_rejected": "redo",
    "case_waiting": "clock",
    "case_resumed": "play",
    "case_set_aside": "archive",
    "case_brought_back": "undo",
    "case_merged": "merge",
    "case_unmerged": "split",
    "message_split": "split",
    "message_joined_back": "merge",
    "case_moved_to_customer": "user",
    "case_move_taken_back": "undo",
    "join_dismissed": "split",
    "case_link_revoked": "link",
    "case_link_shown": "link",
    "related_case_found": "link",
    "case_opened_from_inbound": "alert",
    "survey_answered": "star",
    "customer_identified": "shield",
    "identification_failed": "warning",
    "case_left_unconfirmed": "clock",
    "file_quarantined": "shield",
    "rung_called": "stairs",
    "call_confirmed": "check",
    "call_passed_on": "stairs",
    "commitment_made": "clock",
    "commitment_moved": "clock",
    "commitment_kept": "check",
    "commitment_released": "minus",
    "commitment_broken": "warning",
    "update_dropped": "minus",
    "task_opened": "task",
    "task_given": "transfer",
    "task_missed": "warning",
    "task_ended": "check",
    "diagnosis_started": "bulb",
    "finding_proposed": "bulb",
    "finding_agreed": "check",
    "finding_questioned": "redo",
    "diagnosis_set_aside": "archive",
}


NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class EventLine:
    """One line of the history. `link_url` leads to the other case it speaks of; `is_low` asks to be noticed."""

    id: int
    at: datetime
    icon: str
    words: str
    link_url: str = ""
    link_words: str = ""
    is_low: bool = False
    kind: str = "event"


def event_lines(case_ids: Iterable[UUID], since: datetime, until: datetime | None) -> list[EventLine]:
    """The lines of these cases after `since` and before `until`, oldest first. Twelve queries at most."""
    entries = _entries(list(case_ids), since, until or NEVER)
    names = names_in(entries)
    return [_line(entry, names) for entry in entries if _is_told(entry)]


@asked_often
def _entries(case_ids: list[UUID], since: datetime, until: datetime) -> QuerySet[JournalEntry]:
    rows = JournalEntry.objects.filter(case_id__any_of=case_ids, code__any_of=list(ICONS))
    return rows.filter(at__gte=since, at__lt=until).order_by("at", "id")


def _is_told(entry: JournalEntry) -> bool:
    """Updates that were replaced, or not needed any more, are nothing that anybody decided."""
    return entry.code != "update_dropped" or entry.facts["became"] == Update.State.SKIPPED


def _line(entry: JournalEntry, names: Names) -> EventLine:
    kind, _separator, key = entry.actor.partition(":")
    actor = names.person(key) if kind == "person" else ""
    if kind == "contact":
        actor = names.contact(key)
    if kind == "token":
        actor = names.token(key)
    facts = {**entry.facts, "person_id": str(entry.person_id) if entry.person_id else None}
    words = WORDS[entry.code](facts, actor, names)
    other_id = next((facts[name] for name in OTHER_CASE_FACTS if facts.get(name)), None)
    other = names.cases.get(UUID(other_id)) if other_id else None
    return EventLine(
        id=entry.pk,
        at=entry.at,
        icon=ICONS[entry.code],
        words=words,
        link_url=reverse("workspace:case", args=[other.pk]) if other else "",
        link_words=other.reference if other else "",
        is_low=_is_low(entry),
    )


Facts = Mapping[str, Any]
Sentence = Callable[[Facts, str, Names], str]


def _handed_over(facts: Facts, actor: str, names: Names) -> str:
    to = names.person(facts.get("to_person_id")) or names.team(facts.get("to_team_id"))
    return _("%(who)s handed it over to %(to)s") % {"who": actor, "to": to}


def _closed(facts: Facts, actor: str, names: Names) -> str:
    return _("The customer confirmed the solution and closed the case, by %(channel)s: %(who)s") % {
        "channel": Channel(facts["channel"]).label,
        "who": actor,
    }


def _waiting(facts: Facts, actor: str, names: Names) -> str:
    return _("%(who)s put it aside, waiting for: %(whom)s") % {
        "who": actor,
        "whom": WaitingFor(facts["waiting_for"]).label,
    }


def _called(facts: Facts, actor: str, names: Names) -> str:
    people = ", ".join(filter(None, (names.person(key) for key in facts["people_ids"])))
    why = trigger_words(Escalation.Trigger(facts["trigger"]))
    if not people:
        return _("Step %(position)s found nobody to call: %(why)s") % {"position": facts["position"], "why": why}
    return _("Step %(position)s called %(people)s: %(why)s") % {
        "position": facts["position"],
        "people": people,
        "why": why,
    }


def _passed_on(facts: Facts, actor: str, names: Names) -> str:
    return _("Nobody confirmed step %(position)s in time") % {"position": facts["position"]}


def _set_aside(facts: Facts, actor: str, names: Names) -> str:
    reason = SetAsideReason(facts["reason"]).label
    if not actor:
        return _("Marked by itself as not a case: %(reason)s") % {"reason": reason}
    return _("%(who)s marked it as not a case: %(reason)s") % {"who": actor, "reason": reason}


def _identified(facts: Facts, actor: str, names: Names) -> str:
    return _("The customer was identified: %(method)s") % {"method": Identification.Method(facts["method"]).label}


def _answered(facts: Facts, actor: str, names: Names) -> str:
    """The customer's marks in words; the comment stands where surveys are read."""
    parts = [
        str(words[answer])
        for name, words in MARK_WORDS.items()
        if (answer := facts.get(name)) not in (None, "") and answer in words
    ]
    if facts.get("recommend") is not None:
        parts.append(_("would recommend us: %(mark)s of 10") % {"mark": facts["recommend"]})
    parts += [_("with a comment")] if facts["has_comment"] else []
    return _("The customer answered the survey: %(answers)s") % {"answers": " · ".join(parts)}


def _is_low(entry: JournalEntry) -> bool:
    return bool(entry.facts.get("is_low")) or entry.code == "task_missed"


def _task_opened(facts: Facts, actor: str, names: Names) -> str:
    task = names.task(facts)
    owner = names.person(facts["person_id"])
    said = {"who": actor, "what": set_apart(task.says) if task else "", "owner": owner}
    if facts["kind"] == Task.Kind.RECOVERY:
        if owner:
            return _("A low mark opened a task to win the customer back: %(owner)s") % said
        return _("A low mark opened a task to win the customer back")
    if facts["kind"] == Task.Kind.CALL:
        return _("The customer is to be called with an update: %(owner)s") % {"owner": owner or _("whoever is free")}
    return _("%(who)s opened a task: %(what)s") % said


def _task_given(facts: Facts, actor: str, names: Names) -> str:
    owner = names.person(facts["person_id"])
    if owner == actor:
        return _("%(who)s took up a task") % {"who": actor}
    return _("%(who)s gave a task to %(owner)s") % {"who": actor, "owner": owner}


def _task_ended(facts: Facts, actor: str, names: Names) -> str:
    task = names.task(facts)
    said = {
        "who": actor,
        "what": set_apart(task.says) if task else "",
        "note": set_apart(task.note) if task else "",
        "learned": set_apart(task.learned) if task else "",
    }
    if facts["kind"] == Task.Kind.CALL and facts["outcome"] == Task.State.DROPPED and not said["note"]:
        if task is not None and task.ended_by_id is not None:
            # Whoever says that there is no need gives a reason; without one they called in vain.
            return _("%(who)s called, and nobody answered: the update went in writing") % said
        # The update went another way, or was not needed any more.
        return _("The customer need not be called any more")
    if facts["outcome"] == Task.State.DROPPED:
        return _("%(who)s dropped a task, %(what)s: %(note)s") % said
    words = _("%(who)s did a task, %(what)s: %(note)s") % said
    return words + " " + _("Learned: %(learned)s") % said if said["learned"] else words


def _moved(facts: Facts, actor: str, names: Names) -> str:
    reason = names.reason(facts.get("move_id"))
    words = _("%(who)s moved the case from %(former)s to %(customer)s") % _parties(facts, actor, names)
    return f"{words}: {reason}" if reason else words


def _moved_back(facts: Facts, actor: str, names: Names) -> str:
    return _("%(who)s moved the case back from %(former)s to %(customer)s") % _parties(facts, actor, names)


def _parties(facts: Facts, actor: str, names: Names) -> dict[str, str]:
    return {
        "who": actor,
        "former": names.customer(facts["from_customer_id"]),
        "customer": names.customer(facts["to_customer_id"]),
    }


def _committed(facts: Facts, actor: str, names: Names) -> str:
    return _("%(who)s made a commitment: “%(what)s”, until %(until)s") % {
        "who": actor,
        "what": names.commitment(facts) or Commitment.Kind(facts["kind"]).label,
        "until": _moment(facts["due"]),
    }


def _moment(seconds: int) -> str:
    moment = timezone.localtime(datetime.fromtimestamp(seconds, UTC))
    label = label_moment(moment, timezone.localtime())
    return " ".join(filter(None, (label.day, label.date, label.clock)))


def _commitment_moved(facts: Facts, actor: str, names: Names) -> str:
    return _("%(who)s changed the time of a commitment to %(until)s: “%(what)s”") % {
        "who": actor,
        "what": names.commitment(facts),
        "until": _moment(facts["due"]),
    }


def _about_commitment(words: Any) -> Sentence:
    """A sentence that quotes what was promised."""
    return lambda facts, actor, names: str(words) % {"who": actor, "what": names.commitment(facts)}


def _kept(facts: Facts, actor: str, names: Names) -> str:
    said = {"who": actor, "what": names.commitment(facts)}
    if facts["is_late"]:
        words = _("%(who)s did what was promised, later than promised") % said
    else:
        words = _("%(who)s kept a commitment: “%(what)s”") % said
    done = names.what_was_done(facts)
    return f"{words}: {done}" if done else words


def _left_out(facts: Facts, actor: str, names: Names) -> str:
    return _("%(who)s left out an update: %(why)s") % {"who": actor, "why": names.why_left_out(facts)}


def _about_diagnosis(words: Any) -> Sentence:
    """A sentence about a joint diagnosis: its guide, its finding of that number, and why it was set aside."""

    def sentence(facts: Facts, actor: str, names: Names) -> str:
        diagnosis = names.diagnosis(facts)
        if diagnosis is None:
            return ""
        number = facts.get("number")
        finding = next((each for each in diagnosis.findings.all() if each.number == number), Finding())
        return str(words) % {
            "who": actor,
            "guide": set_apart(diagnosis.guide.name),
            "found": set_apart(finding.found),
            "remark": set_apart(finding.remark),
            "reason": set_apart(diagnosis.reason),
        }

    return sentence


def _plain(words: Any) -> Sentence:
    """A sentence that names at most who did it."""

    def sentence(facts: Facts, actor: str, names: Names) -> str:
        text = str(words)
        return text % {"who": actor} if "%(who)s" in text else text

    return sentence


WORDS: Mapping[str, Sentence] = {
    "case_opened_from_inbound": _plain(gettext_lazy("%(who)s opened this case from a mail that needed a look")),
    "case_handed_over": _handed_over,
    "hand_over_taken_back": _plain(gettext_lazy("%(who)s took the hand-over back")),
    "case_closed": _closed,
    "case_reopened": _plain(gettext_lazy("The customer came back and the case is open again")),
    "solution_rejected": _plain(gettext_lazy("The customer says it is not solved yet")),
    "case_waiting": _waiting,
    "case_resumed": _plain(gettext_lazy("The wait is over, the case is back on the desk")),
    "case_set_aside": _set_aside,
    "case_brought_back": _plain(gettext_lazy("%(who)s brought the case back")),
    "case_merged": _plain(gettext_lazy("%(who)s merged it into")),
    "case_unmerged": _plain(gettext_lazy("%(who)s took the merge back, from")),
    "message_split": _plain(gettext_lazy("%(who)s gave a message a case of its own:")),
    "message_joined_back": _plain(gettext_lazy("%(who)s took a split back, from")),
    "case_moved_to_customer": _moved,
    "case_move_taken_back": _moved_back,
    "join_dismissed": _plain(gettext_lazy("%(who)s said that this is another matter than")),
    "rung_called": _called,
    "call_confirmed": _plain(gettext_lazy("%(who)s has it: the call was confirmed")),
    "call_passed_on": _passed_on,
    "file_quarantined": _plain(gettext_lazy("malware was found in a file; it was locked away and goes to nobody")),
    "case_link_revoked": _plain(gettext_lazy("%(who)s revoked the customer's link")),
    "case_link_shown": _plain(gettext_lazy("%(who)s opened the customer's link")),
    "related_case_found": _plain(gettext_lazy("The mail belongs to a conversation with another customer, in")),
    "survey_answered": _answered,
    "commitment_made": _committed,
    "commitment_moved": _commitment_moved,
    "commitment_kept": _kept,
    "commitment_released": _about_commitment(gettext_lazy("A commitment is no longer needed: “%(what)s”")),
    "commitment_broken": _about_commitment(gettext_lazy("A commitment was not kept in time: “%(what)s”")),
    "update_dropped": _left_out,
    "task_opened": _task_opened,
    "task_given": _task_given,
    "task_missed": _plain(gettext_lazy("A task was not done in time")),
    "task_ended": _task_ended,
    "diagnosis_started": _about_diagnosis(gettext_lazy("%(who)s began a joint diagnosis: %(guide)s")),
    "finding_proposed": _about_diagnosis(gettext_lazy("%(who)s put the finding: “%(found)s”")),
    "finding_agreed": _about_diagnosis(gettext_lazy("The customer agreed to the finding: “%(found)s”")),
    "finding_questioned": _about_diagnosis(
        gettext_lazy("The customer says the finding is not quite right: “%(remark)s”")
    ),
    "diagnosis_set_aside": _about_diagnosis(gettext_lazy("%(who)s set the joint diagnosis aside: %(reason)s")),
    "customer_identified": _identified,
    "identification_failed": _plain(gettext_lazy("A wrong identification code was given")),
    "case_left_unconfirmed": _plain(
        gettext_lazy("The reminders stayed unanswered; the case left the desk as unconfirmed")
    ),
}
