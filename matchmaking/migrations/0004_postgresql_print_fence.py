"""On PostgreSQL, a delegate's print belongs to the delegate's convention."""

from django.db import migrations


def raise_fence(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(
        "ALTER TABLE matchmaking_printjob ADD CONSTRAINT printjob_delegate_same_convention"
        " FOREIGN KEY (delegate_id, convention_id)"
        " REFERENCES conventions_delegate (id, convention_id) DEFERRABLE INITIALLY DEFERRED"
    )


def lower_fence(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(
        "ALTER TABLE matchmaking_printjob DROP CONSTRAINT printjob_delegate_same_convention"
    )


class Migration(migrations.Migration):
    dependencies = [("matchmaking", "0003_print_one_delegate")]
    operations = [migrations.RunPython(raise_fence, lower_fence)]
