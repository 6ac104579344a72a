"""What customers hear without asking, and how often they had to ask all the same."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Scoped
from moked.cases.models import Case, Message, Task
from moked.customers.models import ContactPoint
from moked.lib.ids import new_id
from moked.staff.models import Person
from moked.updates.domain.rhythm import Why
from moked.updates.domain.ways import Instead, Way


class UpdateWatch(Scoped):
    """What is to be told of a case, and when to look at it again."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="update_watch")
    # Codes of what happened and was not told yet, in order; see domain.rhythm.Change.
    changes = ArrayField(models.CharField(max_length=20), default=list)
    # The last of the customer's messages that was looked into.
    read_to = models.UUIDField(null=True)
    # When they last despaired, as far as they were read for it.
    distressed_at = models.DateTimeField(null=True)
    # The last that was read for despair, which is only done while a rhythm holds: elsewhere nothing follows from it.
    # When one holds again, what was written meanwhile is read for it then.
    despair_read_to = models.UUIDField(null=True)
    # Whether a look ever found updates promised for it; stays so when they no longer are, since weeks are compared
    # by it.
    is_promised = models.BooleanField(default=False)
    next_check_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # The sweep.
            models.Index(fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="update_watch_due"),
        ]


class Update(Scoped):
    """Something the customer is to hear: it waits a while, then leaves, or turns out not to be needed."""

    class State(models.TextChoices):
        HELD = "held", _("waits")
        SENT = "sent", _("left")
        SKIPPED = "skipped", _("left out")
        REPLACED = "replaced", _("replaced by a newer one")
        NEEDLESS = "needless", _("not needed any more")

    LONGEST_REASON = 200

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="updates")
    state = models.CharField(max_length=12, choices=State.choices, default=State.HELD)
    why = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Why])
    # What happened that it tells of; kept, so that it can be told anew when something else changes meanwhile.
    changes = ArrayField(models.CharField(max_length=20), default=list)
    # In a form that can be passed on.
    is_formal = models.BooleanField(default=False)
    # How it goes and where to; what stood in the way of the way the customer chose.
    way = models.CharField(
        max_length=8,
        choices=[(each.value, each.value) for each in Way],
        default=Way.MAIL.value,
        db_default=Way.MAIL.value,
    )
    contact_point = models.ForeignKey(ContactPoint, null=True, on_delete=models.SET_NULL, related_name="+")
    instead = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in Instead], blank=True, default="", db_default=""
    )
    # To call with it; while it is open, nothing leaves in writing.
    call = models.OneToOneField(Task, null=True, on_delete=models.SET_NULL, related_name="update_to_tell")
    text = models.TextField()
    language = models.CharField(max_length=8)
    made_at = models.DateTimeField(default=timezone.now)
    leave_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # Whoever sent it at once, left it out, or wrote it anew.
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    is_improved = models.BooleanField(default=False)
    # Why it was left out, for colleagues.
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    message = models.OneToOneField(Message, null=True, on_delete=models.SET_NULL, related_name="update")

    class Meta:
        constraints = [
            # Two that wait could contradict each other.
            models.UniqueConstraint(fields=["case"], condition=Q(state="held"), name="update_held_once"),
        ]
        indexes = [
            # Those of a case, the latest first.
            models.Index(fields=["case", "-made_at"], name="update_of_case"),
            # What became of them, by business and time.
            models.Index(fields=["business", "-made_at"], name="update_by_time"),
        ]


class StatusQuestion(Scoped):
    """A message in which a customer had to ask what is happening."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="status_questions")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["business", "at"], name="status_question_by_time")]
