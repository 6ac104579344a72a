"""People who serve, and what each may do and knows, business by business."""

from typing import ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Language, Scoped, Topic
from moked.lib.ids import new_id
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope


class PersonManager(BaseUserManager["Person"]):
    """Makes people; an e-mail address is compared without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **facts: object) -> "Person":
        """A person who can sign in; without a password only by passkey or the organisation's account."""
        person = self.model(email=self.normalize_email(email).lower(), **facts)
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **facts: object) -> "Person":
        """The installation's operator, who may open the operator's admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)


class FormOfAddress(models.TextChoices):
    """The grammatical gender a person wants to be written to in; Hebrew has no neutral verb."""

    FEMININE = "f", _("feminine")
    MASCULINE = "m", _("masculine")
    NEUTRAL = "n", _("neutral")


class Theme(models.TextChoices):
    """How screens look."""

    SYSTEM = "system", _("like the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


# Not what changes by itself, and no secret.
@pghistory.track(exclude=["password", "last_login", "theme", "language", "form_of_address"])
class Person(AbstractBaseUser, PermissionsMixin):
    """One account for the installation; memberships say what it may do in each business."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    first_name = models.CharField(_("first name"), max_length=60)
    last_name = models.CharField(_("last name"), max_length=60, blank=True)
    form_of_address = models.CharField(
        _("form of address"), max_length=1, choices=FormOfAddress.choices, default=FormOfAddress.NEUTRAL
    )
    language = models.CharField(
        _("language of screens"),
        max_length=8,
        choices=[(Language.HEBREW.value, "עברית"), (Language.ENGLISH.value, "English")],
        default=Language.HEBREW,
    )
    theme = models.CharField(_("look"), max_length=8, choices=Theme.choices, default=Theme.SYSTEM)
    is_staff = models.BooleanField(_("operator of the installation"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First and last name, as colleagues see it."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.first_name


@pghistory.track()
class Role(Scoped):
    """A named set of permissions in one business."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80)
    permissions = ArrayField(
        models.CharField(max_length=40, choices=Permission.choices), verbose_name=_("permissions"), default=list
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="role_name_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Team(Scoped):
    """People who take over from one another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Skill(Scoped):
    """Something a person knows how to do."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="skill_name_once")]

    def __str__(self) -> str:
        return self.name


LEVELS = [MinValueValidator(1), MaxValueValidator(5)]


@pghistory.track()
class TopicSkill(Scoped):
    """What a topic asks of whoever takes it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"), default=1, validators=LEVELS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "skill"], name="topic_skill_once")]


@pghistory.track()
class Membership(Scoped):
    """A person's place in a business: role, teams, skills, languages and how much at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="memberships")
    teams = models.ManyToManyField(Team, through="TeamMember", related_name="memberships", blank=True)
    languages = ArrayField(
        models.CharField(max_length=8, choices=Language.choices),
        verbose_name=_("languages served"),
        default=list,
    )
    live_capacity = models.PositiveSmallIntegerField(
        _("live conversations at a time"),
        default=1,
        validators=[MaxValueValidator(4)],
        help_text=_("One is the default: one thing at a time."),
    )
    written_capacity = models.PositiveSmallIntegerField(
        _("written cases at a time"),
        default=3,
        validators=[MaxValueValidator(20)],
        help_text=_("Cases that wait for this person now, not those that wait for somebody else."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "person"], name="membership_once")]

    def __str__(self) -> str:
        return self.person.full_name


@pghistory.track()
class TeamMember(Scoped):
    """A membership in a team."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="team_members")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="team_members")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "team"], name="team_member_once")]


@pghistory.track()
class MembershipSkill(Scoped):
    """How well a person does something, one to five."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"), default=3, validators=LEVELS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "skill"], name="membership_skill_once")]


@pghistory.track()
class DutyLine(Scoped):
    """Who is on duty for a team or a role: every week on a day, or on one date in place of that day's weekly lines.

    Times are the business's own. A line of a date without a person says that nobody is on duty then.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="duty")
    role = models.ForeignKey(Role, null=True, on_delete=models.CASCADE, related_name="duty")
    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="duty", verbose_name=_("person")
    )
    # Monday is 0, as `date.weekday()` counts.
    weekday = models.PositiveSmallIntegerField(_("day"), null=True)
    on = models.DateField(_("date"), null=True)
    starts = models.TimeField(_("from"), null=True)
    ends = models.TimeField(_("until"), null=True)
    is_overnight = models.BooleanField(_("ends the next day"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=False, role=None) | Q(team=None, role__isnull=False), name="duty_for_one"
            ),
            models.CheckConstraint(
                condition=Q(weekday__isnull=False, on=None, person__isnull=False) | Q(weekday=None, on__isnull=False),
                name="duty_weekly_or_dated",
            ),
            models.CheckConstraint(
                condition=Q(person=None, starts=None, ends=None)
                | Q(person__isnull=False, starts__isnull=False, ends__isnull=False),
                name="duty_has_hours",
            ),
        ]
        indexes = [
            # The plan of a team or a role.
            models.Index(fields=["business", "team", "on"], name="duty_of_team"),
            models.Index(fields=["business", "role", "on"], name="duty_of_role"),
        ]


