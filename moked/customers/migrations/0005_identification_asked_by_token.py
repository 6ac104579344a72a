import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_find_by_each_word"),
        ("staff", "0003_called_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="identification",
            name="asked_by_token",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="staff.apitoken",
            ),
        ),
    ]
