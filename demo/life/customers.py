"""What the demo's customers do by mail and on the pages of their cases. Each act gives whether it found anything to do."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from demo.content import furniture
from demo.content.openers import TAPUZ_SOURCE, Source, customer_reminder, customer_reply, next_message
from demo.content.shapes import Channel, Customer, Incoming, Mood
from demo.content.stories.not_a_case import NOT_A_CASE
from demo.letters import Answered, Draft, write_mail
from demo.life.post import bounce_of, post
from demo.people_who_write import DOOR_OF_TOPIC, PEOPLE_WHO_WRITE
from moked.cases import services as cases
from moked.cases.domain.states import LIVE, CaseState
from moked.cases.links import link_for
from moked.cases.models import Case, Message
from moked.cases.models import Channel as Road
from moked.channels.letterbox import answer_letter, read_letter, write_new_mail
from moked.channels.models import Letter
from moked.customers.models import ContactPoint
from moked.staff.actors import ContactActor

# New cases wait while so many are open: somebody looks at this, and nobody could serve more.
MOST_OPEN = 60
# Nobody answers within these seconds, and what is older than the rest belongs to the history.
THINKING = timedelta(seconds=20)
FORGOTTEN = timedelta(minutes=20)
SILENT_SHARE = 0.25
AWAY_SHARE = 0.06
MOODS: tuple[Mood, ...] = ("calm", "calm", "impatient", "angry", "grateful")
WRITER_OF = {email: each for each in PEOPLE_WHO_WRITE.values() for email in each.emails}
AWAY = "שלום, אני בחופשה ואקרא את המייל כשאחזור.\n(זו הודעה אוטומטית)"
SPAM = tuple(story for story in NOT_A_CASE if story.set_aside_reason == "spam")
# Mail to this address comes back.
FULL_MAILBOX = "rafi.tz@zmail.test"


@dataclass
class Customers:
    """All customers of the demo, moved by one stream of chance. Needs the whole installation in scope."""

    rng: random.Random
    number: int
    seen: set[UUID] = field(default_factory=set)

    def write(self) -> bool:
        """Somebody writes about something new."""
        if Case.objects.filter(state__in=[state.value for state in LIVE]).count() >= MOST_OPEN:
            return False
        is_galil = self.rng.random() < 0.15
        source: Source = furniture.SOURCE if is_galil else TAPUZ_SOURCE
        incoming = self.draw("mail", source)
        writer = PEOPLE_WHO_WRITE[incoming.customer]
        door = DOOR_OF_TOPIC.get(incoming.topic, "service")
        write_new_mail(
            from_address=self.rng.choice(writer.emails),
            from_name=f"{writer.first_name} {writer.last_name}",
            to=furniture.GALIL.service_address if is_galil else f"{door}@tapuz.test",
            subject=incoming.subject,
            text=incoming.text,
        )
        return True

    def draw(self, channel: Channel, source: Source = TAPUZ_SOURCE) -> Incoming:
        """The next first message of this channel."""
        while True:
            incoming = next_message(self.number, source=source)
            self.number += 1
            if incoming.channel == channel:
                return incoming

    def answer(self) -> bool:
        """Somebody reads what came to their letterbox and answers it, or their program does while they are away."""
        letter = next((each for each in self._recent_letters() if each.pk not in self.seen), None)
        if letter is None:
            return False
        self.seen.add(letter.pk)
        writer = WRITER_OF[letter.to]
        if letter.to == FULL_MAILBOX:
            self._bounce(letter)
        elif self.rng.random() < AWAY_SHARE:
            self._be_away(letter, writer)
        elif self.rng.random() >= SILENT_SHARE:
            text = customer_reply(
                self.number, read_letter(letter).reply_text, self.rng.choice(MOODS), customer=writer
            )
            answer_letter(letter_id=letter.pk, text=text)
        return True

    def judge(self) -> bool:
        """Somebody says on their case's page whether what was offered solved it."""
        now = timezone.now()
        offered = (
            Case.objects.filter(
                state=CaseState.PROPOSED.value,
                proposed_at__range=(now - FORGOTTEN, now - THINKING),
                contact_point__kind=ContactPoint.Kind.EMAIL,
                contact_point__normal__in=list(WRITER_OF),
            )
            .exclude(pk__in=self.seen)
            .select_related("business", "contact_point")
            .order_by("proposed_at")
        )
        case = offered.first()
        if case is None or case.contact_point is None:
            return False
        self.seen.add(case.pk)
        if self.rng.random() >= SILENT_SHARE:
            self._say(case, case.contact_point)
        return True

    def remind(self) -> bool:
        """Somebody who waits for us writes once more."""
        now = timezone.now()
        waiting = Case.objects.filter(
            state__in=[CaseState.NEW.value, CaseState.OPEN.value],
            channel=Road.MAIL,
            customer_wrote_at__range=(now - timedelta(hours=1), now - timedelta(minutes=6)),
            contact_point__normal__in=list(WRITER_OF),
        ).exclude(pk__in=self.seen)
        case = waiting.select_related("business", "contact_point").order_by("customer_wrote_at").first()
        if case is None or case.contact_point is None:
            return False
        self.seen.add(case.pk)
        letters = Letter.objects.filter(to=case.contact_point.normal).order_by("-at")
        letter = next((each for each in letters if case.reference in read_letter(each).subject), None)
        if letter is None:
            return False
        answer_letter(letter_id=letter.pk, text=customer_reminder(self.number, customer=WRITER_OF[letter.to]))
        return True

    def send_spam(self) -> bool:
        """A stranger sends what nobody asked for."""
        story = self.rng.choice(SPAM)
        sender = PEOPLE_WHO_WRITE[story.customer]
        self.number += 1
        draft = Draft(
            mail_id=f"bulk.{timezone.now().timestamp()}@{sender.emails[0].rpartition('@')[2]}",
            sender_name=f"{sender.first_name} {sender.last_name}",
            sender=sender.emails[0],
            to="service@tapuz.test",
            subject=story.subject,
            text=story.turns[0].text,
            at=timezone.localtime(),
            is_spam=True,
        )
        post(write_mail(draft), sender=draft.sender, to=draft.to)
        return True

    def _recent_letters(self) -> list[Letter]:
        """What people wrote to our customers lately; robots' mail is read and left."""
        now = timezone.now()
        letters = Letter.objects.filter(to__in=list(WRITER_OF), at__range=(now - FORGOTTEN, now - THINKING))
        return [
            letter
            for letter in letters.exclude(pk__in=self.seen).order_by("at")
            if letter.to == FULL_MAILBOX or read_letter(letter).automatic is None
        ]

    def _say(self, case: Case, contact_point: ContactPoint) -> None:
        writer, mood = WRITER_OF[contact_point.normal], self.rng.choice(MOODS)
        offered = Message.objects.filter(case=case, is_proposal=True).order_by("-created_at").first()
        is_solved = self.rng.random() < 0.75
        text = customer_reply(self.number, offered.text if offered else "", mood, customer=writer, proposed=True)
        actor = ContactActor(contact_point_id=contact_point.pk, case_id=case.pk)
        if is_solved:
            link = link_for(case, contact_point)
            cases.confirm_solved(actor=actor, case_id=case.pk, channel=Road.PORTAL, link_id=link.pk)
        else:
            cases.reject_solution(actor=actor, case_id=case.pk, reason_text=text)

    def _be_away(self, letter: Letter, writer: Customer) -> None:
        parsed = read_letter(letter)
        answered = parsed.reply_to or ((parsed.sender,) if parsed.sender else ())
        draft = Draft(
            mail_id=f"away.{letter.pk.hex}@{letter.to.rpartition('@')[2]}",
            sender_name=f"{writer.first_name} {writer.last_name}",
            sender=letter.to,
            to=answered[0].address,
            subject=f"מענה אוטומטי: {parsed.subject}",
            text=AWAY,
            at=timezone.localtime(),
            answered=Answered(
                mail_id=parsed.message_id or "", text="", at=timezone.localtime(letter.at), sender=answered[0].address
            ),
            is_automatic=True,
        )
        post(write_mail(draft), sender=draft.sender, to=draft.to)

    def _bounce(self, letter: Letter) -> None:
        parsed = read_letter(letter)
        if parsed.sender and parsed.message_id:
            post(
                bounce_of(parsed.message_id, recipient=letter.to, to=parsed.sender.address),
                sender="",
                to=parsed.sender.address,
            )
