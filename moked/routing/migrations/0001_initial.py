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
        ("staff", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="RouterLease",
                    fields=[
                        (
                            "pool",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="businesses.pool",
                            ),
                        ),
                        ("holder", models.UUIDField(null=True)),
                        ("expires_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("epoch", models.PositiveIntegerField(default=0)),
                        ("last_number", models.PositiveBigIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="WorkItem",
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
                                    ("waiting", "Waiting"),
                                    ("offered", "Offered"),
                                    ("held", "Held"),
                                    ("done", "Done"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(choices=[("live", "Live"), ("deferred", "Deferred")], max_length=8),
                        ),
                        ("language", models.CharField(blank=True, max_length=8)),
                        ("waiting_since", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "preferred",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), default=list, size=None
                            ),
                        ),
                        ("preferred_until", models.DateTimeField(null=True)),
                        ("aimed_until", models.DateTimeField(null=True)),
                        ("aimed_away_until", models.DateTimeField(null=True)),
                        ("held_since", models.DateTimeField(null=True)),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "aimed_at",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                                related_name="work_items",
                                to="cases.case",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pool",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="businesses.pool"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="work_items",
                                to="cases.task",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="staff.team",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(choices=[("live", "Live"), ("deferred", "Deferred")], max_length=8),
                        ),
                        ("why_code", models.CharField(max_length=24)),
                        ("why_facts", models.JSONField(default=dict)),
                        ("offered_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("expired", "Expired"),
                                    ("taken_back", "Taken Back"),
                                ],
                                max_length=12,
                            ),
                        ),
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="offers",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="offers",
                                to="routing.workitem",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RouterLogEntry",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("epoch", models.PositiveIntegerField()),
                        ("number", models.PositiveBigIntegerField()),
                        ("at", models.DateTimeField()),
                        ("entry", models.JSONField()),
                        (
                            "pool",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="businesses.pool"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("pool", "number"), name="router_log_number_once")
                        ],
                    },
                ),
                migrations.AddIndex(
                    model_name="workitem",
                    index=models.Index(
                        condition=models.Q(("state", "done"), _negated=True), fields=["pool"], name="work_item_open"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="workitem",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(models.Q(("state", "done"), _negated=True), ("task", None)),
                        fields=("case",),
                        name="open_work_item_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="workitem",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "done"), _negated=True),
                        fields=("task",),
                        name="open_task_item_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="workitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder__isnull", False), ("state", "held")),
                            models.Q(models.Q(("state", "held"), _negated=True), ("holder__isnull", True)),
                            _connector="OR",
                        ),
                        name="held_has_holder",
                    ),
                ),
                migrations.AddIndex(
                    model_name="offer",
                    index=models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="offer_open_of_person"
                    ),
                ),
                migrations.AddIndex(
                    model_name="offer",
                    index=models.Index(fields=["item", "-ended_at"], name="offer_ended"),
                ),
                migrations.AddConstraint(
                    model_name="offer",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)), fields=("item",), name="open_offer_once"
                    ),
                ),
            ]
        ),
    ]
