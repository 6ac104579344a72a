import datetime

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import moked.lib.ids
from moked.lib.postgres.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Business",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(max_length=60, unique=True, verbose_name="short name in addresses"),
                        ),
                        (
                            "case_prefix",
                            models.CharField(
                                help_text="Stands before every case number, for example MK in MK-48213.",
                                max_length=6,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{2,6}$", "Two to six capital Latin letters."
                                    )
                                ],
                                verbose_name="case prefix",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("he", "Hebrew"), ("en", "English"), ("ar", "Arabic"), ("ru", "Russian")],
                                default="he",
                                max_length=8,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(default="Asia/Jerusalem", max_length=64, verbose_name="time zone"),
                        ),
                        (
                            "remind_after",
                            models.DurationField(
                                default=datetime.timedelta(days=2),
                                help_text="Counted from the proposed solution, and again from each reminder.",
                                verbose_name="remind a silent customer after",
                            ),
                        ),
                        (
                            "reminders",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="After the last one the case leaves the desk as unconfirmed; it is never counted as solved.",
                                verbose_name="reminders",
                            ),
                        ),
                        (
                            "reopen_within",
                            models.DurationField(
                                default=datetime.timedelta(days=14),
                                help_text="A later reply opens a new case, linked to the old one.",
                                verbose_name="a reply reopens the case within",
                            ),
                        ),
                        (
                            "update_hold",
                            models.DurationField(
                                default=datetime.timedelta(seconds=300),
                                help_text="So long whoever has the case can improve it, send it at once, or leave it out.",
                                verbose_name="an update waits before it leaves",
                            ),
                        ),
                        (
                            "automatics_paused_until",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="nothing leaves by itself until"
                            ),
                        ),
                        (
                            "automatics_paused_because",
                            models.CharField(blank=True, max_length=200, verbose_name="because"),
                        ),
                        ("is_demo", models.BooleanField(default=False, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "business",
                        "verbose_name_plural": "businesses",
                    },
                ),
                migrations.CreateModel(
                    name="Pool",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                    ],
                ),
                migrations.CreateModel(
                    name="PoolEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("name", models.CharField(max_length=120)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PublicNotice",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("about_id", models.UUIDField(null=True)),
                        ("texts", models.JSONField(default=dict, verbose_name="text")),
                        ("shown_from", models.DateTimeField(auto_now_add=True)),
                        ("shown_until", models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="PublicNoticeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("about_id", models.UUIDField(null=True)),
                        ("texts", models.JSONField(default=dict, verbose_name="text")),
                        ("shown_from", models.DateTimeField(auto_now_add=True)),
                        ("shown_until", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_en", models.CharField(blank=True, max_length=120, verbose_name="name in English")),
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
                                help_text="How much usually hangs on such a matter; a single case may differ.",
                                max_length=8,
                                verbose_name="criticality",
                            ),
                        ),
                        (
                            "matter",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("complaint", "a complaint"),
                                    ("cancellation", "cancelling a continuing service"),
                                    ("enquiry", "a regulator's enquiry"),
                                ],
                                help_text="The law sets a time for some; such cases get its clock by themselves.",
                                max_length=12,
                                verbose_name="kind of matter",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                    ],
                    options={
                        "ordering": ["position", "name"],
                    },
                ),
                migrations.CreateModel(
                    name="TopicEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_en", models.CharField(blank=True, max_length=120, verbose_name="name in English")),
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
                                help_text="How much usually hangs on such a matter; a single case may differ.",
                                max_length=8,
                                verbose_name="criticality",
                            ),
                        ),
                        (
                            "matter",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("complaint", "a complaint"),
                                    ("cancellation", "cancelling a continuing service"),
                                    ("enquiry", "a regulator's enquiry"),
                                ],
                                help_text="The law sets a time for some; such cases get its clock by themselves.",
                                max_length=12,
                                verbose_name="kind of matter",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BusinessEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(db_index=False, max_length=60, verbose_name="short name in addresses"),
                        ),
                        (
                            "case_prefix",
                            models.CharField(
                                help_text="Stands before every case number, for example MK in MK-48213.",
                                max_length=6,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{2,6}$", "Two to six capital Latin letters."
                                    )
                                ],
                                verbose_name="case prefix",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("he", "Hebrew"), ("en", "English"), ("ar", "Arabic"), ("ru", "Russian")],
                                default="he",
                                max_length=8,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(default="Asia/Jerusalem", max_length=64, verbose_name="time zone"),
                        ),
                        (
                            "remind_after",
                            models.DurationField(
                                default=datetime.timedelta(days=2),
                                help_text="Counted from the proposed solution, and again from each reminder.",
                                verbose_name="remind a silent customer after",
                            ),
                        ),
                        (
                            "reminders",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="After the last one the case leaves the desk as unconfirmed; it is never counted as solved.",
                                verbose_name="reminders",
                            ),
                        ),
                        (
                            "reopen_within",
                            models.DurationField(
                                default=datetime.timedelta(days=14),
                                help_text="A later reply opens a new case, linked to the old one.",
                                verbose_name="a reply reopens the case within",
                            ),
                        ),
                        (
                            "update_hold",
                            models.DurationField(
                                default=datetime.timedelta(seconds=300),
                                help_text="So long whoever has the case can improve it, send it at once, or leave it out.",
                                verbose_name="an update waits before it leaves",
                            ),
                        ),
                        (
                            "automatics_paused_until",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="nothing leaves by itself until"
                            ),
                        ),
                        (
                            "automatics_paused_because",
                            models.CharField(blank=True, max_length=200, verbose_name="because"),
                        ),
                        ("is_demo", models.BooleanField(default=False, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
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
                                to="businesses.business",
                            ),
                        ),
                        (
                            "pool",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="businesses.pool",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="business",
                    name="pool",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="businesses", to="businesses.pool"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pool",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_poolevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="8d06c7d3d90ecdb508b56069d7d58e52150ced3d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_052e5",
                            table="businesses_pool",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pool",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "businesses_poolevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="471182d38fe41b3213e72d66537439243812f37f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4c20d",
                            table="businesses_pool",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pool",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_poolevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="fede0c593e4f3271a6eef8fd44c442e6c504f096",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e6640",
                            table="businesses_pool",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="poolevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="poolevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="businesses.pool",
                    ),
                ),
                migrations.AddField(
                    model_name="publicnotice",
                    name="business",
                    field=models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="businesses.business",
                    ),
                ),
                migrations.AddField(
                    model_name="publicnoticeevent",
                    name="business",
                    field=models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="businesses.business",
                    ),
                ),
                migrations.AddField(
                    model_name="publicnoticeevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="publicnoticeevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="businesses.publicnotice",
                    ),
                ),
                migrations.AddField(
                    model_name="topic",
                    name="business",
                    field=models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="businesses.business",
                    ),
                ),
                migrations.AddField(
                    model_name="topicevent",
                    name="business",
                    field=models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="businesses.business",
                    ),
                ),
                migrations.AddField(
                    model_name="topicevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="topicevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="businesses.topic",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="business",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_businessevent" ("automatics_paused_because", "automatics_paused_until", "case_prefix", "created_at", "id", "is_demo", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool_id", "remind_after", "reminders", "reopen_within", "slug", "time_zone", "update_hold") VALUES (NEW."automatics_paused_because", NEW."automatics_paused_until", NEW."case_prefix", NEW."created_at", NEW."id", NEW."is_demo", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pool_id", NEW."remind_after", NEW."reminders", NEW."reopen_within", NEW."slug", NEW."time_zone", NEW."update_hold"); RETURN NULL;',
                            hash="7abf41f2b49af2d9d87518ca6de47a1839862c30",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cfe76",
                            table="businesses_business",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="business",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "businesses_businessevent" ("automatics_paused_because", "automatics_paused_until", "case_prefix", "created_at", "id", "is_demo", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool_id", "remind_after", "reminders", "reopen_within", "slug", "time_zone", "update_hold") VALUES (NEW."automatics_paused_because", NEW."automatics_paused_until", NEW."case_prefix", NEW."created_at", NEW."id", NEW."is_demo", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pool_id", NEW."remind_after", NEW."reminders", NEW."reopen_within", NEW."slug", NEW."time_zone", NEW."update_hold"); RETURN NULL;',
                            hash="1223321dec7f26a12a488ef51b00254a693f2878",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1c257",
                            table="businesses_business",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="business",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_businessevent" ("automatics_paused_because", "automatics_paused_until", "case_prefix", "created_at", "id", "is_demo", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool_id", "remind_after", "reminders", "reopen_within", "slug", "time_zone", "update_hold") VALUES (OLD."automatics_paused_because", OLD."automatics_paused_until", OLD."case_prefix", OLD."created_at", OLD."id", OLD."is_demo", OLD."language", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pool_id", OLD."remind_after", OLD."reminders", OLD."reopen_within", OLD."slug", OLD."time_zone", OLD."update_hold"); RETURN NULL;',
                            hash="72d00bb1b2c6de1bed1ba5934b79528274cc5625",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6bdbc",
                            table="businesses_business",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="publicnotice",
                    index=models.Index(
                        condition=models.Q(("shown_until", None)),
                        fields=["business", "-shown_from"],
                        name="public_notice_now",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publicnotice",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("shown_until", None)),
                        fields=("business", "about_id"),
                        name="public_notice_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_publicnoticeevent" ("about_id", "business_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_from", "shown_until", "texts") VALUES (NEW."about_id", NEW."business_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shown_from", NEW."shown_until", NEW."texts"); RETURN NULL;',
                            hash="3147e647c8bc43ae455a3085cddada2356de62b3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_99e8c",
                            table="businesses_publicnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "businesses_publicnoticeevent" ("about_id", "business_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_from", "shown_until", "texts") VALUES (NEW."about_id", NEW."business_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shown_from", NEW."shown_until", NEW."texts"); RETURN NULL;',
                            hash="c4c5b66323a011967a72288dad34c258662e8a07",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1d102",
                            table="businesses_publicnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_publicnoticeevent" ("about_id", "business_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_from", "shown_until", "texts") VALUES (OLD."about_id", OLD."business_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shown_from", OLD."shown_until", OLD."texts"); RETURN NULL;',
                            hash="c729238bf15f0e19534058ef136006c2d1d830d3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0e2a7",
                            table="businesses_publicnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="topic",
                    constraint=models.UniqueConstraint(fields=("business", "name"), name="topic_name_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="topic",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_topicevent" ("business_id", "criticality", "id", "is_active", "matter", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."business_id", NEW."criticality", NEW."id", NEW."is_active", NEW."matter", NEW."name", NEW."name_en", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="e9d914d1f665440d71a6afa86c453d69384ab830",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_50d5c",
                            table="businesses_topic",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="topic",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "businesses_topicevent" ("business_id", "criticality", "id", "is_active", "matter", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."business_id", NEW."criticality", NEW."id", NEW."is_active", NEW."matter", NEW."name", NEW."name_en", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="c4b98fa27c7dea0642f77d21e74afe13147c7c53",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8ef83",
                            table="businesses_topic",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="topic",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "businesses_topicevent" ("business_id", "criticality", "id", "is_active", "matter", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."business_id", OLD."criticality", OLD."id", OLD."is_active", OLD."matter", OLD."name", OLD."name_en", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                            hash="8b6ca81614d4c90951cd54e41c4eec082aad4807",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_81f11",
                            table="businesses_topic",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
