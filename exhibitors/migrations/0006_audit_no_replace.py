"""
SQLite's INSERT OR REPLACE deletes a row without meeting the trigger against deleting: a third
trigger refuses a row whose number is there. PostgreSQL has no such statement; there the
primary key refuses it, and ON CONFLICT DO UPDATE meets the trigger of 0004.

See 0004 on what rebuilds a table: this trigger is lost with the others.
"""

from django.db import migrations

TABLE = "exhibitors_audit"

CREATE = f"""
    CREATE TRIGGER audit_no_replace BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'The audit is append-only'); END
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(CREATE)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS audit_no_replace")


class Migration(migrations.Migration):
    dependencies = [("exhibitors", "0005_limits_and_names")]

    operations = [migrations.RunPython(guard, unguard)]