class PresenceKind(models.TextChoices):
    """What a person can be given now."""

    AVAILABLE = "available", _("available on all channels")
    QUIET = "quiet", _("quiet work: written cases only")
    PAUSE = "pause", _("a pause after a hard conversation")
    BREAK = "break", _("on a break")
    # Set by the router when an offer passed unanswered, never chosen.
    NOT_ANSWERING = "not_answering", _("not answering")
    OFFLINE = "offline", _("not at the desk")


class Presence(models.Model):
    """Where a person stands now, in all businesses they serve. Kept by the router and the person's own choice."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="presence")
    kind = models.CharField(max_length=16, choices=PresenceKind.choices, default=PresenceKind.OFFLINE)
    since = models.DateTimeField(default=timezone.now)
    # Refreshed by the person's open screens; silence means their connection is gone.
    seen_at = models.DateTimeField(default=timezone.now)
    idle_since = models.DateTimeField(default=timezone.now)


class Notice(Scoped):
    """Something a person must see about a case: a mention, a hand-over, an answer that did not arrive."""

    class Kind(models.TextChoices):
        MENTION = "mention", _("mentioned you")
        HAND_OVER = "hand_over", _("handed over to you")
        REOPENED = "reopened", _("the customer says it is not solved yet")
        NOT_DELIVERED = "not_delivered", _("an answer could not be delivered")
        ESCALATED = "escalated", _("a promise is in danger")
        COMMITMENT = "commitment", _("a promise of yours was written down as a commitment")
        COMMITMENT_DUE = "commitment_due", _("something promised is due soon")
        WEBHOOK_STOPPED = "webhook_stopped", _("a webhook was switched off")
        AGREEMENT_APPROVED = "agreed", _("the customer approved the agreement")
        AGREEMENT_REFUSED = "not_agreed", _("the customer did not approve the agreement")
        AGREEMENT_RENEWAL = "renewal_near", _("an agreement is to be renewed")
        AGREEMENT_STUCK = "not_in_force", _("an approved agreement does not take effect; it is tried again")
        TASK = "task", _("a task is yours now")
        TASK_DUE = "task_due", _("a task of yours is due soon")
        TASK_MISSED = "task_missed", _("a task was not done in time")
        LOW_MARK = "low_mark", _("a customer gave a low mark")
        PLAN_REVIEW = "plan_review", _("the plan for a customer is to be looked at")
        CALLED_IN = "called_in", _("your team takes other teams' work as well during an emergency")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    # Empty for what concerns a business and no case.
    case_id = models.UUIDField(null=True)
    # For what concerns a customer and no case, such as their agreement.
    customer_id = models.UUIDField(null=True)
    # What of the case it speaks of, where a case may have several: a call of a ladder, a commitment, a task.
    about_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        # The bell: a person's unread notices, newest first.
        indexes = [models.Index(fields=["person", "-created_at"], name="notice_of_person")]


@pghistory.track(exclude=["secret_hash", "last_used_at"])
class ApiToken(Scoped):
    """A machine's way in, to one business. The secret is shown once and kept only as a hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80, help_text=_("What uses it, for example: the shop."))
    scopes = ArrayField(models.CharField(max_length=40, choices=TokenScope.choices), verbose_name=_("scopes"))
    # The part by which it is found; it is no secret and stands in lists.
    prefix = models.CharField(max_length=16, unique=True, editable=False)
    secret_hash = models.CharField(max_length=64, editable=False)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    # Written at most once in a few minutes: it tells a used token from a forgotten one, no more.
    last_used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        # The office's list, newest first.
        indexes = [models.Index(fields=["business", "-created_at"], name="api_token_of_business")]

    def __str__(self) -> str:
        return self.name
