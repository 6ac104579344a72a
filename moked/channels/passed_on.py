"""What colleagues say about a customer's mail when they pass it on: for colleagues, never for the customer."""

from datetime import datetime
from uuid import UUID

from moked.cases import services as cases
from moked.cases.models import Case
from moked.channels.domain.sender import Comment, Sender
from moked.channels.domain.wording import wording_of
from moked.channels.kept_files import kept_files
from moked.channels.mail import Attachment, ParsedMail
from moked.staff.actors import Actor
from moked.staff.models import Membership


def note_comments(
    *,
    actor: Actor,
    case: Case,
    sender: Sender,
    parsed: ParsedMail,
    is_proven: bool,
    language: str,
    at: datetime,
) -> None:
    """Keeps as notes what colleagues wrote above the customer's mail, and the files of the last one.

    A note stands in the name of who handed the mail in, where it `is_proven` that they did. What the mail tells of
    others, and a mail of an unproven sender, is only what it claims: such a note names the address and says so.
    """
    own_files = _own_files(parsed, sender)
    files, is_any_left_out = kept_files(own_files)
    comments = [*reversed(sender.comments)]
    handed_in_by = parsed.sender.address if parsed.sender else ""
    if own_files and not any(comment.is_outermost for comment in comments):
        comments.append(Comment(handed_in_by, "", is_outermost=True))
    wording = wording_of(language)
    for comment in comments:
        is_theirs = is_proven and comment.is_outermost
        heading = wording.passed_on if is_theirs else wording.passed_on_unverified.format(address=comment.address)
        left_out = f"\n\n{wording.files_left_out}" if is_any_left_out and comment.is_outermost else ""
        cases.keep_note(
            actor=actor,
            case=case,
            author_id=_person_of(case, comment.address) if is_theirs else None,
            text=f"{heading}\n{comment.said}{left_out}".strip(),
            at=at,
            files=files if comment.is_outermost else (),
        )


def _own_files(parsed: ParsedMail, sender: Sender) -> list[Attachment]:
    """Files that were not the customer's. The mail passed on as a file is shown as what it is."""
    if sender.mail is None or sender.mail.attachments is parsed.attachments:
        return []
    theirs = {id(each) for each in sender.mail.attachments}
    return [each for each in parsed.attachments if id(each) not in theirs and each.content_type != "message/rfc822"]


def _person_of(case: Case, address: str) -> UUID | None:
    serving = Membership.objects.filter(
        business_id=case.business_id, person__email=address.lower(), is_active=True, person__is_active=True
    )
    return serving.values_list("person_id", flat=True).first()
