"""Let a label be one of an item alone: of no lot, no place and no pallet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ONE_OF_THREE = (
    "(CASE WHEN lsn_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN location_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN handling_unit_id IS NULL THEN 0 ELSE 1 END) = 1"
)
_ONE_OF_FOUR = (
    "(CASE WHEN lsn_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN location_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN handling_unit_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN item_id IS NULL THEN 0 ELSE 1 END) = 1"
)


def upgrade() -> None:
    """Forward only."""
    connection = op.get_bind()
    is_postgresql = connection.dialect.name == "postgresql"
    # A reference in a table that is there already: both engines take it in one statement.
    op.execute(
        f"ALTER TABLE label_copy ADD COLUMN item_id {'BIGINT' if is_postgresql else 'INTEGER'}"
        " CONSTRAINT fk_label_copy_item_id REFERENCES item (id)"
    )
    of_an_item = sa.text("item_id IS NOT NULL")
    op.create_index(
        "ix_label_copy_item", "label_copy", ["item_id"],
        sqlite_where=of_an_item, postgresql_where=of_an_item,
    )  # fmt: skip
    if is_postgresql:
        op.drop_constraint(op.f("ck_label_copy_subject"), "label_copy", type_="check")
        op.create_check_constraint(op.f("ck_label_copy_subject"), "label_copy", _ONE_OF_FOUR)
        return
    # SQLite changes no constraint. Its own way (sqlite.org/lang_altertable.html, 7) writes the
    # new words into the schema; a new table would copy every label there ever was.
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?)"
        " WHERE type = 'table' AND name = 'label_copy'",
        (f"({_ONE_OF_THREE})", f"({_ONE_OF_FOUR})"),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
