import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("diagnosis", "0001_initial"),
        ("staff", "0003_called_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="steptaken",
            name="token",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="staff.apitoken",
            ),
        ),
    ]
