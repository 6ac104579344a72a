"""Forms about teams, skills, topics and the business itself."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Business, Criticality, Language, Matter, Topic
from moked.office.forms.fields import SkillsForm
from moked.staff.models import Skill
from moked.ui.time_zones import zone_choices


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("A team out of use gets no new cases; those it has stay with it."),
    )


class SegmentForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("For example: small shops, hospitals, the first hundred.")
    )


class SkillForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("For example: fibre, billing, retention, English on the phone.")
    )


OF_TOPIC = ("name", "name_en", "criticality", "matter", "position", "is_active")


class TopicForm(SkillsForm):
    """A topic, and the least level of each skill it asks for."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=120,
        required=False,
        help_text=_("For screens and customers in English; empty: the name above."),
    )
    criticality = forms.ChoiceField(
        label=_("Criticality"),
        choices=Criticality.choices,
        initial=Criticality.NORMAL.value,
        required=False,
        help_text=_("How much usually hangs on such a matter; a single case may differ."),
    )
    matter = forms.ChoiceField(
        label=_("Kind of matter"),
        choices=[("", _("none of those for which the law sets a time")), *Matter.choices],
        required=False,
        help_text=_("Cases about this topic get the clock of the law by themselves."),
    )
    position = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=999, initial=0, help_text=_("Smaller stands higher.")
    )
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("A topic out of use is offered no more; cases about it stay."),
    )

    def __init__(
        self,
        *args: Any,
        skills: Iterable[Skill],
        topic: Topic | None = None,
        levels: dict[UUID, int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.add_skills(skills, levels or {}, _("not asked for"))
        if topic:
            self.initial.update({name: getattr(topic, name) for name in OF_TOPIC})

    def facts(self) -> dict[str, object]:
        """The topic's own columns. The form must be valid."""
        chosen = {name: self.cleaned_data[name] for name in OF_TOPIC}
        return chosen | {"criticality": chosen["criticality"] or Criticality.NORMAL.value}


class BusinessForm(forms.Form):
    """What holds for the whole business. Spans are asked in days."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Customers see it on their pages."))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=Language.choices[:2],
        help_text=_("In which we write to customers whose language we do not know yet."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)
    remind_after_days = forms.IntegerField(
        label=_("Remind a silent customer after days"),
        min_value=1,
        max_value=60,
        help_text=_("Counted from the proposed solution, and again from each reminder."),
    )
    reminders = forms.IntegerField(
        label=_("Reminders"),
        min_value=0,
        max_value=10,
        help_text=_("After the last one the case leaves the desk as unconfirmed; it is never counted as solved."),
    )
    update_hold_minutes = forms.IntegerField(
        label=_("An update waits minutes before it leaves"),
        min_value=1,
        max_value=120,
        help_text=_("So long whoever has the case can improve it, send it at once, or leave it out."),
    )
    reopen_within_days = forms.IntegerField(
        label=_("A reply reopens the case within days"),
        min_value=0,
        max_value=365,
        help_text=_("A later reply opens a new case, linked to the old one."),
    )

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(
            {name: getattr(business, name) for name in ("name", "language", "time_zone", "reminders")}
        )
        self.initial["remind_after_days"] = business.remind_after.days
        self.initial["reopen_within_days"] = business.reopen_within.days
        self.initial["update_hold_minutes"] = business.update_hold // timedelta(minutes=1)

    def facts(self) -> dict[str, object]:
        """The business's columns. The form must be valid."""
        chosen = self.cleaned_data
        return {
            **{name: chosen[name] for name in ("name", "language", "time_zone", "reminders")},
            "remind_after": timedelta(days=chosen["remind_after_days"]),
            "reopen_within": timedelta(days=chosen["reopen_within_days"]),
            "update_hold": timedelta(minutes=chosen["update_hold_minutes"]),
        }
