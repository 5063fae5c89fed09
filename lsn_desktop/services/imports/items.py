"""Items from a file, each with a GTIN, its family and the family's fields."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.numbering import numbered
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.imports import known
from lsn_desktop.services.imports.custom import Custom
from lsn_desktop.services.imports.fields import (
    Field,
    Kind,
    choice,
    needs,
    number,
    whole,
    yes,
)
from lsn_desktop.services.imports.parties import twice
from lsn_desktop.services.imports.rows import Row, Write, changed_row, each_checked, made
from lsn_desktop.services.office import ordering
from lsn_desktop.storage import imported, lsns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.imports.rows import Context

_MOST_DECIMALS = 6
_MOST = 10**12  # grams, millilitres, scans
_ANY_DAY = date(2026, 12, 31)
_TEXTS = {
    "unit": "unit",
    "lot pattern": "lot_pattern",
    "serial pattern": "serial_pattern",
    "label template": "label_template",
    "put away": "put_away",
}
_DAYS = {
    "shelf life": "shelf_life_days",
    "days left on receipt": "life_on_receipt_days",
    "days left on shipping": "life_on_ship_days",
}
EXPIRY_RULES = ("shelf life", "earliest component", "earlier")
"""By what the expiry of what is made of an item goes."""

_COUNTS = {"weight g": "weight_g", "volume ml": "volume_ml", "scan limit": "scan_limit"}
_FLAGS = {
    "expiry required": "expiry_required",
    "hold on receipt": "hold_on_receipt",
    "lot by supplier": "lot_by_supplier",
    "part of": "part_of",
    "active": "active",
}


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row what it will do."""
    there = known.items(context, rows)
    families = {
        each["name"]: each for each in imported.every(context.connection, "item_family")
    }
    gtins = Gtins(context, [row.text("gtin") for row in rows])
    custom = Custom(context, "item", [each["id"] for each in there.values()])
    new_families: dict[str, Write] = {}
    seen: dict[str, int] = {}

    def one(row: Row) -> None:
        needs(row, "sku")
        row.name = sku = row.text("sku")
        if sku in seen:
            raise twice("sku", sku, seen[sku])
        before = there.get(sku)
        wanted = _wanted(context, row, before)
        gtin = gtins.told(row, context, before["id"] if before else None)
        family_id = before["family_id"] if before else None
        if name := row.text("family"):
            family = families.get(name) or new_families.get(name)
            if family is None:
                family = made("item_family", {"name": name}, "family", name)
            if isinstance(family, Write):
                row.writes.append(family)
                new_families[name] = family
            wanted["family_id"] = family if isinstance(family, Write) else family["id"]
            family_id = None if isinstance(family, Write) else family["id"]
        if before is None:
            item: Write | int = row.make(made("item", wanted, "item", sku))
        else:
            item = before["id"]
            changed_row(row, "item", before, wanted)
        if gtin:
            gtins.join(row, item, *gtin)
        custom.fill(row, family_id, item)
        seen[sku] = row.line

    each_checked(rows, context, one)


def _wanted(context: Context, row: Row, before: known.Known | None) -> dict[str, Any]:
    """The columns a row speaks of."""
    if before is None:
        needs(row, "sku", "description")
    wanted: dict[str, Any] = {"sku": row.text("sku")}
    if text := row.text("description"):
        wanted["description"] = text
    wanted |= {column: row.text(name) for name, column in _TEXTS.items() if row.text(name)}
    said: dict[str, Any] = {
        **{column: whole(row, name, context) or None for name, column in _DAYS.items()},
        **{column: whole(row, name, context, _MOST) for name, column in _COUNTS.items()},
        **{column: yes(row, name) for name, column in _FLAGS.items()},
        "usable": choice(row, "usable", ("through", "until")) or None,
        "expiry_rule": choice(row, "expiry rule", EXPIRY_RULES) or None,
        "decimals": whole(row, "decimals", context, _MOST_DECIMALS),
        "tracking": choice(row, "tracking", [each.value for each in Tracking]) or None,
    }
    wanted |= {column: value for column, value in said.items() if value is not None}
    if before is None:
        wanted = {"tracking": "lot", **wanted}
        if "expiry_required" not in wanted and "shelf_life_days" in wanted:
            wanted["expiry_required"] = True
    _must_be_possible(context, row, before, wanted)
    return wanted


def _must_be_possible(
    context: Context, row: Row, before: known.Known | None, wanted: dict[str, Any]
) -> None:
    """The rules of an item, as a person who types one is told them."""
    now = {**(before or {"decimals": 0}), **wanted}
    if now["decimals"] and Tracking(now["tracking"]).by_serial:
        raise refusal(
            "Pieces with serial numbers are whole: {sku} cannot have decimals.",
            "Write 0, or track it another way.",
            sku=row.text("sku"),
        )
    for name in ("lot pattern", "serial pattern"):
        if pattern := row.text(name):
            numbered(pattern, _ANY_DAY, 1)
    if before is None:
        return
    for column in ("decimals", "unit"):
        if before["moved"] and now[column] != before[column]:
            raise refusal(
                "{sku} has moved: its {what} stays {value}.",
                "Make a new item to count it another way.",
                sku=before["sku"],
                what=column,
                value=before[column],
            )
    if now["tracking"] != before["tracking"] and lsns.are_there(
        context.connection, before["id"]
    ):
        raise refusal(
            "{sku} has lots or serials already: its tracking stays {tracking}.",
            "Make a new item to track it another way.",
            sku=before["sku"],
            tracking=before["tracking"],
        )


