"""Make and ship: bills, work orders, sales orders, units that are packed, overrides."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lsn_desktop.storage import triggers

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    _bills()
    _work_orders()
    _sales_orders()
    _columns()
    _ties_parcels_overrides()
    _steps_of_units()
    _let_goods_be_packed_where_they_stand()
    _find_what_a_trace_asks()
    triggers.create(op.get_bind())


def _key() -> sa.Column[int]:
    return sa.Column("id", Id, autoincrement=True, nullable=False)


def _whole(name: str, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=default, nullable=False)


def _text(name: str, default: str | None = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _flag(name: str, *, default: bool = False) -> sa.Column[bool]:
    value = sa.true() if default else sa.false()
    return sa.Column(name, sa.Boolean(), server_default=value, nullable=False)


def _id(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, Id, nullable=null)


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


def _index(table: str, *columns: str, name: str = "") -> None:
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _bills() -> None:
    of = "bill_of_material"
    op.create_table(
        of,
        _key(), _text("uid", None), _id("item_id"), _text("revision"), _whole("makes"),
        _flag("active", default=True), _text("note"), _whole("created_at"), _id("created_by"),
        _refers(of, "item_id", "item"), _refers(of, "created_by", "user"),
        _check(of, "makes", "makes > 0"),
        _primary(of), _unique(of, "uid"), _unique(of, "item_id", "revision"),
    )  # fmt: skip
    of = "bom_line"
    op.create_table(
        of,
        _key(), _id("bom_id"), _whole("number"), _id("item_id"), _text("kind", "component"),
        _whole("quantity"), _whole("scrap", "0"), _flag("part_of"),
        _refers(of, "bom_id", "bill_of_material"), _refers(of, "item_id", "item"),
        _check(of, "kind", "kind IN ('component', 'by-product')"),
        _check(of, "quantities", "quantity > 0 AND scrap >= 0"),
        _primary(of), _unique(of, "bom_id", "number"),
    )  # fmt: skip
    _index(of, "item_id")


def _work_orders() -> None:
    of = "work_order"
    op.create_table(
        of,
        _key(), _text("uid", None), _text("number", None), _text("number_key", None),
        _text("kind", "build"), _id("item_id"), _id("bom_id", null=True), _whole("ordered"),
        _whole("made", "0"), _whole("scrapped", "0"), _text("status", "planned"),
        sa.Column("due_on", sa.Date(), nullable=True), _id("location_id", null=True),
        _text("note"), _whole("created_at"), _id("created_by"),
        _refers(of, "item_id", "item"), _refers(of, "bom_id", "bill_of_material"),
        _refers(of, "location_id", "location"), _refers(of, "created_by", "user"),
        _check(of, "kind", "kind IN ('build', 'disassembly', 'rework')"),
        _check(of, "status", "status IN ('planned', 'released', 'closed', 'cancelled')"),
        _check(of, "quantities", "ordered > 0 AND made >= 0 AND scrapped >= 0"),
        _primary(of), _unique(of, "uid"), _unique(of, "number"),
    )  # fmt: skip
    _index(of, "item_id")
    _index(of, "status", "due_on", name="ix_work_order_status")
    _index(of, "number_key")
    of = "work_order_line"
    op.create_table(
        of,
        _key(), _id("work_order_id"), _whole("number"), _id("item_id"),
        _text("kind", "component"), _whole("needed"), _whole("used", "0"), _flag("part_of"),
        _refers(of, "work_order_id", "work_order"), _refers(of, "item_id", "item"),
        _check(of, "kind", "kind IN ('component', 'by-product')"),
        _check(of, "quantities", "needed > 0 AND used >= 0"),
        _primary(of), _unique(of, "work_order_id", "number"),
    )  # fmt: skip
    _index(of, "item_id")


def _sales_orders() -> None:
    of = "sales_order"
    op.create_table(
        of,
        _key(), _text("uid", None), _text("number", None), _text("number_key", None),
        _id("customer_id"), sa.Column("due_on", sa.Date(), nullable=True),
        _text("status", "open"), _text("reference"), _text("ship_to"), _text("note"),
        _text("source"), _whole("created_at"), _id("created_by"),
        _refers(of, "customer_id", "party"), _refers(of, "created_by", "user"),
        _check(of, "status", "status IN ('open', 'closed', 'cancelled')"),
        _primary(of), _unique(of, "uid"), _unique(of, "number"),
    )  # fmt: skip
    _index(of, "customer_id")
    _index(of, "status", "due_on", name="ix_sales_order_status")
    _index(of, "number_key")
    of = "sales_order_line"
    op.create_table(
        of,
        _key(), _id("sales_order_id"), _whole("number"), _id("item_id"), _whole("ordered"),
        _whole("shipped", "0"), sa.Column("price", sa.BigInteger(), nullable=True),
        _id("lsn_id", null=True),
        _refers(of, "sales_order_id", "sales_order"), _refers(of, "item_id", "item"),
        _refers(of, "lsn_id", "lsn"),
        _check(of, "quantities", "ordered >= 0 AND shipped >= 0"),
        _primary(of), _unique(of, "sales_order_id", "number"),
    )  # fmt: skip
    _index(of, "item_id")


def _refer(table: str, column: str, target: str, *, indexed: bool = False) -> None:
    """A reference in a table that is there already: both engines take it in one statement."""
    kind = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} {kind}"
        f" CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)"
    )
    if indexed:
        _index(table, column)


def _columns() -> None:
    _refer("document", "work_order_id", "work_order", indexed=True)
    _refer("document", "sales_order_id", "sales_order", indexed=True)
    _refer("document_line", "sales_order_line_id", "sales_order_line")
    _refer("document_line", "from_unit_id", "handling_unit")
    _refer("document_line", "to_unit_id", "handling_unit")
    of_a_sale = sa.text("sales_order_line_id IS NOT NULL")
    op.create_index(
        "ix_document_line_sales_order_line_id", "document_line", ["sales_order_line_id"],
        sqlite_where=of_a_sale, postgresql_where=of_a_sale,
    )  # fmt: skip
    op.add_column("document_line", _flag("claims"))
    op.add_column("party", sa.Column("life_on_ship_days", sa.BigInteger(), nullable=True))
    op.execute(
        "ALTER TABLE item ADD COLUMN expiry_rule TEXT DEFAULT 'shelf life' NOT NULL"
        " CONSTRAINT ck_item_expiry_rule"
        " CHECK (expiry_rule IN ('shelf life', 'earliest component', 'earlier'))"
    )
    op.add_column("item", sa.Column("life_on_ship_days", sa.BigInteger(), nullable=True))
    op.add_column("item", _flag("part_of"))
    op.execute(
        "ALTER TABLE handling_unit ADD COLUMN kind TEXT DEFAULT 'pallet' NOT NULL"
        " CONSTRAINT ck_handling_unit_kind CHECK (kind IN ('pallet', 'case'))"
    )
    _refer("handling_unit", "document_id", "document", indexed=True)
    op.add_column("handling_unit", _whole("created_at", "0"))
    op.add_column("handling_unit", sa.Column("closed_at", sa.BigInteger(), nullable=True))
    _index("handling_unit", "parent_id")
    op.create_index("ix_lsn_item_expires", "lsn", ["item_id", "expires"])


def _ties_parcels_overrides() -> None:
    of = "part_of"
    op.create_table(
        of,
        _key(), _id("component_line_id"), _id("output_line_id"), _whole("quantity"),
        _flag("voided"),
        _refers(of, "component_line_id", "document_line"),
        _refers(of, "output_line_id", "document_line"),
        _check(of, "quantity", "quantity > 0"),
        _primary(of),
    )  # fmt: skip
    _index(of, "component_line_id")
    _index(of, "output_line_id")
    of = "parcel"
    op.create_table(
        of,
        _key(), _text("uid", None), _id("document_id"), _id("carrier_id", null=True),
        _text("carrier"), _text("tracking", None), _text("tracking_key", None),
        _id("handling_unit_id", null=True), _whole("created_at"), _id("created_by"),
        _flag("voided"), _id("scan_id", null=True),
        _refers(of, "document_id", "document"), _refers(of, "carrier_id", "party"),
        _refers(of, "scan_id", "scan"),
        _refers(of, "handling_unit_id", "handling_unit"), _refers(of, "created_by", "user"),
        _primary(of), _unique(of, "uid"),
    )  # fmt: skip
    _index(of, "document_id")
    _index(of, "tracking_key")
    of = "override"
    op.create_table(
        of,
        _key(), _text("uid", None), _id("line_id"), _id("lsn_id"), _text("why", None),
        _text("reason", None), _whole("at"), _id("user_id"), _id("signed_by"),
        _refers(of, "line_id", "document_line"), _refers(of, "lsn_id", "lsn"),
        _refers(of, "user_id", "user"), _refers(of, "signed_by", "user"),
        _check(of, "why", "why IN ('held', 'recalled', 'expired', 'short-dated')"),
        _check(of, "reason", "reason <> ''"),
        _primary(of), _unique(of, "uid"), _unique(of, "line_id"),
    )  # fmt: skip
    _index(of, "lsn_id")


def _steps_of_units() -> None:
    of = "unit_step"
    op.create_table(
        of,
        _key(), _id("unit_id"), _id("document_id", null=True), _id("before_id", null=True),
        _id("after_id", null=True), _whole("at"), _id("user_id"),
        _refers(of, "unit_id", "handling_unit"), _refers(of, "document_id", "document"),
        _refers(of, "before_id", "handling_unit"), _refers(of, "after_id", "handling_unit"),
        _refers(of, "user_id", "user"),
        _primary(of),
    )  # fmt: skip
    _index(of, "unit_id")
    _index(of, "document_id")


_PLACES = "from_location_id <> to_location_id"
_PACKED = f"{_PLACES} OR coalesce(from_unit_id, 0) <> coalesce(to_unit_id, 0)"
_SUBJECT = "(lsn_id IS NULL) <> (location_id IS NULL)"
_ONE_OF_THREE = (
    "(CASE WHEN lsn_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN location_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN handling_unit_id IS NULL THEN 0 ELSE 1 END) = 1"
)


def _let_goods_be_packed_where_they_stand() -> None:
    """A line may leave goods in their place, if it takes them into or out of a unit.

    And a label may be one of a unit, of no lot and no place.
    """
    _reword("document_line", "places", _PLACES, _PACKED)
    _refer("label_copy", "handling_unit_id", "handling_unit")
    _reword("label_copy", "subject", _SUBJECT, _ONE_OF_THREE)


def _reword(table: str, name: str, was: str, is_now: str) -> None:
    """Change what a constraint says."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, is_now)
        return
    # SQLite changes no constraint. Its own way (sqlite.org/lang_altertable.html, 7) writes the
    # new words into the schema; a new table would copy every line there ever was.
    connection = op.get_bind()
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
        (f"({was})", f"({is_now})", table),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def _find_what_a_trace_asks() -> None:
    """Indexes that tell what was made, received or shipped without the lines beside it."""
    op.drop_index(op.f("ix_document_line_lsn_id"), "document_line")
    places = ("from_location_id", "to_location_id")
    _index("document_line", "lsn_id", *places, name="ix_document_line_lsn")
    op.drop_index(op.f("ix_genealogy_edge_document_id"), "genealogy_edge")
    _index("genealogy_edge", "document_id", "output_id", name="ix_genealogy_edge_document")
