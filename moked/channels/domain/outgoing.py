"""By which road a mail may leave."""

from enum import StrEnum


class MailRoad(StrEnum):
    """Where a composed mail goes."""

    LETTERBOX = "letterbox"
    SMTP = "smtp"
    PROVIDER = "provider"
    REFUSED = "refused"  # demonstration data lives here, and the address might be a real person's


def mail_road(outgoing: str, address: str, *, is_demo_loaded: bool, is_demo_business: bool) -> MailRoad:
    """The mailbox's own road; while demonstration data is loaded nothing reaches an address outside `.test`."""
    if is_demo_loaded and not address.lower().endswith(".test"):
        return MailRoad.REFUSED
    return MailRoad.LETTERBOX if is_demo_business else MailRoad(outgoing)
