"""Finding customers by any part of a name, an address or a number, at any size.

Pieces of three letters, and the first letters of each word, are indexed by an expression, so nothing has to be kept
in step by hand. It is a function because row security would hide both the pieces and LIKE from the planner: it reads
past the policy and applies the scope itself; an empty scope finds nothing. Each business gives a page in the order of
names; the planner takes the index of names for what many are called and that of pieces for what few are. Cutting
pieces is dear, which the function's cost tells it.
"""

from django.db import migrations

PIECES = r"""
CREATE FUNCTION moked_pieces(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 2000 AS
$$ SELECT coalesce(array_agg(DISTINCT piece), '{}') FROM (
     SELECT substr(upper(value), place, 3) AS piece FROM generate_series(1, length(value) - 2) AS place
     UNION ALL
     SELECT '^' || left(word, size)
     FROM regexp_split_to_table(upper(value), '[^[:alnum:]+]+') AS word, generate_series(1, 2) AS size
     WHERE length(word) >= size
   ) AS pieces $$;
CREATE INDEX customer_pieces ON customers_customer USING gin (moked_pieces(name::text));
CREATE INDEX contact_point_pieces ON customers_contactpoint USING gin (moked_pieces(normal::text));

-- `pattern` is the words for LIKE, in capitals, its signs escaped.
CREATE FUNCTION moked_find_customers(words text, pattern text, after_name text, after_id uuid, most integer)
RETURNS TABLE (customer_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS
$$ DECLARE
  allowed uuid[];
  pieces text[];
  by_name text := '';
  later text := '';
BEGIN
  allowed := CASE coalesce(current_setting('moked.scope', true), '')
    WHEN '' THEN '{}'::uuid[]
    WHEN '*' THEN ARRAY(SELECT id FROM businesses_business)
    ELSE current_setting('moked.scope', true)::uuid[] END;
  pieces := CASE WHEN length(words) < 3 THEN ARRAY['^' || upper(words)]
    ELSE ARRAY(SELECT DISTINCT substr(upper(words), place, 3) FROM generate_series(1, length(words) - 2) AS place) END;
  IF after_id IS NOT NULL THEN later := ' AND (c.name, c.id) > ($4, $5)'; END IF;
  IF words <> '' THEN by_name := ' AND moked_pieces(c.name::text) @> $2 AND upper(c.name::text) LIKE $3'; END IF;
  RETURN QUERY EXECUTE
    'SELECT found.id FROM (
       (SELECT page.id, page.name FROM unnest($1) AS business (id) CROSS JOIN LATERAL (
          SELECT c.id, c.name FROM customers_customer c
          WHERE c.business_id = business.id AND c.canonical_id IS NULL' || by_name || later || '
          ORDER BY c.name, c.id LIMIT $6) AS page)'
    || CASE WHEN words = '' THEN '' ELSE '
       UNION
       (SELECT c.id, c.name FROM (
          SELECT p.customer_id FROM customers_contactpoint p
          WHERE moked_pieces(p.normal::text) @> $2 AND upper(p.normal::text) LIKE $3 AND p.business_id = ANY ($1)
          LIMIT 1000) AS p
        JOIN customers_customer c ON c.id = p.customer_id WHERE c.canonical_id IS NULL' || later || ')' END || '
     ) AS found ORDER BY found.name, found.id LIMIT $6'
  USING allowed, pieces, pattern, after_name, after_id, most;
END $$;
"""
BACK = """
DROP FUNCTION moked_find_customers(text, text, text, uuid, integer);
DROP INDEX customer_pieces, contact_point_pieces;
DROP FUNCTION moked_pieces(text);
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]
    operations = [migrations.RunSQL(PIECES, BACK)]
