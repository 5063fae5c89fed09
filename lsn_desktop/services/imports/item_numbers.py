"""The numbers by which labels name items: GTINs of every pack, HIBC, suppliers' own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.imports import known
from lsn_desktop.services.imports.fields import Field, Kind, needs
from lsn_desktop.services.imports.items import Gtins, units
from lsn_desktop.services.imports.parties import twice
from lsn_desktop.services.imports.rows import Row, changed_row, each_checked, made
from lsn_desktop.storage import imported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.imports.rows import Context

GTIN = "GTIN"


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row what it will do."""
    items = known.items(context, rows)
    suppliers = known.parties(context, rows, "supplier")
    gtins = Gtins(context, [row.text("number") for row in rows if _is_gtin(row)])
    codes = [row.text("number") for row in rows if not _is_gtin(row)]
    there = {
        (each["scope"], each["code"]): each
        for each in imported.rows(context.connection, "item_alias", "code", codes)
    }
    seen: dict[tuple[str, str], int] = {}

    def one(row: Row) -> None:
        needs(row, "sku", "number")
        row.name = code = row.text("number")
        item = known.the_item(row, items)
        if _is_gtin(row):
            if gtin := gtins.told(row, context, item["id"], "number"):
                gtins.join(row, item["id"], *gtin)
            return
        supplier = known.the_party(row, "supplier", suppliers)
        scope = supplier["code"] if supplier else ""
        if (scope, code) in seen:
            raise twice("number", code, seen[scope, code])
        seen[scope, code] = row.line
        _join(row, context, item, scope, there.get((scope, code)))

    each_checked(rows, context, one)


def _is_gtin(row: Row) -> bool:
    return row.text("kind").upper() in {GTIN, "EAN", "UPC"}


def _join(
    row: Row, context: Context, item: known.Known, scope: str, before: known.Known | None
) -> None:
    pack, code = units(row, context), row.text("number")
    wanted: dict[str, Any] = {
        "pack_numerator": pack.numerator,
        "pack_denominator": pack.denominator,
    }
    if kind := row.text("kind"):
        wanted["kind"] = kind
    told_of = ("item", item["id"])
    if before is None:
        values = {"item_id": item["id"], "scope": scope, "code": code, **wanted}
        label = f"{code} {item['sku']}"
        row.make(made("item_alias", values, "number", label, told_of))
        return
    if before["item_id"] != item["id"]:
        raise refusal(
            "{code} stands for another item already.",
            "One number is one item: look it up.",
            code=code,
        )
    changed_row(
        row, "item_alias", before, wanted, names={"pack_numerator": "pack"}, told_of=told_of
    )


NUMBERS = Kind(
    "numbers",
    mark("Numbers of items"),
    ("item_gtin", "item_alias"),
    (
        Field("sku", ("item", "item number", "part number", "item code"), needed=True),
        Field("number", ("code", "barcode", "gtin", "ean", "upc", "supplier number",
                         "vendor part number", "supplier sku", "cross reference"), needed=True),
        Field("kind", ("type", "number type", "barcode type")),
        Field("supplier", ("vendor", "supplier code", "vendor code")),
        Field("pack", ("pack quantity", "quantity", "units per pack")),
    ),
    check,
)  # fmt: skip
