"""Sign-ins that are open: whose each is, whether it is over, and ending them."""

import time
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpRequest

from moked.staff.access import get_row
from moked.staff.actors import Actor
from moked.staff.models import Membership, Person
from moked.staff.permissions import Permission

# What a session keeps, in seconds of the epoch: when it began, when it was last used.
BEGUN, USED = "begun_at", "used_at"


def is_over(session: SessionBase, now: int) -> bool:
    """Whether a signed-in session has been unused for too long, or is too old. `now` in seconds."""
    is_old = now - int(session.get(BEGUN, now)) > settings.SESSION_LONGEST.total_seconds()
    is_unused = now - int(session.get(USED, now)) > settings.SESSION_IDLE.total_seconds()
    return is_old or is_unused


def person_of_session(key: str) -> Person | None:
    """Who is signed in by this session; None once it ended, its password changed, or the person may not sign in."""
    request = HttpRequest()
    request.session = SessionStore(key)
    person = get_user(request)
    if not isinstance(person, Person) or is_over(request.session, int(time.time())):
        return None
    return person


@transaction.atomic
def end_sessions(*, actor: Actor, business_id: UUID, membership_id: UUID) -> int:
    """Signs a person of the business out everywhere; open screens of theirs close. Gives how many sign-ins ended."""
    membership = get_row(
        Membership, actor=actor, business_id=business_id, row_id=membership_id, to=Permission.OFFICE_PEOPLE
    )
    sessions = list(UserSession.objects.filter(user_id=membership.person_id))
    for session in sessions:
        session.end()
    return len(sessions)
