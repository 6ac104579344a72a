"""Row-level security on every table with a business, put in place after each migration.

Tables do not opt in: whatever has a `business_id` column gets the policy, so a new table cannot forget it.
"""

from django.db import connections

from moked.lib.postgres.address import PLAIN_ROLE

# The sub-selects make PostgreSQL evaluate the setting once for a query instead of once for a row.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION moked_scope_is_everything() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT current_setting('moked.scope', true) = '*' $$;

CREATE OR REPLACE FUNCTION moked_scope() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN coalesce(current_setting('moked.scope', true), '') IN ('', '*')
   THEN '{}'::uuid[] ELSE current_setting('moked.scope', true)::uuid[] END $$;

-- A sequence per business, made by whoever creates the business without the right to make tables.
CREATE OR REPLACE FUNCTION moked_create_case_numbers(business uuid, first bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$ BEGIN
  EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I START WITH %s',
                 'case_numbers_' || replace(business::text, '-', ''), first);
  EXECUTE format('GRANT USAGE ON SEQUENCE %I TO {role}',
                 'case_numbers_' || replace(business::text, '-', ''));
END $$;
"""

POLICY = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS business_scope ON {table};
CREATE POLICY business_scope ON {table}
  USING ((SELECT moked_scope_is_everything()) OR business_id = ANY ((SELECT moked_scope())::uuid[]));
"""

SCOPED_TABLES = """
SELECT c.oid::regclass::text,
       EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'business_scope')
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'business_id' AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
ORDER BY 1
"""

ROLE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') THEN
    CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role};
"""


def secure_rows(database: str = "default") -> list[str]:
    """Makes the plain role, its grants and a policy on each scoped table. Gives the tables newly secured.

    Runs as the owner, is safe to repeat, and must run after every migration: new tables get grants here.
    """
    with connections[database].cursor() as cursor:
        cursor.execute(ROLE.replace("{role}", PLAIN_ROLE))
        cursor.execute(FUNCTIONS.replace("{role}", PLAIN_ROLE))
        cursor.execute(SCOPED_TABLES)
        unsecured = [table for table, has_policy in cursor.fetchall() if not has_policy]
        for table in unsecured:
            cursor.execute(POLICY.format(table=table))
    return unsecured
