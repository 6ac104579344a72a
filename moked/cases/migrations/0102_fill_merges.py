"""Gives merges of before a place in the history."""

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    merges = apps.get_model("cases", "CaseMerge")
    for row in apps.get_model("cases", "Case").objects.exclude(canonical=None).iterator():
        merges.objects.create(business_id=row.business_id, case_id=row.pk, into_id=row.canonical_id)


class Migration(migrations.Migration):
    dependencies = [("cases", "0101_merges_and_moves")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
