"""What is promised to whom, the clocks that measure it, and what follows when a promise is in danger.

One file: profile, clock, call and commitment point at one another, and are read together.
"""

from datetime import datetime

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Language, Matter, Scoped
from moked.calendars.models import ServiceCalendar
from moked.cases.models import Case, Message
from moked.customers.models import Customer, Segment, System
from moked.lib.ids import new_id
from moked.promises.domain import ladders
from moked.promises.domain.clocks import Phase
from moked.promises.domain.terms import ClockKind, Source
from moked.staff.models import FormOfAddress, Person, Role, Team


class Kind(models.TextChoices):
    """What is promised by a time, as screens say it."""

    FIRST_REPLY = ClockKind.FIRST_REPLY.value, _("first reply")
    NEXT_REPLY = ClockKind.NEXT_REPLY.value, _("next reply")
    UPDATE = ClockKind.UPDATE.value, _("an update at least every")
    SOLUTION = ClockKind.SOLUTION.value, _("solution")
    STATUTORY = ClockKind.STATUTORY.value, _("what the law sets a time for")


class SupportLevel(models.TextChoices):
    """How far our help goes."""

    BASIC = "basic", _("basic")
    EXTENDED = "extended", _("extended")
    FULL = "full", _("full")


class Knowledge(models.TextChoices):
    """What a customer knows of the matter themselves, and so the expertise asked of us."""

    NEW = "new", _("new to it")
    USER = "user", _("knows their way")
    EXPERT = "expert", _("an expert")


class Tone(models.TextChoices):
    """How formally a customer is written to."""

    FORMAL = "formal", _("formal")
    PLAIN = "plain", _("plain")
    WARM = "warm", _("warm")


class Road(models.TextChoices):
    """By which way a customer likes to hear from us."""

    MAIL = "mail", _("e-mail")
    CHAT = "chat", _("chat")
    PHONE = "phone", _("telephone")


