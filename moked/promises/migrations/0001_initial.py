import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import moked.lib.ids
from moked.lib.postgres.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("businesses", "0001_initial"),
        ("calendars", "0001_initial"),
        ("cases", "0001_initial"),
        ("customers", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("staff", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Clock",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("first_reply", "first reply"),
                                    ("next_reply", "next reply"),
                                    ("update", "an update at least every"),
                                    ("solution", "solution"),
                                    ("statutory", "what the law sets a time for"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    ("running", "running"),
                                    ("paused", "paused"),
                                    ("stopped", "stopped"),
                                    ("void", "void"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("target", models.DurationField()),
                        ("source", models.CharField(max_length=12)),
                        ("source_name", models.CharField(blank=True, max_length=200)),
                        ("started_at", models.DateTimeField()),
                        ("pauses", models.JSONField(default=list)),
                        ("due_at", models.DateTimeField(null=True)),
                        ("stopped_at", models.DateTimeField(null=True)),
                        ("broken_at", models.DateTimeField(null=True)),
                        ("used", models.PositiveSmallIntegerField(default=0)),
                        ("called", models.PositiveSmallIntegerField(default=0)),
                        ("next_check_at", models.DateTimeField(null=True)),
                        ("silent_check_at", models.DateTimeField(null=True)),
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
                            "calendar",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="calendars.servicecalendar",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="clocks", to="cases.case"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Emergency",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        ("on_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("off_at", models.DateTimeField(null=True)),
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
                            "off_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "on_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EscalatedTo",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
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
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Escalation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(
                                choices=[("professional", "professional"), ("managerial", "managerial")],
                                max_length=12,
                            ),
                        ),
                        (
                            "does",
                            models.CharField(
                                choices=[
                                    ("notify", "is told"),
                                    ("join", "joins the case"),
                                    ("take", "takes the case"),
                                    ("raise", "raises the criticality"),
                                ],
                                default="notify",
                                max_length=8,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("climb", models.PositiveSmallIntegerField(default=0)),
                        (
                            "trigger",
                            models.CharField(
                                choices=[
                                    ("share", "so much of the promise is used up"),
                                    ("unanswered", "nobody confirmed the step before"),
                                    ("predicted", "the promise will probably not hold"),
                                    ("reopened", "the customer said it is not solved"),
                                    ("commitment", "a commitment was broken"),
                                    ("negative", "a second unhappy message"),
                                    ("silent", "whoever has it is silent"),
                                    ("task", "a task was not done in time"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "found_by",
                            models.CharField(
                                choices=[
                                    ("name", "named in the step"),
                                    ("duty", "on duty by the plan"),
                                    ("nobody_on_duty", "nobody was on duty, so all of them were called"),
                                ],
                                default="name",
                                max_length=16,
                            ),
                        ),
                        ("share", models.PositiveSmallIntegerField(default=0)),
                        ("fired_at", models.DateTimeField()),
                        ("answer_by", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("confirmed", "confirmed"),
                                    ("passed_on", "unanswered, passed on"),
                                    ("over", "no longer needed"),
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="escalations",
                                to="cases.case",
                            ),
                        ),
                        (
                            "clock",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="promises.clock",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "people",
                            models.ManyToManyField(
                                related_name="+", through="promises.EscalatedTo", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="escalatedto",
                    name="escalation",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="promises.escalation"
                    ),
                ),
                migrations.CreateModel(
                    name="Estimate",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("likely_at", models.DateTimeField(null=True)),
                        ("latest_at", models.DateTimeField(null=True)),
                        ("tell_by", models.DateTimeField(null=True)),
                        ("basis", models.CharField(max_length=24)),
                        ("cases", models.PositiveIntegerField(default=0)),
                        ("model_version", models.PositiveIntegerField(null=True)),
                        ("why", models.CharField(max_length=24)),
                        ("held", models.BooleanField(null=True)),
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="estimates", to="cases.case"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EstimateModel",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        ("trained_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("cases", models.PositiveIntegerField()),
                        ("document", models.JSONField()),
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
                ),
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
                migrations.CreateModel(
                    name="Ladder",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        ("active_since", models.DateTimeField(editable=False, null=True)),
                        (
                            "silent_after",
                            models.DurationField(null=True, verbose_name="a silent owner calls the next step after"),
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
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.AddField(
                    model_name="clock",
                    name="ladder",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="promises.ladder",
                    ),
                ),
                migrations.CreateModel(
                    name="LadderEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        ("active_since", models.DateTimeField(editable=False, null=True)),
                        (
                            "silent_after",
                            models.DurationField(null=True, verbose_name="a silent owner calls the next step after"),
                        ),
                        (
                            "business",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="businesses.business",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="promises.ladder",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Rung",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "sort",
                            models.CharField(
                                choices=[("professional", "professional"), ("managerial", "managerial")],
                                default="professional",
                                max_length=12,
                                verbose_name="kind of step",
                            ),
                        ),
                        (
                            "at_share",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(99),
                                ],
                                verbose_name="at percent of the promise",
                            ),
                        ),
                        ("is_by_duty", models.BooleanField(default=False, verbose_name="whoever is on duty")),
                        (
                            "does",
                            models.CharField(
                                choices=[
                                    ("notify", "is told"),
                                    ("join", "joins the case"),
                                    ("take", "takes the case"),
                                    ("raise", "raises the criticality"),
                                ],
                                default="notify",
                                max_length=8,
                                verbose_name="what they do",
                            ),
                        ),
                        ("answer_within", models.DurationField(verbose_name="answers within")),
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
                            "ladder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rungs",
                                to="promises.ladder",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="staff.role",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="staff.team",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["ladder", "position"],
                    },
                ),
                migrations.AddField(
                    model_name="escalation",
                    name="rung",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="promises.rung"
                    ),
                ),
                migrations.CreateModel(
                    name="RungEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "sort",
                            models.CharField(
                                choices=[("professional", "professional"), ("managerial", "managerial")],
                                default="professional",
                                max_length=12,
                                verbose_name="kind of step",
                            ),
                        ),
                        (
                            "at_share",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(99),
                                ],
                                verbose_name="at percent of the promise",
                            ),
                        ),
                        ("is_by_duty", models.BooleanField(default=False, verbose_name="whoever is on duty")),
                        (
                            "does",
                            models.CharField(
                                choices=[
                                    ("notify", "is told"),
                                    ("join", "joins the case"),
                                    ("take", "takes the case"),
                                    ("raise", "raises the criticality"),
                                ],
                                default="notify",
                                max_length=8,
                                verbose_name="what they do",
                            ),
                        ),
                        ("answer_within", models.DurationField(verbose_name="answers within")),
                        (
                            "business",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="businesses.business",
                            ),
                        ),
                        (
                            "ladder",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="promises.ladder",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="promises.rung",
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.role",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.team",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ServicePackage",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "level",
                            models.CharField(
                                choices=[("basic", "basic"), ("extended", "extended"), ("full", "full")],
                                default="basic",
                                max_length=8,
                                verbose_name="support level",
                            ),
                        ),
                        ("price", models.CharField(blank=True, max_length=60, verbose_name="price")),
                        ("targets", models.JSONField(default=dict, verbose_name="what is promised")),
                        (
                            "is_default",
                            models.BooleanField(default=False, verbose_name="for everybody without another"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                            "calendar",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="calendars.servicecalendar",
                                verbose_name="service hours",
                            ),
                        ),
                        (
                            "ladder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="promises.ladder",
                                verbose_name="ladder",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="EmergencyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        ("on_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("off_at", models.DateTimeField(null=True)),
                        (
                            "business",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="businesses.business",
                            ),
                        ),
                        (
                            "off_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "on_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="promises.emergency",
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="promises.servicepackage",
                                verbose_name="package",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="emergency",
                    name="package",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="promises.servicepackage",
                        verbose_name="package",
                    ),
                ),
                migrations.CreateModel(
                    name="ServicePackageEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "level",
                            models.CharField(
                                choices=[("basic", "basic"), ("extended", "extended"), ("full", "full")],
                                default="basic",
                                max_length=8,
                                verbose_name="support level",
                            ),
                        ),
                        ("price", models.CharField(blank=True, max_length=60, verbose_name="price")),
                        ("targets", models.JSONField(default=dict, verbose_name="what is promised")),
                        (
                            "is_default",
                            models.BooleanField(default=False, verbose_name="for everybody without another"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "business",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="businesses.business",
                            ),
                        ),
                        (
                            "calendar",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="calendars.servicecalendar",
                                verbose_name="service hours",
                            ),
                        ),
                        (
                            "ladder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="promises.ladder",
                                verbose_name="ladder",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="promises.servicepackage",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ServiceProfile",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "holder",
                            models.CharField(
                                choices=[
                                    ("business", "everybody"),
                                    ("segment", "segment"),
                                    ("organisation", "organisation"),
                                    ("person", "person"),
                                    ("system", "system"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("targets", models.JSONField(default=dict, verbose_name="what is promised")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[("basic", "basic"), ("extended", "extended"), ("full", "full")],
                                max_length=8,
                                verbose_name="support level",
                            ),
                        ),
                        (
                            "knowledge",
                            models.CharField(
                                blank=True,
                                choices=[("new", "new to it"), ("user", "knows their way"), ("expert", "an expert")],
                                max_length=8,
                                verbose_name="what they know themselves",
                            ),
                        ),
                        (
                            "manner",
                            models.CharField(
                                blank=True,
                                help_text="How this customer wants to be spoken to.",
                                max_length=300,
                                verbose_name="manner",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                blank=True,
                                choices=[("he", "Hebrew"), ("en", "English"), ("ar", "Arabic"), ("ru", "Russian")],
                                max_length=8,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "form_of_address",
                            models.CharField(
                                blank=True,
                                choices=[("f", "feminine"), ("m", "masculine"), ("n", "neutral")],
                                max_length=1,
                                verbose_name="form of address",
                            ),
                        ),
                        (
                            "tone",
                            models.CharField(
                                blank=True,
                                choices=[("formal", "formal"), ("plain", "plain"), ("warm", "warm")],
                                max_length=8,
                                verbose_name="tone",
                            ),
                        ),
                        (
                            "road",
                            models.CharField(
                                blank=True,
                                choices=[("mail", "e-mail"), ("chat", "chat"), ("phone", "telephone")],
                                max_length=8,
                                verbose_name="preferred way",
                            ),
                        ),
                        (
                            "hears_from",
                            models.TimeField(blank=True, null=True, verbose_name="may be written to from"),
                        ),
                        (
                            "hears_until",
                            models.TimeField(blank=True, null=True, verbose_name="may be written to until"),
                        ),
                        (
                            "keeps_rest_days",
                            models.BooleanField(blank=True, null=True, verbose_name="Sabbath and holidays are kept"),
                        ),
                        (
                            "limits",
                            models.CharField(
                                blank=True,
                                help_text="So that nobody promises it by mistake.",
                                max_length=500,
                                verbose_name="what is not included",
                            ),
                        ),
                        (
                            "escalations_shown",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="escalations are shown to the customer"
                            ),
                        ),
                        ("effective_from", models.DateField(verbose_name="in force from")),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "agent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="assigned agent",
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
                            "calendar",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="calendars.servicecalendar",
                                verbose_name="service hours",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="profiles",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="deputy",
                            ),
                        ),
                        (
                            "ladder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="promises.ladder",
                                verbose_name="ladder",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="promises.servicepackage",
                                verbose_name="package",
                            ),
                        ),
                        (
                            "segment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="profiles",
                                to="customers.segment",
                            ),
                        ),
                        (
                            "system",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="profiles",
                                to="customers.system",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ServiceProfileEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        (
                            "holder",
                            models.CharField(
                                choices=[
                                    ("business", "everybody"),
                                    ("segment", "segment"),
                                    ("organisation", "organisation"),
                                    ("person", "person"),
                                    ("system", "system"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("targets", models.JSONField(default=dict, verbose_name="what is promised")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[("basic", "basic"), ("extended", "extended"), ("full", "full")],
                                max_length=8,
                                verbose_name="support level",
                            ),
                        ),
                        (
                            "knowledge",
                            models.CharField(
                                blank=True,
                                choices=[("new", "new to it"), ("user", "knows their way"), ("expert", "an expert")],
                                max_length=8,
                                verbose_name="what they know themselves",
                            ),
                        ),
                        (
                            "manner",
                            models.CharField(
                                blank=True,
                                help_text="How this customer wants to be spoken to.",
                                max_length=300,
                                verbose_name="manner",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                blank=True,
                                choices=[("he", "Hebrew"), ("en", "English"), ("ar", "Arabic"), ("ru", "Russian")],
                                max_length=8,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "form_of_address",
                            models.CharField(
                                blank=True,
                                choices=[("f", "feminine"), ("m", "masculine"), ("n", "neutral")],
                                max_length=1,
                                verbose_name="form of address",
                            ),
                        ),
                        (
                            "tone",
                            models.CharField(
                                blank=True,
                                choices=[("formal", "formal"), ("plain", "plain"), ("warm", "warm")],
                                max_length=8,
                                verbose_name="tone",
                            ),
                        ),
                        (
                            "road",
                            models.CharField(
                                blank=True,
                                choices=[("mail", "e-mail"), ("chat", "chat"), ("phone", "telephone")],
                                max_length=8,
                                verbose_name="preferred way",
                            ),
                        ),
                        (
                            "hears_from",
                            models.TimeField(blank=True, null=True, verbose_name="may be written to from"),
                        ),
                        (
                            "hears_until",
                            models.TimeField(blank=True, null=True, verbose_name="may be written to until"),
                        ),
                        (
                            "keeps_rest_days",
                            models.BooleanField(blank=True, null=True, verbose_name="Sabbath and holidays are kept"),
                        ),
                        (
                            "limits",
                            models.CharField(
                                blank=True,
                                help_text="So that nobody promises it by mistake.",
                                max_length=500,
                                verbose_name="what is not included",
                            ),
                        ),
                        (
                            "escalations_shown",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="escalations are shown to the customer"
                            ),
                        ),
                        ("effective_from", models.DateField(verbose_name="in force from")),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "agent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="assigned agent",
                            ),
                        ),
                        (
                            "business",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="businesses.business",
                            ),
                        ),
                        (
                            "calendar",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="calendars.servicecalendar",
                                verbose_name="service hours",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="deputy",
                            ),
                        ),
                        (
                            "ladder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="promises.ladder",
                                verbose_name="ladder",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="promises.servicepackage",
                                verbose_name="package",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="promises.serviceprofile",
                            ),
                        ),
                        (
                            "segment",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.segment",
                            ),
                        ),
                        (
                            "system",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.system",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Statute",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("complaint", "a complaint"),
                                    ("cancellation", "cancelling a continuing service"),
                                    ("enquiry", "a regulator's enquiry"),
                                ],
                                max_length=12,
                                verbose_name="kind of matter",
                            ),
                        ),
                        ("within", models.DurationField(verbose_name="within")),
                        ("source", models.CharField(max_length=200, verbose_name="legal source")),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                ),
                migrations.CreateModel(
                    name="StatuteEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("complaint", "a complaint"),
                                    ("cancellation", "cancelling a continuing service"),
                                    ("enquiry", "a regulator's enquiry"),
                                ],
                                max_length=12,
                                verbose_name="kind of matter",
                            ),
                        ),
                        ("within", models.DurationField(verbose_name="within")),
                        ("source", models.CharField(max_length=200, verbose_name="legal source")),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "business",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="businesses.business",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="promises.statute",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClockRetarget",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("why", models.CharField(max_length=24)),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("after", models.UUIDField(null=True)),
                        ("clocks", models.PositiveIntegerField(default=0)),
                        ("done_at", models.DateTimeField(null=True)),
                        ("next_check_at", models.DateTimeField(default=django.utils.timezone.now, null=True)),
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
                                name="clock_retarget_due",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClockStep",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        ("what", models.CharField(max_length=12)),
                        ("why", models.CharField(max_length=24)),
                        ("due_at", models.DateTimeField(null=True)),
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
                            "clock",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="promises.clock"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["clock", "at"], name="clock_step_of_clock")],
                    },
                ),
                migrations.CreateModel(
                    name="Commitment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("call", "to call"),
                                    ("write", "to write"),
                                    ("check", "to check"),
                                    ("send", "to send"),
                                    ("fix", "to fix"),
                                    ("visit", "to visit"),
                                    ("other", "something else"),
                                ],
                                default="other",
                                max_length=8,
                            ),
                        ),
                        ("what", models.CharField(max_length=200, verbose_name="what")),
                        ("due_at", models.DateTimeField(verbose_name="until")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("kept", "kept"),
                                    ("broken", "not kept"),
                                    ("released", "no longer needed"),
                                ],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("reminded_at", models.DateTimeField(null=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=200)),
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
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="commitments",
                                to="cases.case",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="cases.message",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["case", "due_at"], name="commitment_of_case"),
                            models.Index(
                                condition=models.Q(("settled_at", None)),
                                fields=["owner", "due_at"],
                                name="commitment_of_owner",
                            ),
                            models.Index(
                                condition=models.Q(("message__isnull", False)),
                                fields=["message"],
                                name="commitment_of_message",
                            ),
                            models.Index(
                                condition=models.Q(("next_check_at__isnull", False)),
                                fields=["next_check_at"],
                                name="commitment_due",
                            ),
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="escalatedto",
                    constraint=models.UniqueConstraint(fields=("escalation", "person"), name="escalated_to_once"),
                ),
                migrations.AddIndex(
                    model_name="estimate",
                    index=models.Index(fields=["case", "-made_at"], name="estimate_of_case"),
                ),
                migrations.AddIndex(
                    model_name="estimate",
                    index=models.Index(fields=["business", "-made_at"], name="estimate_by_time"),
                ),
                migrations.AddConstraint(
                    model_name="estimatemodel",
                    constraint=models.UniqueConstraint(fields=("business", "version"), name="estimate_version_once"),
                ),
                migrations.AddIndex(
                    model_name="estimatewatch",
                    index=models.Index(
                        condition=models.Q(("look_at__isnull", False)), fields=["look_at"], name="estimate_watch_due"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ladder",
                    constraint=models.UniqueConstraint(fields=("business", "name"), name="ladder_name_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ladder",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_ladderevent" ("active_since", "business_id", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "silent_after") VALUES (NEW."active_since", NEW."business_id", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."silent_after"); RETURN NULL;',
                            hash="f6b3eeaaf5230c23c424dd5b866f71530e857c26",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8a1f0",
                            table="promises_ladder",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ladder",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "promises_ladderevent" ("active_since", "business_id", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "silent_after") VALUES (NEW."active_since", NEW."business_id", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."silent_after"); RETURN NULL;',
                            hash="38a84dc42265f02e4ac0047ce6c31d1a24edd6bc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f3c33",
                            table="promises_ladder",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ladder",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_ladderevent" ("active_since", "business_id", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "silent_after") VALUES (OLD."active_since", OLD."business_id", OLD."id", OLD."is_active", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."silent_after"); RETURN NULL;',
                            hash="8094ced89e25c6c1f588c0f3de7fff77722a5741",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5746e",
                            table="promises_ladder",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="clock",
                    index=models.Index(fields=["case", "started_at"], name="clock_of_case"),
                ),
                migrations.AddIndex(
                    model_name="clock",
                    index=models.Index(
                        condition=models.Q(("phase", "running")),
                        fields=["case"],
                        include=("used", "due_at"),
                        name="clock_runs",
                    ),
                ),
                migrations.AddIndex(
                    model_name="clock",
                    index=models.Index(
                        condition=models.Q(("next_check_at__isnull", False)),
                        fields=["next_check_at"],
                        name="clock_due",
                    ),
                ),
                migrations.AddIndex(
                    model_name="clock",
                    index=models.Index(
                        condition=models.Q(("silent_check_at__isnull", False)),
                        fields=["silent_check_at"],
                        name="clock_silent_due",
                    ),
                ),
                migrations.AddIndex(
                    model_name="clock",
                    index=models.Index(fields=["business", "kind", "stopped_at"], name="clock_by_end"),
                ),
                migrations.AddConstraint(
                    model_name="clock",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("phase__in", ["running", "paused"])),
                        fields=("case", "kind"),
                        name="open_clock_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rung",
                    constraint=models.UniqueConstraint(fields=("ladder", "position"), name="rung_position_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rung",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_rungevent" ("answer_within", "at_share", "business_id", "does", "id", "is_by_duty", "ladder_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role_id", "sort", "team_id") VALUES (NEW."answer_within", NEW."at_share", NEW."business_id", NEW."does", NEW."id", NEW."is_by_duty", NEW."ladder_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."role_id", NEW."sort", NEW."team_id"); RETURN NULL;',
                            hash="e08acd2252c1244f9762b2723753b333e56b1bb8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e6078",
                            table="promises_rung",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rung",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "promises_rungevent" ("answer_within", "at_share", "business_id", "does", "id", "is_by_duty", "ladder_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role_id", "sort", "team_id") VALUES (NEW."answer_within", NEW."at_share", NEW."business_id", NEW."does", NEW."id", NEW."is_by_duty", NEW."ladder_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."role_id", NEW."sort", NEW."team_id"); RETURN NULL;',
                            hash="7ca077a8cbb76007b9477deaa64ec2fb2c4ed2d3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3863a",
                            table="promises_rung",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rung",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_rungevent" ("answer_within", "at_share", "business_id", "does", "id", "is_by_duty", "ladder_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role_id", "sort", "team_id") VALUES (OLD."answer_within", OLD."at_share", OLD."business_id", OLD."does", OLD."id", OLD."is_by_duty", OLD."ladder_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."role_id", OLD."sort", OLD."team_id"); RETURN NULL;',
                            hash="9820817b4fa68b495b90cc5f9b9d9c07d2e32226",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_efbe4",
                            table="promises_rung",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="escalation",
                    index=models.Index(fields=["case", "fired_at"], name="escalation_of_case"),
                ),
                migrations.AddIndex(
                    model_name="escalation",
                    index=models.Index(
                        condition=models.Q(("ended_at", None)), fields=["answer_by"], name="escalation_due"
                    ),
                ),
                migrations.AddIndex(
                    model_name="escalation",
                    index=models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["business", "-fired_at"],
                        name="escalation_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="escalation",
                    constraint=models.UniqueConstraint(
                        fields=("clock", "climb", "position"), name="escalation_rung_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="servicepackage",
                    constraint=models.UniqueConstraint(fields=("business", "name"), name="package_name_once"),
                ),
                migrations.AddConstraint(
                    model_name="servicepackage",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("is_default", True)), fields=("business",), name="package_default_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servicepackage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_servicepackageevent" ("business_id", "calendar_id", "id", "is_active", "is_default", "ladder_id", "level", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "targets") VALUES (NEW."business_id", NEW."calendar_id", NEW."id", NEW."is_active", NEW."is_default", NEW."ladder_id", NEW."level", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price", NEW."targets"); RETURN NULL;',
                            hash="4e1e9191440584ebd641b32102a5330bfaf0ca3a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_beaea",
                            table="promises_servicepackage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servicepackage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "promises_servicepackageevent" ("business_id", "calendar_id", "id", "is_active", "is_default", "ladder_id", "level", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "targets") VALUES (NEW."business_id", NEW."calendar_id", NEW."id", NEW."is_active", NEW."is_default", NEW."ladder_id", NEW."level", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price", NEW."targets"); RETURN NULL;',
                            hash="652d54f9a0ba1482a2461ad99d7b066bc441ed9f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d63b7",
                            table="promises_servicepackage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servicepackage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_servicepackageevent" ("business_id", "calendar_id", "id", "is_active", "is_default", "ladder_id", "level", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "targets") VALUES (OLD."business_id", OLD."calendar_id", OLD."id", OLD."is_active", OLD."is_default", OLD."ladder_id", OLD."level", OLD."name", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."price", OLD."targets"); RETURN NULL;',
                            hash="fe840d7ef543efe95dc060c47587ff081d3fa429",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0ec09",
                            table="promises_servicepackage",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="emergency",
                    index=models.Index(fields=["business", "-on_at"], name="emergency_by_start"),
                ),
                migrations.AddConstraint(
                    model_name="emergency",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("off_at", None)), fields=("business",), name="emergency_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="emergency",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_emergencyevent" ("business_id", "id", "off_at", "off_by_id", "on_at", "on_by_id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."business_id", NEW."id", NEW."off_at", NEW."off_by_id", NEW."on_at", NEW."on_by_id", NEW."package_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                            hash="aa508024842decf0aedae7141010e2e48245076d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4ae85",
                            table="promises_emergency",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="emergency",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "promises_emergencyevent" ("business_id", "id", "off_at", "off_by_id", "on_at", "on_by_id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."business_id", NEW."id", NEW."off_at", NEW."off_by_id", NEW."on_at", NEW."on_by_id", NEW."package_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                            hash="3039d2a1d8f31834669be36896564042b0792e26",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_50a9d",
                            table="promises_emergency",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="emergency",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_emergencyevent" ("business_id", "id", "off_at", "off_by_id", "on_at", "on_by_id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."business_id", OLD."id", OLD."off_at", OLD."off_by_id", OLD."on_at", OLD."on_by_id", OLD."package_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                            hash="fd024e0ddae103310df75322cbc66cf60a14a09f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9205e",
                            table="promises_emergency",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="serviceprofile",
                    index=models.Index(
                        fields=["customer", "-effective_from", "-made_at"], name="profile_of_customer"
                    ),
                ),
                migrations.AddIndex(
                    model_name="serviceprofile",
                    index=models.Index(fields=["business", "holder", "-effective_from"], name="profile_by_holder"),
                ),
                migrations.AddConstraint(
                    model_name="serviceprofile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hears_from", None), ("hears_until", None)),
                            ("hears_from__lt", models.F("hears_until")),
                            _connector="OR",
                        ),
                        name="profile_hears_in_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="serviceprofile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("customer", None), ("holder", "business"), ("segment", None), ("system", None)),
                            models.Q(
                                ("customer", None),
                                ("holder", "segment"),
                                ("segment__isnull", False),
                                ("system", None),
                            ),
                            models.Q(
                                ("customer__isnull", False),
                                ("holder__in", ["organisation", "person"]),
                                ("segment", None),
                                ("system", None),
                            ),
                            models.Q(
                                ("customer", None), ("holder", "system"), ("segment", None), ("system__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="profile_has_holder",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="serviceprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_serviceprofileevent" ("agent_id", "business_id", "calendar_id", "customer_id", "deputy_id", "effective_from", "escalations_shown", "form_of_address", "hears_from", "hears_until", "holder", "id", "keeps_rest_days", "knowledge", "ladder_id", "language", "level", "limits", "made_at", "made_by_id", "manner", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "road", "segment_id", "system_id", "targets", "tone") VALUES (NEW."agent_id", NEW."business_id", NEW."calendar_id", NEW."customer_id", NEW."deputy_id", NEW."effective_from", NEW."escalations_shown", NEW."form_of_address", NEW."hears_from", NEW."hears_until", NEW."holder", NEW."id", NEW."keeps_rest_days", NEW."knowledge", NEW."ladder_id", NEW."language", NEW."level", NEW."limits", NEW."made_at", NEW."made_by_id", NEW."manner", NEW."package_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."road", NEW."segment_id", NEW."system_id", NEW."targets", NEW."tone"); RETURN NULL;',
                            hash="a5cd986a0a7cb41fe9ea6b61a9b50bb34150b0d8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1b1d8",
                            table="promises_serviceprofile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="serviceprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "promises_serviceprofileevent" ("agent_id", "business_id", "calendar_id", "customer_id", "deputy_id", "effective_from", "escalations_shown", "form_of_address", "hears_from", "hears_until", "holder", "id", "keeps_rest_days", "knowledge", "ladder_id", "language", "level", "limits", "made_at", "made_by_id", "manner", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "road", "segment_id", "system_id", "targets", "tone") VALUES (NEW."agent_id", NEW."business_id", NEW."calendar_id", NEW."customer_id", NEW."deputy_id", NEW."effective_from", NEW."escalations_shown", NEW."form_of_address", NEW."hears_from", NEW."hears_until", NEW."holder", NEW."id", NEW."keeps_rest_days", NEW."knowledge", NEW."ladder_id", NEW."language", NEW."level", NEW."limits", NEW."made_at", NEW."made_by_id", NEW."manner", NEW."package_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."road", NEW."segment_id", NEW."system_id", NEW."targets", NEW."tone"); RETURN NULL;',
                            hash="c2e5da24e3201ac6b2106fa70148758c01f7d7c4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8ba7c",
                            table="promises_serviceprofile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="serviceprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_serviceprofileevent" ("agent_id", "business_id", "calendar_id", "customer_id", "deputy_id", "effective_from", "escalations_shown", "form_of_address", "hears_from", "hears_until", "holder", "id", "keeps_rest_days", "knowledge", "ladder_id", "language", "level", "limits", "made_at", "made_by_id", "manner", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "road", "segment_id", "system_id", "targets", "tone") VALUES (OLD."agent_id", OLD."business_id", OLD."calendar_id", OLD."customer_id", OLD."deputy_id", OLD."effective_from", OLD."escalations_shown", OLD."form_of_address", OLD."hears_from", OLD."hears_until", OLD."holder", OLD."id", OLD."keeps_rest_days", OLD."knowledge", OLD."ladder_id", OLD."language", OLD."level", OLD."limits", OLD."made_at", OLD."made_by_id", OLD."manner", OLD."package_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."road", OLD."segment_id", OLD."system_id", OLD."targets", OLD."tone"); RETURN NULL;',
                            hash="bf3a95ec3de5fbc2ed79019edc7602c95de91934",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_70034",
                            table="promises_serviceprofile",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statute",
                    constraint=models.UniqueConstraint(fields=("business", "matter"), name="statute_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statute",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_statuteevent" ("business_id", "id", "is_active", "matter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "within") VALUES (NEW."business_id", NEW."id", NEW."is_active", NEW."matter", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."within"); RETURN NULL;',
                            hash="577bbf40ee8906334f227eda181d673f297f5b5a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a73b5",
                            table="promises_statute",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statute",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "promises_statuteevent" ("business_id", "id", "is_active", "matter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "within") VALUES (NEW."business_id", NEW."id", NEW."is_active", NEW."matter", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."within"); RETURN NULL;',
                            hash="a87ad934e54f65f45230ab502a83321655a61a40",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9b076",
                            table="promises_statute",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statute",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "promises_statuteevent" ("business_id", "id", "is_active", "matter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "within") VALUES (OLD."business_id", OLD."id", OLD."is_active", OLD."matter", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."within"); RETURN NULL;',
                            hash="58870d690259f87b91acf1f9a6cdb3c82c1b8d25",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bdeb1",
                            table="promises_statute",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
