"""Incidents: one trouble of many customers, whose cases are looked after together while each stays its own."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Scoped, Topic
from moked.lib.ids import new_id
from moked.staff.models import Person


@pghistory.track()
class Incident(Scoped):
    """One trouble. What it gathers by is empty where it does not narrow."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(_("what happened"), max_length=120)
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("topic")
    )
    system_name = models.CharField(_("system"), max_length=120, blank=True)
    # Phrases parted by commas; a case that holds all words of one of them is meant.
    words = models.CharField(_("words"), max_length=300, blank=True)
    began_at = models.DateTimeField(_("since"))
    gathers = models.BooleanField(_("new cases join by themselves"), default=True)
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    over_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    over_at = models.DateTimeField(null=True)
    lessons = models.TextField(_("lessons"), blank=True)

    class Meta:
        indexes = [
            # The list, newest first.
            models.Index(fields=["business", "-opened_at"], name="incident_by_opening"),
            # Whether a case that comes in may belong to one.
            models.Index(fields=["business"], condition=Q(over_at=None), name="incident_open"),
        ]

    def __str__(self) -> str:
        return self.title


class IncidentCase(Scoped):
    """A case's place in an incident. A row stays when the case was taken out, so that it does not join again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="places")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="places")
    # Why it was taken for one of these: codes of `domain.gathering.Reason`.
    why = models.JSONField(default=list)
    joined_at = models.DateTimeField(default=timezone.now)
    # Nobody, where it joined by itself.
    joined_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # In it, and the incident is not over.
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "case"], name="incident_case_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(is_current=True), name="case_in_one_incident"),
        ]


class IncidentUpdate(Scoped):
    """What was said to all customers of an incident at once."""

    class Kind(models.TextChoices):
        UPDATE = "update", _("an update")
        SOLVED = "solved", _("the question whether it is solved")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="updates")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.UPDATE)
    # Language -> text.
    texts = models.JSONField(default=dict)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["incident", "-written_at"], name="incident_update_of")]


class IncidentLetter(Scoped):
    """An update on its way to one case: said once or not at all, however often it is tried."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("on its way")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("left out")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    update = models.ForeignKey(IncidentUpdate, on_delete=models.CASCADE, related_name="letters")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey("cases.Message", null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    # Why it was left out: a code of `domain.gathering.Skip`.
    why = models.CharField(max_length=16, blank=True)
    # Empty when it is done.
    next_check_at = models.DateTimeField(null=True, default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["update", "case"], name="incident_letter_once")]
        indexes = [
            # The sweep.
            models.Index(
                fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="incident_letter_due"
            )
        ]
