"""What only PostgreSQL can guarantee: slots never overlap, rows never cross conventions."""

from django.db import migrations

# (table, columns, referenced table, referenced columns, name)
FENCES = (
    ("conventions_slot", "session_id", "conventions_session", "slot_session_same_convention"),
    ("conventions_table", "zone_id", "conventions_zone", "table_zone_same_convention"),
    ("conventions_table", "host_id", "conventions_registration", "table_host_same_convention"),
    (
        "conventions_delegate",
        "registration_id",
        "conventions_registration",
        "delegate_registration_same_convention",
    ),
    (
        "conventions_absence",
        "delegate_id",
        "conventions_delegate",
        "absence_delegate_same_convention",
    ),
    ("conventions_absence", "slot_id", "conventions_slot", "absence_slot_same_convention"),
)
KEYED = (
    "conventions_session",
    "conventions_slot",
    "conventions_zone",
    "conventions_table",
    "conventions_registration",
    "conventions_delegate",
)


def raise_fences(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    schema_editor.execute(
        "ALTER TABLE conventions_slot ADD CONSTRAINT slot_never_overlaps"
        " EXCLUDE USING gist (convention_id WITH =, tstzrange(starts_at, ends_at) WITH &&)"
        " DEFERRABLE INITIALLY DEFERRED"
    )
    for table in KEYED:
        schema_editor.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_key_in_convention"
            " UNIQUE (id, convention_id)"
        )
    for table, column, other, name in FENCES:
        schema_editor.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {name}"
            f" FOREIGN KEY ({column}, convention_id) REFERENCES {other} (id, convention_id)"
            " DEFERRABLE INITIALLY DEFERRED"
        )


def lower_fences(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, _column, _other, name in FENCES:
        schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for table in KEYED:
        schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_key_in_convention")
    schema_editor.execute("ALTER TABLE conventions_slot DROP CONSTRAINT slot_never_overlaps")


class Migration(migrations.Migration):
    dependencies = [("conventions", "0001_conventions")]
    operations = [migrations.RunPython(raise_fences, lower_fences)]
