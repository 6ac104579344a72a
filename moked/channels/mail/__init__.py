"""Reading mail: bytes in, `ParsedMail` out. Pure: no settings, database, network or clock."""

from moked.channels.mail.authentication import proves_sender
from moked.channels.mail.mbox import split_mbox
from moked.channels.mail.message import Address, Attachment, Automatic, Bounce, Charset, Original, ParsedMail
from moked.channels.mail.parse import parse_as_far_as_possible, parse_mail

__all__ = [
    "Address",
    "Attachment",
    "Automatic",
    "Bounce",
    "Charset",
    "Original",
    "ParsedMail",
    "parse_as_far_as_possible",
    "parse_mail",
    "proves_sender",
    "split_mbox",
]
