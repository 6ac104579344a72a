"""The doors of a chat: whose widget it is, on which sites it may stand, whose conversation a token opens.

A visitor has no account. The token, kept by their browser, is all that opens their conversation, and it opens
nothing else: not the customer's other cases, not the other messages of a case theirs was merged into.
"""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet

from moked.businesses.scope import in_whole_installation
from moked.cases.models import Attachment, Message
from moked.channels.chat.errors import OriginRefused, SessionUnknown, WidgetUnknown
from moked.channels.models import ChatSession, ChatWidget
from moked.lib.errors import NotFound
from moked.lib.postgres.questions import asked_often

# Since the browser last opened it: each opening gives a fresh token.
TOKEN_LIFETIME = timedelta(days=30)
# A picture's address is in the page's memory only; a later look at the page brings a new one.
FILE_LIFETIME = timedelta(hours=12)
FILE_SALT = "moked.chat.file"


def find_widget(key: str) -> ChatWidget:
    """The widget with its account and business; the key alone says whose it is. Raises WidgetUnknown."""
    with in_whole_installation("the key of a widget says whose it is"):
        widget = (
            ChatWidget.objects.select_related("account", "business").filter(key=key, account__is_active=True).first()
        )
    if widget is None:
        raise WidgetUnknown
    return widget


def check_origin(widget: ChatWidget, origin: str) -> None:
    """Raises OriginRefused unless the widget may stand on that site. Our own pages always may."""
    if not widget.allowed_origins:
        return
    allowed = {_site_of(address) for address in (*widget.allowed_origins, settings.PUBLIC_URL)}
    if _site_of(origin) not in allowed:
        raise OriginRefused


def _site_of(address: str) -> tuple[str, str]:
    """Scheme and host with port, as browsers put them into an Origin."""
    parts = urlsplit(address.strip().lower())
    return parts.scheme, parts.netloc


def _token_salt(account_id: UUID) -> str:
    return f"moked.chat.session.{account_id}"


def token_of(session: ChatSession) -> str:
    """What the visitor's browser keeps to come back to this conversation."""
    return signing.dumps(str(session.pk), salt=_token_salt(session.account_id))


def open_session(widget: ChatWidget, token: str) -> ChatSession:
    """The conversation behind a token of this widget. Needs the business in scope. Raises SessionUnknown."""
    try:
        key = signing.loads(token, salt=_token_salt(widget.account_id), max_age=TOKEN_LIFETIME)
    except signing.BadSignature as error:
        raise SessionUnknown from error
    session = get_session(UUID(key))
    if session.ended_at is not None:
        raise SessionUnknown
    return session


def get_session(session_id: UUID) -> ChatSession:
    """A conversation with what every answer to its visitor needs. Raises SessionUnknown."""
    found = _session(session_id)
    if not found:
        raise SessionUnknown
    return found[0]


@asked_often
def _session(session_id: UUID) -> QuerySet[ChatSession]:
    return ChatSession.objects.select_related(
        "account", "business", "contact_point__customer", "case__business", "case__assignee", "case__canonical"
    ).filter(pk=session_id)


def file_token(attachment: Attachment) -> str:
    """The signed part of a file's address, given only to whoever may see its message."""
    return signing.dumps(f"{attachment.business_id}/{attachment.pk}", salt=FILE_SALT)


def open_file_token(token: str) -> Attachment:
    """The file behind an address. Raises NotFound for one that is forged, too old, or of an internal message."""
    try:
        business_id, _, key = signing.loads(token, salt=FILE_SALT, max_age=FILE_LIFETIME).partition("/")
    except signing.BadSignature as error:
        raise NotFound from error
    with in_whole_installation("the signature says which file may be read"):
        attachment = (
            Attachment.objects.select_related("file", "message")
            .filter(pk=UUID(key), business_id=UUID(business_id), message__isnull=False)
            .first()
        )
    if attachment is None or not is_for_customers(attachment.message):
        raise NotFound
    return attachment


def is_for_customers(message: Message | None) -> bool:
    """Whether customers may ever see it: notes and taken-back answers are ours alone."""
    return message is not None and message.direction != "note" and message.state != "cancelled"
