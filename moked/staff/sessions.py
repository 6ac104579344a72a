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

from moked.lib.errors import NotFound
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


def open_sessions(person: Person) -> list[UserSession]:
    """The person's sign-ins that still stand, oldest first."""
    return sorted(UserSession.objects.purge_and_list(person), key=lambda session: session.created_at)


@transaction.atomic
def end_own_session(*, person: Person, session_id: int) -> None:
    """Ends one sign-in of the person's own; its open screens close. Raises NotFound for anybody else's."""
    session = UserSession.objects.filter(user=person, pk=session_id).first()
    if session is None:
        raise NotFound
    session.end()


@transaction.atomic
def end_other_sessions(*, person: Person, key: str) -> int:
    """Ends every sign-in of the person's but the one of this session key. Gives how many ended."""
    others = list(UserSession.objects.filter(user=person).exclude(session_key=key))
    for session in others:
        session.end()
    return len(others)


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
