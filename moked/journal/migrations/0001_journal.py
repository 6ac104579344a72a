"""The journal's table, partitioned by month. Rows of a month without a partition land in the default one."""

import django.db.models.deletion
from django.db import migrations, models

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

CREATE FUNCTION journal_make_partition(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$ DECLARE first date := date_trunc('month', month);
BEGIN
  EXECUTE format('CREATE TABLE IF NOT EXISTS journal_entry_%s PARTITION OF journal_entry FOR VALUES FROM (%L) TO (%L)',
                 to_char(first, 'YYYY_MM'), first, first + interval '1 month');
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("businesses", "0001_initial")]
    operations = [
        migrations.RunSQL(
            TABLE,
            "DROP TABLE journal_entry; DROP FUNCTION journal_is_append_only, journal_make_partition;",
            state_operations=[
                migrations.CreateModel(
                    name="JournalEntry",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("xid", models.BigIntegerField(editable=False)),
                        ("at", models.DateTimeField()),
                        ("code", models.CharField(max_length=60)),
                        ("actor", models.CharField(max_length=60)),
                        ("case_id", models.UUIDField(null=True)),
                        ("person_id", models.UUIDField(null=True)),
                        ("facts", models.JSONField(default=dict)),
                        (
                            "business",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="businesses.business",
                            ),
                        ),
                    ],
                    options={"db_table": "journal_entry", "managed": False},
                )
            ],
        )
    ]
