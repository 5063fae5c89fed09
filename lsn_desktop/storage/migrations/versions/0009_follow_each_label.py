"""Follow each label of a print job to the paper, and let a serial's label be one job's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_STATES = "'waiting', 'sent', 'printed', 'uncertain', 'cancelled'"
_WERE = "'waiting', 'drawn', 'sent', 'printed', 'failed', 'cancelled'"
_ARE = "'waiting', 'drawn', 'sent', 'paused', 'printed', 'failed', 'cancelled'"

# A label that went out with its whole job is where that job was.
_FOLLOW_THE_JOB = """
    UPDATE label_copy SET
        state = coalesce((
            SELECT status FROM print_job WHERE print_job.id = label_copy.print_job_id
            AND status IN ('sent', 'printed', 'cancelled')
        ), 'waiting'),
        printer_job = coalesce((
            SELECT printer_job FROM print_job WHERE print_job.id = label_copy.print_job_id
        ), '')
"""
# The first job that has a serial's label keeps it; later ones were never asked for a reason.
_CLAIM = """
    UPDATE label_copy SET claims = {true} WHERE id IN (
        SELECT min(copy.id) FROM label_copy AS copy JOIN lsn ON lsn.id = copy.lsn_id
        WHERE lsn.kind = 'serial' AND copy.voided_at IS NULL AND copy.state <> 'cancelled'
        GROUP BY copy.lsn_id
    )
"""


def upgrade() -> None:
    """Forward only."""
    _reword("print_job", "status", f"status IN ({_WERE})", f"status IN ({_ARE})")
    _refer("print_job", "reprint_of", "print_job")
    op.create_index("ix_print_job_reprint_of", "print_job", ["reprint_of"])
    op.add_column("print_job", sa.Column("sheet", sa.Text(), server_default="", nullable=False))
    op.add_column("print_job", _whole("sheet_labels", "1"))
    op.add_column("print_job", _whole("sheet_start", "1"))
    op.execute(
        "ALTER TABLE label_copy ADD COLUMN state TEXT DEFAULT 'waiting' NOT NULL"
        f" CONSTRAINT ck_label_copy_state CHECK (state IN ({_STATES}))"
    )
    op.add_column(
        "label_copy", sa.Column("printer_job", sa.Text(), server_default="", nullable=False)
    )
    op.add_column("label_copy", sa.Column("printed_at", sa.BigInteger(), nullable=True))
    op.add_column(
        "label_copy",
        sa.Column("claims", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.execute(_FOLLOW_THE_JOB)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(_CLAIM.format(true="1" if is_sqlite else "true"))
    claims = sa.text("claims")
    op.create_index(
        "uq_label_copy_claim", "label_copy", ["lsn_id"], unique=True,
        sqlite_where=claims, postgresql_where=claims,
    )  # fmt: skip


def _whole(name: str, default: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=default, nullable=False)


def _refer(table: str, column: str, target: str) -> None:
    """A reference in a table that is there already: both engines take it in one statement."""
    kind = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} {kind}"
        f" CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)"
    )


def _reword(table: str, name: str, was: str, is_now: str) -> None:
    """Change what a constraint says."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, is_now)
        return
    # SQLite changes no constraint. Its own way (sqlite.org/lang_altertable.html, 7) writes the
    # new words into the schema; a new table would copy every job there ever was.
    connection = op.get_bind()
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
        (f"({was})", f"({is_now})", table),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
