"""Customers from whom we learn: who follows them, by which plan, and what was changed for all."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Scoped
from moked.customers.models import Customer
from moked.insights.domain.following import Tally
from moked.lib.ids import new_id
from moked.staff.models import Person


@pghistory.track()
class ReferenceCustomer(Scoped):
    """A demanding customer whom the business follows: whoever serves them well serves everybody well."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="followed")
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("owner"))
    why = models.CharField(_("what they demand"), max_length=300, blank=True)
    plan = models.TextField(_("plan"), max_length=4000, blank=True)
    review_on = models.DateField(_("next review"))
    marked_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    # When the owner is reminded of the review.
    next_check_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(ended_at__isnull=True), name="reference_customer_once"
            )
        ]
        indexes = [
            # The sweep.
            models.Index(fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="reference_due"),
        ]


@pghistory.track()
class Lesson(Scoped):
    """Something learned from a customer, and what was changed for all because of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="lessons")
    learned = models.CharField(_("what was learned"), max_length=500)
    change = models.CharField(_("what was changed for all"), max_length=500)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["customer", "-made_at"], name="lesson_of_customer")]


class MonthFigures(Scoped):
    """What all customers of a business came to in one month, as of the last nightly count."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Its first day, where the business is.
    month = models.DateField()
    # What happened before this moment is counted here.
    until = models.DateTimeField()
    # The fields of `domain.following.Tally`.
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "month"], name="month_figures_once")]

    @property
    def tally(self) -> Tally:
        """As figures that can be added up."""
        return Tally(**self.counts)
