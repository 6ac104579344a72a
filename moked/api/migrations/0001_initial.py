import django.db.models.deletion
from django.db import migrations, models

import moked.lib.ids
from moked.lib.postgres.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("businesses", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="RequestCount",
                    fields=[
                        (
                            "token",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="staff.apitoken",
                            ),
                        ),
                        ("minute", models.BigIntegerField()),
                        ("requests", models.IntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="KeptAnswer",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("key", models.CharField(max_length=255)),
                        ("request_hash", models.CharField(max_length=64)),
                        ("status", models.PositiveSmallIntegerField(default=0)),
                        ("headers", models.JSONField(default=dict)),
                        ("sealed_body", models.TextField(blank=True)),
                        ("created_at", models.DateTimeField()),
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
                            "token",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="staff.apitoken"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["created_at"], name="kept_answer_age")],
                        "constraints": [models.UniqueConstraint(fields=("token", "key"), name="kept_answer_once")],
                    },
                ),
            ]
        ),
        # A count is worth nothing after a crash, and logging each would double what a request writes.
        migrations.RunSQL("ALTER TABLE api_requestcount SET UNLOGGED", "ALTER TABLE api_requestcount SET LOGGED"),
    ]
