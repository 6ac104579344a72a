"""Search goes on after a key, as lists do, so that whoever looks for a common word is not left with its newest cases.

The new arguments have a value of their own: processes of the version before call the function without them.
"""

from importlib import import_module

from django.db import migrations

SOONER = import_module("moked.cases.migrations.0005_search_walks_sooner").SOONER
AFTER = (
    SOONER.replace("CREATE OR REPLACE", "CREATE")
    .replace(
        "(words tsquery, most integer)",
        "(words tsquery, most integer, after_at timestamptz DEFAULT 'infinity', after_id uuid DEFAULT NULL)",
    )
    # One comparison of rows, which an index reads from.
    .replace(
        "WHERE business_id = business.id AND number > 0",
        "WHERE business_id = business.id AND number > 0 AND (last_activity_at, id) < ($5, $6)",
    )
    .replace(
        "USING allowed, budget, words, most;",
        "USING allowed, budget, words, most, after_at, after_key;",
    )
    .replace(
        "WHERE s.lexemes @@ $1 AND s.business_id = ANY ($2)",
        "WHERE s.lexemes @@ $1 AND s.business_id = ANY ($2) AND (c.last_activity_at, c.id) < ($4, $5)",
    )
    .replace("USING words, allowed, most;", "USING words, allowed, most, after_at, after_key;")
    .replace(
        "  is_sure boolean;",
        "  is_sure boolean;\n  after_key uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');",
    )
)
DROP = "DROP FUNCTION moked_search_cases(tsquery, integer);"
DROP_AFTER = "DROP FUNCTION moked_search_cases(tsquery, integer, timestamptz, uuid);"


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_search_walks_sooner")]
    operations = [migrations.RunSQL(DROP + AFTER, DROP_AFTER + SOONER.replace("CREATE OR REPLACE", "CREATE"))]
