"""Keep what is asked of millions: what is on hand of an item, until when an LSN is good."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TOTALS = """
    INSERT INTO item_total (item_id, on_hand)
    SELECT lsn.item_id, sum(balance.on_hand)
    FROM balance JOIN lsn ON lsn.id = balance.lsn_id
    GROUP BY lsn.item_id
"""
_EXPIRIES = """
    UPDATE lsn SET expires = coalesce(
        expiry, (SELECT lot.expiry FROM lsn AS lot WHERE lot.id = lsn.lot_id)
    )
    WHERE expiry IS NOT NULL
    OR lot_id IN (SELECT lot.id FROM lsn AS lot WHERE lot.expiry IS NOT NULL)
"""


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "item_total",
        sa.Column("item_id", Id, autoincrement=False, nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_total_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item_total")),
    )
    op.execute(_TOTALS)
    op.add_column(
        "lsn", sa.Column("expires", sa.Date(), server_default="9999-12-31", nullable=False)
    )
    op.execute(_EXPIRIES)
    op.drop_index("ix_lsn_expiry", "lsn")
    op.create_index("ix_lsn_expires", "lsn", ["expires", "id", "kind"], unique=False)
    op.create_index("ix_lsn_item", "lsn", ["item_id", "code_key"], unique=False)
    op.drop_index("ix_balance_lsn", "balance")
    op.create_index("ix_balance_lsn", "balance", ["lsn_id", "on_hand"], unique=False)
    op.create_index(
        "ix_manifest_line_serial", "manifest_line", ["manifest_id", "serial"], unique=False
    )