@pghistory.track()
class Ladder(Scoped):
    """Whom to call, step by step, while a promise can still be kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80)
    is_active = models.BooleanField(_("in use"), default=True)
    # Since when it calls people without a break; its effect is measured from then on.
    active_since = models.DateTimeField(null=True, editable=False)
    # An owner who did nothing for so much open time, while the customer waits, calls the next step.
    silent_after = models.DurationField(_("a silent owner calls the next step after"), null=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="ladder_name_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Rung(Scoped):
    """One step of a ladder: when, who, and what they are asked."""

    class Sort(models.TextChoices):
        PROFESSIONAL = ladders.Sort.PROFESSIONAL.value, _("professional")
        MANAGERIAL = ladders.Sort.MANAGERIAL.value, _("managerial")

    class Does(models.TextChoices):
        NOTIFY = "notify", _("is told")
        JOIN = "join", _("joins the case")
        TAKE = "take", _("takes the case")
        RAISE = "raise", _("raises the criticality")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ladder = models.ForeignKey(Ladder, on_delete=models.CASCADE, related_name="rungs")
    position = models.PositiveSmallIntegerField()
    sort = models.CharField(_("kind of step"), max_length=12, choices=Sort.choices, default=Sort.PROFESSIONAL)
    # Percent of the promise used up when it fires; below a hundred, for a ladder keeps promises.
    at_share = models.PositiveSmallIntegerField(
        _("at percent of the promise"), validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    # Exactly one of these says who.
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Of the team or the role whoever is on duty by the plan, not everybody.
    is_by_duty = models.BooleanField(_("whoever is on duty"), default=False)
    does = models.CharField(_("what they do"), max_length=8, choices=Does.choices, default=Does.NOTIFY)
    # Nobody confirmed within this: the next rung is called.
    answer_within = models.DurationField(_("answers within"))

    class Meta:
        ordering = ["ladder", "position"]
        constraints = [models.UniqueConstraint(fields=["ladder", "position"], name="rung_position_once")]


@pghistory.track()
class ServicePackage(Scoped):
    """A product of service from the catalogue."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80)
    level = models.CharField(
        _("support level"), max_length=8, choices=SupportLevel.choices, default=SupportLevel.BASIC
    )
    price = models.CharField(_("price"), max_length=60, blank=True)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("owner")
    )
    calendar = models.ForeignKey(
        ServiceCalendar, on_delete=models.PROTECT, related_name="+", verbose_name=_("service hours")
    )
    ladder = models.ForeignKey(
        Ladder, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ladder")
    )
    # Kind -> criticality -> minutes of open time; see domain.terms.read_targets.
    targets = models.JSONField(_("what is promised"), default=dict)
    # Whoever has no profile of their own is served by this one.
    is_default = models.BooleanField(_("for everybody without another"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["business", "name"], name="package_name_once"),
            models.UniqueConstraint(fields=["business"], condition=Q(is_default=True), name="package_default_once"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Emergency(Scoped):
    """A time in which other hours and promises held, and why. They are those of a package prepared ahead."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    package = models.ForeignKey(ServicePackage, on_delete=models.PROTECT, related_name="+", verbose_name=_("package"))
    reason = models.CharField(_("reason"), max_length=300)
    on_at = models.DateTimeField(default=timezone.now)
    on_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    off_at = models.DateTimeField(null=True)
    off_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business"], condition=Q(off_at=None), name="emergency_once")]
        # The history, newest first.
        indexes = [models.Index(fields=["business", "-on_at"], name="emergency_by_start")]


@pghistory.track()
class EmergencyTeam(Scoped):
    """A team called in for an emergency: while it lasts, its members take the other teams' work as well."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    emergency = models.ForeignKey(Emergency, on_delete=models.CASCADE, related_name="called_in")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["emergency", "team"], name="emergency_team_once")]


class ClockRetarget(Scoped):
    """Open clocks that follow a change of what holds, some at a time: how far it has come.

    Of a segment or of a system where one is named; else of the whole business, in and out of an emergency.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    segment = models.ForeignKey(Segment, null=True, on_delete=models.CASCADE, related_name="+")
    system = models.ForeignKey(System, null=True, on_delete=models.CASCADE, related_name="+")
    # What stands on the clocks as the reason.
    why = models.CharField(max_length=24)
    asked_at = models.DateTimeField(default=timezone.now)
    # The last clock that was set anew; they go by key.
    after = models.UUIDField(null=True)
    clocks = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    # Empty when all are done.
    next_check_at = models.DateTimeField(null=True, default=timezone.now)

    class Meta:
        indexes = [
            # The sweep.
            models.Index(
                fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="clock_retarget_due"
            )
        ]


@pghistory.track()
class ServiceProfile(Scoped):
    """What holds for one holder from a day on; the latest that began is in force, earlier ones are its history.

    An empty value says nothing: then the package says it, or whoever stands farther from the matter.
    """

    class Holder(models.TextChoices):
        BUSINESS = Source.BUSINESS.value, _("everybody")
        SEGMENT = Source.SEGMENT.value, _("segment")
        ORGANISATION = Source.ORGANISATION.value, _("organisation")
        PERSON = Source.PERSON.value, _("person")
        SYSTEM = Source.SYSTEM.value, _("system")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    holder = models.CharField(max_length=12, choices=Holder.choices)
    segment = models.ForeignKey(Segment, null=True, on_delete=models.CASCADE, related_name="profiles")
    # The person or the organisation.
    customer = models.ForeignKey(Customer, null=True, on_delete=models.CASCADE, related_name="profiles")
    system = models.ForeignKey(System, null=True, on_delete=models.CASCADE, related_name="profiles")
    package = models.ForeignKey(
        ServicePackage, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("package")
    )
    calendar = models.ForeignKey(
        ServiceCalendar,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("service hours"),
    )
    ladder = models.ForeignKey(
        Ladder, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ladder")
    )
    targets = models.JSONField(_("what is promised"), default=dict)
    level = models.CharField(_("support level"), max_length=8, choices=SupportLevel.choices, blank=True)
    knowledge = models.CharField(_("what they know themselves"), max_length=8, choices=Knowledge.choices, blank=True)
    manner = models.CharField(
        _("manner"), max_length=300, blank=True, help_text=_("How this customer wants to be spoken to.")
    )
    language = models.CharField(_("language"), max_length=8, choices=Language.choices, blank=True)
    form_of_address = models.CharField(_("form of address"), max_length=1, choices=FormOfAddress.choices, blank=True)
    tone = models.CharField(_("tone"), max_length=8, choices=Tone.choices, blank=True)
    road = models.CharField(_("preferred way"), max_length=8, choices=Road.choices, blank=True)
    # Both or none: between them nothing that comes by itself disturbs.
    hears_from = models.TimeField(_("may be written to from"), null=True, blank=True)
    hears_until = models.TimeField(_("may be written to until"), null=True, blank=True)
    keeps_rest_days = models.BooleanField(_("Sabbath and holidays are kept"), null=True, blank=True)
    limits = models.CharField(
        _("what is not included"), max_length=500, blank=True, help_text=_("So that nobody promises it by mistake.")
    )
    agent = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("assigned agent")
    )
    deputy = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("deputy")
    )
    # None says nothing.
    escalations_shown = models.BooleanField(_("escalations are shown to the customer"), null=True, blank=True)
    effective_from = models.DateField(_("in force from"))
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hears_from=None, hears_until=None) | Q(hears_from__lt=F("hears_until")),
                name="profile_hears_in_order",
            ),
            models.CheckConstraint(
                condition=(
                    Q(holder="business", segment=None, customer=None, system=None)
                    | Q(holder="segment", segment__isnull=False, customer=None, system=None)
                    | Q(holder__in=["organisation", "person"], segment=None, customer__isnull=False, system=None)
                    | Q(holder="system", segment=None, customer=None, system__isnull=False)
                ),
                name="profile_has_holder",
            ),
        ]
        indexes = [
            # What holds for a customer: their versions, newest first.
            models.Index(fields=["customer", "-effective_from", "-made_at"], name="profile_of_customer"),
            # What holds for everybody, for a segment, for a system.
            models.Index(fields=["business", "holder", "-effective_from"], name="profile_by_holder"),
            # The API's list: all versions, the latest written first, by key.
            models.Index(fields=["business", "-made_at", "-id"], name="profile_by_time"),
        ]


@pghistory.track()
class Statute(Scoped):
    """The time a law sets for a kind of matter, as this business has it; without one the country's default holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    matter = models.CharField(_("kind of matter"), max_length=12, choices=Matter.choices)
    # Counted day and night from the notice.
    within = models.DurationField(_("within"))
    # Where the law sets another time for a notice that came so.
    registered = models.DurationField(_("by registered mail"), null=True)
    source = models.CharField(_("legal source"), max_length=200)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "matter"], name="statute_once")]


