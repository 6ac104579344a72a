"""Who opened which customer's data, as Israel's rules on the security of personal data ask. Ids only, no words.

One row for a person and a thing within a quarter of an hour: a page fetches itself anew while it is open, and that
is no further opening.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from moked.journal.models import AccessEntry

TRIMMED_AT_ONCE = 5000
NOTE = """
INSERT INTO journal_accessentry (business_id, at, person_id, case_id, customer_id)
SELECT %(business_id)s, statement_timestamp(), %(person_id)s, %(case_id)s, %(customer_id)s
WHERE NOT EXISTS (
  SELECT 1 FROM journal_accessentry
  WHERE person_id = %(person_id)s AND customer_id IS NOT DISTINCT FROM %(customer_id)s
    AND case_id IS NOT DISTINCT FROM %(case_id)s AND at > statement_timestamp() - interval '15 minutes')
"""


def note_opened(*, business_id: UUID, person_id: UUID, customer_id: UUID | None, case_id: UUID | None = None) -> None:
    """Notes that a person looked at a customer, or at a case of theirs. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            NOTE,
            {
                "business_id": business_id,
                "person_id": person_id,
                "case_id": case_id,
                "customer_id": customer_id,
            },
        )


@dataclass
class OldAccess:
    """Forgets what was kept for long enough (ACCESS_LOG_KEPT); asked every second, it looks once an hour."""

    looked_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """How many it forgot; more may be left when it gives as many as it takes at once."""
        if self.looked_at and now - self.looked_at < timedelta(hours=1):
            return 0
        old = AccessEntry.objects.filter(at__lt=now - settings.ACCESS_LOG_KEPT).order_by("at")[:TRIMMED_AT_ONCE]
        done, _by_model = AccessEntry.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
        if done < TRIMMED_AT_ONCE:
            self.looked_at = now
        return done
