"""Named failures about surveys."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid


class SurveyOver(Conflict):
    code = "survey_over"
    message = _("This can no longer be answered.")


class MarkInvalid(Invalid):
    code = "mark_invalid"
    message = _("Choose one of the answers shown.")
