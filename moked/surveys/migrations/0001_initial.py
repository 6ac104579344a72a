import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
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
        ("cases", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="SurveyPolicy",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "at_once",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(2),
                                ],
                                verbose_name="questions at a time",
                            ),
                        ),
                        (
                            "share",
                            models.PositiveSmallIntegerField(
                                default=100,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="percent of closed cases asked about",
                            ),
                        ),
                        (
                            "rest_days",
                            models.PositiveSmallIntegerField(
                                default=30,
                                validators=[django.core.validators.MaxValueValidator(365)],
                                verbose_name="days of rest for a customer",
                            ),
                        ),
                        (
                            "about_us_days",
                            models.PositiveSmallIntegerField(
                                default=90,
                                validators=[django.core.validators.MaxValueValidator(730)],
                                verbose_name="days between questions about the business",
                            ),
                        ),
                        (
                            "low_mark",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(4),
                                ],
                                verbose_name="a mark is low up to",
                            ),
                        ),
                        (
                            "recover_hours",
                            models.PositiveSmallIntegerField(
                                default=8,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(200),
                                ],
                                verbose_name="hours to win the customer back",
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
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who takes care",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SurveyPolicyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        (
                            "at_once",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(2),
                                ],
                                verbose_name="questions at a time",
                            ),
                        ),
                        (
                            "share",
                            models.PositiveSmallIntegerField(
                                default=100,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="percent of closed cases asked about",
                            ),
                        ),
                        (
                            "rest_days",
                            models.PositiveSmallIntegerField(
                                default=30,
                                validators=[django.core.validators.MaxValueValidator(365)],
                                verbose_name="days of rest for a customer",
                            ),
                        ),
                        (
                            "about_us_days",
                            models.PositiveSmallIntegerField(
                                default=90,
                                validators=[django.core.validators.MaxValueValidator(730)],
                                verbose_name="days between questions about the business",
                            ),
                        ),
                        (
                            "low_mark",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(4),
                                ],
                                verbose_name="a mark is low up to",
                            ),
                        ),
                        (
                            "recover_hours",
                            models.PositiveSmallIntegerField(
                                default=8,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(200),
                                ],
                                verbose_name="hours to win the customer back",
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
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who takes care",
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
                                to="surveys.surveypolicy",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SurveyResponse",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "questions",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        ("asked_at", models.DateTimeField(null=True)),
                        ("ease", models.PositiveSmallIntegerField(null=True)),
                        (
                            "kept",
                            models.CharField(
                                blank=True, choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")], max_length=8
                            ),
                        ),
                        ("satisfaction", models.PositiveSmallIntegerField(null=True)),
                        (
                            "again",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "Yes"), ("perhaps", "Perhaps"), ("no", "No")],
                                max_length=8,
                            ),
                        ),
                        (
                            "switch",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "Yes"), ("perhaps", "Perhaps"), ("no", "No")],
                                max_length=8,
                            ),
                        ),
                        ("recommend", models.PositiveSmallIntegerField(null=True)),
                        ("comment", models.TextField(blank=True, max_length=4000)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("is_low", models.BooleanField(default=False)),
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="survey", to="cases.case"
                            ),
                        ),
                    ],
                ),
                migrations.AddConstraint(
                    model_name="surveypolicy",
                    constraint=models.UniqueConstraint(fields=("business",), name="survey_policy_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="surveypolicy",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "surveys_surveypolicyevent" ("about_us_days", "at_once", "business_id", "id", "lead_id", "low_mark", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recover_hours", "rest_days", "share") VALUES (NEW."about_us_days", NEW."at_once", NEW."business_id", NEW."id", NEW."lead_id", NEW."low_mark", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recover_hours", NEW."rest_days", NEW."share"); RETURN NULL;',
                            hash="886aa78f414caaa0149d686f71e4e43d8081215f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_77e85",
                            table="surveys_surveypolicy",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="surveypolicy",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "surveys_surveypolicyevent" ("about_us_days", "at_once", "business_id", "id", "lead_id", "low_mark", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recover_hours", "rest_days", "share") VALUES (NEW."about_us_days", NEW."at_once", NEW."business_id", NEW."id", NEW."lead_id", NEW."low_mark", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recover_hours", NEW."rest_days", NEW."share"); RETURN NULL;',
                            hash="cf0ac254bf36c6bbd19728e308842b43b60408d3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_877a0",
                            table="surveys_surveypolicy",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="surveypolicy",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "surveys_surveypolicyevent" ("about_us_days", "at_once", "business_id", "id", "lead_id", "low_mark", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recover_hours", "rest_days", "share") VALUES (OLD."about_us_days", OLD."at_once", OLD."business_id", OLD."id", OLD."lead_id", OLD."low_mark", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recover_hours", OLD."rest_days", OLD."share"); RETURN NULL;',
                            hash="0b9f7ebbfea4594cc9079f563fd6d9e3e64d464b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cd686",
                            table="surveys_surveypolicy",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="surveyresponse",
                    index=models.Index(
                        condition=models.Q(("answered_at__isnull", False)),
                        fields=["business", "-answered_at"],
                        name="survey_by_answer",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyresponse",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ease__isnull", True), ("ease__range", (1, 5)), _connector="OR"),
                        name="ease_within_marks",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyresponse",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("satisfaction__isnull", True), ("satisfaction__range", (1, 5)), _connector="OR"
                        ),
                        name="satisfaction_within_marks",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyresponse",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("recommend__isnull", True), ("recommend__range", (0, 10)), _connector="OR"
                        ),
                        name="recommend_within_marks",
                    ),
                ),
            ]
        ),
    ]
