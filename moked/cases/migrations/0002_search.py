"""Searching cases at any size: two ways to the newest cases with some words, and the cheaper one taken.

Through the word index every case with the words is read and sorted: fine while few have them. From the newest case
backwards each is tested until enough are found: fine while many have them. The planner's own estimate of how many says
which. The walk ends at a budget; when it did not find enough, or something newer may stand beyond it, the word index
answers. It reads past the row policy, which would hide the index, so it applies the scope itself; an empty scope
finds nothing. It is volatile only because PostgreSQL lets no other function ask for an estimate.
"""

from django.db import migrations

FUNCTION = r"""
CREATE FUNCTION moked_search_cases(words tsquery, most integer) RETURNS TABLE (case_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS
$$ DECLARE
  allowed uuid[];
  plan json;
  total float;
  expected float;
  budget integer;
  found uuid[];
  is_sure boolean;
BEGIN
  allowed := CASE coalesce(current_setting('moked.scope', true), '')
    WHEN '' THEN '{}'::uuid[]
    WHEN '*' THEN ARRAY(SELECT id FROM businesses_business)
    ELSE current_setting('moked.scope', true)::uuid[] END;
  EXECUTE format('EXPLAIN (FORMAT JSON) SELECT 1 FROM cases_casesearch WHERE lexemes @@ %L::tsquery', words) INTO plan;
  expected := greatest((plan -> 0 -> 'Plan' ->> 'Plan Rows')::float, 1);
  SELECT greatest(reltuples, 1) INTO total FROM pg_class WHERE oid = 'cases_casesearch'::regclass;

  -- How many cases must be tested until `most` have the words, and three times that for bad luck.
  budget := least(3 * most * total / expected + 100, 20000);
  -- A hit read and sorted costs about four steps of the walk, most of which only pass through an index. And the
  -- planner believes beginnings of words rarer than they are.
  IF budget * cardinality(allowed) < 4 * expected THEN
    EXECUTE $walk$
      WITH latest AS MATERIALIZED (
        SELECT c.id, c.last_activity_at, business.id AS business_id
        FROM unnest($1) AS business (id)
        CROSS JOIN LATERAL (
          SELECT id, last_activity_at FROM cases_case
          WHERE business_id = business.id AND number > 0
          ORDER BY last_activity_at DESC, id DESC LIMIT $2
        ) AS c
      ), horizon AS (
        -- Beyond it a business may have newer cases than those looked at.
        SELECT max(oldest) AS at FROM (
          SELECT min(last_activity_at) AS oldest FROM latest GROUP BY business_id HAVING count(*) >= $2
        ) AS walked
      ), hits AS (
        SELECT l.id, l.last_activity_at FROM (SELECT * FROM latest ORDER BY last_activity_at DESC, id DESC) AS l
        CROSS JOIN LATERAL (
          SELECT 1 FROM cases_casesearch s WHERE s.case_id = l.id AND s.lexemes @@ $3 OFFSET 0
        ) AS hit
        LIMIT $4
      )
      SELECT array_agg(hits.id ORDER BY hits.last_activity_at DESC, hits.id DESC),
             (SELECT at FROM horizon) IS NULL
               OR (count(*) = $4 AND min(hits.last_activity_at) >= (SELECT at FROM horizon))
      FROM hits
    $walk$ INTO found, is_sure USING allowed, budget, words, most;
    IF is_sure THEN
      RETURN QUERY SELECT unnest(found);
      RETURN;
    END IF;
  END IF;

  RETURN QUERY EXECUTE $index$
    SELECT s.case_id FROM cases_casesearch s JOIN cases_case c ON c.id = s.case_id
    WHERE s.lexemes @@ $1 AND s.business_id = ANY ($2)
    ORDER BY c.last_activity_at DESC, c.id DESC LIMIT $3
  $index$ USING words, allowed, most;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION moked_search_cases(tsquery, integer)")]
