"""Cases, what was said in them, and the files that came along.

One file: a case, its messages and what happens to them point at one another, and are read together.
Incidents stand in a file of their own.
"""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import Combinable
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Business, Criticality, Language, Matter, Scoped, Topic
from moked.cases import incident_models  # noqa: F401 - Django finds models from here
from moked.cases.domain.pictures import PICTURE_TYPES
from moked.cases.domain.states import LIVE, CaseState
from moked.customers.models import ContactPoint, Customer, System
from moked.lib.ids import new_id
from moked.staff.models import ApiToken, Person, Team


class Channel(models.TextChoices):
    """The road a contact came by. An icon on screens, never a colour."""

    MAIL = "mail", _("e-mail")
    CHAT = "chat", _("chat")
    PORTAL = "portal", _("the case's page")
    PHONE = "phone", _("telephone")


STATE_NAMES = {
    CaseState.NEW: _("new"),
    CaseState.OPEN: _("open"),
    CaseState.WAITING: _("waiting"),
    CaseState.PROPOSED: _("solution offered"),
    CaseState.UNCONFIRMED: _("unconfirmed"),
    CaseState.CLOSED: _("closed by the customer"),
    CaseState.MERGED: _("merged"),
    CaseState.SET_ASIDE: _("not a case"),
}
STATE_CHOICES = [(state.value, name) for state, name in STATE_NAMES.items()]


class SetAsideReason(models.TextChoices):
    """Why something that came in is not a case."""

    SPAM = "spam", _("spam")
    ROBOT = "robot", _("an automatic message")
    WRONG_ADDRESS = "wrong_address", _("meant for somebody else")
    DUPLICATE = "duplicate", _("the same message again")
    THANKS = "thanks", _("a bare thanks")


class WaitingFor(models.TextChoices):
    """Who holds the ball while we do not."""

    CUSTOMER = "customer", _("the customer")
    COLLEAGUE = "colleague", _("a colleague")
    SUPPLIER = "supplier", _("somebody outside")
    MOMENT = "moment", _("a date")


