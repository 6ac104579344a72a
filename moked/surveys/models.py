"""What customers are asked after a case, and what they answer."""

from datetime import timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Scoped
from moked.cases.models import Case
from moked.lib.ids import new_id
from moked.staff.models import Person
from moked.surveys.domain.asking import Policy
from moked.surveys.domain.marks import Marks


class Kept(models.TextChoices):
    """Whether we did what we promised, in the customer's eyes."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Likely(models.TextChoices):
    """Whether they would do something."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


def _within(name: str, low: int, high: int) -> models.CheckConstraint:
    unanswered = Q(**{f"{name}__isnull": True})
    return models.CheckConstraint(
        condition=unanswered | Q(**{f"{name}__range": (low, high)}), name=f"{name}_within_marks"
    )


@pghistory.track()
class SurveyPolicy(Scoped):
    """How a business asks its customers, and what follows a low answer. Without a row the defaults hold."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at_once = models.PositiveSmallIntegerField(
        _("questions at a time"), default=2, validators=[MinValueValidator(1), MaxValueValidator(2)]
    )
    share = models.PositiveSmallIntegerField(
        _("percent of closed cases asked about"), default=100, validators=[MaxValueValidator(100)]
    )
    rest_days = models.PositiveSmallIntegerField(
        _("days of rest for a customer"), default=30, validators=[MaxValueValidator(365)]
    )
    about_us_days = models.PositiveSmallIntegerField(
        _("days between questions about the business"), default=90, validators=[MaxValueValidator(730)]
    )
    # Of 1 to 5; other scales by their like.
    low_mark = models.PositiveSmallIntegerField(
        _("a mark is low up to"), default=2, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    # Hours of open time from the answer.
    recover_hours = models.PositiveSmallIntegerField(
        _("hours to win the customer back"), default=8, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    # Who takes care of a low mark when neither the profile nor the team names somebody.
    lead = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who takes care")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business"], name="survey_policy_once")]

    @property
    def asking(self) -> Policy:
        """As the rule of which questions to ask sees it."""
        return Policy(self.at_once, self.share, timedelta(days=self.rest_days), timedelta(days=self.about_us_days))


class SurveyResponse(Scoped):
    """What was asked after closing a case, and the answers. Each is optional; a later one replaces an earlier."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="survey")
    # Codes of the questions put before the customer, who may answer others too.
    questions = ArrayField(models.CharField(max_length=12), default=list)
    asked_at = models.DateTimeField(null=True)
    # 1 very hard ... 5 very easy.
    ease = models.PositiveSmallIntegerField(null=True)
    kept = models.CharField(max_length=8, choices=Kept.choices, blank=True)
    # 1 very dissatisfied ... 5 very satisfied.
    satisfaction = models.PositiveSmallIntegerField(null=True)
    # Would they choose us again; would they leave for another; 0 ... 10, would they recommend us.
    again = models.CharField(max_length=8, choices=Likely.choices, blank=True)
    switch = models.CharField(max_length=8, choices=Likely.choices, blank=True)
    recommend = models.PositiveSmallIntegerField(null=True)
    comment = models.TextField(blank=True, max_length=4000)
    # None while nothing was answered.
    answered_at = models.DateTimeField(null=True)
    # Whether one of the answers is low by the business's own measure, as of the answer.
    is_low = models.BooleanField(default=False)

    class Meta:
        constraints = [_within("ease", 1, 5), _within("satisfaction", 1, 5), _within("recommend", 0, 10)]
        indexes = [
            # What customers answered lately, of a business.
            models.Index(
                fields=["business", "-answered_at"], condition=Q(answered_at__isnull=False), name="survey_by_answer"
            ),
        ]

    @property
    def marks(self) -> Marks:
        """The answers as the rules see them."""
        return Marks(self.ease, self.kept, self.satisfaction, self.again, self.recommend, self.switch)
