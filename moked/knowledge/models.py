"""What we know how to say. Ready answers are the first kind of knowledge block."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Language, Scoped, Topic
from moked.lib.ids import new_id


@pghistory.track(exclude=["updated_at"])
class AnswerBlock(Scoped):
    """A ready answer: facts the business stands behind, in words an agent adapts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(_("title"), max_length=120)
    shortcut = models.SlugField(
        _("shortcut"),
        max_length=30,
        blank=True,
        allow_unicode=True,
        help_text=_("Typed after a slash in the composer, it brings this answer."),
    )
    language = models.CharField(_("language"), max_length=8, choices=Language.choices, default=Language.HEBREW)
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("topic")
    )
    body = models.TextField(
        _("text"),
        help_text=_("May hold {{ customer.first_name }}, {{ agent.first_name }} and {{ case.reference }}."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "shortcut", "language"],
                condition=~models.Q(shortcut=""),
                name="answer_shortcut_once",
            )
        ]

    def __str__(self) -> str:
        return self.title
