"""Addresses that are told what happens, how far each business was told, and every attempt to tell."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Scoped
from moked.lib.ids import new_id


@pghistory.track(
    exclude=["secret", "former_secret", "former_secret_until", "failing_since", "quiet_until", "created_at"]
)
class Endpoint(Scoped):
    """An address of somebody else's system, and the events it wants."""

    class Stop(models.TextChoices):
        GONE = "gone", _("The server said that the address is gone.")
        FAILING = "failing", _("It failed for five days.")
        KEY = "key", _("The installation's secret key is another one, and does not open the secret of this webhook.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80)
    url = models.CharField(_("address"), max_length=500)
    # Codes of events; empty: all of them.
    event_types = ArrayField(models.CharField(max_length=60), verbose_name=_("events"), default=list, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    # Sealed. After a rotation both sign, until the receiver has taken the new one over.
    secret = models.TextField(editable=False)
    former_secret = models.TextField(blank=True, editable=False)
    former_secret_until = models.DateTimeField(null=True, editable=False)
    stopped_because = models.CharField(max_length=8, choices=Stop.choices, blank=True, editable=False)
    # Since when no delivery succeeded; and until when a server that failed is left alone.
    failing_since = models.DateTimeField(null=True, editable=False)
    quiet_until = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Feed(Scoped):
    """How far the journal of a business was put on its way to its endpoints: everything at or before the place."""

    business = models.OneToOneField(
        "businesses.Business", primary_key=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    xid = models.BigIntegerField()
    entry_id = models.BigIntegerField(default=0)


class Delivery(Scoped):
    """One event on its way to one endpoint. Its id is the `webhook-id`, the same at every attempt."""

    class State(models.TextChoices):
        WAITING = "waiting", _("on its way")
        SENDING = "sending", _("being sent")
        DELIVERED = "delivered", _("received")
        FAILED = "failed", _("could not be delivered")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    # The journal's entry; none for a test.
    entry_id = models.BigIntegerField(null=True)
    event_type = models.CharField(max_length=60)
    payload = models.JSONField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "entry_id"], name="webhook_delivery_once")]
        indexes = [
            # The due ones, for the worker.
            models.Index(
                fields=["endpoint", "next_attempt_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="webhook_delivery_due",
            ),
            # The log of an endpoint, newest first.
            models.Index(fields=["endpoint", "-created_at", "-id"], name="webhook_delivery_log"),
            # The worker's cleaning.
            models.Index(fields=["created_at"], name="webhook_delivery_age"),
        ]


class Attempt(Scoped):
    """One try: what was answered, how long it took, and what went wrong where nothing was answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=40, blank=True)
    answer = models.TextField(blank=True)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["delivery", "at"], name="webhook_attempt_log")]
