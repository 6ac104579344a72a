"""What customers answer when asked."""

from django.db import models

from moked.businesses.models import Scoped
from moked.cases.models import Case
from moked.lib.ids import new_id


class Kept(models.TextChoices):
    """Whether we did what we promised, in the customer's eyes."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class SurveyResponse(Scoped):
    """A customer's answers after closing a case. Every answer is optional; a later one replaces an earlier."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="survey")
    # 1 very hard ... 5 very easy.
    ease = models.PositiveSmallIntegerField(null=True)
    kept = models.CharField(max_length=8, choices=Kept.choices, blank=True)
    comment = models.TextField(blank=True, max_length=4000)
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ease__isnull=True) | models.Q(ease__range=(1, 5)), name="ease_one_to_five"
            )
        ]
