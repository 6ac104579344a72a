import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import moked.lib.ids
from moked.lib.postgres.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("businesses", "0001_initial"),
        ("cases", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="StatusQuestion",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("at", models.DateTimeField()),
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="status_questions",
                                to="cases.case",
                            ),
                        ),
                        (
                            "message",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.message"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["business", "at"], name="status_question_by_time")],
                    },
                ),
                migrations.CreateModel(
                    name="Update",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("held", "waits"),
                                    ("sent", "left"),
                                    ("skipped", "left out"),
                                    ("replaced", "replaced by a newer one"),
                                    ("needless", "not needed any more"),
                                ],
                                default="held",
                                max_length=12,
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                choices=[("rhythm", "rhythm"), ("change", "change"), ("distress", "distress")],
                                max_length=12,
                            ),
                        ),
                        (
                            "changes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20), default=list, size=None
                            ),
                        ),
                        ("is_formal", models.BooleanField(default=False)),
                        ("text", models.TextField()),
                        ("language", models.CharField(max_length=8)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("leave_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("is_improved", models.BooleanField(default=False)),
                        ("reason", models.CharField(blank=True, max_length=200)),
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="cases.case"
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "message",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="update",
                                to="cases.message",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["case", "-made_at"], name="update_of_case"),
                            models.Index(fields=["business", "-made_at"], name="update_by_time"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "held")), fields=("case",), name="update_held_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UpdateWatch",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="update_watch",
                                serialize=False,
                                to="cases.case",
                            ),
                        ),
                        (
                            "changes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20), default=list, size=None
                            ),
                        ),
                        ("read_to", models.UUIDField(null=True)),
                        ("distressed_at", models.DateTimeField(null=True)),
                        ("is_promised", models.BooleanField(default=False)),
                        ("next_check_at", models.DateTimeField(null=True)),
                        (
                            "business",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="businesses.business",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("next_check_at__isnull", False)),
                                fields=["next_check_at"],
                                name="update_watch_due",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
