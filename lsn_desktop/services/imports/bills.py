"""Bills of material from a file: a row is a component, rows of one item and revision a bill."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.bills import BY_PRODUCT, COMPONENT, circle
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.quantities import on_grid
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.domain.units import ratio
from lsn_desktop.services.builds.bills import scrap_of
from lsn_desktop.services.imports import known
from lsn_desktop.services.imports.fields import Field, Kind, choice, needs, number, yes
from lsn_desktop.services.imports.rows import (
    Row,
    Status,
    Write,
    changed_row,
    each_checked,
    made,
)
from lsn_desktop.storage import bills, imported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.imports.known import Known
    from lsn_desktop.services.imports.rows import Context

_Key = tuple[str, str]  # SKU of what is made, revision


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row what it will do; a bill is taken whole, or none of its rows."""
    found = _Bills(context, rows)
    each_checked(rows, context, found.one)
    for key, of_bill in found.rows.items():
        found.whole(key, of_bill)


class _Bills:
    def __init__(self, context: Context, rows: Sequence[Row]) -> None:
        self._context = context
        names = {row.text(name) for row in rows for name in ("sku", "component")}
        self._items = known.by(context, "item", "sku", names)
        ids = [item["id"] for item in self._items.values()]
        self._ratios = {
            (each["item_id"], each["unit"].casefold()): Fraction(
                each["numerator"], each["denominator"]
            )
            for each in imported.rows(context.connection, "unit_conversion", "item_id", ids)
        }
        heads = imported.rows(context.connection, "bill_of_material", "item_id", ids)
        self._heads = {(head["item_id"], head["revision"]): head for head in heads}
        self._lines: defaultdict[int, dict[tuple[int, str], Known]] = defaultdict(dict)
        for line in imported.rows(
            context.connection, "bom_line", "bom_id", [head["id"] for head in heads]
        ):
            self._lines[line["bom_id"]][line["item_id"], line["kind"]] = line
        self._made_of = bills.made_of(context.connection)
        self._new: dict[_Key, Write] = {}
        self._said: dict[_Key, dict[tuple[int, str], int]] = defaultdict(dict)
        self.rows: dict[_Key, list[Row]] = defaultdict(list)
        for row in rows:
            self.rows[_key(row)].append(row)

    def one(self, row: Row) -> None:
        """Say what a row will do."""
        needs(row, "sku", "component", "quantity")
        key = _key(row)
        row.name = " ".join(filter(None, (*key, row.text("component"))))
        item, part = self._item(row, "sku"), self._item(row, "component")
        kind = choice(row, "kind", (COMPONENT, BY_PRODUCT)) or COMPONENT
        if (part["id"], kind) in self._said[key]:
            raise refusal(
                "{sku} stands on line {line} of the same bill already.",
                "Put its quantities into one row.",
                sku=part["sku"],
                line=self._said[key][part["id"], kind],
            )
        self._said[key][part["id"], kind] = row.line
        wanted = {
            "quantity": self._quantity(row, part),
            "scrap": scrap_of(number(row, "scrap", self._context) or Decimal(0)),
            "part_of": yes(row, "part of") or False,
        }
        before = self._heads.get((item["id"], key[1]))
        if before is not None:
            self._must_be_so(row, before, (part["id"], kind), wanted)
            return
        values = {"item_id": part["id"], "kind": kind, **wanted}
        self._line(row, item, values)

    def _must_be_so(
        self, row: Row, head: Known, at: tuple[int, str], wanted: dict[str, Any]
    ) -> None:
        """A bill that was entered stays as it is: builds refer to it."""
        line = self._lines[head["id"]].get(at)
        makes = self._makes(row, self._items[row.text("sku")])
        same = line is not None and all(line[name] == value for name, value in wanted.items())
        if not same or makes not in {None, head["makes"]}:
            raise refusal(
                "The bill of {sku}, revision {revision}, is there and says otherwise.",
                "A bill stays as it was entered: give the new one another revision.",
                sku=row.text("sku"),
                revision=head["revision"] or "-",
            )
        active = yes(row, "active")
        if active is not None and row is self.rows[_key(row)][0]:
            changed_row(row, "bill_of_material", head, {"active": active})

    def _line(self, row: Row, item: Known, values: dict[str, Any]) -> None:
        key = _key(row)
        if key not in self._new:
            head = {
                "item_id": item["id"],
                "revision": key[1],
                "makes": self._makes(row, item) or 10 ** item["decimals"],
                "note": row.text("note"),
            }
            if yes(row, "active") is False:
                head["active"] = False
            name = " ".join(filter(None, key))
            self._new[key] = made("bill_of_material", head, "bill", name)
        bill = self._new[key]
        row.writes.append(bill)
        at = len(self._said[key])
        line = {"bom_id": bill, "number": at, **values}
        told = ("bill_of_material", bill)
        row.make(made("bom_line", line, "line of a bill", row.name, told))

    def whole(self, key: _Key, rows: Sequence[Row]) -> None:
        """Take a bill whole, unless a row of it is wrong or it leads back to itself."""
        wrong = next((row for row in rows if row.status is Status.WRONG), None)
        why: Refusal | None = None
        if wrong is not None:
            why = refusal(
                "Line {line} of the same bill is wrong.",
                "Mend that line: a bill is taken whole.",
                line=wrong.line,
            )
        elif key in self._new:
            why = self._circle(key)
        for row in rows if why is not None else ():
            if row.status is not Status.WRONG:
                row.refuse(why)  # type: ignore[arg-type]

    def _circle(self, key: _Key) -> Refusal | None:
        """Why a bill cannot be: what it makes would be made of itself; else it is kept."""
        made_id = self._items[key[0]]["id"]
        parts = {part for part, kind in self._said[key] if kind == COMPONENT}
        if not parts:
            return refusal("Nothing goes into {sku}.", "Add a component.", sku=key[0])
        if self._new[key].values.get("active") is False:
            return None
        before = self._made_of.get(made_id, set())
        self._made_of[made_id] = before | parts
        way = circle(made_id, self._made_of)
        if not way and (made_id, BY_PRODUCT) not in self._said[key]:
            return None
        self._made_of[made_id] = before
        return refusal(
            "{sku} would be made of itself.",
            "Take out the component that leads back to it.",
            sku=key[0],
        )

    def _item(self, row: Row, name: str) -> Known:
        found = self._items.get(row.text(name))
        if found is None:
            raise refusal(
                "There is no item {sku}.",
                "Import the items first, or mend the SKU.",
                sku=row.text(name),
            )
        return found

    def _makes(self, row: Row, item: Known) -> int | None:
        makes = number(row, "makes", self._context)
        return None if makes is None else on_grid(makes, item["decimals"], item["unit"])

    def _quantity(self, row: Row, item: Known) -> int:
        unit = row.text("unit") or item["unit"]
        own = self._ratios.get((item["id"], unit.casefold()))
        exact = own or ratio(unit, item["unit"])
        if exact is None:
            raise refusal(
                "{sku} is counted in {base}: {unit} is no such unit.",
                "Give the quantity in {base}.",
                sku=item["sku"],
                base=item["unit"],
                unit=unit,
            )
        quantity = Fraction(number(row, "quantity", self._context) or 0)
        return on_grid(quantity * exact, item["decimals"], item["unit"])


def _key(row: Row) -> _Key:
    return row.text("sku"), row.text("revision")


BOMS = Kind(
    "boms",
    mark("Bills of material"),
    ("bom_line",),
    (
        Field("sku", ("assembly", "parent", "parent sku", "makes sku", "product",
                      "finished good", "item", "parent item"), needed=True),
        Field("revision", ("rev", "version", "bom revision")),
        Field("makes", ("batch", "batch size", "yield", "makes quantity", "per")),
        Field("component", ("part", "component sku", "child", "child sku", "material",
                            "ingredient", "part number"), needed=True),
        Field("quantity", ("qty", "qty per", "quantity per", "usage", "amount"), needed=True),
        Field("unit", ("uom", "unit of measure")),
        Field("scrap", ("scrap %", "waste", "scrap percent", "allowance", "loss")),
        Field("kind", ("type", "line type")),
        Field("part of", ("traced", "tied", "part-of")),
        Field("note", ("notes", "memo", "comment")),
        Field("active", ("is active", "in use")),
    ),
    check,
)  # fmt: skip
