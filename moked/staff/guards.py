"""What the database itself watches over accounts and the audit, whoever writes: put in place after each migration.

- A session that ends, and a person or membership that changes, is told to open screens, so that a socket closes or
  narrows within seconds, whether a page, a command or a hand in the database did it.
- Rows of the audit can be added and never changed. Their context may gain facts and lose none.
"""

from django.db import connections

from moked.lib.postgres.address import PLAIN_ROLE

SQL = """
CREATE OR REPLACE FUNCTION moked_tell_session() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  PERFORM pg_notify('moked_live', json_build_object(
    'kind', 'access', 'to', json_build_array('session:' || md5(OLD.session_key)))::text);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER moked_tell_session AFTER DELETE ON django_session
  FOR EACH ROW EXECUTE FUNCTION moked_tell_session();

CREATE OR REPLACE FUNCTION moked_tell_person() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE changed jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
  PERFORM pg_notify('moked_live', json_build_object(
    'kind', 'access', 'to', json_build_array('access:' || coalesce(changed->>'person_id', changed->>'id')))::text);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER moked_tell_person AFTER UPDATE OF is_active, is_staff, password ON staff_person
  FOR EACH ROW EXECUTE FUNCTION moked_tell_person();
CREATE OR REPLACE TRIGGER moked_tell_membership AFTER INSERT OR UPDATE OR DELETE ON staff_membership
  FOR EACH ROW EXECUTE FUNCTION moked_tell_person();

CREATE OR REPLACE FUNCTION moked_keep_context() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NEW.id = OLD.id AND NEW.metadata @> OLD.metadata THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the audit is append-only';
END $$;
CREATE OR REPLACE TRIGGER moked_keep_context BEFORE UPDATE ON pghistory_context
  FOR EACH ROW EXECUTE FUNCTION moked_keep_context();
REVOKE DELETE ON pghistory_context FROM {role};

CREATE OR REPLACE FUNCTION moked_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$;
DO $$ DECLARE found regclass; BEGIN
  FOR found IN SELECT a.attrelid::regclass FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attname = 'pgh_label' AND NOT a.attisdropped AND c.relkind = 'r'
      AND c.relnamespace = 'public'::regnamespace
  LOOP
    EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM {role}', found);
    EXECUTE format('CREATE OR REPLACE TRIGGER moked_append_only BEFORE UPDATE OR DELETE ON %s
                    FOR EACH ROW EXECUTE FUNCTION moked_is_append_only()', found);
  END LOOP;
END $$;
"""


def set_guards(database: str = "default") -> None:
    """Puts them in place. Runs as the owner, is safe to repeat, and must run after grants are given."""
    with connections[database].cursor() as cursor:
        cursor.execute(SQL.replace("{role}", PLAIN_ROLE))
