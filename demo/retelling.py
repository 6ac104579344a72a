"""One story told again to the product: every turn by the road it took, at its own moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from demo.content.shapes import Customer as CustomerContent
from demo.content.shapes import Story, Turn
from demo.content.timeline import moments_of
from demo.drawings import make_file
from demo.letters import Answered, Draft, write_mail
from demo.structure import SETUP, Place
from moked.cases import services as cases
from moked.cases.domain.states import CaseState
from moked.cases.files import IncomingFile
from moked.cases.links import link_for
from moked.cases.models import Case, Channel, Message, MessageState, SetAsideReason
from moked.channels.chat import services as chat
from moked.channels.chat.receipts import confirm_seen
from moked.channels.chat.said import Said, receive_said
from moked.channels.intake import store_mail
from moked.channels.models import ChatSession, Delivery, Mailbox
from moked.channels.outbox import send_due_deliveries
from moked.channels.pipeline.drain import drain_inbound
from moked.customers.merging import merge_customers
from moked.lib.ids import new_id
from moked.lib.richtext import html_from_text
from moked.staff.actors import ContactActor, PersonActor, SystemActor
from moked.surveys.services import answer_survey

RELEASE = SystemActor("release")
ROUTER = SystemActor("router")
# Longer than this without a word, and a chat's visitor has closed the page.
PATIENCE = timedelta(minutes=15)
REASONS = {
    "spam": SetAsideReason.SPAM,
    "auto_reply": SetAsideReason.ROBOT,
    "bare_thanks": SetAsideReason.THANKS,
    "wrong_address": SetAsideReason.WRONG_ADDRESS,
    "duplicate": SetAsideReason.DUPLICATE,
}
# Who looks through what is not a case.
REVIEWER = "ronit.peretz"


@dataclass
class Retelling:
    """A story under way. Each call stands at its own moment, which the caller sets."""

    story: Story
    place: Place
    customer: CustomerContent
    customer_id: UUID | None
    session_id: UUID | None = None
    written_at: datetime | None = None
    mails: int = 0
    # Set by the first turn, which is always the customer's.
    case_id: UUID = field(init=False)

    def moments(self, now: datetime) -> tuple[datetime, ...]:
        """When each turn was said, and once more for what follows the last."""
        said = moments_of(self.story, now)
        return (*said, min(now, said[-1] + timedelta(minutes=1)))

    def tell(self, position: int) -> None:
        """Says turn number `position`; the number after the last makes the ending what the story says."""
        if position == len(self.story.turns):
            self._end()
            return
        turn = self.story.turns[position]
        match turn.speaker:
            case "customer":
                self._receive(turn)
                if position == self._closing_position():
                    self._close()
            case "system":
                self._announce(turn)
            case _:
                self._act(turn)

    def _closing_position(self) -> int | None:
        """The customer's turn that said it is solved: the first after the proposal when the story goes on."""
        if self.story.survey is None:
            return None
        speakers = [turn.speaker for turn in self.story.turns]
        proposed = max(place for place, speaker in enumerate(speakers) if speaker == "proposal")
        after = [place for place in range(proposed, len(speakers)) if speakers[place] == "customer"]
        return after[0] if self.story.ending == "reopened" else after[-1]

    def _case(self) -> Case:
        return Case.objects.select_related("business", "customer", "contact_point").get(pk=self.case_id)

    def _actor(self, turn: Turn | None = None) -> PersonActor:
        code = (turn.by if turn else None) or self.story.agent or REVIEWER
        return self.place.actors[code]

    def _receive(self, turn: Turn) -> None:
        files = [make_file(each) for each in turn.attachments]
        message = self._chat(turn.text, files) if self.story.channel == "chat" else self._mail(turn.text, files)
        self.case_id = message.case_id

    def _mail(self, text: str, files: Sequence[IncomingFile]) -> Message:
        answered = self._last_mail_of_ours()
        subject = self.story.subject
        self.mails += 1
        draft = Draft(
            mail_id=f"{self.story.code}.{self.mails}@{self.customer.emails[0].rpartition('@')[2]}",
            sender_name=f"{self.customer.first_name} {self.customer.last_name}",
            sender=self.customer.emails[0],
            to=self.place.mailbox.address,
            subject=f"Re: {subject}" if answered else subject,
            text=text,
            at=timezone.now(),
            answered=answered,
            files=files,
            is_automatic=self.story.set_aside_reason == "auto_reply",
            is_spam=self.story.set_aside_reason == "spam",
        )
        return deliver_mail(self.place.mailbox, draft)

    def _last_mail_of_ours(self) -> Answered | None:
        if not self.mails:
            return None
        delivery = (
            Delivery.objects.select_related("message")
            .filter(message__case_id=self.case_id, message__is_automatic=False)
            .order_by("-message__created_at")
            .first()
        )
        if delivery is None:
            return None
        return Answered(
            mail_id=delivery.provider_id,
            text=delivery.message.text,
            at=timezone.localtime(delivery.message.created_at),
            sender=self.place.mailbox.address,
        )

    def _chat(self, text: str, files: Sequence[IncomingFile]) -> Message:
        if self.session_id is None:
            self.session_id = chat.start_session(account=self.place.widget, page="/").pk
            name = f"{self.customer.first_name} {self.customer.last_name}"
            chat.give_details(session_id=self.session_id, name=name, email=self.customer.emails[0])
        now = self.written_at = timezone.now()
        chat.touch_session(session_id=self.session_id, now=now)
        said = [Said(client_id=new_id(), text=text)]
        said += [Said(client_id=new_id(), file=file) for file in files]
        receipts = [receive_said(session_id=self.session_id, said=each) for each in said]
        return Message.objects.filter(pk__in=[each.message_id for each in receipts if each.message_id]).earliest("id")

    def _announce(self, turn: Turn) -> None:
        # The product itself reminds a silent customer, in its own words.
        if self.story.ending != "unconfirmed":
            case = Case.objects.select_for_update(of=("self",)).select_related("business").get(pk=self.case_id)
            cases.send_automatic(actor=SETUP, case=case, text=turn.text, html=html_from_text(turn.text))
            send_due_deliveries()

    def _act(self, turn: Turn) -> None:
        self._take_up()
        actor, html = self._actor(turn), html_from_text(turn.text)
        if turn.speaker == "note":
            cases.write_note(actor=actor, case_id=self.case_id, html=html)
            return
        is_here = self._keep_page_open()
        message = cases.write_answer(
            actor=actor, case_id=self.case_id, html=html, is_proposal=turn.speaker == "proposal"
        )
        if message.state == MessageState.HELD:
            cases.release_message(actor=RELEASE, message=message, case=self._case())
        send_due_deliveries()
        if is_here and self.session_id:
            session = ChatSession.objects.get(pk=self.session_id)
            confirm_seen(session=session, message_ids=[message.pk])

    def _take_up(self) -> None:
        """The router gave the case to the story's person, who says what it is about and whose it is."""
        case = self._case()
        if self.story.agent is None or case.assignee_id is not None:
            return
        actor = self._actor()
        cases.assign_case(actor=ROUTER, case_id=case.pk, person_id=actor.person_id)
        cases.change_details(actor=actor, case_id=case.pk, topic_id=self.place.topics[self.story.topic])
        if self.session_id and self.customer_id and case.customer_id != self.customer_id:
            merge_customers(actor=actor, customer_id=case.customer_id, into_id=self.customer_id)

    def _keep_page_open(self) -> bool:
        """Whether a chat's visitor is still there; their page says so every few seconds."""
        now = timezone.now()
        if self.session_id is None or self.written_at is None or now - self.written_at > PATIENCE:
            return False
        chat.touch_session(session_id=self.session_id, now=now)
        return True

    def _close(self) -> None:
        case = self._case()
        assert case.contact_point is not None
        is_chat = case.channel == Channel.CHAT
        cases.confirm_solved(
            actor=ContactActor(contact_point_id=case.contact_point.pk, case_id=case.pk),
            case_id=case.pk,
            channel=Channel.CHAT if is_chat else Channel.PORTAL,
            link_id=None if is_chat else link_for(case, case.contact_point).pk,
        )
        survey = self.story.survey
        assert survey is not None
        answer_survey(
            actor=ContactActor(contact_point_id=case.contact_point.pk, case_id=case.pk),
            case_id=case.pk,
            ease=survey.ease,
            kept=survey.promise_kept,
            comment=survey.comment,
        )

    def _end(self) -> None:
        self._take_up()
        case = self._case()
        match self.story.ending:
            case "open" | "reopened" if self.story.agent is not None:
                # The customer has their answer, and the agent still works on it.
                if case.state == CaseState.WAITING:
                    cases.resume_case(actor=self._actor(), case_id=case.pk)
            case "set_aside" if case.state != CaseState.SET_ASIDE:
                reason = REASONS[self.story.set_aside_reason or "spam"]
                cases.set_aside(actor=self.place.actors[REVIEWER], case_id=case.pk, reason=reason)


def deliver_mail(mailbox: Mailbox, draft: Draft) -> Message:
    """Brings a mail in by the same road as the listener's, at once."""
    envelope = {"transport": "smtp", "sender": draft.sender, "recipients": [mailbox.address]}
    inbound, _ = store_mail(mailbox, write_mail(draft), envelope)
    drain_inbound()
    if draft.answered is None:
        # Whoever writes about something new is told its number.
        send_due_deliveries()
    inbound.refresh_from_db()
    assert inbound.message is not None, (draft.mail_id, inbound.problem)
    return inbound.message
