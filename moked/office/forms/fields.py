"""What several forms of the office share."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from moked.staff.models import Skill

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LEVELS = [
    (1, _("1, a beginning")),
    (2, _("2, with help")),
    (3, _("3, alone")),
    (4, _("4, well")),
    (5, _("5, teaches others")),
]


class KeyField(forms.TypedChoiceField):
    """A choice among rows of the business: their keys and names. An empty choice, where allowed, is None."""

    def __init__(
        self,
        rows: Iterable[tuple[UUID, str]],
        *,
        label: "StrOrPromise",
        empty: "StrOrPromise | None" = None,
        help_text: "StrOrPromise" = "",
    ) -> None:
        choices = [(str(key), name) for key, name in rows]
        if empty is not None:
            choices.insert(0, ("", str(empty)))
        super().__init__(
            choices=choices,
            coerce=UUID,
            empty_value=None,
            label=label,
            help_text=help_text,
            required=empty is None,
        )


class SkillsForm(forms.Form):
    """A level for each of the business's skills; without one the skill is not held, or not asked for."""

    def add_skills(self, skills: Iterable[Skill], levels: dict[UUID, int], none: "StrOrPromise") -> None:
        """Puts a field for each skill at the end of the form."""
        self.skill_names = {}
        for skill in skills:
            name = f"skill_{skill.pk.hex}"
            self.skill_names[name] = skill.pk
            self.fields[name] = forms.TypedChoiceField(
                label=skill.name,
                choices=[("", none), *LEVELS],
                coerce=int,
                empty_value=None,
                required=False,
                initial=levels.get(skill.pk, ""),
            )

    def chosen_skills(self) -> dict[UUID, int]:
        """Skill -> level, of those with one. The form must be valid."""
        return {key: level for name, key in self.skill_names.items() if (level := self.cleaned_data[name])}
