"""Sessions as Django keeps them in the database, found by a question that is written once: every page asks it."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from moked.lib.postgres.questions import asked_often


class SessionStore(db.SessionStore):
    """Django's own, read faster."""

    def _get_session_from_db(self) -> Any:
        found = _valid(self.session_key or "", timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]


@asked_often
def _valid(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
