"""Cost what arrives: charges, the receipts they come upon, and layers of cost."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lsn_desktop.storage import triggers

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ORIGINAL = (
    "(original_amount IS NULL) = (original_currency = '')"
    " AND (original_amount IS NULL) = (rate IS NULL)"
    " AND (original_amount IS NULL) = (rate_on IS NULL)"
)


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "charge",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("party_id", Id, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("original_amount", sa.BigInteger(), nullable=True),
        sa.Column("original_currency", sa.Text(), server_default="", nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=True),
        sa.Column("rate_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_by", Id, nullable=True),
        sa.CheckConstraint(
            "kind IN ('freight', 'duty', 'insurance', 'handling', 'other')",
            name=op.f("ck_charge_kind"),
        ),
        sa.CheckConstraint(
            "basis IN ('value', 'weight', 'volume', 'quantity')", name=op.f("ck_charge_basis")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_charge_amount")),
        sa.CheckConstraint(_ORIGINAL, name=op.f("ck_charge_original")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name=op.f("ck_charge_withdrawn")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_charge_created_by")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_charge_party_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["user.id"], name=op.f("fk_charge_withdrawn_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge")),
        sa.UniqueConstraint("uid", name=op.f("uq_charge_uid")),
    )
    op.create_table(
        "charge_receipt",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("charge_id", Id, nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_charge_receipt_charge_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_charge_receipt_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_receipt")),
        sa.UniqueConstraint(
            "charge_id", "document_id", name=op.f("uq_charge_receipt_charge_id_document_id")
        ),
    )
    op.create_index(
        op.f("ix_charge_receipt_document_id"), "charge_receipt", ["document_id"], unique=False
    )
    op.create_table(
        "cost_layer",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("lsn_id", Id, nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("line_id", Id, nullable=True),
        sa.Column("charge_id", Id, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("original_amount", sa.BigInteger(), nullable=True),
        sa.Column("original_currency", sa.Text(), server_default="", nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=True),
        sa.Column("rate_on", sa.Date(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('purchase', 'landed', 'material', 'labour', 'overhead', 'adjustment')",
            name=op.f("ck_cost_layer_kind"),
        ),
        sa.CheckConstraint(
            "(charge_id IS NULL) = (kind <> 'landed')", name=op.f("ck_cost_layer_landed")
        ),
        sa.CheckConstraint(_ORIGINAL, name=op.f("ck_cost_layer_original")),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_cost_layer_charge_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_cost_layer_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["document_line.id"], name=op.f("fk_cost_layer_line_id")
        ),
        sa.ForeignKeyConstraint(["lsn_id"], ["lsn.id"], name=op.f("fk_cost_layer_lsn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_layer")),
    )
    op.create_index("ix_cost_layer_lsn", "cost_layer", ["lsn_id", "id"], unique=False)
    op.create_index("ix_cost_layer_document", "cost_layer", ["document_id", "id"], unique=False)
    for of in ("charge", "line"):
        op.create_index(
            f"ix_cost_layer_{of}",
            "cost_layer",
            [f"{of}_id"],
            unique=False,
            sqlite_where=sa.text(f"{of}_id IS NOT NULL"),
            postgresql_where=sa.text(f"{of}_id IS NOT NULL"),
        )
    triggers.create(op.get_bind())
