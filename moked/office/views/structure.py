"""Teams, skills and topics of a business."""

from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.businesses.models import Topic
from moked.office.editing import done, group, is_saved, show_form
from moked.office.forms.structure import SkillForm, TeamForm, TopicForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import Action, EditPage, FieldGroup, ListPage, Mark, Row
from moked.office.paging import page_by_key
from moked.office.sections import SKILLS, TEAMS, TOPICS, Section
from moked.staff.access import get_row
from moked.staff.models import Skill, Team, TopicSkill
from moked.staff.services import (
    change_skill,
    change_team,
    change_topic,
    create_skill,
    create_team,
    create_topic,
    remove_skill,
)
from moked.ui.doors import StaffRequest


@office_page(TEAMS)
@require_GET
def teams(request: StaffRequest, office: Office) -> HttpResponse:
    """The teams, each with how many serve in it."""
    words = request.GET.get("q", "").strip()
    serving = Count("memberships", filter=Q(memberships__is_active=True))
    rows = Team.objects.filter(business=office.business, name__icontains=words).annotate(serving=serving)
    found = page_by_key(rows, by="name", after=request.GET.get("after", ""))
    listed = tuple(
        Row(
            team.name,
            office.url("team", team.pk),
            _people(team.serving),  # type: ignore[attr-defined]
            _unused(team.is_active),
        )
        for team in found.rows
    )
    return _list(request, office, TEAMS, found.next_key, listed, words, "new_team", _("New team"))


@office_page(TEAMS)
@require_http_methods(["GET", "POST"])
def new_team(request: StaffRequest, office: Office) -> HttpResponse:
    """A further team."""
    form = TeamForm(request.POST or None)

    def save() -> None:
        create_team(actor=request.actor, business_id=office.business.pk, **form.cleaned_data)

    if is_saved(request, form, save, _("Saved. People join it on their own pages.")):
        return redirect(office.url("teams"))
    return show_form(request, _edit_page(office, TEAMS, form, _("New team")))


@office_page(TEAMS)
@require_http_methods(["GET", "POST"])
def team(request: StaffRequest, office: Office, team_id: UUID) -> HttpResponse:
    """A team's name, and whether it is in use."""
    row = get_row(Team, actor=request.actor, business_id=office.business.pk, row_id=team_id, to=TEAMS.permission)
    form = TeamForm(request.POST or None, initial={"name": row.name, "is_active": row.is_active})

    def save() -> None:
        change_team(actor=request.actor, business_id=office.business.pk, team_id=team_id, **form.cleaned_data)

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("teams"))
    return show_form(request, _edit_page(office, TEAMS, form, row.name, row))


@office_page(SKILLS)
@require_GET
def skills(request: StaffRequest, office: Office) -> HttpResponse:
    """The skills people may have and topics may ask for."""
    words = request.GET.get("q", "").strip()
    rows = Skill.objects.filter(business=office.business, name__icontains=words)
    found = page_by_key(rows, by="name", after=request.GET.get("after", ""))
    listed = tuple(Row(skill.name, office.url("skill", skill.pk)) for skill in found.rows)
    return _list(request, office, SKILLS, found.next_key, listed, words, "new_skill", _("New skill"))


@office_page(SKILLS)
@require_http_methods(["GET", "POST"])
def new_skill(request: StaffRequest, office: Office) -> HttpResponse:
    """A further skill."""
    form = SkillForm(request.POST or None)

    def save() -> None:
        create_skill(actor=request.actor, business_id=office.business.pk, **form.cleaned_data)

    if is_saved(request, form, save, _("Saved. Give it to people, and let topics ask for it.")):
        return redirect(office.url("skills"))
    return show_form(request, _edit_page(office, SKILLS, form, _("New skill")))


@office_page(SKILLS)
@require_http_methods(["GET", "POST"])
def skill(request: StaffRequest, office: Office, skill_id: UUID) -> HttpResponse:
    """A skill's name."""
    row = get_row(Skill, actor=request.actor, business_id=office.business.pk, row_id=skill_id, to=SKILLS.permission)
    form = SkillForm(request.POST or None, initial={"name": row.name})

    def save() -> None:
        change_skill(actor=request.actor, business_id=office.business.pk, skill_id=skill_id, **form.cleaned_data)

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("skills"))
    action = Action(_("Remove the skill"), office.url("remove_skill", skill_id), "trash", True)
    return show_form(request, _edit_page(office, SKILLS, form, row.name, row, actions=(action,)))


