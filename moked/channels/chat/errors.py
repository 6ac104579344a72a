"""Named failures of a chat."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Invalid, NotAllowed, NotFound


class WidgetUnknown(NotFound):
    code = "widget_unknown"


class OriginRefused(NotAllowed):
    code = "origin_refused"
    message = _("This chat does not belong on that site.")


class SessionUnknown(NotFound):
    """The token is forged, expired, of another widget, or its conversation was ended."""

    code = "session_unknown"


class FileKindRefused(Invalid):
    code = "file_kind_refused"
    message = _("Files of this kind cannot be sent here.")
