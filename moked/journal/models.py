"""The append-only journal. Partitioned by month; nothing points at its rows."""

from django.db import models

from moked.businesses.models import Scoped


class JournalEntry(Scoped):
    """One recorded event.

    `xid` is the writing transaction: readers go by (xid, id) below the oldest running transaction, because ids
    become visible out of order when transactions commit out of order.
    """

    id = models.BigAutoField(primary_key=True)
    xid = models.BigIntegerField(editable=False)
    at = models.DateTimeField()
    code = models.CharField(max_length=60)
    actor = models.CharField(max_length=60)
    case_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = "journal_entry"
