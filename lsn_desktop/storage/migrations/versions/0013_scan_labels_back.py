"""Let a printer ask for a scan of what came out, and keep what each scan said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute(
        "ALTER TABLE printer ADD COLUMN scans_back TEXT DEFAULT 'never' NOT NULL"
        " CONSTRAINT ck_printer_scans_back CHECK (scans_back IN ('never', 'first', 'all'))"
    )
    of = "label_scan"
    op.create_table(
        of,
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("label_copy_id", Id, nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("checked_at", sa.BigInteger(), nullable=True),
        sa.Column("checked_by", Id, nullable=True),
        sa.Column("result", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["label_copy_id"], ["label_copy.id"], name=op.f("fk_label_scan_label_copy_id")
        ),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["user.id"], name=op.f("fk_label_scan_checked_by")
        ),
        sa.CheckConstraint(
            "result IN ('', 'reads', 'fails', 'left')", name=op.f("ck_label_scan_result")
        ),
        sa.CheckConstraint(
            "(checked_at IS NULL) = (result = '')", name=op.f("ck_label_scan_checked")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_scan")),
        sa.UniqueConstraint("label_copy_id", name=op.f("uq_label_scan_label_copy_id")),
    )
    waits = sa.text("checked_at IS NULL")
    op.create_index(
        "ix_label_scan_waiting", of, ["label_copy_id"], sqlite_where=waits,
        postgresql_where=waits,
    )  # fmt: skip