class Clock(Scoped):
    """One promise about one case, measured in the open time of its calendar."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    phase = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Phase])
    # None: day and night, as the law counts.
    calendar = models.ForeignKey(ServiceCalendar, null=True, on_delete=models.PROTECT, related_name="+")
    target = models.DurationField()
    # Which layer promised it, and the layer's name then: screens say where a promise comes from.
    source = models.CharField(max_length=12)
    source_name = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    # Pairs of moments; the last one has no end while the clock stands still.
    pauses = models.JSONField(default=list)
    # None while it stands still.
    due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    # When the promise ended unkept.
    broken_at = models.DateTimeField(null=True)
    # How much of the promise is used up, in tenths rounded down, as of the last look; the router reads it.
    used = models.PositiveSmallIntegerField(default=0)
    ladder = models.ForeignKey(Ladder, null=True, on_delete=models.SET_NULL, related_name="+")
    # The highest rung called so far; whoever raises this under the row's lock calls it, and nobody else.
    called = models.PositiveSmallIntegerField(default=0)
    # When time alone changes something: a tenth more of it is used up, a rung of a ladder, its end.
    next_check_at = models.DateTimeField(null=True)
    # When to ask whether the case's owner did anything meanwhile.
    silent_check_at = models.DateTimeField(null=True)
    # The matter whose time a law set.
    matter = models.CharField(max_length=12, choices=Matter.choices, blank=True, default="", db_default="")
    # Whether an emergency set says its target or its hours.
    holds_emergency = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(phase__in=["running", "paused"]), name="open_clock_once"
            )
        ]
        indexes = [
            # The clocks of a case, in order.
            models.Index(fields=["case", "started_at"], name="clock_of_case"),
            # The router and lists: how urgent a case is.
            models.Index(
                fields=["case"], include=["used", "due_at"], condition=Q(phase="running"), name="clock_runs"
            ),
            # The sweep.
            models.Index(fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="clock_due"),
            # The sweep for silent owners.
            models.Index(
                fields=["silent_check_at"], condition=Q(silent_check_at__isnull=False), name="clock_silent_due"
            ),
            # What a business promised and how it ended, over time.
            models.Index(fields=["business", "kind", "stopped_at"], name="clock_by_end"),
        ]


class FormerPromise(Scoped):
    """What an open clock was promised before an emergency set, so that it goes back to exactly that."""

    clock = models.OneToOneField(Clock, primary_key=True, on_delete=models.CASCADE, related_name="former")
    calendar = models.ForeignKey(ServiceCalendar, null=True, on_delete=models.PROTECT, related_name="+")
    target = models.DurationField()
    source = models.CharField(max_length=12)
    source_name = models.CharField(max_length=200, blank=True)


class ClockStep(Scoped):
    """Something that happened to a clock, and why: its history as the case page tells it."""

    id = models.BigAutoField(primary_key=True)
    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    # started, paused, resumed, stopped, void, retargeted, foreseen (to break), broken
    what = models.CharField(max_length=12)
    # A happening, or what was changed.
    why = models.CharField(max_length=24)
    due_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["clock", "at"], name="clock_step_of_clock")]


class Escalation(Scoped):
    """A rung that was called for a case."""

    class Trigger(models.TextChoices):
        SHARE = "share", _("so much of the promise is used up")
        UNANSWERED = "unanswered", _("nobody confirmed the step before")
        PREDICTED = "predicted", _("the promise will probably not hold")
        REOPENED = "reopened", _("the customer said it is not solved")
        COMMITMENT = "commitment", _("a commitment was broken")
        NEGATIVE = "negative", _("a second unhappy message")
        SILENT = "silent", _("whoever has it is silent")
        TASK = "task", _("a task was not done in time")

    class FoundBy(models.TextChoices):
        NAME = "name", _("named in the step")
        DUTY = "duty", _("on duty by the plan")
        NOBODY_ON_DUTY = "nobody_on_duty", _("nobody was on duty, so all of them were called")

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        PASSED_ON = "passed_on", _("unanswered, passed on")
        OVER = "over", _("no longer needed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="escalations")
    clock = models.ForeignKey(Clock, null=True, on_delete=models.SET_NULL, related_name="+")
    rung = models.ForeignKey(Rung, null=True, on_delete=models.SET_NULL, related_name="+")
    sort = models.CharField(max_length=12, choices=Rung.Sort.choices)
    # What they are asked, as the rung said then.
    does = models.CharField(max_length=8, choices=Rung.Does.choices, default=Rung.Does.NOTIFY)
    position = models.PositiveSmallIntegerField()
    # How often the ladder was begun anew for this promise: once more with every reopening.
    climb = models.PositiveSmallIntegerField(default=0)
    trigger = models.CharField(max_length=12, choices=Trigger.choices)
    # How its people were found.
    found_by = models.CharField(max_length=16, choices=FoundBy.choices, default=FoundBy.NAME)
    share = models.PositiveSmallIntegerField(default=0)
    people = models.ManyToManyField(Person, related_name="+", through="EscalatedTo")
    fired_at = models.DateTimeField()
    # When the next rung is called unless somebody confirms.
    answer_by = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "climb", "position"], name="escalation_rung_once"),
        ]
        indexes = [
            models.Index(fields=["case", "fired_at"], name="escalation_of_case"),
            # The sweep: open ones whose time to answer runs out.
            models.Index(fields=["answer_by"], condition=Q(ended_at=None), name="escalation_due"),
            # The shift manager: open ones of a business.
            models.Index(fields=["business", "-fired_at"], condition=Q(ended_at=None), name="escalation_open"),
            # The API's list of those that are over, the latest first, by key.
            models.Index(
                fields=["business", "-fired_at", "-id"],
                condition=Q(ended_at__isnull=False),
                name="escalation_ended_by_time",
            ),
        ]


class EscalatedTo(Scoped):
    """Somebody an escalation called."""

    id = models.BigAutoField(primary_key=True)
    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["escalation", "person"], name="escalated_to_once")]


class Commitment(Scoped):
    """What a person of ours said they would do for the customer, and by when."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        BROKEN = "broken", _("not kept")
        RELEASED = "released", _("no longer needed")

    class Kind(models.TextChoices):
        CALL = "call", _("to call")
        WRITE = "write", _("to write")
        CHECK = "check", _("to check")
        SEND = "send", _("to send")
        FIX = "fix", _("to fix")
        VISIT = "visit", _("to visit")
        OTHER = "other", _("something else")

    LONGEST = 200

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="commitments")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OTHER)
    # In the words it was made with.
    what = models.CharField(_("what"), max_length=LONGEST)
    due_at = models.DateTimeField(_("until"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    # Since when nobody waits for it any more: done, or released. What was broken keeps its state, so when it was done
    # stands by itself.
    settled_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    # Why it was released, for colleagues.
    reason = models.CharField(max_length=LONGEST, blank=True)
    # What was done, in the words of whoever kept it, for colleagues.
    note = models.CharField(_("what was done"), max_length=LONGEST, blank=True, default="", db_default="")
    next_check_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # The commitments of a case, for colleagues and for the customer.
            models.Index(fields=["case", "due_at"], name="commitment_of_case"),
            # What a person still owes.
            models.Index(fields=["owner", "due_at"], condition=Q(settled_at=None), name="commitment_of_owner"),
            # The API's lists: all of a business by the time they were given for, and those still owed, by key.
            models.Index(fields=["business", "due_at", "id"], name="commitment_by_time"),
            models.Index(
                fields=["business", "due_at", "id"], condition=Q(settled_at=None), name="commitment_owed_by_time"
            ),
            # Those an answer makes, should it be taken back.
            models.Index(fields=["message"], condition=Q(message__isnull=False), name="commitment_of_message"),
            # The sweep.
            models.Index(fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="commitment_due"),
        ]


class NoticedPromise(Scoped):
    """A promise of an answer that nobody marked: the desk asks about it until somebody says what it was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Commitment.Kind.choices)
    words = models.TextField()
    # Until when it is promised; empty where the time that its words name had passed already.
    due_at = models.DateTimeField(null=True)
    # From here on nobody is asked: the promise would be over.
    over_at = models.DateTimeField()
    # Since when it is answered, or the question went: with its answer, with its case, or because it was over.
    settled_at = models.DateTimeField(null=True)

    class Meta:
        # The questions that stand in a case.
        indexes = [models.Index(fields=["case"], condition=Q(settled_at=None), name="noticed_promise_asked")]


class EstimateModel(Scoped):
    """How long cases take, learned from the business's own history; the latest that can be read is used."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField()
    trained_at = models.DateTimeField(default=timezone.now)
    cases = models.PositiveIntegerField()
    document = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "version"], name="estimate_version_once")]