class Gtins:
    """Which GTIN is whose, in the database and in the rows looked at so far."""

    def __init__(self, context: Context, texts: Sequence[str]) -> None:
        full = [text.zfill(14) for text in texts if text]
        self._there = known.by(context, "item_gtin", "gtin", full)
        self._seen: dict[str, int] = {}

    def told(
        self, row: Row, context: Context, item_id: int | None, column: str = "gtin"
    ) -> tuple[str, Fraction] | None:
        """The GTIN a row gives its item, and how many base units it stands for.

        Raises:
            Refusal: it is none, or another item's.
        """
        text = row.text(column)
        if not text:
            return None
        if wrong := ordering.wrong_gtin(text):
            raise wrong
        full = text.zfill(14)
        before = self._there.get(full)
        if before is not None and before["item_id"] != item_id:
            raise refusal(
                "{gtin} is another item already.",
                "One GTIN is one item: look it up.",
                gtin=text,
            )
        if full in self._seen:
            raise twice("GTIN", text, self._seen[full])
        self._seen[full] = row.line
        return full, units(row, context)

    def join(self, row: Row, item: Write | int, gtin: str, pack: Fraction) -> None:
        """Let a row give the GTIN to its item."""
        values = {"pack_numerator": pack.numerator, "pack_denominator": pack.denominator}
        before, told_of = self._there.get(gtin), ("item", item)
        if before is not None:
            names = {"pack_numerator": f"pack of {gtin}"}
            changed_row(row, "item_gtin", before, values, names=names, told_of=told_of)
            return
        label = f"{gtin} {row.text('sku')}"
        row.make(
            made("item_gtin", {"gtin": gtin, "item_id": item, **values}, "GTIN", label, told_of)
        )


def units(row: Row, context: Context) -> Fraction:
    """How many base units a number stands for: 1 where the row does not say.

    Raises:
        Refusal: none, or no number.
    """
    text = row.text("pack")
    top, slash, bottom = text.partition("/")
    if slash and top.isdecimal() and bottom.isdecimal() and int(bottom):
        pack = Fraction(int(top), int(bottom))  # as it is exported where no decimal is exact
    else:
        found = number(row, "pack", context)
        pack = Fraction(1 if found is None else found)
    if not 0 < pack < _MOST:
        raise refusal("A pack holds more than nothing.", "Mend its quantity.")
    return pack


ITEMS = Kind(
    "items",
    mark("Items"),
    ("item",),
    (
        Field("sku", ("item", "item number", "item code", "part number", "part no", "part",
                      "product code", "article", "article number", "item sku", "code",
                      "partnumber", "product id", "item id", "material"), needed=True),
        Field("description", ("name", "title", "item name", "product name", "product",
                              "item description", "product title"), needed=True),
        Field("tracking", ("tracked", "tracked by", "tracking type", "lot tracking")),
        Field("unit", ("uom", "base unit", "unit of measure", "units", "unit type")),
        Field("decimals", ("precision", "decimal places")),
        Field("gtin", ("ean", "upc", "barcode", "gtin/ean", "ean code", "upc code")),
        Field("pack", ("pack quantity", "units per pack", "case quantity", "pack size")),
        Field("shelf life", ("shelf life days", "shelf life (days)", "shelf days")),
        Field("days left on receipt", ("life on receipt", "minimum remaining shelf life",
                                       "minimum days on receipt")),
        Field("days left on shipping", ("life on ship", "minimum days on shipping")),
        Field("expiry rule", ("expires by",)),
        Field("part of", ("must be part of", "tied to what it goes into")),
        Field("expiry required", ("has expiry", "expires")),
        Field("usable", ("usable through or until",)),
        Field("hold on receipt", ("inspect on receipt", "quarantine on receipt")),
        Field("lot by supplier", ("lots are the supplier's",)),
        Field("lot pattern", ("pattern of lots",)),
        Field("serial pattern", ("pattern of serials",)),
        Field("label template", ("label",)),
        Field("put away", ("usual place", "default bin", "default location", "bin")),
        Field("weight g", ("weight", "weight (g)", "unit weight")),
        Field("volume ml", ("volume", "volume (ml)")),
        Field("scan limit", ("most at once",)),
        Field("family", ("category", "group", "item family", "product family", "type",
                         "item group", "product type")),
        Field("active", ("is active", "enabled")),
    ),
    check,
    custom="item",
)  # fmt: skip
