"""Jobs about people."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.staff.invitations import invitation_mail
from moked.staff.models import Person

# A mailbox that is being set up, or a server that is away: for some hours.
PATIENCE = RetryStrategy(max_attempts=12, linear_wait=300)


@app.task(queue="mail", name="staff.send_invitation", retry=PATIENCE)
def send_invitation(*, person_id: str, business_id: str) -> None:
    """Mails the person a link to choose a password. A person who already has one gets nothing."""
    with in_scope([UUID(business_id)]):
        person = Person.objects.get(pk=person_id)
        if not person.has_usable_password():
            invitation_mail(person, Business.objects.get(pk=business_id)).send()
