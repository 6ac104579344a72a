"""Guides, and the diagnoses agent and customer walk by them together."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Scoped, Topic
from moked.cases.models import Attachment, Case
from moked.customers.models import ContactPoint
from moked.flows.models import FlowVersion, Walk
from moked.lib.ids import new_id
from moked.staff.models import ApiToken, Person

LONGEST = 2000


@pghistory.track()
class Guide(Scoped):
    """How something is looked into. Its steps are a version of a flow: a diagnosis keeps the one it began with."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=100)
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("topic")
    )
    system = models.CharField(_("system"), max_length=80, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    version = models.ForeignKey(
        FlowVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("version of the steps")
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="guide_name_once")]

    def __str__(self) -> str:
        return self.name


class Diagnosis(Scoped):
    """One guide walked for one case. It stays with its case, and is read with the one that case was merged into."""

    class State(models.TextChoices):
        RUNNING = "running", _("under way")
        PROPOSED = "proposed", _("waiting for the customer's word")
        AGREED = "agreed", _("agreed")
        SET_ASIDE = "set_aside", _("set aside")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="+")
    walk = models.OneToOneField(Walk, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.RUNNING)
    started_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)
    # Why it was set aside.
    reason = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=("running", "proposed")), name="diagnosis_once_at_a_time"
            )
        ]


class StepTaken(Scoped):
    """Who answered a step, and when. The answer itself stands in the walk."""

    class Side(models.TextChoices):
        AGENT = "agent", _("we")
        CUSTOMER = "customer", _("the customer")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    diagnosis = models.ForeignKey(Diagnosis, on_delete=models.CASCADE, related_name="taken")
    step = models.CharField(max_length=40)
    said_by = models.CharField(max_length=8, choices=Side.choices)
    # Whoever wrote it down, a colleague or a machine; with an answer of the customer's: they told it to them.
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    token = models.ForeignKey(ApiToken, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    contact_point = models.ForeignKey(ContactPoint, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["diagnosis", "step"], name="step_taken_once")]


class Evidence(Scoped):
    """A file given with a step."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    taken = models.ForeignKey(StepTaken, on_delete=models.CASCADE, related_name="evidence")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")


class Finding(Scoped):
    """What was found, as the agent put it, and what the customer said of it. The latest one counts."""

    class Answer(models.TextChoices):
        NONE = "", _("no word yet")
        AGREED = "agreed", _("agreed")
        QUESTIONED = "questioned", _("not quite")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    diagnosis = models.ForeignKey(Diagnosis, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    found = models.CharField(max_length=LONGEST)
    next_step = models.CharField(max_length=LONGEST)
    due_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default="")
    remark = models.CharField(max_length=LONGEST, blank=True)
    contact_point = models.ForeignKey(ContactPoint, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["diagnosis", "number"], name="finding_once")]
