"""A case on the screen, and each of its parts as it changes; its moments in its business's own time zone."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from moked.cases.access import get_attachment, get_case, get_message
from moked.cases.domain.pictures import FALLBACK_TYPE, picture_type
from moked.cases.files import read_file
from moked.cases.services import change_details
from moked.journal.access_log import note_opened
from moked.promises.profiles import terms_remembered
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.ui.keys import parse_key
from moked.workspace.mail_view import MAIL_POLICY, MAIL_POLICY_WITH_PICTURES, mail_document
from moked.workspace.pages.case import case_head, case_page, glance_at
from moked.workspace.pages.panel import customer_panel
from moked.workspace.pages.timeline import Reader, case_timeline
from moked.workspace.views.answers import done, render_dialog, render_page, render_part

# A file is never ours to run: whatever it claims to be, it gets no scripts, no frames and no requests.
FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
A_DAY = "private, max-age=86400, immutable"


@require_safe
@requires(Permission.CASES_READ)
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    found = get_case(request.actor, case_id, to=Permission.CASES_READ)
    note_opened(
        business_id=found.business_id,
        person_id=request.actor.person_id,
        customer_id=found.customer_id,
        case_id=found.pk,
    )
    with timezone.override(found.business.time_zone), terms_remembered():
        return render_page(request, "case", case_page(request.actor, request.user, found))


@require_safe
@requires(Permission.CASES_READ)
def head(request: StaffRequest, case_id: UUID) -> HttpResponse:
    found = get_case(request.actor, case_id, to=Permission.CASES_READ)
    with timezone.override(found.business.time_zone):
        return render_part(request, "_head", {"head": case_head(request.actor, found)})


@require_safe
@requires(Permission.CASES_READ)
def timeline(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The live stretch from the message `since` on, or the older one that ends before the message `before`."""
    found = get_case(request.actor, case_id, to=Permission.CASES_READ)
    before, since = parse_key(request.GET.get("before")), parse_key(request.GET.get("since"))
    with timezone.override(found.business.time_zone):
        stretch = case_timeline(Reader.of(request.actor, found), found, before=before, since=since)
        return render_part(request, "_older" if before else "_timeline", {"timeline": stretch})


@require_safe
@requires(Permission.CASES_READ)
def glance(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Another case of the customer, read in place."""
    found = get_case(request.actor, case_id, to=Permission.CASES_READ)
    with timezone.override(found.business.time_zone):
        page = glance_at(request.actor, found)
        return render_dialog(request, "glance", page, title=found.title)


@require_safe
@requires(Permission.CASES_READ)
def panel(request: StaffRequest, case_id: UUID) -> HttpResponse:
    found = get_case(request.actor, case_id, to=Permission.CASES_READ)
    with timezone.override(found.business.time_zone), terms_remembered():
        return render_part(
            request, "_panel", {"panel": customer_panel(request.actor, found.customer.known_as, case=found)}
        )


@require_POST
@requires(Permission.CASES_ANSWER)
def rename(request: StaffRequest, case_id: UUID) -> HttpResponse:
    change_details(actor=request.actor, case_id=case_id, subject=request.POST.get("subject", ""))
    return done(request, "", back=reverse("workspace:case", args=[case_id]))


@require_POST
@requires(Permission.CASES_ANSWER)
def topic(request: StaffRequest, case_id: UUID) -> HttpResponse:
    change_details(actor=request.actor, case_id=case_id, topic_id=parse_key(request.POST.get("topic")))
    return done(request, _("The topic was changed."), back=reverse("workspace:case", args=[case_id]))


@require_safe
@requires(Permission.CASES_READ)
@xframe_options_sameorigin
def mail(request: StaffRequest, message_id: UUID) -> HttpResponse:
    """A customer's mail as it was written. `pictures` lets it load pictures from afar, this once."""
    message = get_message(request.actor, message_id, to=Permission.CASES_READ)
    with_pictures = "pictures" in request.GET
    response = HttpResponse(mail_document(message, with_pictures=with_pictures))
    response.headers["Content-Security-Policy"] = MAIL_POLICY_WITH_PICTURES if with_pictures else MAIL_POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@requires(Permission.CASES_READ)
def file(request: StaffRequest, attachment_id: UUID) -> HttpResponse:
    """A file to keep; with `picture`, one of the few safe kinds of picture to look at."""
    attachment = get_attachment(request.actor, attachment_id)
    content = read_file(attachment.file)
    shown_as = picture_type(content) if "picture" in request.GET else ""
    response = HttpResponse(content, content_type=shown_as or FALLBACK_TYPE)
    response.headers["Content-Disposition"] = (
        content_disposition_header(not shown_as, attachment.name) or "attachment"
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = A_DAY
    return response
