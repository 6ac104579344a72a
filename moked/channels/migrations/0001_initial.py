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
        ("cases", "0001_initial"),
        ("customers", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("staff", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Account",
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
                                choices=[("mail", "mailbox"), ("chat", "chat widget")], editable=False, max_length=8
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="Customers see it as the sender or the title.",
                                max_length=80,
                                verbose_name="name",
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
                            "team",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who gets what comes in here; empty: everybody with the skills.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="staff.team",
                                verbose_name="team",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                help_text="What a new case from here is about, until somebody says otherwise.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
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
                    name="ChatWidget",
                    fields=[
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="widget",
                                serialize=False,
                                to="contact_channels.account",
                            ),
                        ),
                        ("key", models.CharField(editable=False, max_length=32, unique=True)),
                        ("greeting", models.CharField(blank=True, max_length=200, verbose_name="greeting")),
                        (
                            "allowed_origins",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                help_text="One address a line, for example https://www.example.co.il; empty: everywhere.",
                                size=None,
                                verbose_name="sites it may stand on",
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
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Mailbox",
                    fields=[
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="mailbox",
                                serialize=False,
                                to="contact_channels.account",
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, unique=True, verbose_name="address")),
                        (
                            "incoming",
                            models.CharField(
                                choices=[
                                    ("delivered", "delivered to us by SMTP or LMTP"),
                                    ("imap", "fetched from a mailbox by IMAP"),
                                ],
                                default="delivered",
                                max_length=12,
                                verbose_name="incoming mail",
                            ),
                        ),
                        ("imap_host", models.CharField(blank=True, max_length=200, verbose_name="IMAP server")),
                        ("imap_port", models.PositiveIntegerField(default=993, verbose_name="port")),
                        ("imap_user", models.CharField(blank=True, max_length=200, verbose_name="user name")),
                        ("imap_password", models.TextField(blank=True, verbose_name="password")),
                        ("imap_use_tls", models.BooleanField(default=True, verbose_name="encrypted connection")),
                        ("imap_folder", models.CharField(default="INBOX", max_length=120, verbose_name="folder")),
                        (
                            "imap_done_folder",
                            models.CharField(
                                default="Moked",
                                help_text="A mail moves here once it is stored safely; it is made when missing.",
                                max_length=120,
                                verbose_name="folder for fetched mail",
                            ),
                        ),
                        (
                            "outgoing",
                            models.CharField(
                                choices=[
                                    ("letterbox", "the built-in letterbox: customers receive nothing"),
                                    ("smtp", "an SMTP server"),
                                    ("provider", "a mail provider"),
                                ],
                                default="smtp",
                                max_length=12,
                                verbose_name="outgoing mail",
                            ),
                        ),
                        ("smtp_host", models.CharField(blank=True, max_length=200, verbose_name="SMTP server")),
                        ("smtp_port", models.PositiveIntegerField(default=587, verbose_name="port")),
                        ("smtp_user", models.CharField(blank=True, max_length=200, verbose_name="user name")),
                        ("smtp_password", models.TextField(blank=True, verbose_name="password")),
                        ("smtp_use_tls", models.BooleanField(default=True, verbose_name="encrypted connection")),
                        ("provider", models.CharField(blank=True, max_length=40, verbose_name="provider")),
                        ("provider_settings", models.TextField(blank=True)),
                        (
                            "acknowledge",
                            models.BooleanField(
                                default=True,
                                help_text="Whoever writes about something new gets its number and a link at once.",
                                verbose_name="acknowledge new cases",
                            ),
                        ),
                        ("last_fetched_at", models.DateTimeField(editable=False, null=True)),
                        ("fetch_error", models.CharField(blank=True, editable=False, max_length=300)),
                        ("fetch_failures", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("next_fetch_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AccountEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.UUIDField(default=moked.lib.ids.new_id, editable=False, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("mail", "mailbox"), ("chat", "chat widget")], editable=False, max_length=8
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="Customers see it as the sender or the title.",
                                max_length=80,
                                verbose_name="name",
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
                                to="contact_channels.account",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Who gets what comes in here; empty: everybody with the skills.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.team",
                                verbose_name="team",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="What a new case from here is about, until somebody says otherwise.",
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
                    name="ChatSession",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("left_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("answer_address", models.EmailField(blank=True, max_length=254)),
                        ("visitor_name", models.CharField(blank=True, max_length=80)),
                        ("page", models.CharField(blank=True, max_length=300)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contact_channels.account",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="chat_sessions",
                                to="cases.case",
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
                    ],
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
                        ("provider_id", models.CharField(max_length=250, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "on its way"),
                                    ("sending", "being sent"),
                                    ("sent", "sent"),
                                    ("unknown", "the server's answer was lost"),
                                    ("failed", "could not be delivered"),
                                    ("bounced", "came back"),
                                ],
                                default="queued",
                                max_length=12,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("next_attempt_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("problem", models.CharField(blank=True, max_length=300)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "account",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contact_channels.account",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.contactpoint",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="cases.message",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Inbound",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("provider_id", models.CharField(max_length=250)),
                        ("raw", models.BinaryField()),
                        ("envelope", models.JSONField(default=dict)),
                        ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "waiting"),
                                    ("done", "processed"),
                                    ("needs_a_look", "needs a look"),
                                    ("dismissed", "looked at and dismissed"),
                                ],
                                default="received",
                                max_length=12,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("next_attempt_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("problem", models.CharField(blank=True, max_length=200)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contact_channels.account",
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
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=moked.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("to", models.EmailField(max_length=254)),
                        ("raw", models.BinaryField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    name="MailReference",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("mail_id", models.CharField(max_length=250)),
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
                            "message",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="cases.message",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ChatWidgetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("key", models.CharField(editable=False, max_length=32)),
                        ("greeting", models.CharField(blank=True, max_length=200, verbose_name="greeting")),
                        (
                            "allowed_origins",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                help_text="One address a line, for example https://www.example.co.il; empty: everywhere.",
                                size=None,
                                verbose_name="sites it may stand on",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                serialize=False,
                                to="contact_channels.account",
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
                                to="contact_channels.chatwidget",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MailboxEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("address", models.EmailField(max_length=254, verbose_name="address")),
                        (
                            "incoming",
                            models.CharField(
                                choices=[
                                    ("delivered", "delivered to us by SMTP or LMTP"),
                                    ("imap", "fetched from a mailbox by IMAP"),
                                ],
                                default="delivered",
                                max_length=12,
                                verbose_name="incoming mail",
                            ),
                        ),
                        ("imap_host", models.CharField(blank=True, max_length=200, verbose_name="IMAP server")),
                        ("imap_port", models.PositiveIntegerField(default=993, verbose_name="port")),
                        ("imap_user", models.CharField(blank=True, max_length=200, verbose_name="user name")),
                        ("imap_use_tls", models.BooleanField(default=True, verbose_name="encrypted connection")),
                        ("imap_folder", models.CharField(default="INBOX", max_length=120, verbose_name="folder")),
                        (
                            "imap_done_folder",
                            models.CharField(
                                default="Moked",
                                help_text="A mail moves here once it is stored safely; it is made when missing.",
                                max_length=120,
                                verbose_name="folder for fetched mail",
                            ),
                        ),
                        (
                            "outgoing",
                            models.CharField(
                                choices=[
                                    ("letterbox", "the built-in letterbox: customers receive nothing"),
                                    ("smtp", "an SMTP server"),
                                    ("provider", "a mail provider"),
                                ],
                                default="smtp",
                                max_length=12,
                                verbose_name="outgoing mail",
                            ),
                        ),
                        ("smtp_host", models.CharField(blank=True, max_length=200, verbose_name="SMTP server")),
                        ("smtp_port", models.PositiveIntegerField(default=587, verbose_name="port")),
                        ("smtp_user", models.CharField(blank=True, max_length=200, verbose_name="user name")),
                        ("smtp_use_tls", models.BooleanField(default=True, verbose_name="encrypted connection")),
                        ("provider", models.CharField(blank=True, max_length=40, verbose_name="provider")),
                        (
                            "acknowledge",
                            models.BooleanField(
                                default=True,
                                help_text="Whoever writes about something new gets its number and a link at once.",
                                verbose_name="acknowledge new cases",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                serialize=False,
                                to="contact_channels.account",
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
                                to="contact_channels.mailbox",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="account",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "contact_channels_accountevent" ("business_id", "id", "is_active", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "topic_id") VALUES (NEW."business_id", NEW."id", NEW."is_active", NEW."kind", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."team_id", NEW."topic_id"); RETURN NULL;',
                            hash="2d55667f509626a3e331ce660530d908a8304f8e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f4c9f",
                            table="contact_channels_account",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="account",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "contact_channels_accountevent" ("business_id", "id", "is_active", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "topic_id") VALUES (NEW."business_id", NEW."id", NEW."is_active", NEW."kind", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."team_id", NEW."topic_id"); RETURN NULL;',
                            hash="9065c44dada7caade8f09668922ce6119ed95635",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_37800",
                            table="contact_channels_account",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="account",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "contact_channels_accountevent" ("business_id", "id", "is_active", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "topic_id") VALUES (OLD."business_id", OLD."id", OLD."is_active", OLD."kind", OLD."language", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."team_id", OLD."topic_id"); RETURN NULL;',
                            hash="4f88f007efbe128d74d24342472f5ab41cc49c73",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2f7c5",
                            table="contact_channels_account",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="chatsession",
                    index=models.Index(
                        condition=models.Q(("left_at__isnull", True)), fields=["seen_at"], name="chat_session_alive"
                    ),
                ),
                migrations.AddIndex(
                    model_name="delivery",
                    index=models.Index(
                        condition=models.Q(("state__in", ["queued", "sending"])),
                        fields=["next_attempt_at"],
                        name="delivery_due",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="delivery",
                    constraint=models.UniqueConstraint(fields=("message", "contact_point"), name="delivery_once"),
                ),
                migrations.AddIndex(
                    model_name="inbound",
                    index=models.Index(
                        condition=models.Q(("state", "received")), fields=["next_attempt_at"], name="inbound_due"
                    ),
                ),
                migrations.AddIndex(
                    model_name="inbound",
                    index=models.Index(
                        condition=models.Q(("state", "needs_a_look")),
                        fields=["business", "-received_at"],
                        name="inbound_tray",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inbound",
                    constraint=models.UniqueConstraint(fields=("account", "provider_id"), name="inbound_once"),
                ),
                migrations.AddIndex(
                    model_name="letter",
                    index=models.Index(fields=["to", "-at"], name="letter_of_address"),
                ),
                migrations.AddConstraint(
                    model_name="mailreference",
                    constraint=models.UniqueConstraint(fields=("business", "mail_id"), name="mail_reference_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chatwidget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "contact_channels_chatwidgetevent" ("account_id", "allowed_origins", "business_id", "greeting", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."account_id", NEW."allowed_origins", NEW."business_id", NEW."greeting", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."account_id"); RETURN NULL;',
                            hash="6f2315b84037643ec3f47d2c19419fd764555b8f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cf5a8",
                            table="contact_channels_chatwidget",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chatwidget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "contact_channels_chatwidgetevent" ("account_id", "allowed_origins", "business_id", "greeting", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."account_id", NEW."allowed_origins", NEW."business_id", NEW."greeting", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."account_id"); RETURN NULL;',
                            hash="4e71c607e53c9be9d56cfa99ef978309616a0978",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_314e3",
                            table="contact_channels_chatwidget",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chatwidget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "contact_channels_chatwidgetevent" ("account_id", "allowed_origins", "business_id", "greeting", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."account_id", OLD."allowed_origins", OLD."business_id", OLD."greeting", OLD."key", _pgh_attach_context(), NOW(), \'delete\', OLD."account_id"); RETURN NULL;',
                            hash="4e85a9b299edfd279a7bad7010e75928251c47a6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3efd8",
                            table="contact_channels_chatwidget",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mailbox",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "contact_channels_mailboxevent" ("account_id", "acknowledge", "address", "business_id", "imap_done_folder", "imap_folder", "imap_host", "imap_port", "imap_use_tls", "imap_user", "incoming", "outgoing", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "smtp_host", "smtp_port", "smtp_use_tls", "smtp_user") VALUES (NEW."account_id", NEW."acknowledge", NEW."address", NEW."business_id", NEW."imap_done_folder", NEW."imap_folder", NEW."imap_host", NEW."imap_port", NEW."imap_use_tls", NEW."imap_user", NEW."incoming", NEW."outgoing", _pgh_attach_context(), NOW(), \'insert\', NEW."account_id", NEW."provider", NEW."smtp_host", NEW."smtp_port", NEW."smtp_use_tls", NEW."smtp_user"); RETURN NULL;',
                            hash="a742b11b4e5cca3a89dbec12f0041e1618dea8b7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_64c88",
                            table="contact_channels_mailbox",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mailbox",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."acknowledge" IS DISTINCT FROM (NEW."acknowledge") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."business_id" IS DISTINCT FROM (NEW."business_id") OR OLD."imap_done_folder" IS DISTINCT FROM (NEW."imap_done_folder") OR OLD."imap_folder" IS DISTINCT FROM (NEW."imap_folder") OR OLD."imap_host" IS DISTINCT FROM (NEW."imap_host") OR OLD."imap_port" IS DISTINCT FROM (NEW."imap_port") OR OLD."imap_use_tls" IS DISTINCT FROM (NEW."imap_use_tls") OR OLD."imap_user" IS DISTINCT FROM (NEW."imap_user") OR OLD."incoming" IS DISTINCT FROM (NEW."incoming") OR OLD."outgoing" IS DISTINCT FROM (NEW."outgoing") OR OLD."provider" IS DISTINCT FROM (NEW."provider") OR OLD."smtp_host" IS DISTINCT FROM (NEW."smtp_host") OR OLD."smtp_port" IS DISTINCT FROM (NEW."smtp_port") OR OLD."smtp_use_tls" IS DISTINCT FROM (NEW."smtp_use_tls") OR OLD."smtp_user" IS DISTINCT FROM (NEW."smtp_user"))',
                            func='INSERT INTO "contact_channels_mailboxevent" ("account_id", "acknowledge", "address", "business_id", "imap_done_folder", "imap_folder", "imap_host", "imap_port", "imap_use_tls", "imap_user", "incoming", "outgoing", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "smtp_host", "smtp_port", "smtp_use_tls", "smtp_user") VALUES (NEW."account_id", NEW."acknowledge", NEW."address", NEW."business_id", NEW."imap_done_folder", NEW."imap_folder", NEW."imap_host", NEW."imap_port", NEW."imap_use_tls", NEW."imap_user", NEW."incoming", NEW."outgoing", _pgh_attach_context(), NOW(), \'update\', NEW."account_id", NEW."provider", NEW."smtp_host", NEW."smtp_port", NEW."smtp_use_tls", NEW."smtp_user"); RETURN NULL;',
                            hash="e8f8a1c9f84d5971a19db5b45a85c2c0e81c1bfc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_22677",
                            table="contact_channels_mailbox",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mailbox",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "contact_channels_mailboxevent" ("account_id", "acknowledge", "address", "business_id", "imap_done_folder", "imap_folder", "imap_host", "imap_port", "imap_use_tls", "imap_user", "incoming", "outgoing", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "smtp_host", "smtp_port", "smtp_use_tls", "smtp_user") VALUES (OLD."account_id", OLD."acknowledge", OLD."address", OLD."business_id", OLD."imap_done_folder", OLD."imap_folder", OLD."imap_host", OLD."imap_port", OLD."imap_use_tls", OLD."imap_user", OLD."incoming", OLD."outgoing", _pgh_attach_context(), NOW(), \'delete\', OLD."account_id", OLD."provider", OLD."smtp_host", OLD."smtp_port", OLD."smtp_use_tls", OLD."smtp_user"); RETURN NULL;',
                            hash="ed2175aabda73e3265bb6938fc5448670475910d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_755ec",
                            table="contact_channels_mailbox",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
