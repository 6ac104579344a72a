"""The timeline of a case: what was said and what happened, by day, oldest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from moked.cases.models import Attachment, Case, Channel, Direction, Message, MessageState
from moked.cases.selectors import merged_cases, timeline
from moked.channels.domain.paragraphs import directed_blocks
from moked.channels.models import Delivery
from moked.channels.selectors import kept_messages
from moked.lib.richtext import clean_html
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from moked.updates.asked import reworded_by
from moked.workspace.pages.history import EventLine, event_lines

PAGE = 50
# Letters of a message; few write as many.
LONG = 20_000
SENDABLE_AGAIN = (Delivery.State.FAILED, Delivery.State.BOUNCED, Delivery.State.UNKNOWN)


@dataclass(frozen=True)
class FileEntry:
    """A file of a message. `picture_url` is set when a browser can show it safely."""

    name: str
    size: int
    url: str
    picture_url: str = ""
    # Why nobody gets it: a scanner still looks into it, or found something.
    held: str = ""


@dataclass(frozen=True)
class DeliveryLine:
    """What became of a message of ours, in a word with its sign."""

    words: str
    icon: str
    tone: str = "subtle"
    detail: str = ""


@dataclass(frozen=True)
class MessageEntry:
    """One thing said. `html` is set for what we wrote, cleaned when it was stored and again here."""

    id: UUID
    direction: str
    channel: str
    channel_words: str
    who: str
    at: datetime
    text: str
    html: SafeString
    quoted: str
    is_automatic: bool
    # Whoever put an automatic message into words of their own; empty for all others.
    reworded_by: str
    is_proposal: bool
    files: tuple[FileEntry, ...]
    # A system of the business's own wrote it, by the API; `who` is the name of its token.
    is_by_machine: bool = False
    delivery: DeliveryLine | None = None
    mail_url: str = ""
    has_remote_pictures: bool = False
    other_case: str = ""
    other_case_url: str = ""
    leaves_at: datetime | None = None
    undo_url: str = ""
    reschedule_url: str = ""
    retry_url: str = ""
    split_url: str = ""
    join_url: str = ""
    kind: str = "message"

    @property
    def is_long(self) -> bool:
        """Whether it is too long to be kept as it was drawn: whoever writes to us chooses how long."""
        return len(self.text) + len(self.quoted) + len(self.html) > LONG


@dataclass(frozen=True)
class DayMark:
    """Where a day begins, in words."""

    day: date
    words: str
    kind: str = "day"


Entry = MessageEntry | EventLine | DayMark


@dataclass(frozen=True)
class Timeline:
    """A stretch of a case. `older_url` loads what stands above it; the fragment keeps what is shown."""

    case_id: UUID
    fragment_url: str
    topic: str
    entries: tuple[Entry, ...]
    newest_id: UUID | None
    older_url: str


@dataclass(frozen=True)
class Reader:
    """What the person looking may do with messages of one case."""

    may_answer: bool
    may_arrange: bool

    @classmethod
    def of(cls, actor: PersonActor, case: Case) -> Self:
        """Whatever the person's role allows."""
        return cls(
            actor.may(Permission.CASES_ANSWER, case.business_id),
            actor.may(Permission.CASES_ARRANGE, case.business_id),
        )


