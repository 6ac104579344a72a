"""What our mails look like: from an answer and its case to headers, text and HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from moked.channels.domain.paragraphs import directed_html, directed_text
from moked.channels.domain.wording import MailWording, wording_of
from moked.lib.hebrew import Direction
from moked.lib.richtext import html_from_text

# The root and the latest mails: what programs thread by. RFC 5322 allows lines of 998.
MOST_REFERENCES = 12
LONGEST_SUBJECT = 200
# What hangs on a number and goes with it: a Hebrew preposition, a number sign, a mark at either end of the subject.
_BEFORE_NUMBER = r"(?:\b[בהוכלמש]{1,2}[-־]?)?#?"
_BESIDE_NUMBER = " ,:;-–()"
_REPLY_MARK = re.compile(r"^\s*(?:(?:re|fwd?|fw|השב|תשובה|הועבר|отв|رد)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True)
class OutgoingFile:
    """A file that goes along."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Answer:
    """What is said to a customer, and around it. Message ids stand without brackets.

    `thread` are the ids of the case's earlier mails, oldest first; `automatic` is the value of Auto-Submitted
    (RFC 3834), empty when a person wrote.
    """

    mail_id: str
    from_name: str
    from_address: str
    to_address: str
    reply_to: str
    subject: str
    reference: str
    text: str
    html: str
    language: str
    link: str
    is_proposal: bool = False
    automatic: str = ""
    thread: Sequence[str] = ()
    in_reply_to: str = ""
    files: Sequence[OutgoingFile] = ()


@dataclass(frozen=True)
class ComposedMail:
    """A mail ready to leave, whatever the road. `headers` are those beside sender, recipient and subject."""

    from_name: str
    from_address: str
    to_address: str
    reply_to: str
    subject: str
    text: str
    html: str
    headers: dict[str, str]
    files: tuple[OutgoingFile, ...] = ()


def compose_answer(answer: Answer) -> ComposedMail:
    """The mail of an answer. The reference in its subject is for people; threads hold by ids and reply address."""
    words = wording_of(answer.language)
    return ComposedMail(
        from_name=answer.from_name,
        from_address=answer.from_address,
        to_address=answer.to_address,
        reply_to=answer.reply_to,
        subject=answer_subject(answer, words),
        text=directed_text(answer.text + "\n\n" + _footer_text(answer, words)),
        html=_page(directed_html(answer.html or html_from_text(answer.text), words.direction), answer, words),
        headers=_headers(answer),
        files=tuple(answer.files),
    )


def answer_subject(answer: Answer, words: MailWording) -> str:
    """«Re: subject [MK-123]», the case's own number and no other: whoever writes anew may name an older case's."""
    subject = _REPLY_MARK.sub("", " ".join(answer.subject.split()))
    prefix = re.escape(answer.reference.partition("-")[0])
    number = rf"\[{prefix}-\d+\]|{_BEFORE_NUMBER}(?<![A-Za-z]){prefix}-\d+"
    rest, named = re.subn(number, " ", subject, flags=re.IGNORECASE)
    if named:
        subject = _REPLY_MARK.sub("", " ".join(rest.split())).strip(_BESIDE_NUMBER)
        subject = re.sub(r" (?=[,.;:?!])", "", subject)
    return f"Re: {(subject or words.no_subject)[:LONGEST_SUBJECT]} [{answer.reference}]"


def _headers(answer: Answer) -> dict[str, str]:
    headers = {"Message-ID": f"<{answer.mail_id}>"}
    if answer.in_reply_to:
        headers["In-Reply-To"] = f"<{answer.in_reply_to}>"
    chain = list(answer.thread)
    if len(chain) > MOST_REFERENCES:
        chain = [chain[0], *chain[1 - MOST_REFERENCES :]]
    if chain:
        headers["References"] = " ".join(f"<{mail_id}>" for mail_id in chain)
    if answer.automatic:
        headers["Auto-Submitted"] = answer.automatic
        # Exchange answers automatic mail unless told not to.
        headers["X-Auto-Response-Suppress"] = "All"
    headers["Content-Language"] = answer.language
    return headers


def _footer_text(answer: Answer, words: MailWording) -> str:
    lines = []
    if answer.is_proposal:
        lines += [f"{words.is_it_solved} {words.closing_is_yours}"]
        lines += [f"{words.solved}: {answer.link}#solved", f"{words.not_yet}: {answer.link}#not-yet", ""]
    lines += [f"{words.follow} {answer.link}"]
    return "-- \n" + "\n".join(lines)


def _page(body: str, answer: Answer, words: MailWording) -> str:
    align = "right" if words.direction == "rtl" else "left"
    return (
        f'<!doctype html><html lang="{escape(answer.language)}" dir="{words.direction}"><head><meta charset="utf-8">'
        f'</head><body dir="{words.direction}" style="margin:0;padding:16px;font-family:Arial,sans-serif;'
        f'font-size:15px;line-height:1.55;color:#1c1b1f;text-align:{align}">'
        f"<div>{body}</div>{_footer_html(answer, words, words.direction)}</body></html>"
    )


def _footer_html(answer: Answer, words: MailWording, direction: Direction) -> str:
    link = escape(answer.link)
    align = "right" if direction == "rtl" else "left"
    asked = ""
    if answer.is_proposal:
        style = (
            "display:inline-block;padding:9px 16px;border:1px solid #5b4fc7;border-radius:8px;text-decoration:none"
        )
        asked = (
            f"<p><strong>{escape(words.is_it_solved)}</strong> {escape(words.closing_is_yours)}</p>"
            f'<p><a href="{link}#solved" style="{style};background:#5b4fc7;color:#ffffff">{escape(words.solved)}</a>'
            f' &nbsp; <a href="{link}#not-yet" style="{style};color:#5b4fc7">{escape(words.not_yet)}</a></p>'
        )
    return (
        f'<div dir="{direction}" style="margin-top:24px;padding-top:12px;border-top:1px solid #dddddd;'
        f'text-align:{align};font-size:13px;color:#555555">{asked}'
        f'<p>{escape(words.follow)} <a href="{link}" dir="ltr">{link}</a></p></div>'
    )


def compose_code(
    *, mail_id: str, from_name: str, from_address: str, to_address: str, code: str, language: str
) -> ComposedMail:
    """The mail that brings a verification code."""
    words = wording_of(language)
    text = words.code.format(code=code)
    align = "right" if words.direction == "rtl" else "left"
    return ComposedMail(
        from_name=from_name,
        from_address=from_address,
        to_address=to_address,
        reply_to=from_address,
        subject=words.code_subject.format(code=code),
        text=directed_text(text),
        html=f'<!doctype html><html lang="{escape(language)}" dir="{words.direction}"><body dir="{words.direction}" '
        f'style="text-align:{align}">{directed_html(html_from_text(text), words.direction)}</body></html>',
        headers={"Message-ID": f"<{mail_id}>", "Auto-Submitted": "auto-generated", "Content-Language": language},
    )
