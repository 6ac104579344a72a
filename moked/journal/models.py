"""The append-only journal. Partitioned by month; nothing points at its rows."""

from django.contrib.postgres.indexes import BrinIndex
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


class AccessEntry(Scoped):
    """A person of ours opened a customer's data: the customer, and the case when it was one."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    person_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    customer_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            # Who opened this customer, newest first.
            models.Index(fields=["customer_id", "-at"], name="access_of_customer"),
            # Whether this person opened it just now.
            models.Index(fields=["person_id", "customer_id", "case_id", "-at"], name="access_of_person"),
            # What is old enough to forget.
            BrinIndex(fields=["at"], name="access_by_age"),
        ]
