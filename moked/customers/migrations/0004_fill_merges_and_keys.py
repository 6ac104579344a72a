"""Gives merges of before a place in the history, and every customer the keys by which their doubles are found."""

from typing import Any

from django.db import migrations

from moked.customers.domain.duplicates import CustomerFacts, KnownPoint, keys_of

AT_ONCE = 2_000


def fill(apps: Any, schema_editor: Any) -> None:
    customers = apps.get_model("customers", "Customer").objects
    merges = apps.get_model("customers", "CustomerMerge")
    for row in customers.exclude(canonical=None).iterator(chunk_size=AT_ONCE):
        merges.objects.create(business_id=row.business_id, customer_id=row.pk, into_id=row.canonical_id)
    batch: list[Any] = []
    for row in customers.order_by("pk").iterator(chunk_size=AT_ONCE):
        batch.append(row)
        if len(batch) == AT_ONCE:
            _fill_keys(apps, batch)
            batch = []
    _fill_keys(apps, batch)


def _fill_keys(apps: Any, batch: list[Any]) -> None:
    keys = apps.get_model("customers", "CustomerKey")
    points: dict[Any, list[KnownPoint]] = {}
    rows = apps.get_model("customers", "ContactPoint").objects.filter(customer__in=[row.pk for row in batch])
    for customer_id, kind, normal in rows.values_list("customer_id", "kind", "normal"):
        points.setdefault(customer_id, []).append(KnownPoint(kind, normal))
    keys.objects.bulk_create(
        [
            keys(business_id=row.business_id, customer_id=row.pk, key=key)
            for row in batch
            for key in keys_of(CustomerFacts(row.pk, row.kind, row.name, tuple(points.get(row.pk, ()))))
        ],
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_merges_and_duplicates")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
