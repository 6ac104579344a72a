"""The form of a diagnosis guide: what it is for, and a row a step, added, moved and removed without any script."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Topic
from moked.diagnosis.domain.guides import LONGEST_ASK, LONGEST_UNIT, MOST_STEPS, Asks, Side, StepDraft, drafts_of
from moked.diagnosis.errors import GuideRefused
from moked.diagnosis.models import Guide
from moked.lib.errors import Conflict, Invalid
from moked.office.forms.fields import KeyField
from moked.office.forms.row_buttons import count_in, rearranged, rows_in

FIRST_STEP = {"by": Side.CUSTOMER.value, "asks": Asks.YES_NO.value}
# Which field of a step a refusal speaks of.
FIELD_OF = {"nothing_asked": "ask", "never_reached": "ask", "unit_of_no_number": "unit"}


class GuideForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    system = forms.CharField(
        label=_("System"),
        max_length=80,
        required=False,
        help_text=_("A word of its name, such as router. Cases about such a system see this guide first."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    field_order = ("name", "topic", "system", "is_active")

    def __init__(self, *args: Any, topics: Iterable[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"] = KeyField(
            [(topic.pk, topic.name) for topic in topics],
            label=_("Topic"),
            empty=_("any"),
            help_text=_("Cases about it see this guide first."),
        )
        self.order_fields(self.field_order)

    def facts(self) -> dict[str, Any]:
        """The guide's own columns. The form must be valid."""
        own = {name: self.cleaned_data[name] for name in ("name", "system", "is_active")}
        return own | {"topic_id": self.cleaned_data["topic"]}


class StepForm(forms.Form):
    """One step. Its place in the list is its number."""

    ask = forms.CharField(
        label=_("What to check, in plain words"),
        max_length=LONGEST_ASK,
        help_text=_("As one says it to a person: the customer reads it just so."),
    )
    by = forms.ChoiceField(
        label=_("Who checks"), choices=[(Side.CUSTOMER.value, _("the customer")), (Side.AGENT.value, _("we"))]
    )
    asks = forms.ChoiceField(
        label=_("Kind of answer"),
        choices=[
            (Asks.YES_NO.value, _("yes or no")),
            (Asks.CHOICE.value, _("a choice")),
            (Asks.NUMBER.value, _("a number")),
            (Asks.TEXT.value, _("in their own words")),
            (Asks.PHOTO.value, _("a photo or a file")),
        ],
    )
    unit = forms.CharField(
        label=_("Unit of a number"),
        required=False,
        max_length=LONGEST_UNIT,
        help_text=_("Such as bar, °C or Mbps. It stands beside the number."),
    )
    answers = forms.CharField(
        label=_("Answers, and where they lead"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One a line. “red = 4” leads to step 4, “yes = end: the cable is damaged” ends it with what was found, "
            "“no” goes on to the next step."
        ),
    )
    then = forms.CharField(
        label=_("Any other answer leads to"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The number of a later step, “end”, or “end: what was found”. Empty: the next step."),
    )

    def draft(self) -> StepDraft:
        """The step as it was written. The form must be valid."""
        said = self.cleaned_data
        return StepDraft(
            ask=said["ask"],
            by=Side(said["by"]),
            asks=Asks(said["asks"]),
            answers=tuple(said["answers"].splitlines()),
            then=said["then"],
            unit=said["unit"],
        )


@dataclass(frozen=True)
class GuideSheet:
    """The whole form. `is_rearranged` when a button moved its rows, so that nothing is saved yet."""

    guide: GuideForm
    steps: tuple[StepForm, ...]
    is_rearranged: bool = False

    @classmethod
    def of(cls, guide: Guide | None, topics: Sequence[Topic]) -> Self:
        """The form of a stored guide, or of a new one with its first step."""
        if guide is None:
            return cls(GuideForm(topics=topics), _unbound([FIRST_STEP]))
        facts: dict[str, Any] = {name: getattr(guide, name) for name in ("name", "system", "is_active")}
        facts["topic"] = str(guide.topic_id or "")
        drafts = drafts_of(guide.version.document)
        return cls(GuideForm(initial=facts, topics=topics), _unbound([values_of(draft) for draft in drafts]))

    @classmethod
    def read(cls, posted: QueryDict, topics: Sequence[Topic]) -> Self:
        """The form as it was sent."""
        count = count_in(posted, MOST_STEPS)
        asked = posted.get("do", "")
        if not asked:
            steps = tuple(StepForm(posted, prefix=f"step-{place}") for place in range(count))
            return cls(GuideForm(posted, topics=topics), steps)
        values = rearranged(
            rows_in(posted, "step", StepForm.base_fields, count), asked, blank=FIRST_STEP, most=MOST_STEPS
        )
        facts: dict[str, Any] = {name: posted.get(name, "") for name in ("name", "topic", "system")}
        facts["is_active"] = "is_active" in posted
        return cls(GuideForm(initial=facts, topics=topics), _unbound(values), is_rearranged=True)

    def is_valid(self) -> bool:
        """Whether every row is filled in; what the rows are together the service judges."""
        faulty = [form for form in (self.guide, *self.steps) if not form.is_valid()]
        return not faulty

    def drafts(self) -> list[StepDraft]:
        """The steps in their order. The form must be valid."""
        return [step.draft() for step in self.steps]

    def show_refusal(self, refusal: Invalid | Conflict) -> None:
        """Puts a refusal where it belongs."""
        if isinstance(refusal, GuideRefused) and 1 <= refusal.position <= len(self.steps):
            reason = str(refusal.facts.get("reason", ""))
            self.steps[refusal.position - 1].add_error(FIELD_OF.get(reason, "answers"), str(refusal))
        else:
            self.guide.add_error(None, str(refusal))


def values_of(draft: StepDraft) -> dict[str, Any]:
    """A stored step as its form shows it."""
    return {
        "ask": draft.ask,
        "by": draft.by.value,
        "asks": draft.asks.value,
        "answers": "\n".join(draft.answers),
        "then": draft.then,
        "unit": draft.unit,
    }


def _unbound(values: Sequence[Mapping[str, Any]]) -> tuple[StepForm, ...]:
    return tuple(StepForm(initial=dict(each), prefix=f"step-{place}") for place, each in enumerate(values))
