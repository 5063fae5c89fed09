"""Know printers, how each prints on a stock, and which a workstation uses for a template."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SPEAKS = (
    "kind = 'folder'"
    " OR (kind = 'queue' AND language IN ('pdf', 'bitmap'))"
    " OR (kind IN ('raw-queue', 'serial') AND language = 'zpl')"
    " OR (kind = 'tcp' AND language IN ('pdf', 'zpl'))"
)


def upgrade() -> None:
    """Forward only."""
    _printers()
    _stocks()
    _stations()


def _key() -> sa.Column[int]:
    return sa.Column("id", Id, autoincrement=True, nullable=False)


def _whole(name: str, default: str | None = None, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=default, nullable=null)


def _required(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


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


def _printers() -> None:
    of = "printer"
    op.create_table(
        of,
        _key(), _required("uid"), _required("name"), _required("kind"), _required("address"),
        sa.Column("workstation_id", Id, nullable=True), _required("language"),
        _whole("dpi", "203"), _whole("baud", "9600"),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        _whole("created_at"), sa.Column("created_by", Id, nullable=False),
        _refers(of, "workstation_id", "workstation"), _refers(of, "created_by", "user"),
        _check(of, "kind", "kind IN ('queue', 'raw-queue', 'tcp', 'serial', 'folder')"),
        _check(of, "speaks", _SPEAKS),
        _check(of, "language", "language IN ('pdf', 'bitmap', 'zpl')"),
        _check(of, "dots", "dpi BETWEEN 100 AND 2400 AND baud > 0"),
        _primary(of), _unique(of, "uid"), _unique(of, "name"),
    )  # fmt: skip


def _stocks() -> None:
    of = "printer_stock"
    op.create_table(
        of,
        _key(), sa.Column("printer_id", Id, nullable=False), _required("stock"),
        _whole("offset_x", "0"), _whole("offset_y", "0"),
        _whole("scale_x", "1000000"), _whole("scale_y", "1000000"),
        _whole("darkness", null=True), _whole("speed", null=True),
        _refers(of, "printer_id", "printer"),
        _check(of, "offset", "offset_x BETWEEN -20000 AND 20000"
               " AND offset_y BETWEEN -20000 AND 20000"),
        _check(of, "scale", "scale_x BETWEEN 900000 AND 1100000"
               " AND scale_y BETWEEN 900000 AND 1100000"),
        _check(of, "darkness", "darkness BETWEEN -30 AND 30"),
        _check(of, "speed", "speed BETWEEN 1 AND 14"),
        _primary(of), _unique(of, "printer_id", "stock"),
    )  # fmt: skip


def _stations() -> None:
    of = "station_printer"
    op.create_table(
        of,
        _key(), sa.Column("workstation_id", Id, nullable=False), _required("template"),
        sa.Column("printer_id", Id, nullable=False),
        _refers(of, "workstation_id", "workstation"), _refers(of, "printer_id", "printer"),
        _primary(of), _unique(of, "workstation_id", "template"),
    )  # fmt: skip
