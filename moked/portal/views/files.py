"""Files of the conversation. What we sent asks for a code; nothing a file holds can run."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from moked.cases.domain.pictures import FALLBACK_TYPE, picture_type
from moked.cases.files import read_file
from moked.cases.models import Attachment, Direction
from moked.diagnosis.selectors import evidence_in
from moked.lib.errors import NotFound
from moked.portal.door import by_link
from moked.portal.identification import is_identified
from moked.portal.views.identify import ask_for_code
from moked.portal.visit import Visit


@by_link
@require_GET
def show_file(request: HttpRequest, visit: Visit, attachment_id: UUID) -> HttpResponse:
    """A file of a message or of a diagnosis that the page shows; any other does not exist here."""
    attachment, is_ours = _find(visit, attachment_id)
    if is_ours and not is_identified(request, visit):
        return ask_for_code(request, visit)
    try:
        content = read_file(attachment.file)
    except FileNotFoundError as error:
        raise NotFound from error
    shown_as = picture_type(content)
    response = HttpResponse(content, content_type=shown_as or FALLBACK_TYPE)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=not shown_as, filename=attachment.name) or "attachment"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _find(visit: Visit, attachment_id: UUID) -> tuple[Attachment, bool]:
    for message in visit.messages:
        for attachment in message.attachments.all():
            if attachment.pk == attachment_id:
                return attachment, message.direction == Direction.OUT
    found = evidence_in(visit.case, attachment_id)
    if found is None:
        raise NotFound
    return found
