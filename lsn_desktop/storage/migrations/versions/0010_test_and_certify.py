"""Test results and limits; certificates revised and withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lsn_desktop.storage import triggers

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    _specifications()
    _results()
    _certificates()
    triggers.create(op.get_bind())


def _key() -> sa.Column[int]:
    return sa.Column("id", Id, autoincrement=True, nullable=False)


def _id(name: str) -> sa.Column[int]:
    return sa.Column(name, Id, nullable=False)


def _whole(name: str, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=default, nullable=False)


def _text(name: str, default: str | None = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _flag(name: str, *, default: bool) -> sa.Column[bool]:
    value = sa.true() if default else sa.false()
    return sa.Column(name, sa.Boolean(), server_default=value, nullable=False)


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}")
    )


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _primary(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _specifications() -> None:
    of = "test_specification"
    op.create_table(
        of,
        _key(), _text("uid", None), _id("item_id"), _whole("number"), _text("name", None),
        _text("name_key", None), _text("method"), _text("unit"), _text("low"), _text("high"),
        _text("expected"), _flag("required", default=True), _flag("active", default=True),
        _whole("created_at"), _id("created_by"),
        _refers(of, "item_id", "item"), _refers(of, "created_by", "user"),
        _check(of, "name", "name <> ''"),
        _check(of, "limits", "expected = '' OR (low = '' AND high = '')"),
        _primary(of), _unique(of, "uid"), _unique(of, "item_id", "name_key"),
    )  # fmt: skip


def _results() -> None:
    of = "test_result"
    op.create_table(
        of,
        _key(), _text("uid", None), _id("lsn_id"), _id("specification_id"), _whole("turn"),
        _text("name", None), _text("method"), _text("unit"), _text("low"), _text("high"),
        _text("expected"), _flag("required", default=True), _text("value", None),
        _flag("passed", default=False), sa.Column("tested_on", sa.Date(), nullable=True),
        _text("laboratory"), _text("note"), _text("source", "typed"), _whole("created_at"),
        _id("created_by"),
        _refers(of, "lsn_id", "lsn"), _refers(of, "specification_id", "test_specification"),
        _refers(of, "created_by", "user"),
        _check(of, "turn", "turn > 0"),
        _check(of, "source", "source IN ('typed', 'pasted', 'imported')"),
        _check(of, "corrected", "turn = 1 OR note <> ''"),
        _primary(of), _unique(of, "uid"), _unique(of, "lsn_id", "specification_id", "turn"),
    )  # fmt: skip
    op.create_index(f"ix_{of}_specification_id", of, ["specification_id"])


def _refer(table: str, column: str, target: str) -> None:
    """A reference in a table that is there already: both engines take it in one statement."""
    kind = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} {kind}"
        f' CONSTRAINT fk_{table}_{column} REFERENCES "{target}" (id)'
    )


def _certificates() -> None:
    of = "certificate"
    op.add_column(of, _whole("revision", "1"))
    _refer(of, "revises_id", of)
    op.create_index(f"ix_{of}_revises_id", of, ["revises_id"], unique=True)
    op.add_column(of, sa.Column("withdrawn_at", sa.BigInteger(), nullable=True))
    _refer(of, "withdrawn_by", "user")
    op.add_column(of, _text("withdrawn_reason"))
    op.add_column(of, _text("template"))
    _refer(of, "document_id", "document")
    op.create_index(f"ix_{of}_document_id", of, ["document_id"])
