"""Estimates watch their case; every open case of before is thought of once."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
INSERT INTO promises_estimatewatch (case_id, business_id, last, happened_at, look_at)
SELECT id, business_id, 'opening', opened_at, now() FROM cases_case WHERE state IN ('new', 'open', 'waiting')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("businesses", "0003_promises"),
        ("cases", "0106_promises"),
        ("promises", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="estimate", name="estimate_due"),
        migrations.RemoveField(model_name="estimate", name="next_check_at"),
        migrations.CreateModel(
            name="EstimateWatch",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="estimate_watch",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("last", models.CharField(max_length=24)),
                ("happened_at", models.DateTimeField()),
                ("look_at", models.DateTimeField(null=True)),
                (
                    "business",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="businesses.business",
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="promises.estimate",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="estimatewatch",
            index=models.Index(
                condition=models.Q(("look_at__isnull", False)), fields=["look_at"], name="estimate_watch_due"
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
