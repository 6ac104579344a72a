"""Customers are found by words that need not stand side by side: כהן צדק is found in כהן-צדק, and last name first."""

from importlib import import_module

from django.db import migrations

PIECES = import_module("moked.customers.migrations.0002_find_customers").PIECES
FUNCTION = PIECES[PIECES.index("-- `pattern`") :]
BY_EACH = (
    FUNCTION.replace(
        "-- `pattern` is the words for LIKE, in capitals, its signs escaped.",
        "-- `patterns` are the words for LIKE, in capitals, their signs escaped. All must occur.",
    )
    .replace("(words text, pattern text,", "(words text[], patterns text[],")
    .replace(
        """CASE WHEN length(words) < 3 THEN ARRAY['^' || upper(words)]
    ELSE ARRAY(SELECT DISTINCT substr(upper(words), place, 3) FROM generate_series(1, length(words) - 2) AS place) END;""",
        """ARRAY(
    SELECT DISTINCT CASE WHEN length(word) < 3 THEN '^' || upper(word) ELSE substr(upper(word), place, 3) END
    FROM unnest(words) AS word CROSS JOIN LATERAL generate_series(1, greatest(length(word) - 2, 1)) AS place);""",
    )
    .replace("words <> ''", "words <> '{}'")
    .replace("words = ''", "words = '{}'")
    .replace("LIKE $3", "LIKE ALL ($3)")
    .replace("USING allowed, pieces, pattern,", "USING allowed, pieces, patterns,")
)
DROP = "DROP FUNCTION moked_find_customers(text, text, text, uuid, integer);"
DROP_BY_EACH = "DROP FUNCTION moked_find_customers(text[], text[], text, uuid, integer);"


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_identification_about")]
    operations = [migrations.RunSQL(DROP + BY_EACH, DROP_BY_EACH + FUNCTION)]
