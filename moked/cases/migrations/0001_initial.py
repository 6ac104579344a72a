import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
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
        ("customers", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("staff", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveBigIntegerField(editable=False)),
                        (
                            "channel",
                            models.CharField(
                                choices=[("mail", "e-mail"), ("chat", "chat"), ("portal", "the case's page")],
                                max_length=8,
                            ),
                        ),
                        ("account_id", models.UUIDField(null=True)),
                        ("subject", models.CharField(blank=True, max_length=250, verbose_name="subject")),
                        (
                            "criticality",
                            models.CharField(
                                choices=[
                                    ("low", "low"),
                                    ("normal", "normal"),
                                    ("high", "high"),
                                    ("critical", "critical"),
                                ],
                                default="normal",
                                max_length=8,
                            ),
                        ),
                        ("is_weight_chosen", models.BooleanField(default=False)),
                        (
                            "matter",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("complaint", "a complaint"),
                                    ("cancellation", "cancelling a continuing service"),
                                    ("enquiry", "a regulator's enquiry"),
                                ],
                                max_length=12,
                                verbose_name="kind of matter",
                            ),
                        ),
                        ("matter_since", models.DateTimeField(null=True)),
                        (
                            "language",
                            models.CharField(
                                choices=[("he", "Hebrew"), ("en", "English"), ("ar", "Arabic"), ("ru", "Russian")],
                                default="he",
                                max_length=8,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "new"),
                                    ("open", "open"),
                                    ("waiting", "waiting"),
                                    ("proposed", "solution offered"),
                                    ("unconfirmed", "unconfirmed"),
                                    ("closed", "closed by the customer"),
                                    ("merged", "merged"),
                                    ("set_aside", "not a case"),
                                ],
                                default="new",
                                max_length=12,
                            ),
                        ),
                        ("state_before", models.CharField(blank=True, max_length=12)),
                        (
                            "waiting_for",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("customer", "the customer"),
                                    ("colleague", "a colleague"),
                                    ("supplier", "somebody outside"),
                                    ("moment", "a date"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("waiting_until", models.DateTimeField(null=True)),
                        (
                            "set_aside_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("spam", "spam"),
                                    ("robot", "an automatic message"),
                                    ("wrong_address", "meant for somebody else"),
                                    ("duplicate", "the same message again"),
                                    ("thanks", "a bare thanks"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("last_activity_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("customer_wrote_at", models.DateTimeField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("proposed_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("reminders_sent", models.PositiveSmallIntegerField(default=0)),
                        ("times_reopened", models.PositiveSmallIntegerField(default=0)),
                        ("next_check_at", models.DateTimeField(null=True)),
                        ("automatics_paused_until", models.DateTimeField(null=True)),
                        ("automatics_paused_because", models.CharField(blank=True, max_length=200)),
                        (
                            "assignee",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="cases",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "business",
                            models.ForeignKey(
                                db_index=False,
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="businesses.business",
                            ),
                        ),
                        (
                            "canonical",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="cases.case",
                            ),
                        ),
                        (
                            "contact_point",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.contactpoint",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "follows",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="followed_by",
                                to="cases.case",
                            ),
                        ),
                        (
                            "system",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="cases",
                                to="customers.system",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="staff.team",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="cases",
                                to="businesses.topic",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CaseLink",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("expires_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(null=True)),
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="links", to="cases.case"
                            ),
                        ),
                        (
                            "contact_point",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="customers.contactpoint",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CaseClosing",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[("mail", "e-mail"), ("chat", "chat"), ("portal", "the case's page")],
                                max_length=8,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("undone_at", models.DateTimeField(null=True)),
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="closings", to="cases.case"
                            ),
                        ),
                        (
                            "contact_point",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.contactpoint",
                            ),
                        ),
                        (
                            "link",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="cases.caselink",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CaseMerge",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("merged_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("undone_at", models.DateTimeField(null=True)),
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "into",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "merged_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "undone_by",
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
                    name="CaseMove",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "closed_links",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), default=list, size=None
                            ),
                        ),
                        ("moved_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("undone_at", models.DateTimeField(null=True)),
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="cases.case"
                            ),
                        ),
                        (
                            "from_contact_point",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.contactpoint",
                            ),
                        ),
                        (
                            "from_customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="company",
                                to="cases.casemove",
                            ),
                        ),
                        (
                            "moved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_contact_point",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.contactpoint",
                            ),
                        ),
                        (
                            "to_customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                            ),
                        ),
                        (
                            "undone_by",
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
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[
                                    ("in", "from the customer"),
                                    ("out", "to the customer"),
                                    ("note", "internal note"),
                                ],
                                default="out",
                                max_length=4,
                            ),
                        ),
                        ("html", models.TextField(blank=True)),
                        ("saved_at", models.DateTimeField(auto_now=True)),
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
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
                    name="Incident",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="what happened")),
                        ("system_name", models.CharField(blank=True, max_length=120, verbose_name="system")),
                        ("words", models.CharField(blank=True, max_length=300, verbose_name="words")),
                        ("began_at", models.DateTimeField(verbose_name="since")),
                        ("gathers", models.BooleanField(default=True, verbose_name="new cases join by themselves")),
                        ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("over_at", models.DateTimeField(null=True)),
                        ("lessons", models.TextField(blank=True, verbose_name="lessons")),
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
                            "opened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "over_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="businesses.topic",
                                verbose_name="topic",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="IncidentCase",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("why", models.JSONField(default=list)),
                        ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("left_at", models.DateTimeField(null=True)),
                        ("is_current", models.BooleanField(default=True)),
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="places", to="cases.case"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="cases.incident",
                            ),
                        ),
                        (
                            "joined_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "left_by",
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
                    name="IncidentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("title", models.CharField(max_length=120, verbose_name="what happened")),
                        ("system_name", models.CharField(blank=True, max_length=120, verbose_name="system")),
                        ("words", models.CharField(blank=True, max_length=300, verbose_name="words")),
                        ("began_at", models.DateTimeField(verbose_name="since")),
                        ("gathers", models.BooleanField(default=True, verbose_name="new cases join by themselves")),
                        ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("over_at", models.DateTimeField(null=True)),
                        ("lessons", models.TextField(blank=True, verbose_name="lessons")),
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
                            "opened_by",
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
                            "over_by",
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
                                to="cases.incident",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="businesses.topic",
                                verbose_name="topic",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="IncidentUpdate",
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
                                choices=[("update", "an update"), ("solved", "the question whether it is solved")],
                                default="update",
                                max_length=8,
                            ),
                        ),
                        ("texts", models.JSONField(default=dict)),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="updates",
                                to="cases.incident",
                            ),
                        ),
                        (
                            "written_by",
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
                    name="JoinDismissal",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("dismissed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("undone_at", models.DateTimeField(null=True)),
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
                            "dismissed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[
                                    ("in", "from the customer"),
                                    ("out", "to the customer"),
                                    ("note", "internal note"),
                                ],
                                max_length=4,
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[("mail", "e-mail"), ("chat", "chat"), ("portal", "the case's page")],
                                max_length=8,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("held", "can still be undone"),
                                    ("scheduled", "scheduled"),
                                    ("cancelled", "taken back"),
                                    ("queued", "on its way"),
                                    ("done", "sent"),
                                    ("failed", "could not be delivered"),
                                ],
                                default="done",
                                max_length=12,
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("html", models.TextField(blank=True)),
                        ("quoted", models.TextField(blank=True)),
                        ("language", models.CharField(blank=True, max_length=8)),
                        ("is_proposal", models.BooleanField(default=False)),
                        ("is_automatic", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("release_at", models.DateTimeField(null=True)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("read_at", models.DateTimeField(null=True)),
                        (
                            "author",
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
                                db_index=False,
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="businesses.business",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="cases.case",
                            ),
                        ),
                        (
                            "contact_point",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.contactpoint",
                            ),
                        ),
                        (
                            "split_from",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="IncidentLetter",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("waiting", "on its way"), ("sent", "sent"), ("skipped", "left out")],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=16)),
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
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "update",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letters",
                                to="cases.incidentupdate",
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
                    ],
                ),
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("size", models.PositiveBigIntegerField()),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("none", "not checked"),
                                    ("waiting", "being checked"),
                                    ("clean", "clean"),
                                    ("infected", "infected, locked away"),
                                ],
                                default="none",
                                max_length=8,
                            ),
                        ),
                        ("infection", models.CharField(blank=True, max_length=120)),
                        ("check_attempts", models.PositiveIntegerField(default=0)),
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
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=120)),
                        ("content_id", models.CharField(blank=True, max_length=250)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
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
                            "uploaded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="cases.case",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="cases.message",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.storedfile"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Task",
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
                                choices=[("work", "something to do"), ("recovery", "win the customer back")],
                                default="work",
                                max_length=12,
                            ),
                        ),
                        ("what", models.CharField(blank=True, max_length=200, verbose_name="what is to be done")),
                        ("due_at", models.DateTimeField(verbose_name="until")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "open"), ("done", "done"), ("dropped", "no longer needed")],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("reminded_at", models.DateTimeField(null=True)),
                        ("times_missed", models.PositiveSmallIntegerField(default=0)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("note", models.TextField(blank=True, max_length=2000)),
                        ("learned", models.TextField(blank=True, max_length=2000)),
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="cases.case"
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
                            "opened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
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
                    name="CaseSearch",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="cases.case",
                            ),
                        ),
                        ("lexemes", django.contrib.postgres.search.SearchVectorField()),
                        (
                            "business",
                            models.ForeignKey(
                                db_index=False,
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="businesses.business",
                            ),
                        ),
                    ],
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        condition=models.Q(("state__in", ["new", "open", "waiting", "proposed"])),
                        fields=["assignee", "-last_activity_at"],
                        name="case_of_assignee",
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        condition=models.Q(("number__gt", 0)),
                        fields=["business", "-last_activity_at", "-id"],
                        name="case_by_activity",
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        condition=models.Q(("number__gt", 0)),
                        fields=["business", "state", "-last_activity_at", "-id"],
                        name="case_by_state",
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        fields=["business", "topic", "-last_activity_at", "-id"],
                        include=("state", "team", "assignee"),
                        name="case_by_topic",
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        fields=["business", "team", "-last_activity_at", "-id"],
                        include=("state", "topic", "assignee"),
                        name="case_by_team",
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        fields=["business", "assignee", "-last_activity_at", "-id"],
                        include=("state", "topic", "team"),
                        name="case_by_assignee",
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        condition=models.Q(("assignee__isnull", True)),
                        fields=["business", "-last_activity_at", "-id"],
                        include=("state", "topic", "team"),
                        name="case_of_nobody",
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(fields=["customer", "-opened_at"], name="case_of_customer"),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        condition=models.Q(("next_check_at__isnull", False)),
                        fields=["next_check_at"],
                        name="case_due",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="case",
                    constraint=models.UniqueConstraint(fields=("business", "number"), name="case_number_once"),
                ),
                migrations.AddConstraint(
                    model_name="case",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            ("closed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="closed_has_moment",
                    ),
                ),
                migrations.AddIndex(
                    model_name="caselink",
                    index=models.Index(fields=["case", "contact_point", "-expires_at"], name="case_link_live"),
                ),
                migrations.AddConstraint(
                    model_name="casemerge",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)), fields=("case",), name="case_merged_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="casemove",
                    index=models.Index(fields=["case", "-moved_at"], name="case_move_latest"),
                ),
                migrations.AddIndex(
                    model_name="casemove",
                    index=models.Index(fields=["from_customer", "-moved_at"], name="case_move_from"),
                ),
                migrations.AddIndex(
                    model_name="casemove",
                    index=models.Index(fields=["to_customer", "-moved_at"], name="case_move_to"),
                ),
                migrations.AddConstraint(
                    model_name="draft",
                    constraint=models.UniqueConstraint(fields=("case", "person"), name="draft_once"),
                ),
                migrations.AddIndex(
                    model_name="incident",
                    index=models.Index(fields=["business", "-opened_at"], name="incident_by_opening"),
                ),
                migrations.AddIndex(
                    model_name="incident",
                    index=models.Index(
                        condition=models.Q(("over_at", None)), fields=["business"], name="incident_open"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="incident",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_incidentevent" ("began_at", "business_id", "gathers", "id", "lessons", "opened_at", "opened_by_id", "over_at", "over_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system_name", "title", "topic_id", "words") VALUES (NEW."began_at", NEW."business_id", NEW."gathers", NEW."id", NEW."lessons", NEW."opened_at", NEW."opened_by_id", NEW."over_at", NEW."over_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."system_name", NEW."title", NEW."topic_id", NEW."words"); RETURN NULL;',
                            hash="af92e64df81ba15a29402db0a594e87bf28e2c6c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bc2b4",
                            table="cases_incident",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="incident",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_incidentevent" ("began_at", "business_id", "gathers", "id", "lessons", "opened_at", "opened_by_id", "over_at", "over_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system_name", "title", "topic_id", "words") VALUES (NEW."began_at", NEW."business_id", NEW."gathers", NEW."id", NEW."lessons", NEW."opened_at", NEW."opened_by_id", NEW."over_at", NEW."over_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."system_name", NEW."title", NEW."topic_id", NEW."words"); RETURN NULL;',
                            hash="5febe76757e3d82c75f187727f6dea360a2f3340",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_474bc",
                            table="cases_incident",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="incident",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_incidentevent" ("began_at", "business_id", "gathers", "id", "lessons", "opened_at", "opened_by_id", "over_at", "over_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system_name", "title", "topic_id", "words") VALUES (OLD."began_at", OLD."business_id", OLD."gathers", OLD."id", OLD."lessons", OLD."opened_at", OLD."opened_by_id", OLD."over_at", OLD."over_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."system_name", OLD."title", OLD."topic_id", OLD."words"); RETURN NULL;',
                            hash="63a63beb45390304ddba751ac218c862e451c94b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_eeb29",
                            table="cases_incident",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incidentcase",
                    constraint=models.UniqueConstraint(fields=("incident", "case"), name="incident_case_once"),
                ),
                migrations.AddConstraint(
                    model_name="incidentcase",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("is_current", True)), fields=("case",), name="case_in_one_incident"
                    ),
                ),
                migrations.AddIndex(
                    model_name="incidentupdate",
                    index=models.Index(fields=["incident", "-written_at"], name="incident_update_of"),
                ),
                migrations.AddConstraint(
                    model_name="joindismissal",
                    constraint=models.UniqueConstraint(fields=("first", "second"), name="join_dismissal_once"),
                ),
                migrations.AddIndex(
                    model_name="message",
                    index=models.Index(fields=["case", "created_at", "id"], name="message_of_case"),
                ),
                migrations.AddIndex(
                    model_name="message",
                    index=models.Index(
                        condition=models.Q(("state__in", ["held", "scheduled"])),
                        fields=["release_at"],
                        name="message_to_release",
                    ),
                ),
                migrations.AddIndex(
                    model_name="incidentletter",
                    index=models.Index(
                        condition=models.Q(("next_check_at__isnull", False)),
                        fields=["next_check_at"],
                        name="incident_letter_due",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incidentletter",
                    constraint=models.UniqueConstraint(fields=("update", "case"), name="incident_letter_once"),
                ),
                migrations.AddIndex(
                    model_name="storedfile",
                    index=models.Index(
                        condition=models.Q(("verdict", "waiting")),
                        fields=["next_check_at"],
                        name="stored_file_to_check",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="storedfile",
                    constraint=models.UniqueConstraint(fields=("business", "sha256"), name="stored_file_once"),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(fields=["case", "opened_at"], name="task_of_case"),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(("state", "open")), fields=["owner", "due_at"], name="task_of_owner"
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(("next_check_at__isnull", False)),
                        fields=["next_check_at"],
                        name="task_due",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("kind", "recovery"), ("state", "open")),
                        fields=("case",),
                        name="open_recovery_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state", "open")),
                            models.Q(("state", "open"), _negated=True),
                            _connector="OR",
                        ),
                        name="task_ends_once",
                    ),
                ),
                migrations.AddIndex(
                    model_name="casesearch",
                    index=django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["lexemes"], name="case_search_words"
                    ),
                ),
            ]
        ),
    ]
