"""The form of a ladder: its name, and a row a rung, added, moved and removed without any script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid
from moked.office.forms.row_buttons import count_in, rearranged, rows_in
from moked.promises.domain.ladders import MOST_RUNGS
from moked.promises.errors import LadderRefused
from moked.promises.models import Ladder, Rung
from moked.staff.models import Membership, Role, Team

WHO = ("person", "team", "role")
# Before the key of a team or a role: whoever is on duty of it.
ON_DUTY = "duty-"
# Which field of a rung a refusal speaks of.
FIELD_OF = {
    "share_outside_promise": "at_share",
    "share_not_rising": "at_share",
    "nobody_named": "who",
    "answer_time": "answer_minutes",
    "managers_first": "sort",
    "duty_of_a_person": "who",
}
FIRST_RUNG = {"sort": "professional", "at_share": 50, "does": "notify", "answer_minutes": 15}
A_MINUTE = timedelta(minutes=1)
Choices = Sequence[tuple[Any, Any]]


def whom_to_call(business_id: UUID) -> Choices:
    """Everybody a rung may name, grouped: roles, teams, people. Three queries."""
    people = Membership.objects.filter(business_id=business_id, is_active=True).select_related("person")
    teams = [("team", team.pk, team.name) for team in Team.objects.filter(business_id=business_id, is_active=True)]
    roles = [("role", role.pk, role.name) for role in Role.objects.filter(business_id=business_id)]
    return [
        ("", _("choose")),
        (_("Whoever is on duty"), _on_duty((*roles, *teams))),
        (_("Roles"), [(f"{kind}:{key}", name) for kind, key, name in roles]),
        (_("Teams"), [(f"{kind}:{key}", name) for kind, key, name in teams]),
        (_("People"), sorted(((f"person:{each.person_id}", str(each)) for each in people), key=lambda one: one[1])),
    ]


def _on_duty(whom: Sequence[tuple[str, UUID, str]]) -> Choices:
    return [(f"{ON_DUTY}{kind}:{key}", _("%(name)s, on duty") % {"name": name}) for kind, key, name in whom]


class LadderForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_("Out of use it calls nobody. Save it so first, and try it on last month's cases."),
    )
    silent_hours = forms.IntegerField(
        label=_("A silent owner calls the next step after open hours"),
        required=False,
        min_value=1,
        max_value=90 * 24,
        help_text=_("When whoever has the case does nothing for so long while the customer waits. Empty: never."),
    )

    def facts(self) -> dict[str, Any]:
        """The ladder's own columns. The form must be valid."""
        hours = self.cleaned_data["silent_hours"]
        own = {name: self.cleaned_data[name] for name in ("name", "is_active")}
        return own | {"silent_after": timedelta(hours=hours) if hours else None}


class RungForm(forms.Form):
    """One rung. Its place in the list is its place in the ladder."""

    who = forms.ChoiceField(
        label=_("Who is called"),
        help_text=_(
            "Of a team or a role: those at work now; when nobody is, all of them. On duty: by the duty plan, and all "
            "of them when nobody is."
        ),
    )
    sort = forms.ChoiceField(label=_("Kind of step"), choices=Rung.Sort.choices)
    at_share = forms.IntegerField(
        label=_("At percent of the promise"), min_value=1, max_value=99, help_text=_("Higher than the step before.")
    )
    does = forms.ChoiceField(label=_("What they do"), choices=Rung.Does.choices)
    answer_minutes = forms.IntegerField(
        label=_("Answers within minutes"),
        min_value=1,
        max_value=7 * 24 * 60,
        help_text=_("After that the next step is called."),
    )

    def __init__(self, *args: Any, whom: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = whom  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """The rung's columns. The form must be valid."""
        chosen = self.cleaned_data
        kind, _colon, key = chosen["who"].removeprefix(ON_DUTY).partition(":")
        return {
            **{name: chosen[name] for name in ("sort", "at_share", "does")},
            "is_by_duty": chosen["who"].startswith(ON_DUTY),
            **{f"{each}_id": UUID(key) if each == kind else None for each in WHO},
            "answer_within": chosen["answer_minutes"] * A_MINUTE,
        }


def values_of(rung: Rung) -> dict[str, Any]:
    """A stored rung as its form shows it."""
    who = next((f"{each}:{key}" for each in WHO if (key := getattr(rung, f"{each}_id"))), "")
    who = f"{ON_DUTY}{who}" if rung.is_by_duty and who else who
    shown = {name: getattr(rung, name) for name in ("sort", "at_share", "does")}
    return {**shown, "who": who, "answer_minutes": rung.answer_within // A_MINUTE}


@dataclass(frozen=True)
class LadderSheet:
    """The whole form. `is_rearranged` when a button moved its rows, so that nothing is saved yet."""

    ladder: LadderForm
    rungs: tuple[RungForm, ...]
    is_rearranged: bool = False

    @classmethod
    def of(cls, ladder: Ladder | None, whom: Choices) -> Self:
        """The form of a stored ladder, or of a new one with its first rung."""
        if ladder is None:
            return cls(LadderForm(), _unbound([FIRST_RUNG], whom))
        hours = int(ladder.silent_after / timedelta(hours=1)) if ladder.silent_after else None
        facts = {"name": ladder.name, "is_active": ladder.is_active, "silent_hours": hours}
        return cls(LadderForm(initial=facts), _unbound([values_of(rung) for rung in ladder.rungs.all()], whom))

    @classmethod
    def read(cls, posted: QueryDict, whom: Choices) -> Self:
        """The form as it was sent."""
        count = count_in(posted, MOST_RUNGS)
        asked = posted.get("do", "")
        if not asked:
            rungs = tuple(RungForm(posted, prefix=f"rung-{place}", whom=whom) for place in range(count))
            return cls(LadderForm(posted), rungs)
        values = rearranged(
            rows_in(posted, "rung", RungForm.base_fields, count),
            asked,
            blank={**FIRST_RUNG, "at_share": ""},
            most=MOST_RUNGS,
        )
        facts = {name: posted.get(name, "") for name in ("name", "silent_hours")} | {
            "is_active": "is_active" in posted
        }
        return cls(LadderForm(initial=facts), _unbound(values, whom), is_rearranged=True)

    def is_valid(self) -> bool:
        """Whether every row is filled in; what the rows are together the service judges."""
        faulty = [form for form in (self.ladder, *self.rungs) if not form.is_valid()]
        return not faulty

    @property
    def has_faults(self) -> bool:
        """Whether something of what was sent needs another look."""
        return any(form.errors for form in (self.ladder, *self.rungs))

    def show_refusal(self, refusal: Invalid | Conflict) -> None:
        """Puts a refusal where it belongs."""
        if isinstance(refusal, LadderRefused) and 1 <= refusal.position <= len(self.rungs):
            reason = str(refusal.facts.get("reason", ""))
            self.rungs[refusal.position - 1].add_error(FIELD_OF.get(reason), str(refusal))
        self.ladder.add_error(None, str(refusal))


def _unbound(values: Sequence[Mapping[str, Any]], whom: Choices) -> tuple[RungForm, ...]:
    return tuple(RungForm(initial=dict(each), prefix=f"rung-{place}", whom=whom) for place, each in enumerate(values))
