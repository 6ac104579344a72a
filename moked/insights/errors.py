"""Named failures about the customers a business follows."""

from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, Invalid


class AlreadyFollowed(Conflict):
    code = "already_followed"
    message = _("This customer is followed already.")


class ReviewPassed(Invalid):
    code = "review_passed"
    message = _("Choose a day of review that is still to come.")


class LessonIncomplete(Invalid):
    code = "lesson_incomplete"
    message = _("Write both what was learned and what was changed for all.")
