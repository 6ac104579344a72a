"""Writes that may be sent twice: with an Idempotency-Key the second gets the first one's answer."""

import re
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from moked.api.models import KeptAnswer
from moked.api.problems import KeyReused, KeyUnusable, StillRunning
from moked.lib.ids import new_id
from moked.lib.secrets import seal, unseal
from moked.staff.models import ApiToken

KEPT_FOR = timedelta(hours=24)
KEY = re.compile(r"[\x21-\x7e]{1,255}")
# How long a repeat waits for the first one before it is told to come again.
PATIENCE = "5s"
KEPT_HEADERS = ("Content-Type", "Location", "Content-Location", "ETag")
CLEAN_EVERY = timedelta(minutes=10)
CLAIM = """
INSERT INTO api_keptanswer (id, business_id, token_id, key, request_hash, status, headers, sealed_body, created_at)
VALUES (%s, %s, %s, %s, %s, 0, '{}', '', %s) ON CONFLICT (token_id, key) DO NOTHING
"""


def key_of(request: HttpRequest) -> str:
    """The request's key, empty when it has none. Raises KeyUnusable."""
    key = request.headers.get("Idempotency-Key", "")
    if key and not KEY.fullmatch(key):
        raise KeyUnusable
    return key


def _hash(request: HttpRequest) -> str:
    start = f"{request.method} {request.get_full_path()} {request.content_type}\n"
    return sha256(start.encode() + request.body).hexdigest()


def claim_key(request: HttpRequest, token: ApiToken, key: str) -> HttpResponse | None:
    """Takes the key inside the transaction of the write, or gives the answer of whoever had it.

    A repeat waits while the first is running. Raises StillRunning when that takes long, KeyReused for
    another request.
    """
    now = timezone.now()
    digest = _hash(request)
    same = KeptAnswer.objects.filter(token=token, key=key)
    same.filter(created_at__lt=now - KEPT_FOR).delete()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        try:
            cursor.execute(CLAIM, (new_id(), token.business_id, token.pk, key, digest, now))
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise StillRunning from error
            raise
        is_mine = cursor.rowcount == 1
        cursor.execute("SET LOCAL lock_timeout = 0")
    if is_mine:
        return None
    return _again(same.get(), digest)


def find_answer(request: HttpRequest, token: ApiToken) -> HttpResponse | None:
    """The answer a repeat gets, without taking its key; None for the first, and while that one is running.

    Raises KeyUnusable and KeyReused.
    """
    if not (key := key_of(request)):
        return None
    same = KeptAnswer.objects.filter(token=token, key=key, created_at__gte=timezone.now() - KEPT_FOR)
    kept = same.first()
    return None if kept is None else _again(kept, _hash(request))


def _again(kept: KeptAnswer, digest: str) -> HttpResponse:
    if kept.request_hash != digest:
        raise KeyReused
    body = unseal(kept.sealed_body, secret=settings.SECRET_KEY)
    answer = HttpResponse(body, status=kept.status, headers=kept.headers)
    answer.headers["Idempotency-Replayed"] = "true"
    return answer


def keep_answer(token: ApiToken, key: str, response: HttpResponse) -> None:
    """Keeps the answer of a write that succeeded, in its transaction."""
    KeptAnswer.objects.filter(token=token, key=key).update(
        status=response.status_code,
        headers={name: response.headers[name] for name in KEPT_HEADERS if name in response.headers},
        sealed_body=seal(response.content.decode(), secret=settings.SECRET_KEY),
    )


def drop_key(token: ApiToken, key: str) -> None:
    """Forgets the key of a write that was refused and yet left something: it may be put right and sent again."""
    KeptAnswer.objects.filter(token=token, key=key).delete()


class OldAnswers:
    """Forgets answers that are older than a day; asked every second, it mostly has nothing to do."""

    def __init__(self) -> None:
        self.next_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Gives 0: there is never more to do at once."""
        if self.next_at is None or now >= self.next_at:
            KeptAnswer.objects.filter(created_at__lt=now - KEPT_FOR).delete()
            self.next_at = now + CLEAN_EVERY
        return 0
