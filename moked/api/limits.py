"""How many requests a token may make. Counted in the database, so that all web processes count together."""

import time
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpResponse

WINDOW = 60
COUNT = """
INSERT INTO api_requestcount AS c (token_id, minute, requests) VALUES (%s, %s, 1)
ON CONFLICT (token_id) DO UPDATE
SET requests = CASE WHEN c.minute = excluded.minute THEN c.requests + 1 ELSE 1 END, minute = excluded.minute
RETURNING requests
"""


@dataclass(frozen=True)
class Allowance:
    """What a token has left in the running minute, in requests, and the seconds until the next."""

    limit: int
    used: int
    seconds_left: int

    @property
    def is_spent(self) -> bool:
        return self.used > self.limit

    def write_to(self, response: HttpResponse) -> None:
        """Puts the headers of the IETF's draft on the response."""
        response.headers["RateLimit-Policy"] = f'"minute";q={self.limit};w={WINDOW}'
        response.headers["RateLimit"] = f'"minute";r={max(0, self.limit - self.used)};t={self.seconds_left}'
        if self.is_spent:
            response.headers["Retry-After"] = str(self.seconds_left)


def count_request(token_id: UUID) -> Allowance:
    """Counts one more request of a token. One statement, outside any transaction of the request."""
    now = int(time.time())
    with connection.cursor() as cursor:
        cursor.execute(COUNT, (token_id, now // WINDOW))
        used = int(cursor.fetchone()[0])
    return Allowance(settings.API_REQUESTS_PER_MINUTE, used, WINDOW - now % WINDOW)
