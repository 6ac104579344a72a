"""The index of a customer's cases is in whole order and the only one on the customer, so that their first few are read
without the others, however many times somebody came."""

from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_words_gathered")]

    operations = [
        migrations.RemoveIndex("case", "case_of_customer"),
        migrations.AddIndex("case", models.Index(fields=["customer", "-opened_at", "-id"], name="case_of_customer")),
        migrations.AlterField(
            "case",
            "customer",
            models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="cases", to="customers.customer"),
        ),
    ]
