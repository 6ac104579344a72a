import django.contrib.postgres.fields
import django.db.models.deletion
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
                    name="CarefulWords",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "phrases",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=300),
                                default=list,
                                size=None,
                                verbose_name="phrases of our own",
                            ),
                        ),
                        (
                            "muted",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("not_ours", "“it is not ours”"),
                                        ("someone_else", "“it depends on somebody else”"),
                                        ("on_your_side", "“it is on your side”"),
                                        ("works_for_us", "“it works for us”"),
                                        ("go_elsewhere", "“turn to somebody else”"),
                                        ("nothing_to_do", "“there is nothing to be done”"),
                                        ("your_fault", "“it is your own doing”"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                size=None,
                                verbose_name="not mentioned here",
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
                    ],
                ),
                migrations.CreateModel(
                    name="CarefulWordsEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        (
                            "phrases",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=300),
                                default=list,
                                size=None,
                                verbose_name="phrases of our own",
                            ),
                        ),
                        (
                            "muted",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("not_ours", "“it is not ours”"),
                                        ("someone_else", "“it depends on somebody else”"),
                                        ("on_your_side", "“it is on your side”"),
                                        ("works_for_us", "“it works for us”"),
                                        ("go_elsewhere", "“turn to somebody else”"),
                                        ("nothing_to_do", "“there is nothing to be done”"),
                                        ("your_fault", "“it is your own doing”"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                size=None,
                                verbose_name="not mentioned here",
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
                                to="guidance.carefulwords",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddConstraint(
                    model_name="carefulwords",
                    constraint=models.UniqueConstraint(fields=("business",), name="careful_words_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carefulwords",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "guidance_carefulwordsevent" ("business_id", "id", "muted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrases") VALUES (NEW."business_id", NEW."id", NEW."muted", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phrases"); RETURN NULL;',
                            hash="4cea1a2eaf5ee020aede10222f273747a30254e4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6aeaa",
                            table="guidance_carefulwords",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carefulwords",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "guidance_carefulwordsevent" ("business_id", "id", "muted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrases") VALUES (NEW."business_id", NEW."id", NEW."muted", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phrases"); RETURN NULL;',
                            hash="88dff484e111e534fe7d12fb93b2258f2740e141",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e3310",
                            table="guidance_carefulwords",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carefulwords",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "guidance_carefulwordsevent" ("business_id", "id", "muted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrases") VALUES (OLD."business_id", OLD."id", OLD."muted", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phrases"); RETURN NULL;',
                            hash="d23f39bd8f2c1c0e49d713f414653ab6d85efee8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a5f5c",
                            table="guidance_carefulwords",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
