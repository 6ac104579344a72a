"""Reading mail: bytes in, `ParsedMail` out. Pure: no settings, database, network or clock."""

from moked.channels.mail.authentication import proves_sender
from moked.channels.mail.message import Address, Attachment, Automatic, Bounce, Charset, Original, ParsedMail
from moked.channels.mail.parse import parse_mail

__all__ = [
    "Address",
    "Attachment",
    "Automatic",
    "Bounce",
    "Charset",
    "Original",
    "ParsedMail",
    "parse_mail",
    "proves_sender",
]
