"""The built-in letterbox as data: whose mail there is, one customer's letters, one letter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from moked.channels.letterbox import read_letter
from moked.channels.models import Letter
from moked.channels.selectors import active_mailboxes
from moked.lib.errors import NotFound
from moked.lib.hebrew import paragraph_direction
from moked.lib.richtext import html_from_text
from moked.portal.forms import LetterForm, NewMailForm
from moked.portal.pages.frame import Frame, other_languages

MOST_LETTERS = 50
MOST_ADDRESSES = 500
STYLE = (
    "html{color-scheme:light;background:#fff;color:#1d2528}"
    "body{margin:12px;font:15px/1.6 system-ui,Arial,sans-serif;overflow-wrap:anywhere}"
    # Cleaning takes backgrounds away, and white words on buttons must not vanish with them.
    "a{color:#00545f!important}img{max-width:100%}"
)


@dataclass(frozen=True)
class Box:
    """The letters somebody may read. Only the demonstration's are answered in the place of a customer."""

    letters: QuerySet[Letter]
    is_demo: bool


@dataclass(frozen=True)
class AddressRow:
    address: str
    letters: int
    latest_at: datetime
    url: str


@dataclass(frozen=True)
class LetterboxPage:
    frame: Frame
    is_demo: bool
    rows: tuple[AddressRow, ...]
    write_url: str


@dataclass(frozen=True)
class LetterRow:
    subject: str
    direction: str
    sender: str
    start: str
    at: datetime
    url: str


@dataclass(frozen=True)
class MailboxPage:
    frame: Frame
    is_demo: bool
    address: str
    rows: tuple[LetterRow, ...]
    write_url: str


@dataclass(frozen=True)
class FileRow:
    """A file that goes along with a letter; its size is in bytes."""

    name: str
    size: int
    url: str


@dataclass(frozen=True)
class LetterPage:
    frame: Frame
    is_demo: bool
    subject: str
    direction: str
    sender: str
    sender_address: str
    to: str
    at: datetime
    body_url: str
    files: tuple[FileRow, ...]
    mailbox_url: str
    answer_url: str
    form: LetterForm
    is_answered: bool


@dataclass(frozen=True)
class NewMailPage:
    frame: Frame
    form: NewMailForm
    back_url: str
    is_demo: bool = True


def _frame() -> Frame:
    return Frame(
        business_name=gettext("Letterbox"),
        home_url=reverse("portal:letterbox"),
        accessibility_url="",
        privacy_url="",
        other_languages=other_languages(),
    )


def letterbox_page(box: Box) -> LetterboxPage:
    """Every address that got a letter, the latest first."""
    rows = box.letters.values("to").annotate(letters=Count("id"), latest_at=Max("at")).order_by("-latest_at")
    return LetterboxPage(
        frame=_frame(),
        is_demo=box.is_demo,
        rows=tuple(
            AddressRow(row["to"], row["letters"], row["latest_at"], reverse("portal:mailbox", args=[row["to"]]))
            for row in rows[:MOST_ADDRESSES]
        ),
        write_url=reverse("portal:write_mail"),
    )


def mailbox_page(box: Box, address: str) -> MailboxPage:
    """The latest letters to an address. Raises NotFound when there are none."""
    letters = list(box.letters.filter(to=address.strip().lower()).order_by("-at")[:MOST_LETTERS])
    if not letters:
        raise NotFound
    return MailboxPage(
        frame=_frame(),
        is_demo=box.is_demo,
        address=address,
        rows=tuple(_row(letter) for letter in letters),
        write_url=reverse("portal:write_mail"),
    )


def _row(letter: Letter) -> LetterRow:
    parsed = read_letter(letter)
    return LetterRow(
        subject=parsed.subject or gettext("(no subject)"),
        direction=paragraph_direction(parsed.subject) or "auto",
        sender=parsed.sender.name or parsed.sender.address if parsed.sender else "",
        start=" ".join(parsed.text.split())[:120],
        at=letter.at,
        url=reverse("portal:letter", args=[letter.pk]),
    )


def get_letter(box: Box, letter_id: UUID) -> Letter:
    """One of the letters. Raises NotFound."""
    letter = box.letters.filter(pk=letter_id).first()
    if letter is None:
        raise NotFound
    return letter


def letter_page(box: Box, letter_id: UUID, form: LetterForm, *, is_answered: bool) -> LetterPage:
    """A letter, and a form to answer it."""
    letter = get_letter(box, letter_id)
    parsed = read_letter(letter)
    return LetterPage(
        frame=_frame(),
        is_demo=box.is_demo,
        subject=parsed.subject or gettext("(no subject)"),
        direction=paragraph_direction(parsed.subject) or "auto",
        sender=parsed.sender.name or parsed.sender.address if parsed.sender else "",
        sender_address=parsed.sender.address if parsed.sender else "",
        to=letter.to,
        at=letter.at,
        body_url=reverse("portal:letter_body", args=[letter.pk]),
        files=tuple(
            FileRow(file.name, file.size, reverse("portal:letter_file", args=[letter.pk, number]))
            for number, file in enumerate(parsed.attachments)
        ),
        mailbox_url=reverse("portal:mailbox", args=[letter.to]),
        answer_url=reverse("portal:answer_letter", args=[letter.pk]),
        form=form,
        is_answered=is_answered,
    )


def letter_document(letter: Letter) -> SafeString:
    """The letter as a document of its own; its links leave the frame."""
    parsed = read_letter(letter)
    return format_html(
        '<!doctype html><html dir="auto"><head><meta charset="utf-8"><base target="_top"><style>{}</style></head>'
        '<body dir="auto">{}</body></html>',
        mark_safe(STYLE),  # noqa: S308 - a constant
        mark_safe(parsed.html or html_from_text(parsed.text)),  # noqa: S308 - sanitised by the reader of mail
    )


def mailbox_choices() -> list[tuple[str, str]]:
    """Where a new mail can go: the mailboxes of the demonstration's businesses."""
    return [
        (mailbox.address, f"{mailbox.account.name} · {mailbox.address}")
        for mailbox in active_mailboxes().order_by("business__name", "address")
    ]


def new_mail_page(form: NewMailForm) -> NewMailPage:
    """An empty mail."""
    return NewMailPage(_frame(), form, reverse("portal:letterbox"))
