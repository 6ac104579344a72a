"""API tokens: made, seen, revoked. The secret is on one page, once."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.lib.errors import Invalid, NotAllowed
from moked.lib.secrets import seal, unseal
from moked.office.editing import done, group, show_form
from moked.office.forms.integrations import TokenForm
from moked.office.frame import Frame, Office, office_page
from moked.office.history import Change, history_of
from moked.office.pages.common import EditPage, ListPage, Mark, Row
from moked.office.paging import page_by_key
from moked.office.sections import TOKENS
from moked.staff.access import get_row
from moked.staff.models import ApiToken
from moked.staff.services.tokens import START, create_token, revoke_token
from moked.staff.token_scopes import PERMISSIONS, TokenScope
from moked.ui.doors import StaffRequest
from moked.ui.moments import written_moment

# Where a secret waits, sealed, from the form to the page that shows it.
JUST_MADE = "token_just_made"


@dataclass(frozen=True)
class TokenPage:
    """One token; `secret` only right after it was made."""

    frame: Frame
    title: str
    start: str
    mark: Mark
    # In words, and by the code of the reference.
    scopes: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    history: tuple[Change, ...]
    back_url: str
    revoke_url: str = ""
    secret: str = ""


@office_page(TOKENS)
@require_GET
def tokens(request: StaffRequest, office: Office) -> HttpResponse:
    """The tokens, by name."""
    words = request.GET.get("q", "").strip()
    rows = ApiToken.objects.filter(business=office.business)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(prefix__startswith=words))
    found = page_by_key(rows, by="name", after=request.GET.get("after", ""))
    page = ListPage(
        frame=office.frame,
        title=_("API tokens"),
        lead=_("How other systems work with this business"),
        icon="key",
        rows=tuple(
            Row(token.name, office.url("token", token.pk), f"\u2066{START}_{token.prefix}_…\u2069", (_mark(token),))
            for token in found.rows
        ),
        words=words,
        next_key=found.next_key,
        new_url=office.url("new_token"),
        new_label=_("New token"),
        empty_title=_("No tokens yet"),
        empty_lead=_("A shop, a billing system or a script gets one of its own, with what it needs and no more."),
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


@office_page(TOKENS)
@require_http_methods(["GET", "POST"])
def new_token(request: StaffRequest, office: Office) -> HttpResponse:
    """A further token, then its secret."""
    own = office.actor
    given = [
        scope
        for scope in TokenScope
        if all(own.may(permission, office.business.pk) for permission in PERMISSIONS[scope])
    ]
    form = TokenForm(request.POST or None, scopes=given)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_token(
                actor=own,
                business_id=office.business.pk,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=form.expires_at(),
            )
        except (Invalid, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            # To a page of its own, so that loading it anew makes no second token.
            request.session[JUST_MADE] = [str(made.token.pk), seal(made.secret, secret=settings.SECRET_KEY)]
            return redirect(office.url("token", made.token.pk))
    page = EditPage(
        frame=office.frame,
        title=_("New token"),
        lead=_("The secret is shown once, right after this."),
        back_url=office.url("tokens"),
        back_label=_("API tokens"),
        form=form,
        groups=(group(form, "", "name", "lifetime", kind="pairs"), group(form, "", "scopes")),
        save_label=_("Make the token"),
    )
    return show_form(request, page)


@office_page(TOKENS)
@require_GET
def token(request: StaffRequest, office: Office, token_id: UUID) -> HttpResponse:
    """One token: what it may, whether it is used; right after it was made also its secret, once."""
    to = TOKENS.permission
    row = get_row(ApiToken, actor=request.actor, business_id=office.business.pk, row_id=token_id, to=to)
    made_id, sealed = request.session.pop(JUST_MADE, ("", ""))
    if made_id != str(token_id):
        return _show(request, office, row)
    response = _show(request, office, row, secret=unseal(sealed, secret=settings.SECRET_KEY))
    response.headers["Cache-Control"] = "no-store"
    return response


@office_page(TOKENS)
@require_POST
def revoke(request: StaffRequest, office: Office, token_id: UUID) -> HttpResponse:
    """Ends it at once."""
    revoke_token(actor=request.actor, business_id=office.business.pk, token_id=token_id)
    return done(request, _("The token opens nothing any more."), office.url("tokens"))


def _show(request: StaffRequest, office: Office, row: ApiToken, *, secret: str = "") -> HttpResponse:
    page = TokenPage(
        frame=office.frame,
        title=row.name,
        start=f"{START}_{row.prefix}_…",
        mark=_mark(row),
        scopes=tuple((str(scope.label), scope.value) for scope in TokenScope if scope.value in row.scopes),
        facts=(
            (_("Made"), written_moment(row.created_at)),
            (_("Holds until"), written_moment(row.expires_at) if row.expires_at else _("it is revoked")),
            (_("Last used"), written_moment(row.last_used_at) if row.last_used_at else _("never")),
        ),
        history=history_of(row),
        back_url=office.url("tokens"),
        revoke_url="" if row.revoked_at else office.url("revoke_token", row.pk),
        secret=secret,
    )
    return render(request, "office/token.html", {"page": page, "shell": office.frame.shell})


def _mark(row: ApiToken) -> Mark:
    if row.revoked_at:
        return Mark(_("revoked"), "line")
    if row.expires_at and row.expires_at <= timezone.now():
        return Mark(_("expired"), "line")
    return Mark(_("holds"), "success")
