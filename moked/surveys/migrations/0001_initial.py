import django.db.models.deletion
from django.db import migrations, models

import moked.lib.ids
from moked.lib.postgres.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("businesses", "0001_initial"),
        ("cases", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="SurveyResponse",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("ease", models.PositiveSmallIntegerField(null=True)),
                        (
                            "kept",
                            models.CharField(
                                blank=True, choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")], max_length=8
                            ),
                        ),
                        ("comment", models.TextField(blank=True, max_length=4000)),
                        ("answered_at", models.DateTimeField(auto_now=True)),
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
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="survey", to="cases.case"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ease__isnull", True), ("ease__range", (1, 5)), _connector="OR"),
                                name="ease_one_to_five",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
