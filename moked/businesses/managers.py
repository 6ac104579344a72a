"""The manager every table with a business has: its rows are those of the businesses in scope."""

from typing import TypeVar

from django.db import models

from moked.businesses.scope import current_businesses

M = TypeVar("M", bound=models.Model)


class ScopedManager(models.Manager[M]):
    """Rows of the businesses in scope. Without a scope it raises ScopeMissing instead of reading all."""

    def get_queryset(self) -> models.QuerySet[M]:
        businesses = current_businesses()
        rows = super().get_queryset()
        return rows if businesses is None else rows.filter(business_id__in=businesses)
