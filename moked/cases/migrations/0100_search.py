"""Searching cases: one function, because row security would hide the word index from the planner."""

from django.db import migrations

# It reads past the row policy, so it applies the scope itself; an empty scope finds nothing.
FUNCTION = """
CREATE FUNCTION moked_search_cases(words tsquery, most integer) RETURNS TABLE (case_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
$$ BEGIN
  RETURN QUERY
    SELECT s.case_id FROM cases_casesearch s JOIN cases_case c ON c.id = s.case_id
    WHERE s.lexemes @@ words
      AND (current_setting('moked.scope', true) = '*'
           OR s.business_id = ANY (CASE WHEN coalesce(current_setting('moked.scope', true), '') IN ('', '*')
                                        THEN '{}'::uuid[] ELSE current_setting('moked.scope', true)::uuid[] END))
    ORDER BY c.last_activity_at DESC
    LIMIT most;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_initial")]
    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION moked_search_cases(tsquery, integer)")]
