"""What only PostgreSQL can guarantee: rows of one convention never point into another."""

from django.db import migrations

# (table, columns, referenced table, referenced columns, name)
FENCES = (
    *(
        (
            f"matchmaking_{noun}",
            f"{end}_id, convention_id",
            "conventions_registration",
            "id, convention_id",
            f"{noun}_{end}_same_convention",
        )
        for noun, end in (
            ("wish", "requester"),
            ("wish", "target"),
            ("veto", "author"),
            ("veto", "target"),
            ("proposal", "first"),
            ("proposal", "second"),
            ("seat", "registration"),
            ("unplaced", "first"),
            ("unplaced", "second"),
        )
    ),
    *(
        (
            f"matchmaking_{noun}",
            "schedule_id, convention_id",
            "matchmaking_schedule",
            "id, convention_id",
            f"{noun}_schedule_same_convention",
        )
        for noun in ("meeting", "seat", "unplaced", "printjob")
    ),
    (
        "matchmaking_meeting",
        "slot_id, convention_id",
        "conventions_slot",
        "id, convention_id",
        "meeting_slot_same_convention",
    ),
    (
        "matchmaking_meeting",
        "table_id, convention_id",
        "conventions_table",
        "id, convention_id",
        "meeting_table_same_convention",
    ),
    (
        "matchmaking_printjob",
        "delegate_id, convention_id",
        "conventions_delegate",
        "id, convention_id",
        "printjob_delegate_same_convention",
    ),
    (
        "matchmaking_seat",
        "delegate_id, registration_id",
        "conventions_delegate",
        "id, registration_id",
        "seat_delegate_of_its_registration",
    ),
    (
        "matchmaking_seat",
        "meeting_id, schedule_id, slot_id",
        "matchmaking_meeting",
        "id, schedule_id, slot_id",
        "seat_repeats_its_meeting",
    ),
)
KEYS = (
    ("matchmaking_schedule", "id, convention_id", "matchmaking_schedule_key_in_convention"),
    ("matchmaking_meeting", "id, schedule_id, slot_id", "matchmaking_meeting_key_with_place"),
    ("conventions_delegate", "id, registration_id", "conventions_delegate_key_in_registration"),
)


def raise_fences(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns, name in KEYS:
        schema_editor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE ({columns})")
    for table, columns, other, other_columns, name in FENCES:
        schema_editor.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns})"
            f" REFERENCES {other} ({other_columns}) DEFERRABLE INITIALLY DEFERRED"
        )


def lower_fences(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, _columns, _other, _other_columns, name in FENCES:
        schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for table, _columns, name in KEYS:
        schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("matchmaking", "0001_matchmaking"),
        ("conventions", "0002_postgresql_fences"),
    ]
    operations = [migrations.RunPython(raise_fences, lower_fences)]
