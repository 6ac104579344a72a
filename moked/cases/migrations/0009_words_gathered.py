"""New words gather beside their index and go in many at a time, which costs a sixth. The list is short: every search
reads it through. Set on the index that stands, since to make it anew takes minutes among a million cases."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

GATHERED = GinIndex(fields=["lexemes"], gin_pending_list_limit=256, name="case_search_words")


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_lists_by_key")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER INDEX case_search_words SET (fastupdate = on, gin_pending_list_limit = 256)",
                    "ALTER INDEX case_search_words SET (fastupdate = off); "
                    "ALTER INDEX case_search_words RESET (gin_pending_list_limit)",
                )
            ],
            state_operations=[
                migrations.RemoveIndex("casesearch", "case_search_words"),
                migrations.AddIndex("casesearch", GATHERED),
            ],
        )
    ]
