"""What the database itself forbids, for both engines beside each other.

A migration that rebuilds a table (SQLite's way of altering one) drops its triggers; it must
end with :func:`create`. A test compares what stands in the database with this list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import inspect

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Trigger:
    """One rule: on this event of this table, refuse in these words when the condition holds."""

    name: str
    table: str
    on: str
    words: str
    when: str = ""
    needs: str = ""  # another table its condition looks into


def _never(table: str, words: str) -> tuple[Trigger, ...]:
    """Rows that are only ever added."""
    return (
        Trigger(f"{table}_never_updated", table, "UPDATE", words),
        Trigger(f"{table}_never_deleted", table, "DELETE", words),
    )


# Held, recalled and expired goods neither leave to a customer nor go into what is made
# (invariant 6 and 7), but for a line that an override lets pass, and for what is turned back.
_STOPPED = """
    (SELECT kind FROM location WHERE id = NEW.to_location_id) IN ('customer', 'process')
    AND (SELECT is_real FROM location WHERE id = NEW.from_location_id)
    AND EXISTS (
        SELECT 1 FROM lsn JOIN item ON item.id = lsn.item_id
        WHERE lsn.id = NEW.lsn_id AND (
            lsn.held_whole OR lsn.expires < NEW."on"
            OR (item.usable = 'until' AND lsn.expires = NEW."on")
        )
    )
    AND NOT EXISTS (SELECT 1 FROM override WHERE line_id = NEW.document_line_id)
    AND NOT EXISTS (
        SELECT 1 FROM document JOIN document_line ON document_line.document_id = document.id
        WHERE document_line.id = NEW.document_line_id AND document.reverses_id IS NOT NULL
    )
