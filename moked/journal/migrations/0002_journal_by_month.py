"""The journal's table, partitioned by month. Rows of a month without a partition land in the default one."""

from django.db import migrations

TABLE = """
CREATE TABLE journal_entry (
    id bigint GENERATED ALWAYS AS IDENTITY,
    xid bigint NOT NULL,
    at timestamptz NOT NULL,
    business_id uuid NOT NULL,
    code varchar(60) NOT NULL,
    actor varchar(60) NOT NULL,
    case_id uuid,
    person_id uuid,
    facts jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE journal_entry_rest PARTITION OF journal_entry DEFAULT;
-- Readers go on from a position.
CREATE INDEX journal_entry_position ON journal_entry (xid, id);
-- The history of a case.
CREATE INDEX journal_entry_case ON journal_entry (case_id, at) WHERE case_id IS NOT NULL;

CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();

-- Entries that landed in the rest, because nobody made their month in time, move to it.
CREATE FUNCTION journal_make_partition(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$ DECLARE
  first date := date_trunc('month', month);
  after date := first + interval '1 month';
  name text := 'journal_entry_' || to_char(first, 'YYYY_MM');
BEGIN
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  LOCK TABLE journal_entry IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('CREATE TABLE %I (LIKE journal_entry INCLUDING DEFAULTS)', name);
  ALTER TABLE journal_entry_rest DISABLE TRIGGER journal_append_only;
  EXECUTE format('WITH moved AS (DELETE FROM journal_entry_rest WHERE at >= %L AND at < %L RETURNING *)
                  INSERT INTO %I SELECT * FROM moved', first, after, name);
  ALTER TABLE journal_entry_rest ENABLE TRIGGER journal_append_only;
  EXECUTE format('ALTER TABLE journal_entry ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, first, after);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        migrations.RunSQL(
            TABLE, "DROP TABLE journal_entry; DROP FUNCTION journal_is_append_only, journal_make_partition;"
        )
    ]
