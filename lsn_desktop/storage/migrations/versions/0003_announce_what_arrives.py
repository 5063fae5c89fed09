"""Announce what arrives: manifests, discrepancies, imports undone, changes of LSNs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "exchange_mapping",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_mapping")),
        sa.UniqueConstraint("kind", "headings", name=op.f("uq_exchange_mapping_kind_headings")),
    )
    op.create_table(
        "view_layout",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("user_id", Id, nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_view_layout_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view_layout")),
        sa.UniqueConstraint("user_id", "view", name=op.f("uq_view_layout_user_id_view")),
    )
    op.create_table(
        "exchange_change",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("job_id", Id, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), server_default="{}", nullable=False),
        sa.CheckConstraint(
            "action IN ('create', 'change')", name=op.f("ck_exchange_change_action")
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["exchange_job.id"], name=op.f("fk_exchange_change_job_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_change")),
    )
    op.create_index(
        op.f("ix_exchange_change_job_id"), "exchange_change", ["job_id"], unique=False
    )
    op.create_table(
        "lsn_change",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lsn_id", Id, nullable=False),
        sa.Column("other_id", Id, nullable=True),
        sa.Column("old_code", sa.Text(), server_default="", nullable=False),
        sa.Column("new_code", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_id", Id, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user_id", Id, nullable=False),
        sa.CheckConstraint(
            "(kind = 'rename') = (other_id IS NULL)", name=op.f("ck_lsn_change_other")
        ),
        sa.CheckConstraint(
            "kind IN ('rename', 'merge', 'split')", name=op.f("ck_lsn_change_kind")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_lsn_change_document_id")
        ),
        sa.ForeignKeyConstraint(["lsn_id"], ["lsn.id"], name=op.f("fk_lsn_change_lsn_id")),
        sa.ForeignKeyConstraint(["other_id"], ["lsn.id"], name=op.f("fk_lsn_change_other_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_lsn_change_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lsn_change")),
        sa.UniqueConstraint("uid", name=op.f("uq_lsn_change_uid")),
    )
    op.create_index(op.f("ix_lsn_change_lsn_id"), "lsn_change", ["lsn_id"], unique=False)
    op.create_index(op.f("ix_lsn_change_other_id"), "lsn_change", ["other_id"], unique=False)
    op.create_table(
        "manifest",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("party_id", Id, nullable=True),
        sa.Column("purchase_order_id", Id, nullable=True),
        sa.Column("document_id", Id, nullable=True),
        sa.Column("blob_id", Id, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.CheckConstraint(
            "kind IN ('table', 'x12 856', 'epcis')", name=op.f("ck_manifest_kind")
        ),
        sa.ForeignKeyConstraint(["blob_id"], ["blob.id"], name=op.f("fk_manifest_blob_id")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user.id"], name=op.f("fk_manifest_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_manifest_document_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_manifest_party_id")),
        sa.ForeignKeyConstraint(
            ["purchase_order_id"],
            ["purchase_order.id"],
            name=op.f("fk_manifest_purchase_order_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manifest")),
        sa.UniqueConstraint("uid", name=op.f("uq_manifest_uid")),
    )
    op.create_index(op.f("ix_manifest_document_id"), "manifest", ["document_id"], unique=False)
    op.create_index(
        op.f("ix_manifest_purchase_order_id"), "manifest", ["purchase_order_id"], unique=False
    )
    op.create_table(
        "manifest_line",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("manifest_id", Id, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("item_id", Id, nullable=True),
        sa.Column("named", sa.Text(), server_default="", nullable=False),
        sa.Column("lot", sa.Text(), server_default="", nullable=False),
        sa.Column("serial", sa.Text(), server_default="", nullable=False),
        sa.Column("sscc", sa.Text(), server_default="", nullable=False),
        sa.Column("expiry", sa.Date(), nullable=True),
        sa.Column("best_before", sa.Date(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_manifest_line_quantity")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_manifest_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["manifest_id"], ["manifest.id"], name=op.f("fk_manifest_line_manifest_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manifest_line")),
        sa.UniqueConstraint(
            "manifest_id", "number", name=op.f("uq_manifest_line_manifest_id_number")
        ),
    )
    op.create_index(
        op.f("ix_manifest_line_item_id"), "manifest_line", ["item_id"], unique=False
    )
    op.create_table(
        "discrepancy",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("line_id", Id, nullable=True),
        sa.Column("manifest_line_id", Id, nullable=True),
        sa.Column("item_id", Id, nullable=True),
        sa.Column("lsn_id", Id, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("disposition", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "disposition IN ('', 'accepted', 'quarantine', 'return', 'scrap', 'refused')",
            name=op.f("ck_discrepancy_disposition"),
        ),
        sa.CheckConstraint(
            "kind IN ('over', 'short', 'damaged', 'wrong lot', 'wrong item', 'short-dated', 'other')",
            name=op.f("ck_discrepancy_kind"),
        ),
        sa.CheckConstraint(
            "quantity IS NULL OR quantity > 0", name=op.f("ck_discrepancy_quantity")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user.id"], name=op.f("fk_discrepancy_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_discrepancy_document_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_discrepancy_item_id")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["document_line.id"], name=op.f("fk_discrepancy_line_id")
        ),
        sa.ForeignKeyConstraint(["lsn_id"], ["lsn.id"], name=op.f("fk_discrepancy_lsn_id")),
        sa.ForeignKeyConstraint(
            ["manifest_line_id"],
            ["manifest_line.id"],
            name=op.f("fk_discrepancy_manifest_line_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discrepancy")),
        sa.UniqueConstraint("uid", name=op.f("uq_discrepancy_uid")),
    )
    op.create_index(
        op.f("ix_discrepancy_document_id"), "discrepancy", ["document_id"], unique=False
    )
    op.create_index(op.f("ix_discrepancy_lsn_id"), "discrepancy", ["lsn_id"], unique=False)
    op.create_table(
        "manifest_tick",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("manifest_line_id", Id, nullable=False),
        sa.Column("line_id", Id, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_manifest_tick_quantity")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["document_line.id"], name=op.f("fk_manifest_tick_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["manifest_line_id"],
            ["manifest_line.id"],
            name=op.f("fk_manifest_tick_manifest_line_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manifest_tick")),
        sa.UniqueConstraint(
            "line_id",
            "manifest_line_id",
            name=op.f("uq_manifest_tick_line_id_manifest_line_id"),
        ),
    )
    op.create_index(
        op.f("ix_manifest_tick_manifest_line_id"),
        "manifest_tick",
        ["manifest_line_id"],
        unique=False,
    )
    op.add_column("exchange_job", sa.Column("undone_at", sa.BigInteger(), nullable=True))
    op.add_column(
        "item", sa.Column("serial_pattern", sa.Text(), server_default="", nullable=False)
    )
    op.add_column(
        "item", sa.Column("label_template", sa.Text(), server_default="", nullable=False)
    )
    op.add_column("item", sa.Column("put_away", sa.Text(), server_default="", nullable=False))
    op.add_column("item", sa.Column("weight_g", sa.BigInteger(), nullable=True))
    op.add_column("item", sa.Column("volume_ml", sa.BigInteger(), nullable=True))
    op.add_column("lsn", sa.Column("retest", sa.Date(), nullable=True))
    op.add_column("lsn", sa.Column("maker", sa.Text(), server_default="", nullable=False))
    op.add_column("purchase_order_line", sa.Column("price", sa.BigInteger(), nullable=True))
