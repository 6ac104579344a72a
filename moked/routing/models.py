"""Work that needs a person, what is offered to whom and why, and the router's own log."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from moked.businesses.models import Pool, Scoped
from moked.cases.models import Case, Task
from moked.lib.ids import new_id
from moked.staff.models import Person, Team


class WorkItem(Scoped):
    """The next action that needs a person: on a case, or on a task of one. At most one is open for each."""

    class State(models.TextChoices):
        WAITING = "waiting"
        OFFERED = "offered"
        HELD = "held"
        DONE = "done"

    class Mode(models.TextChoices):
        LIVE = "live"
        DEFERRED = "deferred"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="work_items")
    # The task it is about; empty when the case itself waits for somebody.
    task = models.ForeignKey(Task, null=True, on_delete=models.CASCADE, related_name="work_items")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    mode = models.CharField(max_length=8, choices=Mode.choices)
    language = models.CharField(max_length=8, blank=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    waiting_since = models.DateTimeField(default=timezone.now)
    # People who know the customer, best first; the item waits for them, when busy, until the moment.
    preferred = ArrayField(models.UUIDField(), default=list)
    preferred_until = models.DateTimeField(null=True)
    aimed_at = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    aimed_until = models.DateTimeField(null=True)
    # While the person aimed at is away, the item waits for them only until this moment.
    aimed_away_until = models.DateTimeField(null=True)
    holder = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    held_since = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=~Q(state="done") & Q(task=None), name="open_work_item_once"
            ),
            models.UniqueConstraint(fields=["task"], condition=~Q(state="done"), name="open_task_item_once"),
            models.CheckConstraint(
                condition=Q(state="held", holder__isnull=False) | (~Q(state="held") & Q(holder__isnull=True)),
                name="held_has_holder",
            ),
        ]
        indexes = [
            # The router's facts: everything open in its pool.
            models.Index(fields=["pool"], condition=~Q(state="done"), name="work_item_open"),
        ]


class Offer(Scoped):
    """A work item put before a person, with the reason it was they."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted"
        DECLINED = "declined"
        EXPIRED = "expired"
        TAKEN_BACK = "taken_back"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(WorkItem, on_delete=models.CASCADE, related_name="offers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="offers")
    mode = models.CharField(max_length=8, choices=WorkItem.Mode.choices)
    why_code = models.CharField(max_length=24)
    why_facts = models.JSONField(default=dict)
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(ended_at__isnull=True), name="open_offer_once")
        ]
        indexes = [
            # The desk: what is offered to a person now.
            models.Index(fields=["person"], condition=Q(ended_at__isnull=True), name="offer_open_of_person"),
            # The router: who refused lately.
            models.Index(fields=["item", "-ended_at"], name="offer_ended"),
        ]


class RouterLease(models.Model):
    """Which router serves a pool, and until when; another takes over when it runs out."""

    pool = models.OneToOneField(Pool, primary_key=True, on_delete=models.CASCADE, related_name="+")
    holder = models.UUIDField(null=True)
    expires_at = models.DateTimeField(default=timezone.now)
    # Raised at each take-over; the log of an epoch begins with all facts, so it stands on its own.
    epoch = models.PositiveIntegerField(default=0)
    last_number = models.PositiveBigIntegerField(default=0)


class RouterLogEntry(models.Model):
    """One step of a router: what came in, when, and what it decided. Written with what it decided."""

    id = models.BigAutoField(primary_key=True)
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="+")
    epoch = models.PositiveIntegerField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    entry = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pool", "number"], name="router_log_number_once")]
