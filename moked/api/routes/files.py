"""Files of cases, up and down. A file goes up as the bytes of the body, nothing around them."""

from typing import Annotated, Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.refusals import refused_part
from moked.api.schemas.messages import AttachmentOut
from moked.cases.access import get_attachment
from moked.cases.domain.pictures import FALLBACK_TYPE
from moked.cases.files import path_of
from moked.cases.services import attach_upload, remove_upload
from moked.staff.token_scopes import TokenScope

router = Router(tags=["files"])
READ, WRITE = needs(TokenScope.READ_CASES), needs(TokenScope.WRITE_CASES)
BYTES = {"schema": {"type": "string", "format": "binary"}}


@router.post(
    "/cases/{uuid:case_id}/attachments",
    response={201: AttachmentOut},
    auth=WRITE,
    operation_id="upload_attachment",
    summary="Upload a file",
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": BYTES}}},
)
def upload(
    request: ApiRequest,
    case_id: UUID,
    name: Annotated[str, Query(min_length=1, max_length=200)],
    content_type: Annotated[str, Query(max_length=120, pattern=r"^[\x21-\x7e]*$")] = FALLBACK_TYPE,
) -> Status[Any]:
    """Puts a file beside a case; name its id in an answer or a note to send it along.

    The body is the file's bytes, sent as `application/octet-stream`; its own type is a parameter."""
    if request.content_type != FALLBACK_TYPE or not request.body:
        raise refused_part("#", _("Send the file's bytes as the body, with Content-Type: application/octet-stream."))
    made = attach_upload(
        actor=request.actor, case_id=case_id, name=name, content_type=content_type, content=request.body
    )
    return Status(201, AttachmentOut.of(made))


@router.get(
    "/attachments/{uuid:attachment_id}",
    response=AttachmentOut,
    auth=READ,
    operation_id="get_attachment",
    summary="Get a file's facts",
)
def facts(request: ApiRequest, attachment_id: UUID) -> AttachmentOut:
    """Name, type and size of a file."""
    return AttachmentOut.of(get_attachment(request.actor, attachment_id))


@router.get(
    "/attachments/{uuid:attachment_id}/content",
    auth=READ,
    operation_id="download_attachment",
    summary="Download a file",
    openapi_extra={"responses": {200: {"description": "The bytes.", "content": {"application/octet-stream": BYTES}}}},
)
def content(request: ApiRequest, attachment_id: UUID) -> HttpResponseBase:
    """The bytes, always as a download and as mere bytes: the type a sender claimed is not to be trusted."""
    attachment = get_attachment(request.actor, attachment_id)
    response = FileResponse(
        default_storage.open(path_of(attachment.business_id, attachment.file.sha256)),
        as_attachment=True,
        filename=attachment.name,
        content_type=FALLBACK_TYPE,
    )
    response.headers["ETag"] = f'"{attachment.file.sha256}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@router.delete(
    "/attachments/{uuid:attachment_id}",
    response={204: None},
    auth=WRITE,
    operation_id="remove_attachment",
    summary="Remove an unsent file",
)
def remove(request: ApiRequest, attachment_id: UUID) -> Status[Any]:
    """Removes a file that went with no message yet; what was sent stays."""
    get_attachment(request.actor, attachment_id)
    remove_upload(actor=request.actor, attachment_id=attachment_id)
    return Status(204, None)
