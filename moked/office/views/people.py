"""People of a business: who serves, and what each is given."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.businesses.scope import in_whole_installation
from moked.channels.staff_mail import can_mail
from moked.lib.errors import Conflict, NotFound
from moked.office.editing import done, group, is_saved, refused, show_form
from moked.office.forms.people import InvitationForm, MembershipChoices, MembershipForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import Action, EditPage, FieldGroup, ListPage, Mark, Row
from moked.office.paging import page_by_key
from moked.office.sections import PEOPLE
from moked.staff.invitations import invitation_url
from moked.staff.models import Membership, Role, Skill, Team
from moked.staff.services import change_membership, invite_person, repeat_invitation
from moked.staff.sessions import end_sessions
from moked.ui.doors import StaffRequest


@office_page(PEOPLE)
@require_GET
def people(request: StaffRequest, office: Office) -> HttpResponse:
    """Everybody who serves the business or did, by name."""
    words = request.GET.get("q", "").strip()
    found = page_by_key(_members(office, words), by="person__first_name", after=request.GET.get("after", ""))
    page = ListPage(
        frame=office.frame,
        title=_("People"),
        lead=_("Who serves here, and what each is given"),
        icon="users",
        rows=tuple(_row(office, membership) for membership in found.rows),
        words=words,
        next_key=found.next_key,
        new_url=office.url("invite"),
        new_label=_("Invite somebody"),
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


@office_page(PEOPLE)
@require_http_methods(["GET", "POST"])
def invite(request: StaffRequest, office: Office) -> HttpResponse:
    """A person joins: an account where there is none, and a place in this business."""
    form = InvitationForm(
        request.POST or None, offered=_choices(office), initial={"language": office.business.language}
    )

    def save() -> None:
        chosen = form.cleaned_data
        invite_person(
            actor=request.actor,
            business_id=office.business.pk,
            email=chosen["email"],
            first_name=chosen["first_name"],
            last_name=chosen["last_name"],
            language=chosen["language"],
            facts=form.facts(),
        )

    on_its_way = _("Invited. A mail with a link to choose a password is on its way.")
    no_mail = _("Invited. No mailbox can send the mail: the link to hand over stands on the person's page.")
    is_mailed = request.method != "POST" or can_mail(request.POST.get("email", ""))
    if is_saved(request, form, save, on_its_way if is_mailed else no_mail):
        return redirect(office.url("people"))
    who = group(form, _("Who"), "first_name", "last_name", "email", "language", kind="pairs")
    return show_form(request, _edit_page(office, form, (who, *_groups(form)), _("Invite somebody"), _("Invite")))


@office_page(PEOPLE)
@require_http_methods(["GET", "POST"])
def member(request: StaffRequest, office: Office, membership_id: UUID) -> HttpResponse:
    """What one person is given in this business."""
    membership = _members(office).prefetch_related("team_members", "skills").filter(pk=membership_id).first()
    if membership is None:
        raise NotFound
    team_ids = [place.team_id for place in membership.team_members.all()]
    form = MembershipForm(
        request.POST or None,
        membership=membership,
        levels={held.skill_id: held.level for held in membership.skills.all()},
        team_ids=team_ids,
        offered=_choices(office, team_ids),
    )

    def save() -> None:
        change_membership(
            actor=request.actor, business_id=office.business.pk, membership_id=membership_id, facts=form.facts()
        )

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("member", membership_id))
    has_joined = membership.person.has_usable_password()
    again = Action(_("Send the invitation again"), office.url("invite_again", membership_id), "mail")
    leave = Action(_("Sign out everywhere"), office.url("end_sessions", membership_id), "logout", is_dangerous=True)
    page = _edit_page(
        office,
        form,
        _groups(form),
        membership.person.full_name,
        _("Save"),
        lead=membership.person.email,
        membership=membership,
        actions=(leave,) if has_joined else (again,),
        link=_link_to_hand_over(membership),
    )
    return show_form(request, page)


@office_page(PEOPLE)
@require_POST
def invite_again(request: StaffRequest, office: Office, membership_id: UUID) -> HttpResponse:
    """Sends the invitation once more."""
    back = office.url("member", membership_id)
    try:
        repeat_invitation(actor=request.actor, business_id=office.business.pk, membership_id=membership_id)
    except Conflict:
        return refused(request, Conflict(_("This person has already chosen a password.")), back)
    return done(request, _("The invitation is on its way again."), back)


@office_page(PEOPLE)
@require_POST
def sign_out(request: StaffRequest, office: Office, membership_id: UUID) -> HttpResponse:
    """Ends all of a person's sign-ins, for example after a device was lost."""
    count = end_sessions(actor=request.actor, business_id=office.business.pk, membership_id=membership_id)
    words = ngettext("Signed out of one place.", "Signed out of %(count)d places.", count) % {"count": count}
    return done(
        request, words if count else _("This person was signed in nowhere."), office.url("member", membership_id)
    )


