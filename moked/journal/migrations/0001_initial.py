import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from moked.lib.postgres.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("businesses", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="JournalEntry",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("xid", models.BigIntegerField(editable=False)),
                        ("at", models.DateTimeField()),
                        ("code", models.CharField(max_length=60)),
                        ("actor", models.CharField(max_length=60)),
                        ("case_id", models.UUIDField(null=True)),
                        ("person_id", models.UUIDField(null=True)),
                        ("facts", models.JSONField(default=dict)),
                    ],
                    options={
                        "db_table": "journal_entry",
                        "managed": False,
                    },
                ),
                migrations.CreateModel(
                    name="AccessEntry",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        ("person_id", models.UUIDField()),
                        ("case_id", models.UUIDField(null=True)),
                        ("customer_id", models.UUIDField(null=True)),
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
                            models.Index(fields=["customer_id", "-at"], name="access_of_customer"),
                            models.Index(
                                fields=["person_id", "customer_id", "case_id", "-at"], name="access_of_person"
                            ),
                            django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="access_by_age"),
                        ],
                    },
                ),
            ]
        ),
    ]