"""
_OF_POSTED = "(SELECT status FROM document WHERE id = {row}.document_id) <> 'draft'"

ALL: tuple[Trigger, ...] = (
    *_never("move", "a move never changes"),
    *_never("scan", "the scan journal never changes"),
    *_never("scan_outcome", "the scan journal never changes"),
    *_never("audit_entry", "the audit trail never changes"),
    Trigger(
        "move_of_stopped_goods",
        "move",
        "INSERT",
        "held, recalled or expired goods are neither shipped nor consumed",
        " ".join(_STOPPED.split()),
        needs="override",
    ),
    *_never("override", "an override stays what it is"),
    *_never("label_template_version", "a version of a label template never changes"),
    *_never("test_result", "a test result is corrected by another, never changed"),
    Trigger(
        "certificate_never_deleted", "certificate", "DELETE", "a certificate is withdrawn, kept"
    ),
    Trigger(
        "certificate_stays_what_it_is",
        "certificate",
        "UPDATE",
        "a certificate can only be issued and withdrawn, once each",
        "OLD.number <> NEW.number OR OLD.facts <> NEW.facts OR OLD.lsn_id <> NEW.lsn_id"
        " OR OLD.revises_id IS DISTINCT FROM NEW.revises_id"
        " OR (OLD.status = 'issued' AND (OLD.blob_id IS DISTINCT FROM NEW.blob_id"
        " OR OLD.sha256 <> NEW.sha256))"
        " OR (OLD.withdrawn_at IS NOT NULL"
        " AND OLD.withdrawn_at IS DISTINCT FROM NEW.withdrawn_at)",
    ),
    *_never("genealogy_edge", "genealogy never changes"),
    *_never("cost_layer", "a cost layer never changes"),
    *_never("charge_receipt", "a charge stays on its receipts"),
    Trigger("charge_never_deleted", "charge", "DELETE", "a charge is withdrawn, not deleted"),
    Trigger(
        "charge_stays_what_it_is",
        "charge",
        "UPDATE",
        "a charge can only be withdrawn",
        "OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR OLD.uid <> NEW.uid"
        " OR OLD.kind <> NEW.kind OR OLD.basis <> NEW.basis OR OLD.amount <> NEW.amount"
        " OR OLD.currency <> NEW.currency"
        " OR OLD.original_amount IS DISTINCT FROM NEW.original_amount",
    ),
    Trigger(
        "supplier_certificate_never_deleted",
        "supplier_certificate",
        "DELETE",
        "a certificate is rejected, not deleted",
    ),
    Trigger(
        "supplier_certificate_stays_what_it_is",
        "supplier_certificate",
        "UPDATE",
        "a certificate can only be rejected",
        "OLD.rejected_at IS NOT NULL OR NEW.rejected_at IS NULL OR OLD.kind <> NEW.kind"
        " OR OLD.issued_on IS DISTINCT FROM NEW.issued_on"
        " OR OLD.expires_on IS DISTINCT FROM NEW.expires_on"
        " OR OLD.lsn_id IS DISTINCT FROM NEW.lsn_id"
        " OR OLD.item_id IS DISTINCT FROM NEW.item_id"
        " OR OLD.supplier_id IS DISTINCT FROM NEW.supplier_id"
        " OR OLD.attachment_id <> NEW.attachment_id",
    ),
    Trigger(
        "document_posted_stays",
        "document",
        "UPDATE",
        "a posted or discarded document never changes",
        "OLD.status <> 'draft'",
    ),
    Trigger("document_never_deleted", "document", "DELETE", "a document is never deleted"),
    Trigger(
        "line_of_posted_stays",
        "document_line",
        "UPDATE",
        "a line of a posted document never changes",
        _OF_POSTED.format(row="OLD"),
    ),
    Trigger(
        "line_of_posted_not_added",
        "document_line",
        "INSERT",
        "a posted document takes no more lines",
        _OF_POSTED.format(row="NEW"),
    ),
    Trigger("line_never_deleted", "document_line", "DELETE", "a line is voided, not deleted"),
    Trigger(
        "line_stays_what_it_is",
        "document_line",
        "UPDATE",
        "a line can only be voided",
        "OLD.quantity <> NEW.quantity OR OLD.lsn_id <> NEW.lsn_id OR OLD.digest <> NEW.digest"
        " OR OLD.to_location_id <> NEW.to_location_id"
        " OR OLD.from_location_id <> NEW.from_location_id OR (OLD.voided AND NOT NEW.voided)",
    ),
    Trigger(
        "lsn_stays_of_its_item",
        "lsn",
        "UPDATE",
        "a lot or serial stays one of its item",
        "OLD.item_id <> NEW.item_id OR OLD.kind <> NEW.kind",
    ),
    Trigger(
        "item_grid_stays",
        "item",
        "UPDATE",
        "an item's decimals are fixed by its first move",
        "OLD.moved AND (OLD.decimals <> NEW.decimals OR NOT NEW.moved)",
    ),
)


def create(connection: Connection) -> None:
    """Make every trigger anew, of the tables there are: an early migration has not all."""
    there = set(inspect(connection).get_table_names())
    for trigger in ALL:
        if not {trigger.table, trigger.needs or trigger.table} <= there:
            continue
        for statement in _statements(trigger, connection.dialect.name):
            connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Remove every trigger, before a migration rewrites rows that are otherwise forever."""
    for trigger in ALL:
        table = f" ON {trigger.table}" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger.name}{table}")


def _statements(trigger: Trigger, dialect: str) -> list[str]:
    when = f" WHEN ({trigger.when})" if trigger.when else ""
    words = trigger.words.replace("'", "''")
    head = f"CREATE TRIGGER {trigger.name} BEFORE {trigger.on} ON {trigger.table}"
    if dialect == "sqlite":
        drop_it = f"DROP TRIGGER IF EXISTS {trigger.name}"
        return [drop_it, f"{head}{when} BEGIN SELECT RAISE(ABORT, '{words}'); END"]
    # PostgreSQL allows no subquery in WHEN, so the condition stands in the function.
    passed = "OLD" if trigger.on == "DELETE" else "NEW"
    refuse = f"RAISE EXCEPTION '{words}' USING ERRCODE = 'restrict_violation';"
    body = f"IF {trigger.when} THEN {refuse} END IF;" if trigger.when else refuse
    return [
        (
            f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {body} RETURN {passed}; END $$"
        ),
        f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}",
        f"{head} FOR EACH ROW EXECUTE FUNCTION {trigger.name}()",
    ]
