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
                            func='INSERT INTO "businesses_businessevent" ("case_prefix", "created_at", "id", "is_demo", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool_id", "remind_after", "reminders", "reopen_within", "slug", "time_zone") VALUES (NEW."case_prefix", NEW."created_at", NEW."id", NEW."is_demo", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pool_id", NEW."remind_after", NEW."reminders", NEW."reopen_within", NEW."slug", NEW."time_zone"); RETURN NULL;',
                            hash="97e38ab8255c2c2cd6622b46f859461c88cd84a1",
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
                            func='INSERT INTO "businesses_businessevent" ("case_prefix", "created_at", "id", "is_demo", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool_id", "remind_after", "reminders", "reopen_within", "slug", "time_zone") VALUES (NEW."case_prefix", NEW."created_at", NEW."id", NEW."is_demo", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pool_id", NEW."remind_after", NEW."reminders", NEW."reopen_within", NEW."slug", NEW."time_zone"); RETURN NULL;',
                            hash="03c4262d348cce912d75fdaf41c7f4256c16cd1e",
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
                            func='INSERT INTO "businesses_businessevent" ("case_prefix", "created_at", "id", "is_demo", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool_id", "remind_after", "reminders", "reopen_within", "slug", "time_zone") VALUES (OLD."case_prefix", OLD."created_at", OLD."id", OLD."is_demo", OLD."language", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pool_id", OLD."remind_after", OLD."reminders", OLD."reopen_within", OLD."slug", OLD."time_zone"); RETURN NULL;',
                            hash="e7713b82f5c4fafb3a0a239816beccbb73aefee7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6bdbc",
                            table="businesses_business",
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
                            func='INSERT INTO "businesses_topicevent" ("business_id", "criticality", "id", "is_active", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."business_id", NEW."criticality", NEW."id", NEW."is_active", NEW."name", NEW."name_en", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="20e0780c3ee9753a21ed587d755c7cda41eada17",
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
                            func='INSERT INTO "businesses_topicevent" ("business_id", "criticality", "id", "is_active", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."business_id", NEW."criticality", NEW."id", NEW."is_active", NEW."name", NEW."name_en", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="810e5796b4d9beb0c2a3ac5b6e63181824b86bca",
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
                            func='INSERT INTO "businesses_topicevent" ("business_id", "criticality", "id", "is_active", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."business_id", OLD."criticality", OLD."id", OLD."is_active", OLD."name", OLD."name_en", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                            hash="e35b25f95aadd4096b6f9af567e52d9d08f09cfd",
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