class Estimate(Scoped):
    """What was thought, at a moment, about when a case will be solved, and what of it the customer was told."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="estimates")
    made_at = models.DateTimeField(default=timezone.now)
    likely_at = models.DateTimeField(null=True)
    latest_at = models.DateTimeField(null=True)
    # Too wide to be of use: then when we will tell more.
    tell_by = models.DateTimeField(null=True)
    basis = models.CharField(max_length=24)
    cases = models.PositiveIntegerField(default=0)
    model_version = models.PositiveIntegerField(null=True)
    # What made us think again: opening, an event, a slip.
    why = models.CharField(max_length=24)
    # Whether the case was solved by `latest_at`, once its customer says that it is solved.
    held = models.BooleanField(null=True)
    # By when a solution is promised still; set where that is read with it, and not stored.
    promised_by: datetime | None = None

    class Meta:
        indexes = [
            models.Index(fields=["case", "-made_at"], name="estimate_of_case"),
            models.Index(fields=["business", "-made_at"], name="estimate_by_time"),
        ]


class EstimateWatch(Scoped):
    """What an open case's estimate goes by, what of it is told now, and when to think again."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="estimate_watch")
    # The last thing that happened to the case, and when: `opening` or the code of an event.
    last = models.CharField(max_length=24)
    happened_at = models.DateTimeField()
    told = models.ForeignKey(Estimate, null=True, on_delete=models.SET_NULL, related_name="+")
    # None while nothing is to be told: the customer has a solution before them, or the case is over.
    look_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["look_at"], condition=Q(look_at__isnull=False), name="estimate_watch_due"),
        ]
