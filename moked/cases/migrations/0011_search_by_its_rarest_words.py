"""Searching cases through the word index asks it for the rarest words only: the rest are tested on the rows found.

A word that stands in half of all cases costs the index a list of half of them, whatever stands beside it: of a million
cases two words, one of which is common, took 100 ms and take 40. For this the words come one by one.

As before, one of two ways is taken. Through the word index every case with the words is read and sorted: fine while few
have them. From the newest case backwards each is tested until enough are found: fine while many have them. The
planner's own estimate of how many says which. The walk ends at a budget; when it did not find enough, or something
newer may stand beyond it, the word index answers. It reads past the row policy, which would hide the index, so it
applies the scope itself; an empty scope finds nothing. It is volatile only because PostgreSQL lets no other function
ask for an estimate.

The function that takes all words as one stays for processes of the version before, until a later one drops it.
"""

from django.db import migrations

ESTIMATE = r"""
CREATE FUNCTION moked_cases_with_words(words tsquery) RETURNS float
LANGUAGE plpgsql VOLATILE AS
$$ DECLARE
  plan json;
BEGIN
  EXECUTE format('EXPLAIN (FORMAT JSON) SELECT 1 FROM cases_casesearch WHERE lexemes @@ %L::tsquery', words) INTO plan;
  RETURN greatest((plan -> 0 -> 'Plan' ->> 'Plan Rows')::float, 1);
END $$;
"""
SEARCH = r"""
CREATE FUNCTION moked_search_cases(
  each_of tsquery[], most integer, after_at timestamptz DEFAULT 'infinity', after_id uuid DEFAULT NULL
) RETURNS TABLE (case_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS
$$ DECLARE
  after_key uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  allowed uuid[];
  words tsquery;
  rarest tsquery;
  next tsquery;
  estimate float;
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
  FOREACH next IN ARRAY each_of LOOP
    words := coalesce(words && next, next);
  END LOOP;
  expected := moked_cases_with_words(words);
  SELECT greatest(reltuples, 1) INTO total FROM pg_class WHERE oid = 'cases_casesearch'::regclass;

  -- How many cases must be tested until `most` have the words, and three times that for bad luck.
  budget := least(3 * most * total / expected + 100, 20000);
  -- A hit read and sorted costs about five steps of the walk, most of which only pass through an index. And the
  -- planner believes beginnings of words rarer than they are.
  IF budget * cardinality(allowed) < 5 * expected THEN
    EXECUTE $walk$
      WITH latest AS MATERIALIZED (
        SELECT c.id, c.last_activity_at, business.id AS business_id
        FROM unnest($1) AS business (id)
        CROSS JOIN LATERAL (
          SELECT id, last_activity_at FROM cases_case
          -- One comparison of rows, which an index reads from.
          WHERE business_id = business.id AND number > 0 AND (last_activity_at, id) < ($5, $6)
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
    $walk$ INTO found, is_sure USING allowed, budget, words, most, after_at, after_key;
    IF is_sure THEN
      RETURN QUERY SELECT unnest(found);
      RETURN;
    END IF;
  END IF;

  -- To list a case that has a word costs the index a fortieth of reading it: a word forty times as common as what the
  -- rarer ones leave is cheaper tested on that.
  FOR next, estimate IN
    SELECT one, moked_cases_with_words(one) FROM unnest(each_of) AS given (one) ORDER BY 2
  LOOP
    IF rarest IS NULL OR estimate <= 40 * moked_cases_with_words(rarest) THEN
      rarest := coalesce(rarest && next, next);
    END IF;
  END LOOP;
  -- As a function, not as the operator that the index would take up.
  RETURN QUERY EXECUTE $index$
    SELECT s.case_id FROM cases_casesearch s JOIN cases_case c ON c.id = s.case_id
    WHERE s.lexemes @@ $6 AND ts_match_vq(s.lexemes, $1) AND s.business_id = ANY ($2)
      AND (c.last_activity_at, c.id) < ($4, $5)
    ORDER BY c.last_activity_at DESC, c.id DESC LIMIT $3
  $index$ USING words, allowed, most, after_at, after_key, rarest;
END $$;
"""
DROP = """
DROP FUNCTION moked_search_cases(tsquery[], integer, timestamptz, uuid);
DROP FUNCTION moked_cases_with_words(tsquery);
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_latest_of_a_customer")]
    operations = [migrations.RunSQL(ESTIMATE + SEARCH, DROP)]
