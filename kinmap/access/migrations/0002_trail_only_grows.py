"""The database itself refuses to change or remove an entry of the trail."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER trail_never_changes BEFORE UPDATE ON access_trailentry "
    "BEGIN SELECT RAISE(ABORT, 'The trail only grows.'); END",
    "CREATE TRIGGER trail_never_shrinks BEFORE DELETE ON access_trailentry "
    "BEGIN SELECT RAISE(ABORT, 'The trail only grows.'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION trail_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'The trail only grows.'; END $$",
    "CREATE TRIGGER trail_never_changes BEFORE UPDATE OR DELETE ON access_trailentry "
    "FOR EACH ROW EXECUTE FUNCTION trail_only_grows()",
]


def forbid(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER trail_never_changes")
        schema_editor.execute("DROP TRIGGER trail_never_shrinks")
    else:
        schema_editor.execute("DROP TRIGGER trail_never_changes ON access_trailentry")
        schema_editor.execute("DROP FUNCTION trail_only_grows()")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
