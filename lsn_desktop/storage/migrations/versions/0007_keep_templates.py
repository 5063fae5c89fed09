"""Keep label templates of the company's own, and which is used for what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lsn_desktop.storage import triggers

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    _templates()
    _versions()
    _uses()
    triggers.create(op.get_bind())


def _key() -> sa.Column[int]:
    return sa.Column("id", Id, autoincrement=True, nullable=False)


def _required(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}")
    )


def _templates() -> None:
    op.create_table(
        "label_template",
        _key(),
        _required("name"),
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_template")),
        sa.UniqueConstraint("name", name=op.f("uq_label_template_name")),
    )


def _versions() -> None:
    of = "label_template_version"
    op.create_table(
        of,
        _key(),
        _required("uid"),
        sa.Column("template_id", Id, nullable=False),
        _required("version"),
        _required("title"),
        _required("source"),
        _required("digest"),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.CheckConstraint("version <> ''", name=op.f(f"ck_{of}_version")),
        _refers(of, "template_id", "label_template"),
        _refers(of, "created_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{of}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{of}_uid")),
        sa.UniqueConstraint(
            "template_id", "version", name=op.f(f"uq_{of}_template_id_version")
        ),
    )
    op.create_index("ix_label_template_version_digest", of, ["digest"])


def _uses() -> None:
    of = "label_template_use"
    op.create_table(
        of,
        _key(),
        _required("usual"),
        sa.Column("item_id", Id, nullable=True),
        sa.Column("customer_id", Id, nullable=True),
        _required("printer", ""),
        _required("template"),
        _refers(of, "item_id", "item"),
        _refers(of, "customer_id", "party"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{of}")),
    )
    op.create_index("ix_label_template_use_usual", of, ["usual"])
    op.create_index(op.f("ix_label_template_use_item_id"), of, ["item_id"])
    op.create_index(op.f("ix_label_template_use_customer_id"), of, ["customer_id"])
