"""What the API remembers of requests: the answers of those that may be repeated, and how many there were."""

from django.db import models

from moked.businesses.models import Scoped
from moked.lib.ids import new_id
from moked.staff.models import ApiToken


class KeptAnswer(Scoped):
    """The answer to a write with an Idempotency-Key, given again when the request is repeated. Kept for a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    # Of method, address and body: the same key with another request is a mistake of the caller.
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    # Encrypted: it may hold a customer's words, or a secret that is shown once.
    sealed_body = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="kept_answer_once")]
        # The worker's cleaning, oldest first.
        indexes = [models.Index(fields=["created_at"], name="kept_answer_age")]


class RequestCount(models.Model):
    """How many requests a token made in the running minute. Not logged: a crash forgets a minute's count."""

    token = models.OneToOneField(ApiToken, primary_key=True, on_delete=models.CASCADE, related_name="+")
    minute = models.BigIntegerField()
    requests = models.IntegerField(default=0)
