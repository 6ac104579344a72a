"""Where answers to a mail belong, when its message moved to another case."""

from moked.cases.events import MessageJoinedBack, MessageSplit
from moked.cases.models import Message
from moked.channels.models import MailReference


def follow_message(event: MessageSplit | MessageJoinedBack) -> None:
    """Reaction: answers to the mail of a moved message come to where the message is now."""
    case_id = Message.objects.values_list("case_id", flat=True).get(pk=event.message_id)
    MailReference.objects.filter(message_id=event.message_id).update(case_id=case_id)