def case_timeline(reader: Reader, case: Case, *, before: UUID | None = None, since: UUID | None = None) -> Timeline:
    """The last page, everything from the message `since` on, or the page before the message `before`."""
    family = {case.pk: case, **{merged.pk: merged for merged in merged_cases(case.pk)}}
    limit = PAGE
    messages = timeline(case, before=before, limit=limit + 1)
    if since and len(messages) > limit and since not in {message.pk for message in messages[-limit:]}:
        limit = max(PAGE, _count_from(family, since))
        messages = timeline(case, before=before, limit=limit + 1)
    has_older = len(messages) > limit
    messages = messages[-limit:]
    first = messages[0].created_at if has_older else _begun(family.values())
    last = _created_at(before) if before else None
    events = event_lines(family, first, last)
    ours = [message.pk for message in messages if message.direction == Direction.OUT]
    kept, reworded = kept_messages(ours), reworded_by(ours)
    entries = [
        _message_entry(message, case, family, reader, message.pk in kept, reworded.get(message.pk, ""))
        for message in messages
    ]
    spoken = [message for message in messages if message.direction != Direction.NOTE]
    address = reverse("workspace:timeline", args=[case.pk])
    return Timeline(
        case_id=case.pk,
        fragment_url=f"{address}?since={messages[0].pk}" if messages else address,
        topic=f"words:{case.pk} customer:{case.customer.known_as.pk}",
        entries=tuple(_with_days([*entries, *events])),
        newest_id=max((message.pk for message in spoken), default=None),
        older_url=f"{address}?before={messages[0].pk}" if has_older else "",
    )


def _begun(cases: Iterable[Case]) -> datetime:
    """A moment before all that happened to these cases, so that months before it are not looked through."""
    # A day, since a clock may have been set back meanwhile.
    return min(case.opened_at for case in cases) - timedelta(days=1)


def _count_from(family: Iterable[UUID], since: UUID) -> int:
    pivot = _created_at(since)
    rows = Message.objects.filter(case_id__in=list(family))
    return rows.filter(created_at__gte=pivot).count() if pivot else 0


def _created_at(message_id: UUID) -> datetime | None:
    return Message.objects.filter(pk=message_id).values_list("created_at", flat=True).first()


def _with_days(entries: Iterable[MessageEntry | EventLine]) -> Iterator[Entry]:
    day: date | None = None
    for entry in sorted(entries, key=lambda entry: (entry.at, entry.kind)):
        local = timezone.localtime(entry.at)
        if local.date() != day:
            day = local.date()
            yield DayMark(day, _day_words(day))
        yield entry


def _day_words(day: date) -> str:
    today = timezone.localdate()
    written = date_format(day, pgettext("date format of a day", "l, j F"))
    if day == today:
        return _("Today, %(day)s") % {"day": written}
    if (today - day).days == 1:
        return _("Yesterday, %(day)s") % {"day": written}
    return written if day.year == today.year else date_format(day, pgettext("date format of a day", "l, j F Y"))


def _own_html(html: str) -> SafeString:
    """What somebody here wrote, each paragraph in the direction its mail has."""
    return mark_safe(directed_blocks(clean_html(html)))  # noqa: S308 - cleaned


def _message_entry(
    message: Message, case: Case, relatives: dict[UUID, Case], reader: Reader, is_kept: bool, reworded: str
) -> MessageEntry:
    is_ours = message.direction != Direction.IN
    was_sent = message.direction == Direction.OUT and message.channel != Channel.PHONE
    leaves = message.state in (MessageState.HELD, MessageState.SCHEDULED)
    merged_from = relatives[message.case_id] if message.case_id != case.pk else None
    return MessageEntry(
        id=message.pk,
        direction=message.direction,
        channel=message.channel,
        channel_words=str(message.get_channel_display()),
        who=_author_of(message),
        at=message.created_at,
        text=message.text,
        html=_own_html(message.html) if is_ours else SafeString(),
        quoted=message.quoted,
        is_automatic=message.is_automatic,
        is_by_machine=message.token_id is not None,
        reworded_by=reworded,
        is_proposal=message.is_proposal,
        files=tuple(_file_entry(file) for file in message.attachments.all()),
        delivery=_delivery_line(message, is_kept) if was_sent else None,
        mail_url=reverse("workspace:mail", args=[message.pk]) if message.html and not is_ours else "",
        has_remote_pictures="data-remote-src" in message.html,
        other_case=merged_from.reference if merged_from else "",
        other_case_url=reverse("workspace:case", args=[merged_from.pk]) if merged_from else "",
        leaves_at=message.release_at if message.state == MessageState.SCHEDULED else None,
        undo_url=reverse("workspace:take_back", args=[message.pk]) if leaves and reader.may_answer else "",
        reschedule_url=(
            reverse("workspace:reschedule", args=[message.pk])
            if message.state == MessageState.SCHEDULED and reader.may_answer
            else ""
        ),
        retry_url=_retry_url(message) if reader.may_answer else "",
        split_url=_split_url(message, merged_from) if reader.may_arrange else "",
        join_url=(
            reverse("workspace:join", args=[message.pk]) if message.split_from_id and reader.may_arrange else ""
        ),
    )


