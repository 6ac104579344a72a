"""Flows by version, and the walks people make through them."""

import pghistory
from django.db import models
from django.utils import timezone

from moked.businesses.models import Scoped
from moked.lib.ids import new_id


@pghistory.track()
class Flow(Scoped):
    """One form of a business. `code` says which: an alignment meeting, a kind of request, a diagnosis."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "code"], name="flow_code_once")]


@pghistory.track()
class FlowVersion(Scoped):
    """How a flow stood from a time on. A version never changes: walks under way keep the one they began with."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    # See domain.document.
    document = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["flow", "number"], name="flow_version_once")]


class Walk(Scoped):
    """One walk through a version: what was answered so far. Whoever uses it points here, and holds its door."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(FlowVersion, on_delete=models.PROTECT, related_name="walks")
    # Field -> value; those of steps that were left out again stay, and do not count.
    answers = models.JSONField(default=dict)
    # Codes of steps whose answers held.
    done = models.JSONField(default=list)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
