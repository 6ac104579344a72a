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
                    name="AnswerBlock",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "shortcut",
                            models.SlugField(
                                allow_unicode=True,
                                blank=True,
                                help_text="Typed after a slash in the composer, it brings this answer.",
                                max_length=30,
                                verbose_name="shortcut",
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
                            "body",
                            models.TextField(
                                help_text="May hold {{ customer.first_name }}, {{ agent.first_name }} and {{ case.reference }}.",
                                verbose_name="text",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        ("updated_at", models.DateTimeField(auto_now=True)),
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
                    options={
                        "ordering": ["title"],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerBlockEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "shortcut",
                            models.SlugField(
                                allow_unicode=True,
                                blank=True,
                                db_index=False,
                                help_text="Typed after a slash in the composer, it brings this answer.",
                                max_length=30,
                                verbose_name="shortcut",
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
                            "body",
                            models.TextField(
                                help_text="May hold {{ customer.first_name }}, {{ agent.first_name }} and {{ case.reference }}.",
                                verbose_name="text",
                            ),
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
                                to="knowledge.answerblock",
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
                migrations.AddConstraint(
                    model_name="answerblock",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("shortcut", ""), _negated=True),
                        fields=("business", "shortcut", "language"),
                        name="answer_shortcut_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="answerblock",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "knowledge_answerblockevent" ("body", "business_id", "id", "is_active", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortcut", "title", "topic_id") VALUES (NEW."body", NEW."business_id", NEW."id", NEW."is_active", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shortcut", NEW."title", NEW."topic_id"); RETURN NULL;',
                            hash="5d9a96f85921df4c64887f422f6eb0f3d1fa306d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3a128",
                            table="knowledge_answerblock",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="answerblock",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."business_id" IS DISTINCT FROM (NEW."business_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."shortcut" IS DISTINCT FROM (NEW."shortcut") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."topic_id" IS DISTINCT FROM (NEW."topic_id"))',
                            func='INSERT INTO "knowledge_answerblockevent" ("body", "business_id", "id", "is_active", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortcut", "title", "topic_id") VALUES (NEW."body", NEW."business_id", NEW."id", NEW."is_active", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shortcut", NEW."title", NEW."topic_id"); RETURN NULL;',
                            hash="6979eeb668be0a5475df6f44f3535d98e4ae8288",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_19041",
                            table="knowledge_answerblock",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="answerblock",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "knowledge_answerblockevent" ("body", "business_id", "id", "is_active", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortcut", "title", "topic_id") VALUES (OLD."body", OLD."business_id", OLD."id", OLD."is_active", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shortcut", OLD."title", OLD."topic_id"); RETURN NULL;',
                            hash="b67a95db793edc5d3e069b2dd89c191839e12c70",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_287f1",
                            table="knowledge_answerblock",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
