"""Name goods by other codes: aliases of items, and rules taught by scanning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "item_alias",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("item_id", Id, nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("scope", sa.Text(), server_default="", nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_key", sa.Text(), nullable=False),
        sa.Column("pack_numerator", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("pack_denominator", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_item_alias_code")),
        sa.CheckConstraint(
            "pack_numerator > 0 AND pack_denominator > 0", name=op.f("ck_item_alias_pack")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_alias_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_alias")),
        sa.UniqueConstraint("scope", "code", name=op.f("uq_item_alias_scope_code")),
    )
    op.create_index("ix_item_alias_code", "item_alias", ["code"], unique=False)
    op.create_index("ix_item_alias_code_key", "item_alias", ["code_key"], unique=False)
    op.create_index(op.f("ix_item_alias_item_id"), "item_alias", ["item_id"], unique=False)
    op.create_table(
        "taught_rule",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("party_id", Id, nullable=True),
        sa.Column("item_id", Id, nullable=True),
        sa.Column("sample", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user.id"], name=op.f("fk_taught_rule_created_by")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_taught_rule_item_id")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_taught_rule_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taught_rule")),
        sa.UniqueConstraint("uid", name=op.f("uq_taught_rule_uid")),
    )
    op.create_index(op.f("ix_taught_rule_party_id"), "taught_rule", ["party_id"], unique=False)
