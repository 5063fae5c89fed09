"""Ask suppliers for certificates: rules, and what they sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lsn_desktop.storage import triggers

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_KINDS = (
    "certificate of analysis",
    "certificate of compliance",
    "mill test report",
    "safety data sheet",
    "calibration certificate",
)
# What was attached as a certificate is one; what we issued ourselves is none of a supplier's,
# and what is attached to a serial of a lot does not speak for the lot.
_TAKE_OVER = """
    INSERT INTO supplier_certificate
        (uid, kind, issued_on, expires_on, lsn_id, item_id, supplier_id, attachment_id,
         created_at, created_by)
    SELECT attachment.uid, lower(attachment.kind), attachment.issued_on, attachment.expires_on,
        CASE WHEN attachment.subject = 'lsn' THEN attachment.subject_id END,
        CASE WHEN attachment.subject = 'item' THEN attachment.subject_id END,
        CASE WHEN attachment.subject = 'party' THEN attachment.subject_id END,
        attachment.id, attachment.created_at, attachment.created_by
    FROM attachment
    WHERE lower(attachment.kind) IN ({kinds})
    AND attachment.subject IN ('lsn', 'item', 'party')
    AND NOT EXISTS (
        SELECT 1 FROM lsn WHERE attachment.subject = 'lsn' AND lsn.id = attachment.subject_id
        AND (lsn.lot_id IS NOT NULL OR lsn.kind = 'bulk')
    )
    AND NOT EXISTS (SELECT 1 FROM certificate WHERE certificate.blob_id = attachment.blob_id)
    ORDER BY attachment.id
"""


def upgrade() -> None:
    """Forward only."""
    _rules()
    _certificates()
    kind = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(
        f"ALTER TABLE hold ADD COLUMN certificate_rule_id {kind}"
        " CONSTRAINT fk_hold_certificate_rule_id REFERENCES certificate_rule (id)"
    )
    waits = sa.text("certificate_rule_id IS NOT NULL AND released_at IS NULL")
    op.create_index(
        "uq_hold_certificate", "hold", ["lsn_id", "certificate_rule_id"], unique=True,
        sqlite_where=waits, postgresql_where=waits,
    )  # fmt: skip
    kinds = ", ".join(f"'{each}'" for each in _KINDS)
    op.execute(_TAKE_OVER.format(kinds=kinds))
    triggers.create(op.get_bind())


def _rules() -> None:
    of = "certificate_rule"
    op.create_table(
        of,
        sa.Column("id", Id, autoincrement=True, nullable=False),
        _text("uid", None), _text("kind", None), _id("item_id", null=True),
        _id("supplier_id", null=True), _text("per", None),
        sa.Column("warn_days", sa.BigInteger(), server_default="30", nullable=False),
        _at("created_at"), _id("created_by"), _at("ended_at", null=True),
        _id("ended_by", null=True),
        _refers(of, "item_id", "item"), _refers(of, "supplier_id", "party"),
        _refers(of, "created_by", "user"), _refers(of, "ended_by", "user"),
        _check(of, "kind", "kind <> ''"),
        _check(of, "per", "per IN ('lot', 'supplier')"),
        _check(of, "warn_days", "warn_days >= 0"),
        _check(of, "ended", "(ended_at IS NULL) = (ended_by IS NULL)"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{of}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{of}_uid")),
    )  # fmt: skip
    op.create_index(op.f(f"ix_{of}_item_id"), of, ["item_id"])


def _certificates() -> None:
    of = "supplier_certificate"
    op.create_table(
        of,
        sa.Column("id", Id, autoincrement=True, nullable=False),
        _text("uid", None), _text("kind", None), _text("number"), _text("issued_by"),
        sa.Column("issued_on", sa.Date()), sa.Column("expires_on", sa.Date()),
        _id("lsn_id", null=True), _id("item_id", null=True), _id("supplier_id", null=True),
        _id("attachment_id"), _at("created_at"), _id("created_by"),
        _at("rejected_at", null=True), _id("rejected_by", null=True), _text("rejection"),
        _refers(of, "lsn_id", "lsn"), _refers(of, "item_id", "item"),
        _refers(of, "supplier_id", "party"), _refers(of, "attachment_id", "attachment"),
        _refers(of, "created_by", "user"), _refers(of, "rejected_by", "user"),
        _check(of, "kind", "kind <> ''"),
        _check(
            of, "covers",
            "lsn_id IS NULL AND (item_id IS NOT NULL OR supplier_id IS NOT NULL)"
            " OR lsn_id IS NOT NULL AND item_id IS NULL AND supplier_id IS NULL",
        ),
        _check(of, "days", "expires_on >= issued_on"),
        _check(of, "rejected", "(rejected_at IS NULL) = (rejected_by IS NULL)"),
        _check(of, "rejection", "(rejected_at IS NULL) = (rejection = '')"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{of}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{of}_uid")),
    )  # fmt: skip
    for column in ("lsn_id", "item_id", "supplier_id", "attachment_id"):
        op.create_index(op.f(f"ix_{of}_{column}"), of, [column])
    op.create_index("ix_supplier_certificate_expires", of, ["expires_on"])


def _text(name: str, default: str | None = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _at(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _id(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, Id, nullable=null)


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}")
    )


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
