import django.contrib.postgres.fields
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
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Customer",
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
                                choices=[("person", "person"), ("organisation", "organisation")],
                                default="person",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
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
                                choices=[("f", "feminine"), ("m", "masculine"), ("n", "neutral")],
                                default="n",
                                max_length=1,
                                verbose_name="form of address",
                            ),
                        ),
                        (
                            "about",
                            models.CharField(
                                blank=True,
                                help_text="A line for colleagues, for example a title.",
                                max_length=200,
                                verbose_name="about",
                            ),
                        ),
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
                            "canonical",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="customers.customer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ContactPoint",
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
                                choices=[("email", "e-mail"), ("phone", "phone"), ("chat", "chat visitor")],
                                max_length=8,
                            ),
                        ),
                        ("shown", models.CharField(max_length=254)),
                        ("normal", models.CharField(max_length=254)),
                        ("verified_at", models.DateTimeField(null=True)),
                        ("verified_by", models.CharField(blank=True, max_length=12)),
                        (
                            "tie",
                            models.CharField(
                                choices=[
                                    ("founding", "we know the customer by it"),
                                    ("added", "added by a colleague"),
                                    ("confirmed", "confirmed by a colleague"),
                                ],
                                default="founding",
                                max_length=12,
                            ),
                        ),
                        ("undeliverable_since", models.DateTimeField(null=True)),
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contact_points",
                                to="customers.customer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CustomerKey",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("key", models.CharField(max_length=24)),
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="keys",
                                to="customers.customer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CustomerMerge",
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                            ),
                        ),
                        (
                            "into",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
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
                    name="Identification",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("case_id", models.UUIDField(null=True)),
                        (
                            "risk",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "general question: nothing personal is told"),
                                    (2, "personal details or the account's state"),
                                    (3, "money, changes and cancellations"),
                                ]
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("code", "a code sent to a known address"),
                                    ("authorised", "authorised contact of the organisation"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("code_hash", models.CharField(blank=True, max_length=128)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("expires_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "asked_by",
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
                            "contact_point",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="customers.contactpoint",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="identifications",
                                to="customers.customer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="IdentityHint",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("chat", "named in a chat"),
                                    ("signature", "stood below a mail"),
                                    ("reply", "answered in another customer's conversation"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("kind", models.CharField(max_length=8)),
                        ("value", models.CharField(max_length=254)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hints",
                                to="customers.customer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="MergeSuggestion",
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
                                    ("suggested", "suggested"),
                                    ("merged", "merged"),
                                    ("dismissed", "not the same"),
                                    ("lapsed", "no longer likely"),
                                ],
                                default="suggested",
                                max_length=12,
                            ),
                        ),
                        ("confidence", models.PositiveSmallIntegerField()),
                        ("score", models.SmallIntegerField()),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=48), size=None
                            ),
                        ),
                        (
                            "dismissed_reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=48), default=list, size=None
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                            "decided_by",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OrganisationContact",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=80, verbose_name="title")),
                        (
                            "is_authorised",
                            models.BooleanField(
                                default=False,
                                help_text="May be told about the organisation's account and decide for it.",
                                verbose_name="authorised contact",
                            ),
                        ),
                        (
                            "decides",
                            models.CharField(blank=True, max_length=200, verbose_name="what they may decide"),
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contacts",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="organisations",
                                to="customers.customer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Segment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
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
                    model_name="customer",
                    name="segment",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="customers",
                        to="customers.segment",
                        verbose_name="segment",
                    ),
                ),
                migrations.CreateModel(
                    name="SegmentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
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
                                to="customers.segment",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="System",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
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
                                verbose_name="criticality",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="systems",
                                to="customers.customer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.AddConstraint(
                    model_name="contactpoint",
                    constraint=models.UniqueConstraint(
                        fields=("business", "kind", "normal"), name="contact_point_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="customerkey",
                    constraint=models.UniqueConstraint(
                        fields=("business", "key", "customer"), name="customer_key_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="customermerge",
                    index=models.Index(fields=["customer", "-merged_at"], name="merge_of_customer"),
                ),
                migrations.AddIndex(
                    model_name="customermerge",
                    index=models.Index(fields=["into", "-merged_at"], name="merge_into_customer"),
                ),
                migrations.AddConstraint(
                    model_name="customermerge",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("customer",),
                        name="customer_merged_once",
                    ),
                ),
                migrations.AddIndex(
                    model_name="identification",
                    index=models.Index(fields=["customer", "-created_at"], name="identification_latest"),
                ),
                migrations.AddIndex(
                    model_name="identityhint",
                    index=models.Index(
                        condition=models.Q(("kind", "customer")),
                        fields=["business", "value"],
                        name="hint_of_other_customer",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="identityhint",
                    constraint=models.UniqueConstraint(
                        fields=("customer", "source", "kind", "value"), name="hint_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="mergesuggestion",
                    index=models.Index(
                        condition=models.Q(("state", "suggested")),
                        fields=["business", "-score", "-id"],
                        name="suggestion_by_score",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mergesuggestion",
                    constraint=models.UniqueConstraint(fields=("first", "second"), name="suggestion_once"),
                ),
                migrations.AddConstraint(
                    model_name="mergesuggestion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="suggestion_in_order"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisationcontact",
                    constraint=models.UniqueConstraint(
                        fields=("organisation", "person"), name="organisation_contact_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="segment",
                    constraint=models.UniqueConstraint(fields=("business", "name"), name="segment_name_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="segment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "customers_segmentevent" ("business_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."business_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="f2f74a951e188f1f0a7c95f147ca9b4a3551d5f1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_096c6",
                            table="customers_segment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="segment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "customers_segmentevent" ("business_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."business_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="6182c17f32ba70f02297eb19d4e714ac07faf6cd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_48d0e",
                            table="customers_segment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="segment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "customers_segmentevent" ("business_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."business_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="0fcc264d09e4931683bffe532eb2afb564322736",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_26318",
                            table="customers_segment",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="customer",
                    index=models.Index(fields=["business", "name", "id"], name="customer_by_name"),
                ),
                migrations.AddConstraint(
                    model_name="system",
                    constraint=models.UniqueConstraint(fields=("customer", "name"), name="system_name_once"),
                ),
            ]
        ),
    ]
