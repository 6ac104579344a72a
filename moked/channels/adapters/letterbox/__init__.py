"""The built-in letterbox: where the demonstration's customers read their mail."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from moked.channels.domain.compose import ComposedMail
from moked.channels.domain.mime import mail_bytes
from moked.channels.models import Letter


@dataclass(frozen=True)
class Letterbox:
    """Keeps mail of a business instead of sending it."""

    business_id: UUID

    def send(self, mail: ComposedMail) -> str:
        """Puts the mail into the box of its recipient."""
        now = timezone.now()
        Letter.objects.create(
            business_id=self.business_id, to=mail.to_address.lower(), raw=mail_bytes(mail, at=now), at=now
        )
        return ""
