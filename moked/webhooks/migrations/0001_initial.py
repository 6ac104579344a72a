import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import moked.lib.ids
from moked.lib.postgres.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("businesses", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Feed",
                    fields=[
                        (
                            "business",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="businesses.business",
                            ),
                        ),
                        ("xid", models.BigIntegerField()),
                        ("entry_id", models.BigIntegerField(default=0)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Endpoint",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("url", models.CharField(max_length=500, verbose_name="address")),
                        (
                            "event_types",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="events",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        ("secret", models.TextField(editable=False)),
                        ("former_secret", models.TextField(blank=True, editable=False)),
                        ("former_secret_until", models.DateTimeField(editable=False, null=True)),
                        (
                            "stopped_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("gone", "The server said that the address is gone."),
                                    ("failing", "It failed for five days."),
                                ],
                                editable=False,
                                max_length=8,
                            ),
                        ),
                        ("failing_since", models.DateTimeField(editable=False, null=True)),
                        ("quiet_until", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("entry_id", models.BigIntegerField(null=True)),
                        ("event_type", models.CharField(max_length=60)),
                        ("payload", models.JSONField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "on its way"),
                                    ("sending", "being sent"),
                                    ("delivered", "received"),
                                    ("failed", "could not be delivered"),
                                ],
                                default="waiting",
                                max_length=12,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("next_attempt_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("delivered_at", models.DateTimeField(null=True)),
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
                            "endpoint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="webhooks.endpoint",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EndpointEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("url", models.CharField(max_length=500, verbose_name="address")),
                        (
                            "event_types",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="events",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "stopped_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("gone", "The server said that the address is gone."),
                                    ("failing", "It failed for five days."),
                                ],
                                editable=False,
                                max_length=8,
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
                                to="webhooks.endpoint",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("status", models.PositiveSmallIntegerField(null=True)),
                        ("problem", models.CharField(blank=True, max_length=40)),
                        ("answer", models.TextField(blank=True)),
                        ("milliseconds", models.PositiveIntegerField(default=0)),
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
                            "delivery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tries",
                                to="webhooks.delivery",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["delivery", "at"], name="webhook_attempt_log")],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="endpoint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "webhooks_endpointevent" ("business_id", "event_types", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stopped_because", "url") VALUES (NEW."business_id", NEW."event_types", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."stopped_because", NEW."url"); RETURN NULL;',
                            hash="bf474c82fe6de1d383b99116dd17b707cd096e25",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e0322",
                            table="webhooks_endpoint",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="endpoint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."business_id" IS DISTINCT FROM (NEW."business_id") OR OLD."event_types" IS DISTINCT FROM (NEW."event_types") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."stopped_because" IS DISTINCT FROM (NEW."stopped_because") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                            func='INSERT INTO "webhooks_endpointevent" ("business_id", "event_types", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stopped_because", "url") VALUES (NEW."business_id", NEW."event_types", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."stopped_because", NEW."url"); RETURN NULL;',
                            hash="4188b0eec7940fcdcd25b28859e5022df30c6d6e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6342c",
                            table="webhooks_endpoint",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="endpoint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "webhooks_endpointevent" ("business_id", "event_types", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stopped_because", "url") VALUES (OLD."business_id", OLD."event_types", OLD."id", OLD."is_active", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."stopped_because", OLD."url"); RETURN NULL;',
                            hash="ed9ab2f1a071b6669920de2e57900a6d0ca36089",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7e399",
                            table="webhooks_endpoint",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="delivery",
                    index=models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["endpoint", "next_attempt_at"],
                        name="webhook_delivery_due",
                    ),
                ),
                migrations.AddIndex(
                    model_name="delivery",
                    index=models.Index(fields=["endpoint", "-created_at", "-id"], name="webhook_delivery_log"),
                ),
                migrations.AddIndex(
                    model_name="delivery",
                    index=models.Index(fields=["created_at"], name="webhook_delivery_age"),
                ),
                migrations.AddConstraint(
                    model_name="delivery",
                    constraint=models.UniqueConstraint(fields=("endpoint", "entry_id"), name="webhook_delivery_once"),
                ),
            ]
        ),
    ]
