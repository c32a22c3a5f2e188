"""Append-only in fact: triggers that refuse to change a row, and to delete one that was not let go on purpose.

Whoever owns the database can drop them; then the chain tells (disclosures/verify.py). They are against mistakes: a
careless query, a future feature, a console at midnight. Letting old rows go raises the head's `base_seq` first, under
the head's mark, and deletes only what lies below it.
"""

from __future__ import annotations

from typing import Any

ENTRY = "disclosures_entry"

SQLITE = (
    """CREATE TRIGGER ledger_no_update BEFORE UPDATE ON disclosures_entry
        BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END""",
    """CREATE TRIGGER ledger_no_delete BEFORE DELETE ON disclosures_entry
        WHEN OLD.seq > coalesce((SELECT base_seq FROM disclosures_head WHERE id = 1), 0)
        BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END""",
)  # fmt: skip
POSTGRES = (
    """CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'The ledger is append-only.'; END $$""",
    """CREATE FUNCTION ledger_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT 1 FROM disclosures_entry
                     WHERE seq > coalesce((SELECT base_seq FROM disclosures_head WHERE id = 1), 0)) THEN
            RAISE EXCEPTION 'The ledger is append-only.';
          END IF;
          RETURN NULL;
        END $$""",
    """CREATE FUNCTION ledger_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF OLD.seq > coalesce((SELECT base_seq FROM disclosures_head WHERE id = 1), 0) THEN
            RAISE EXCEPTION 'The ledger is append-only.';
          END IF;
          RETURN OLD;
        END $$""",
    """CREATE TRIGGER ledger_no_update BEFORE UPDATE ON disclosures_entry
        FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    """CREATE TRIGGER ledger_no_delete BEFORE DELETE ON disclosures_entry
        FOR EACH ROW EXECUTE FUNCTION ledger_refuse_delete()""",
    """CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON disclosures_entry
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_truncate()""",
)  # fmt: skip
TRIGGERS = ("ledger_no_update", "ledger_no_delete", "ledger_no_truncate")
FUNCTIONS = ("ledger_refuse", "ledger_refuse_delete", "ledger_refuse_truncate")


def install(_apps: Any, schema_editor: Any) -> None:
    """For the migration. Only in the database that has the table."""
    connection = schema_editor.connection
    if ENTRY not in connection.introspection.table_names():
        return
    for statement in SQLITE if connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


def remove(_apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    if connection.vendor == "sqlite":
        for name in TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        return
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {ENTRY}")
    for name in FUNCTIONS:
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
