"""Tokens of machines: made, found by what is presented, revoked. Only their holder has the secret; we have a hash."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.businesses.scope import in_scope, in_whole_installation
from moked.journal.record import record
from moked.lib.errors import Invalid, NotAllowed
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import ApiActor, PersonActor
from moked.staff.events import ApiTokenCreated, ApiTokenRevoked
from moked.staff.models import ApiToken
from moked.staff.permissions import Permission
from moked.staff.token_scopes import PERMISSIONS, TokenScope, permissions_of

TO = Permission.OFFICE_INTEGRATIONS
START = "mkd"
PREFIX_BYTES = 6
SECRET_BYTES = 32
# A used token is told from a forgotten one by this; nobody needs it finer, and each write costs.
NOTE_USE_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class NewToken:
    """A token and what its holder presents, which is never to be seen again."""

    token: ApiToken
    secret: str


def _hash(secret: str) -> str:
    # The secret is 256 random bits, so a plain hash cannot be searched; a slow one would only slow every request.
    return sha256(f"moked.api-token:{secret}".encode()).hexdigest()


@transaction.atomic
def create_token(
    *, actor: PersonActor, business_id: UUID, name: str, scopes: Sequence[str], expires_at: datetime | None
) -> NewToken:
    """A new token. Nobody gives away what they may not do themselves.

    Raises NotAllowed for a scope beyond the giver's own permissions, Invalid for no scope or a moment gone by.
    """
    check_allowed(actor, business_id, TO)
    if not scopes or not set(scopes) <= set(TokenScope.values) or not name.strip():
        raise Invalid
    if expires_at is not None and expires_at <= timezone.now():
        raise Invalid
    if not all(actor.may(each, business_id) for scope in scopes for each in PERMISSIONS[TokenScope(scope)]):
        raise NotAllowed
    prefix, secret = secrets.token_hex(PREFIX_BYTES), secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken.objects.create(
        business_id=business_id,
        name=name.strip()[:80],
        scopes=sorted(set(scopes)),
        prefix=prefix,
        secret_hash=_hash(secret),
        created_by_id=actor.person_id,
        expires_at=expires_at,
    )
    record(ApiTokenCreated(business_id=business_id, actor=actor.code, token_id=token.pk, scopes=tuple(token.scopes)))
    return NewToken(token, f"{START}_{prefix}_{secret}")


@transaction.atomic
def revoke_token(*, actor: PersonActor, business_id: UUID, token_id: UUID) -> ApiToken:
    """Ends a token at once; ending it twice changes nothing."""
    token = get_row(ApiToken, actor=actor, business_id=business_id, row_id=token_id, to=TO, lock=True)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(ApiTokenRevoked(business_id=business_id, actor=actor.code, token_id=token.pk))
    return token


def find_token(presented: str) -> ApiToken | None:
    """The live token with this secret, or None. One query; unknown, wrong, expired and revoked look alike."""
    start, _, rest = presented.partition("_")
    prefix, _, secret = rest.partition("_")
    with in_whole_installation("whose token it is is asked before any scope is known"):
        token = ApiToken.objects.filter(prefix=prefix).first() if start == START and prefix.isalnum() else None
    held = token.secret_hash if token else _hash("")
    if not hmac.compare_digest(held, _hash(secret)) or token is None:
        return None
    now = timezone.now()
    is_over = token.revoked_at is not None or (token.expires_at is not None and token.expires_at <= now)
    return None if is_over else token


def token_actor(token: ApiToken) -> ApiActor:
    """The token as somebody who acts."""
    return ApiActor(token.pk, token.business_id, permissions_of(token.scopes))


def note_use(token: ApiToken) -> None:
    """Remembers that a token is in use, now and then."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > NOTE_USE_EVERY:
        with in_scope([token.business_id]):
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
