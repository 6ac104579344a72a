"""Who is served here: businesses, the pools that share people, and what customers write about."""

from datetime import timedelta
from typing import ClassVar, Self

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from moked.businesses.managers import ScopedManager
from moked.lib.ids import new_id


class Language(models.TextChoices):
    """Languages we serve in. Screens come in the first two; customers may write in all."""

    HEBREW = "he", _("Hebrew")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    RUSSIAN = "ru", _("Russian")


class Criticality(models.TextChoices):
    """How much hangs on a matter, in the order of weight."""

    LOW = "low", _("low")
    NORMAL = "normal", _("normal")
    HIGH = "high", _("high")
    CRITICAL = "critical", _("critical")


class Matter(models.TextChoices):
    """Kinds of matter for which a law sets a time; most are none of them."""

    COMPLAINT = "complaint", _("a complaint")
    CANCELLATION = "cancellation", _("cancelling a continuing service")
    ENQUIRY = "enquiry", _("a regulator's enquiry")


@pghistory.track()
class Pool(models.Model):
    """Businesses that share people; one router serves a pool."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Business(models.Model):
    """One company served here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="businesses")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    case_prefix = models.CharField(
        _("case prefix"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,6}$", _("Two to six capital Latin letters."))],
        help_text=_("Stands before every case number, for example MK in MK-48213."),
    )
    language = models.CharField(_("language"), max_length=8, choices=Language.choices, default=Language.HEBREW)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Asia/Jerusalem")
    remind_after = models.DurationField(
        _("remind a silent customer after"),
        default=timedelta(days=2),
        help_text=_("Counted from the proposed solution, and again from each reminder."),
    )
    reminders = models.PositiveSmallIntegerField(
        _("reminders"),
        default=2,
        help_text=_("After the last one the case leaves the desk as unconfirmed; it is never counted as solved."),
    )
    reopen_within = models.DurationField(
        _("a reply reopens the case within"),
        default=timedelta(days=14),
        help_text=_("A later reply opens a new case, linked to the old one."),
    )
    update_hold = models.DurationField(
        _("an update waits before it leaves"),
        default=timedelta(minutes=5),
        help_text=_("So long whoever has the case can improve it, send it at once, or leave it out."),
    )
    # While it lasts nothing leaves by itself; no reason is kept without it.
    automatics_paused_until = models.DateTimeField(_("nothing leaves by itself until"), null=True, blank=True)
    automatics_paused_because = models.CharField(_("because"), max_length=200, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("business")
        verbose_name_plural = _("businesses")

    def __str__(self) -> str:
        return self.name


class Scoped(models.Model):
    """A row that belongs to one business. Row-level security is put on every such table when migrating."""

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="+", editable=False)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        abstract = True


@pghistory.track()
class Topic(Scoped):
    """What a case is about, in the business's own words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    criticality = models.CharField(
        _("criticality"),
        max_length=8,
        choices=Criticality.choices,
        default=Criticality.NORMAL,
        help_text=_("How much usually hangs on such a matter; a single case may differ."),
    )
    matter = models.CharField(
        _("kind of matter"),
        max_length=12,
        choices=Matter.choices,
        blank=True,
        help_text=_("The law sets a time for some; such cases get its clock by themselves."),
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="topic_name_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class PublicNotice(Scoped):
    """What everybody who turns to a business is told meanwhile: on customers' pages, in the chat's greeting, in the
    mail that acknowledges. Rows stay as its history."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # What it is about, for example an incident (cases.Incident).
    about_id = models.UUIDField(null=True)
    # Language -> text.
    texts = models.JSONField(_("text"), default=dict)
    shown_from = models.DateTimeField(auto_now_add=True)
    shown_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["business", "about_id"], condition=models.Q(shown_until=None), name="public_notice_once"
            )
        ]
        # Those shown now, for every page, greeting and acknowledgement.
        indexes = [
            models.Index(
                fields=["business", "-shown_from"],
                condition=models.Q(shown_until=None),
                name="public_notice_now",
            )
        ]
