"""Forms about people and roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Language
from moked.office.forms.fields import KeyField, SkillsForm
from moked.staff.models import Membership, Person, Role, Skill, Team
from moked.staff.permissions import Permission
from moked.staff.services import MembershipFacts


@dataclass(frozen=True)
class MembershipChoices:
    """What a person may be given."""

    roles: tuple[Role, ...]
    teams: tuple[Team, ...]
    skills: tuple[Skill, ...]


class MembershipForm(SkillsForm):
    """What a person is given in a business."""

    is_active = forms.BooleanField(
        label=_("Serves here"),
        required=False,
        help_text=_("Without this the person sees nothing of this business. What they wrote stays."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages served"), choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )
    live_capacity = forms.IntegerField(
        label=_("Live conversations at a time"),
        min_value=0,
        max_value=4,
        help_text=_("One is the default: one thing at a time."),
    )
    written_capacity = forms.IntegerField(
        label=_("Written cases at a time"),
        min_value=0,
        max_value=20,
        help_text=_("Cases that wait for this person now, not those that wait for somebody else."),
    )

    def __init__(
        self,
        *args: Any,
        offered: MembershipChoices,
        membership: Membership | None = None,
        levels: dict[UUID, int] | None = None,
        team_ids: Iterable[UUID] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = KeyField([(role.pk, role.name) for role in offered.roles], label=_("Role"))
        self.fields["teams"] = forms.TypedMultipleChoiceField(
            label=_("Teams"),
            choices=[(str(team.pk), team.name) for team in offered.teams],
            coerce=UUID,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.add_skills(offered.skills, levels or {}, _("not this one"))
        self.initial.update(
            {
                "is_active": membership.is_active if membership else True,
                "languages": membership.languages if membership else [Language.HEBREW.value],
                "live_capacity": membership.live_capacity if membership else 1,
                "written_capacity": membership.written_capacity if membership else 3,
                "role": str(membership.role_id) if membership else None,
                "teams": [str(key) for key in team_ids],
            }
        )

    def facts(self) -> MembershipFacts:
        """What was chosen. The form must be valid."""
        chosen = self.cleaned_data
        return MembershipFacts(
            role_id=chosen["role"],
            team_ids=frozenset(chosen["teams"]),
            skills=self.chosen_skills(),
            languages=tuple(chosen["languages"]),
            live_capacity=chosen["live_capacity"],
            written_capacity=chosen["written_capacity"],
            is_active=chosen["is_active"],
        )


class InvitationForm(MembershipForm):
    """A person joining: who, and what they are given."""

    email = forms.EmailField(
        label=_("E-mail"), help_text=_("Somebody who serves another business here keeps the same account.")
    )
    first_name = forms.CharField(label=_("First name"), max_length=60)
    last_name = forms.CharField(label=_("Last name"), max_length=60, required=False)
    language = forms.ChoiceField(
        label=_("Language of screens"), choices=Person._meta.get_field("language").choices or ()
    )


class RoleForm(forms.Form):
    """A role's name and what it allows."""

    name = forms.CharField(label=_("Name"), max_length=80)
    permissions = forms.MultipleChoiceField(
        label=_("May"),
        choices=Permission.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever manages people and roles can give every permission, to themselves too."),
    )