class DrawnNumberField(models.PositiveBigIntegerField[int | Combinable, int]):
    """A number drawn from a sequence while the row is inserted, and read back by the same statement."""

    @property
    def db_returning(self) -> bool:
        return True

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        """For migrations a plain number: the database does not know the difference."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.PositiveBigIntegerField", list(args), dict(options)


class Hot(Scoped):
    """A table so often written that an index on the business alone, which every longer index begins with, is too
    much."""

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False)

    class Meta:
        abstract = True


class Case(Hot):
    """One matter of one customer, however many contacts it takes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = DrawnNumberField(editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="cases", db_index=False)
    # Where answers go: the contact point the matter was opened from, or last written from.
    contact_point = models.ForeignKey(ContactPoint, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    # The mailbox or widget it came through (channels.Account), so that answers leave by the same door.
    account_id = models.UUIDField(null=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    # The next three are found by the longer indexes below.
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases", db_index=False
    )
    # How much hangs on it: that of its system or topic, unless a person said otherwise.
    criticality = models.CharField(max_length=8, choices=Criticality.choices, default=Criticality.NORMAL)
    # A person said the criticality; system and topic say it no more.
    is_weight_chosen = models.BooleanField(default=False)
    # A matter for which a law sets a time, and since when that time runs.
    matter = models.CharField(_("kind of matter"), max_length=12, choices=Matter.choices, blank=True)
    matter_since = models.DateTimeField(null=True)
    # The notice came by registered mail, for which a law may set another time.
    is_notice_registered = models.BooleanField(default=False, db_default=False)
    system = models.ForeignKey(System, null=True, on_delete=models.SET_NULL, related_name="cases")
    language = models.CharField(max_length=8, choices=Language.choices, default=Language.HEBREW)
    state = models.CharField(max_length=12, choices=STATE_CHOICES, default=CaseState.NEW.value)
    # Where a merged or set-aside case stood before, for the way back.
    state_before = models.CharField(max_length=12, blank=True)
    waiting_for = models.CharField(max_length=12, choices=WaitingFor.choices, blank=True)
    waiting_until = models.DateTimeField(null=True)
    set_aside_reason = models.CharField(max_length=16, choices=SetAsideReason.choices, blank=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    assignee = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="cases", db_index=False)
    # A merged case points to the one that goes on; a late reply's case to the one it follows.
    canonical = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    follows = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="followed_by")
    opened_at = models.DateTimeField(default=timezone.now)
    last_activity_at = models.DateTimeField(default=timezone.now)
    customer_wrote_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    times_reopened = models.PositiveSmallIntegerField(default=0)
    # When time alone changes something: a reminder, the end of a wait.
    next_check_at = models.DateTimeField(null=True)
    # Somebody said that until then nothing leaves by itself, and why.
    automatics_paused_until = models.DateTimeField(null=True)
    automatics_paused_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "number"], name="case_number_once"),
            models.CheckConstraint(
                condition=~Q(state=CaseState.CLOSED.value) | Q(closed_at__isnull=False), name="closed_has_moment"
            ),
        ]
        indexes = [
            # A person's own open cases: the desk's list.
            models.Index(
                fields=["assignee", "-last_activity_at"],
                condition=Q(state__in=[state.value for state in LIVE]),
                name="case_of_assignee",
            ),
            # All cases of a business, newest activity first, by key. See `listing.py` for the condition.
            models.Index(
                fields=["business", "-last_activity_at", "-id"], condition=Q(number__gt=0), name="case_by_activity"
            ),
            # The same within one state.
            models.Index(
                fields=["business", "state", "-last_activity_at", "-id"],
                condition=Q(number__gt=0),
                name="case_by_state",
            ),
            # The same by what narrows more; with what else a list may ask beside it, so that rows which do not fit
            # are passed over without being read.
            models.Index(
                fields=["business", "topic", "-last_activity_at", "-id"],
                include=["state", "team", "assignee"],
                name="case_by_topic",
            ),
            models.Index(
                fields=["business", "team", "-last_activity_at", "-id"],
                include=["state", "topic", "assignee"],
                name="case_by_team",
            ),
            models.Index(
                fields=["business", "assignee", "-last_activity_at", "-id"],
                include=["state", "topic", "team"],
                name="case_by_assignee",
            ),
            models.Index(
                fields=["business", "-last_activity_at", "-id"],
                include=["state", "topic", "team"],
                condition=Q(assignee__isnull=True),
                name="case_of_nobody",
            ),
            # A customer's cases, newest first, in whole order: the first few are read without the others.
            models.Index(fields=["customer", "-opened_at", "-id"], name="case_of_customer"),
            # The due ones, for the worker.
            models.Index(fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="case_due"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The number as people say it, for example MK-48213. Needs `business` loaded."""
        return f"{self.business.case_prefix}-{self.number}"

    @property
    def title(self) -> str:
        """What to call it beside its number, in the reader's language where nobody said what it is about."""
        return self.subject or gettext("(no subject)")

    @property
    def is_with_customer(self) -> bool:
        """Whether the next word is the customer's."""
        return self.state == CaseState.WAITING and self.waiting_for == WaitingFor.CUSTOMER

    @property
    def case_state(self) -> CaseState:
        return CaseState(self.state)

    def paused_until(self, now: datetime) -> datetime | None:
        """Until when nothing leaves by itself, by a word about the case or the business. Needs `business` loaded."""
        ends = (self.automatics_paused_until, self.business.automatics_paused_until)
        return max((end for end in ends if end is not None and end > now), default=None)


class Direction(models.TextChoices):
    """Which way a message goes."""

    IN = "in", _("from the customer")
    OUT = "out", _("to the customer")
    NOTE = "note", _("internal note")


class MessageState(models.TextChoices):
    """What became of a message we send. Incoming ones and notes are always `done`."""

    HELD = "held", _("can still be undone")
    SCHEDULED = "scheduled", _("scheduled")
    CANCELLED = "cancelled", _("taken back")
    QUEUED = "queued", _("on its way")
    DONE = "done", _("sent")
    FAILED = "failed", _("could not be delivered")


class Message(Hot):
    """One thing said: by the customer, to the customer, or among ourselves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages", db_index=False)
    direction = models.CharField(max_length=4, choices=Direction.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    state = models.CharField(max_length=12, choices=MessageState.choices, default=MessageState.DONE)
    # Exactly one of the three wrote it; none: the system did. A token is a machine of the business's own.
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    contact_point = models.ForeignKey(ContactPoint, null=True, on_delete=models.PROTECT, related_name="+")
    token = models.ForeignKey(ApiToken, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    text = models.TextField(blank=True)
    # Sanitised; empty when the text says it all.
    html = models.TextField(blank=True)
    # What the customer's program added below: quoted history and signature, folded on screens.
    quoted = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    is_proposal = models.BooleanField(default=False)
    is_automatic = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    # When a held or scheduled message leaves.
    release_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    # The case it was split from, so that the split can be undone.
    split_from = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [
            # The timeline.
            models.Index(fields=["case", "created_at", "id"], name="message_of_case"),
            # Those whose moment to leave has come.
            models.Index(
                fields=["release_at"],
                condition=Q(state__in=[MessageState.HELD, MessageState.SCHEDULED]),
                name="message_to_release",
            ),
        ]


class StoredFile(Scoped):
    """A file kept once per business, under the hash of its bytes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Verdict(models.TextChoices):
        """What a scanner said. A file that waits or is infected goes to nobody."""

        NONE = "none", _("not checked")
        WAITING = "waiting", _("being checked")
        CLEAN = "clean", _("clean")
        INFECTED = "infected", _("infected, locked away")

    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.NONE)
    infection = models.CharField(max_length=120, blank=True)
    check_attempts = models.PositiveIntegerField(default=0)
    next_check_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "sha256"], name="stored_file_once")]
        # Files whose turn at the scanner has come.
        indexes = [
            models.Index(fields=["next_check_at"], condition=models.Q(verdict="waiting"), name="stored_file_to_check")
        ]

    @property
    def is_open(self) -> bool:
        """Whether it may be given to anybody."""
        return self.verdict not in (self.Verdict.WAITING, self.Verdict.INFECTED)