def _link_to_hand_over(membership: Membership) -> str:
    """The invitation's link, where no mail brings it to somebody whom nobody else invited and who never signed in."""
    person = membership.person
    is_new = not person.has_usable_password() and person.last_login is None and not person.is_superuser
    if not is_new or not membership.is_active or can_mail(person.email):
        return ""
    with in_whole_installation("another business may have given this person more than this one may see"):
        is_shared = Membership.objects.filter(person=person).exclude(pk=membership.pk).exists()
    return "" if is_shared else invitation_url(person)


def _members(office: Office, words: str = "") -> QuerySet[Membership]:
    members = Membership.objects.filter(business=office.business).select_related("person", "role")
    for word in words.split():
        members = members.filter(
            Q(person__first_name__icontains=word)
            | Q(person__last_name__icontains=word)
            | Q(person__email__icontains=word)
        )
    return members


def _choices(office: Office, held_teams: Sequence[UUID] = ()) -> MembershipChoices:
    """What may be given; a team out of use stays on offer to whoever is in it, so that saving changes nothing."""
    offered = Q(is_active=True) | Q(pk__in=held_teams)
    return MembershipChoices(
        roles=tuple(Role.objects.filter(business=office.business)),
        teams=tuple(Team.objects.filter(offered, business=office.business)),
        skills=tuple(Skill.objects.filter(business=office.business)),
    )


def _row(office: Office, membership: Membership) -> Row:
    if not membership.is_active or not membership.person.is_active:
        marks: tuple[Mark, ...] = (Mark(_("does not serve"), "line"),)
    elif not membership.person.has_usable_password():
        marks = (Mark(_("invited"), "warning"),)
    else:
        marks = ()
    return Row(
        membership.person.full_name,
        office.url("member", membership.pk),
        f"{membership.role.name} · {membership.person.email}",
        marks,
    )


def _groups(form: MembershipForm) -> tuple[FieldGroup, ...]:
    return (
        group(form, _("Place"), "role", "teams", "languages", "is_active"),
        group(
            form,
            _("How much at a time"),
            "live_capacity",
            "written_capacity",
            lead=_("Work is offered up to this much, never more."),
            kind="pairs",
        ),
        group(
            form, _("Skills"), *form.skill_names, lead=_("Routing asks for these. They are no grades."), kind="grid"
        ),
    )


def _edit_page(
    office: Office,
    form: MembershipForm,
    groups: tuple[FieldGroup, ...],
    title: str,
    save_label: str,
    *,
    lead: str = "",
    membership: Membership | None = None,
    actions: tuple[Action, ...] = (),
    link: str = "",
) -> EditPage:
    return EditPage(
        frame=office.frame,
        title=title,
        lead=lead,
        back_url=office.url("people"),
        back_label=_("People"),
        form=form,
        groups=tuple(part for part in groups if part.fields),
        save_label=save_label,
        history=history_of(membership) if membership else (),
        actions=actions,
        link_to_hand_over=link,
    )
