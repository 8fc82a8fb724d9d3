"""The database's own word that a published schedule never changes.

Triggers cannot live in a migration alone: on SQLite a migration that alters a table rebuilds
it and drops its triggers. So they are made anew after each `migrate` (see `apps.py`).
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "published_schedule_frozen: a published version never changes"
CONTENTS = ("matchmaking_meeting", "matchmaking_seat", "matchmaking_unplaced")
PREFIX = "entente_frozen_"

# `{row}` is NEW or OLD. A schedule is frozen once `frozen_at` is set.
_FROZEN = (
    "EXISTS (SELECT 1 FROM matchmaking_schedule s"
    " WHERE s.id = {row}.schedule_id AND s.frozen_at IS NOT NULL)"
)


def _rules() -> list[tuple[str, str, str]]:
    """(table, operation, condition) for every change that is refused."""
    rules = [
        ("matchmaking_schedule", "UPDATE", "OLD.frozen_at IS NOT NULL"),
        ("matchmaking_schedule", "DELETE", "OLD.frozen_at IS NOT NULL"),
    ]
    for table in CONTENTS:
        rules += [
            (table, "INSERT", _FROZEN.format(row="NEW")),
            (table, "UPDATE", f"{_FROZEN.format(row='OLD')} OR {_FROZEN.format(row='NEW')}"),
            (table, "DELETE", _FROZEN.format(row="OLD")),
        ]
    return rules


def _name(table: str, operation: str) -> str:
    return f"{PREFIX}{table.removeprefix('matchmaking_')}_{operation.lower()}"


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers anew; needs the tables of this app."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table, operation, condition in _rules():
                cursor.execute(
                    f"CREATE TRIGGER {_name(table, operation)} BEFORE {operation} ON {table}"
                    f" FOR EACH ROW WHEN {condition}"
                    f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                )
            return
        for table, operation, condition in _rules():
            name = _name(table, operation)
            result = "OLD" if operation == "DELETE" else "NEW"
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
                f" BEGIN IF {condition} THEN RAISE EXCEPTION '{MESSAGE}'"
                " USING ERRCODE = 'integrity_constraint_violation'; END IF;"
                f" RETURN {result}; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE {operation} ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {name}()"
            )


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, for maintenance such as emptying a test database."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, operation, _condition in _rules():
            if table not in tables:
                continue
            on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, operation)}{on_table}")


def install_after_migrate(using: str, **_kwargs: Any) -> None:
    """Receiver of `post_migrate`; does nothing while this app's tables do not exist yet."""
    from django.db import connections  # noqa: PLC0415 -- apps are loading when this is imported

    connection = connections[using]
    if set(CONTENTS) <= set(connection.introspection.table_names()):
        install(connection)
