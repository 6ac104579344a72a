"""Files of a mail that are kept beside its message."""

from collections.abc import Iterable

from django.conf import settings

from moked.cases.files import IncomingFile
from moked.channels.mail import Attachment


def kept_files(files: Iterable[Attachment]) -> tuple[list[IncomingFile], bool]:
    """Those the installation's limit allows, and whether any is left out: a mail comes in without it, and the mail
    as it came, which is stored, still holds it."""
    files = list(files)
    kept = [
        IncomingFile(each.name, each.content_type, each.content, each.content_id or "")
        for each in files
        if len(each.content) <= settings.ATTACHMENT_LIMIT
    ]
    return kept, len(kept) < len(files)
