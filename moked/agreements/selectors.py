"""Reads: the versions of a customer's agreement."""

from django.db.models import QuerySet

from moked.agreements.models import Agreement
from moked.customers.models import Customer
from moked.customers.selectors import canonical_ids


def versions_of(customer: Customer) -> QuerySet[Agreement]:
    """Every version settled with a customer, also under those that turned out to be the same one. One query more."""
    return Agreement.objects.filter(customer__in=canonical_ids(customer))