class Attachment(Scoped):
    """A file as it came or goes with a message. Without a message it waits in somebody's composer, or was given
    with a step of a joint diagnosis.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="attachments")
    uploaded_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    # Set when the message's HTML shows it in place.
    content_id = models.CharField(max_length=250, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    @property
    def is_image(self) -> bool:
        """Whether it is kept as a picture. Whoever serves it asks its bytes."""
        return self.content_type in PICTURE_TYPES


class CaseMerge(Scoped):
    """One time somebody said that two cases are one matter. Rows stay, as those of customers' merges do."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    # The one the person named, which may itself go on in another by now.
    into = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    merged_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)
    # Where a law's time went on in `into`: the matter that one was of before, and since when.
    is_matter_carried = models.BooleanField(default=False, db_default=False)
    former_matter = models.CharField(max_length=12, choices=Matter.choices, blank=True, default="", db_default="")
    former_since = models.DateTimeField(null=True)
    was_registered = models.BooleanField(default=False, db_default=False)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(undone_at__isnull=True), name="case_merged_once")
        ]


class CaseMove(Scoped):
    """One time a case went to the customer it really belongs to: from whom, to whom, and what it changed.

    Cases merged into it go along, each with a row of its own under the `lead`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="moves")
    lead = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="company")
    from_customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    to_customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    from_contact_point = models.ForeignKey(ContactPoint, null=True, on_delete=models.PROTECT, related_name="+")
    to_contact_point = models.ForeignKey(ContactPoint, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # The former customer's links, which open the case no longer.
    closed_links = ArrayField(models.UUIDField(), default=list)
    moved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    moved_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # The latest move of a case, which can be taken back.
            models.Index(fields=["case", "-moved_at"], name="case_move_latest"),
            # The history on a customer's page.
            models.Index(fields=["from_customer", "-moved_at"], name="case_move_from"),
            models.Index(fields=["to_customer", "-moved_at"], name="case_move_to"),
        ]


class JoinDismissal(Scoped):
    """A person said that two open cases of a customer are not one matter; they are not asked again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # In the order of their keys.
    first = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    dismissed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    dismissed_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="join_dismissal_once")]


class CaseLink(Scoped):
    """A customer's way to their own case without a password: signed, expiring, revocable, for one contact point."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        # Finding the live link of a case and contact point when a message leaves.
        indexes = [models.Index(fields=["case", "contact_point", "-expires_at"], name="case_link_live")]


class CaseClosing(Scoped):
    """The proof of a closing: who said it is solved, when and from where. Kept also after a reopening."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closings")
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(CaseLink, null=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)


class Task(Scoped):
    """One piece of work about a case that is not an answer: whose it is, until when, and how it ended."""

    class Kind(models.TextChoices):
        WORK = "work", _("something to do")
        RECOVERY = "recovery", _("win the customer back")
        CALL = "call", _("call with the update")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("no longer needed")

    LONGEST = 200

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.WORK)
    # Empty where the kind says it.
    what = models.CharField(_("what is to be done"), max_length=LONGEST, blank=True)
    # Nobody: whoever the router offers it to.
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    due_at = models.DateTimeField(_("until"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(default=timezone.now)
    # Nobody: the system did.
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reminded_at = models.DateTimeField(null=True)
    # How often somebody was told that it is late.
    times_missed = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # What was done, and what we learned from it; for colleagues.
    note = models.TextField(blank=True, max_length=2000)
    learned = models.TextField(blank=True, max_length=2000)
    next_check_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(kind="recovery", state="open"), name="open_recovery_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | ~Q(state="open"), name="task_ends_once"
            ),
        ]
        indexes = [
            # The tasks of a case, for colleagues.
            models.Index(fields=["case", "opened_at"], name="task_of_case"),
            # What a person has to do.
            models.Index(fields=["owner", "due_at"], condition=Q(state="open"), name="task_of_owner"),
            # The API's lists: all of a business by the time until which they are to be done, and open ones, by key.
            models.Index(fields=["business", "due_at", "id"], name="task_by_time"),
            models.Index(fields=["business", "due_at", "id"], condition=Q(state="open"), name="task_open_by_time"),
            # The sweep.
            models.Index(fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="task_due"),
        ]

    @property
    def says(self) -> str:
        """What is to be done, in words."""
        return self.what or str(self.get_kind_display())


class Draft(Scoped):
    """What a person has typed in a case and not sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.OUT)
    html = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="draft_once")]


class CaseSearch(Hot):
    """Lexemes of a case and its customer, apart from the rows so that its index can be used under row security."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="+")
    lexemes = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["lexemes"], name="case_search_words", gin_pending_list_limit=256)]