def _author_of(message: Message) -> str:
    if message.author:
        return message.author.full_name
    if message.contact_point:
        return message.contact_point.customer.name
    return message.token.name if message.token else ""


def _split_url(message: Message, merged_from: Case | None) -> str:
    is_own = message.direction == Direction.IN and merged_from is None and not message.split_from_id
    return reverse("workspace:split", args=[message.pk]) if is_own else ""


def _retry_url(message: Message) -> str:
    deliveries: list[Delivery] = list(message.deliveries.all())
    has_failed = any(delivery.state in SENDABLE_AGAIN for delivery in deliveries)
    return reverse("workspace:send_again", args=[message.pk]) if has_failed else ""


def _file_entry(attachment: Attachment) -> FileEntry:
    url = reverse("workspace:file", args=[attachment.pk])
    if not attachment.file.is_open:
        return FileEntry(attachment.name, attachment.file.size, "", held=attachment.file.get_verdict_display())
    return FileEntry(attachment.name, attachment.file.size, url, f"{url}?picture=1" if attachment.is_image else "")


def _delivery_line(message: Message, is_kept: bool) -> DeliveryLine:
    """Seen counts more than sent, a failure more than either; what was kept here was never sent."""
    if message.state == MessageState.HELD:
        return DeliveryLine(_("Leaves in a moment"), "clock", "muted")
    if message.state == MessageState.SCHEDULED:
        return DeliveryLine(_("Scheduled"), "clock", "primary")
    deliveries: list[Delivery] = list(message.deliveries.all())
    failure = _failure_line(message, deliveries)
    if failure:
        return failure
    if message.read_at:
        return DeliveryLine(_("Read"), "checks", "primary")
    if message.state == MessageState.DONE or any(one.state == Delivery.State.SENT for one in deliveries):
        return _kept_line() if is_kept else DeliveryLine(_("Sent"), "check")
    return DeliveryLine(_("On its way"), "clock")


def _kept_line() -> DeliveryLine:
    return DeliveryLine(_("Kept in the built-in letterbox, not sent"), "warning", "warning-ink")


def _failure_line(message: Message, deliveries: list[Delivery]) -> DeliveryLine | None:
    states = {delivery.state for delivery in deliveries}
    problem = next((delivery.problem for delivery in deliveries if delivery.problem), "")
    if Delivery.State.BOUNCED in states:
        return DeliveryLine(_("Came back"), "alert", "error", problem)
    if message.state == MessageState.FAILED or Delivery.State.FAILED in states:
        return DeliveryLine(_("Could not be delivered"), "alert", "error", problem)
    if Delivery.State.UNKNOWN in states:
        return DeliveryLine(_("Perhaps sent: the server's answer was lost"), "warning", "warning-ink", problem)
    return None


@dataclass(frozen=True)
class Arrival:
    """Something said while an answer was being written."""

    who: str
    at: datetime
    text: str
    is_ours: bool


def arrivals_after(case: Case, seen: UUID | None) -> tuple[tuple[Arrival, ...], UUID | None]:
    """What the writer had not seen, oldest first, and the newest message to name at the next try."""
    rows = Message.objects.filter(case=case).exclude(direction=Direction.NOTE).exclude(state=MessageState.CANCELLED)
    if seen:
        rows = rows.filter(id__gt=seen)
    rows = rows.select_related("author", "contact_point__customer", "token")
    messages = list(rows.order_by("id")[:PAGE])
    arrivals = tuple(
        Arrival(_author_of(message), message.created_at, message.text, message.direction == Direction.OUT)
        for message in messages
    )
    return arrivals, messages[-1].pk if messages else seen