@office_page(SKILLS)
@require_POST
def remove(request: StaffRequest, office: Office, skill_id: UUID) -> HttpResponse:
    """Removes a skill; people lose it and topics ask for it no more."""
    remove_skill(actor=request.actor, business_id=office.business.pk, skill_id=skill_id)
    return done(request, _("The skill was removed."), office.url("skills"))


@office_page(TOPICS)
@require_GET
def topics(request: StaffRequest, office: Office) -> HttpResponse:
    """The topics in their order, each with what it asks for."""
    words = request.GET.get("q", "").strip()
    rows = (
        Topic.objects.filter(business=office.business)
        .filter(Q(name__icontains=words) | Q(name_en__icontains=words))
        .prefetch_related("skills__skill")
    )
    found = page_by_key(rows, by="position", after=request.GET.get("after", ""))
    listed = tuple(
        Row(
            topic.name,
            office.url("topic", topic.pk),
            ", ".join(f"{asked.skill.name} {asked.level}" for asked in topic.skills.all()),
            _unused(topic.is_active),
        )
        for topic in found.rows
    )
    return _list(request, office, TOPICS, found.next_key, listed, words, "new_topic", _("New topic"))


@office_page(TOPICS)
@require_http_methods(["GET", "POST"])
def new_topic(request: StaffRequest, office: Office) -> HttpResponse:
    """A further topic."""
    form = TopicForm(request.POST or None, skills=_skills(office))

    def save() -> None:
        create_topic(
            actor=request.actor, business_id=office.business.pk, facts=form.facts(), skills=form.chosen_skills()
        )

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("topics"))
    return show_form(request, _edit_page(office, TOPICS, form, _("New topic"), groups=_topic_groups(form)))


@office_page(TOPICS)
@require_http_methods(["GET", "POST"])
def topic(request: StaffRequest, office: Office, topic_id: UUID) -> HttpResponse:
    """A topic's names, place and skills."""
    row = get_row(Topic, actor=request.actor, business_id=office.business.pk, row_id=topic_id, to=TOPICS.permission)
    asked = dict(TopicSkill.objects.filter(topic=row).values_list("skill_id", "level"))
    form = TopicForm(request.POST or None, skills=_skills(office), topic=row, levels=asked)

    def save() -> None:
        change_topic(
            actor=request.actor,
            business_id=office.business.pk,
            topic_id=topic_id,
            facts=form.facts(),
            skills=form.chosen_skills(),
        )

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("topics"))
    return show_form(request, _edit_page(office, TOPICS, form, row.name, row, groups=_topic_groups(form)))


def _skills(office: Office) -> list[Skill]:
    return list(Skill.objects.filter(business=office.business))


def _people(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def _unused(is_active: bool) -> tuple[Mark, ...]:
    return () if is_active else (Mark(_("not in use"), "line"),)


def _topic_groups(form: TopicForm) -> tuple[FieldGroup, ...]:
    asked = group(
        form,
        _("Skills it asks for"),
        *form.skill_names,
        lead=_("Cases about it are offered to people who have at least this level in each."),
        kind="grid",
    )
    names = group(form, "", "name", "name_en", "criticality", "matter", "position", "is_active", kind="pairs")
    return (names, asked) if asked.fields else (names,)


def _list(
    request: StaffRequest,
    office: Office,
    section: Section,
    next_key: str,
    rows: tuple[Row, ...],
    words: str,
    new_route: str,
    new_label: str,
) -> HttpResponse:
    page = ListPage(
        frame=office.frame,
        title=str(section.title),
        lead=str(section.lead),
        icon=section.icon,
        rows=rows,
        words=words,
        next_key=next_key,
        new_url=office.url(new_route),
        new_label=new_label,
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


def _edit_page(
    office: Office,
    section: Section,
    form: TeamForm | SkillForm | TopicForm,
    title: str,
    row: Team | Skill | Topic | None = None,
    *,
    groups: tuple[FieldGroup, ...] = (),
    actions: tuple[Action, ...] = (),
) -> EditPage:
    return EditPage(
        frame=office.frame,
        title=title,
        lead="",
        back_url=office.url(section.code),
        back_label=str(section.title),
        form=form,
        groups=groups or (group(form, "", *form.fields),),
        save_label=_("Save"),
        history=history_of(row) if row else (),
        actions=actions,
    )
