"""The built-in letterbox: demonstration customers answer their letters, and their mail comes in by the real door."""

from dataclasses import replace
from uuid import UUID

from django.utils import timezone

from moked.channels.domain.compose import ComposedMail
from moked.channels.domain.mime import mail_bytes
from moked.channels.domain.paragraphs import directed_html, directed_text
from moked.channels.errors import OnlyDemonstration
from moked.channels.first_mail import hand_in
from moked.channels.mail import ParsedMail, parse_mail
from moked.channels.models import Letter
from moked.lib.errors import NotFound
from moked.lib.ids import new_id
from moked.lib.richtext import html_from_text


def read_letter(letter: Letter) -> ParsedMail:
    """What stands in a letter."""
    return parse_mail(bytes(letter.raw))


def answer_letter(*, letter_id: UUID, text: str) -> None:
    """Answers a letter as its recipient's mail program would. Raises NotFound, ListenerAway."""
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is None:
        raise NotFound
    parsed = read_letter(letter)
    answered = parsed.reply_to or ((parsed.sender,) if parsed.sender else ())
    if not answered:
        raise NotFound
    subject = parsed.subject if parsed.subject.lower().startswith("re:") else f"Re: {parsed.subject}"
    quoted = "\n".join(f"> {line}" for line in parsed.text.splitlines())
    when = timezone.localtime(letter.at).strftime("%d.%m.%Y %H:%M")
    # As Hebrew mail programs write it, marks of direction included.
    quoted = f"ב-{when}, \u200f{answered[0].name} \u200f<{answered[0].address}> כתב/ה:\n{quoted}"
    mail = _customer_mail(letter.to, answered[0].address, subject, text, quoted=quoted)
    thread = (*parsed.references, parsed.message_id) if parsed.message_id else parsed.references
    headers = {**mail.headers, "References": " ".join(f"<{mail_id}>" for mail_id in thread)}
    if parsed.message_id:
        headers["In-Reply-To"] = f"<{parsed.message_id}>"
    _send(replace(mail, headers=headers))


def write_new_mail(*, from_address: str, to: str, subject: str, text: str, from_name: str = "") -> None:
    """Writes a new mail as a demonstration customer. Raises OnlyDemonstration, ListenerAway."""
    _send(_customer_mail(from_address, to, subject, text, from_name=from_name))


def _customer_mail(
    from_address: str, to: str, subject: str, text: str, *, from_name: str = "", quoted: str = ""
) -> ComposedMail:
    if not from_address.lower().endswith(".test"):
        raise OnlyDemonstration
    whole = f"{text}\n\n{quoted}" if quoted else text
    html = directed_html(html_from_text(text), "rtl")
    if quoted:
        html += f'<blockquote type="cite">{directed_html(html_from_text(quoted), "rtl")}</blockquote>'
    return ComposedMail(
        from_name=from_name,
        from_address=from_address,
        to_address=to,
        reply_to=from_address,
        subject=subject,
        text=directed_text(whole),
        html=html,
        headers={"Message-ID": f"<{new_id().hex}@{from_address.rpartition('@')[2]}>"},
    )


def _send(mail: ComposedMail) -> None:
    raw = mail_bytes(mail, at=timezone.now())
    hand_in(raw, sender=mail.from_address, recipient=mail.to_address)
