"""Purchase orders from a file: a row is a line, rows of one number are one order."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.quantities import on_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.imports import known
from lsn_desktop.services.imports.fields import Field, Kind, day, needs, number, whole
from lsn_desktop.services.imports.lsns import SKU
from lsn_desktop.services.imports.rows import (
    Row,
    Status,
    Write,
    changed_row,
    each_checked,
    made,
)
from lsn_desktop.storage import imported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.imports.known import Known
    from lsn_desktop.services.imports.rows import Context

_MONEY = 10**4
_MOST_LINES = 100_000


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row what it will do; an order is taken whole, or none of its rows."""
    orders = _Orders(context, rows)
    each_checked(rows, context, orders.one)
    for of_order in orders.rows.values():
        wrong = next((row for row in of_order if row.status is Status.WRONG), None)
        if wrong is None:
            continue
        for row in of_order:
            if row.status is not Status.WRONG:
                row.refuse(
                    refusal(
                        "Line {line} of the same order is wrong.",
                        "Mend that line: an order is taken whole.",
                        line=wrong.line,
                    )
                )


class _Orders:
    def __init__(self, context: Context, rows: Sequence[Row]) -> None:
        self._context = context
        self._items = known.items(context, rows)
        self._vendors = known.parties(context, rows, "vendor")
        keys = [code_key(row.text("number")) for row in rows]
        self._heads = known.by(context, "purchase_order", "number_key", keys)
        ids = [head["id"] for head in self._heads.values()]
        self._lines = {
            (each["purchase_order_id"], each["number"]): each
            for each in imported.rows(
                context.connection, "purchase_order_line", "purchase_order_id", ids
            )
        }
        self._new: dict[str, Write] = {}
        self._taken: dict[tuple[str, int], int] = {}
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for row, key in zip(rows, keys, strict=True):
            self.rows[key].append(row)

    def one(self, row: Row) -> None:
        """Say what a row will do."""
        needs(row, "number", "sku", "quantity")
        row.name = row.text("number")
        key = code_key(row.name)
        head = self._head(row, key, first=self.rows[key][0])
        item = known.the_item(row, self._items)
        at = whole(row, "line", self._context, _MOST_LINES) or self.rows[key].index(row) + 1
        if (key, at) in self._taken:
            raise refusal(
                "Line {at} of {number} stands on line {line} of the file already.",
                "Give each line of an order its own number.",
                at=at,
                number=row.name,
                line=self._taken[key, at],
            )
        self._taken[key, at] = row.line
        self._line(row, head, item, at)

    def _head(self, row: Row, key: str, *, first: Row) -> Write | Known:
        """The order of a row: what its first row says, the others may leave out."""
        before = self._heads.get(key)
        vendor = known.the_party(row, "vendor", self._vendors)
        due, note = day(row, "due", self._context), row.text("note")
        wanted: dict[str, Any] = {}
        if due is not None:
            wanted["due_on"] = due
        if note:
            wanted["note"] = note
        if before is not None:
            if vendor and vendor["id"] != before["vendor_id"]:
                raise refusal(
                    "Order {number} is another vendor's.",
                    "Check the number and the vendor.",
                    number=row.name,
                )
            if row is first:
                changed_row(row, "purchase_order", before, wanted, names={"due_on": "due"})
            return before
        if key not in self._new:
            if vendor is None:
                needs(row, "vendor")
                raise LookupError
            values = {"number": row.name, "vendor_id": vendor["id"], **wanted}
            self._new[key] = made("purchase_order", values, "order", row.name)
        elif vendor and self._new[key].values["vendor_id"] != vendor["id"]:
            raise refusal(
                "Order {number} has another vendor on the line before.",
                "An order is one vendor's: mend its number or the vendor.",
                number=row.name,
            )
        row.writes.append(self._new[key])
        return self._new[key]

    def _line(self, row: Row, head: Write | Known, item: Known, at: int) -> None:
        quantity = number(row, "quantity", self._context) or 0
        wanted: dict[str, Any] = {
            "ordered": on_grid(quantity, item["decimals"], item["unit"])  # type: ignore[arg-type]
        }
        price = number(row, "price", self._context)
        if price is not None:
            wanted["price"] = _money(price, row)
        order: Any = head if isinstance(head, Write) else head["id"]
        told_of = ("purchase_order", order)
        before = None if isinstance(head, Write) else self._lines.get((head["id"], at))
        if before is None:
            values = {"purchase_order_id": order, "number": at, "item_id": item["id"], **wanted}
            label = f"{at} {row.name}"
            row.make(made("purchase_order_line", values, "order line", label, told_of))
            return
        if before["item_id"] != item["id"] or wanted["ordered"] < before["received"]:
            raise refusal(
                "Line {at} of {number} is another item, or more of it came.",
                "Add a line for what is new.",
                at=at,
                number=row.name,
            )
        changed_row(row, "purchase_order_line", before, wanted, told_of=told_of)


def _money(price: Any, row: Row) -> int:
    """An amount in 10^-4 of the currency, exactly.

    Raises:
        Refusal: it has more decimals than are kept, or is below zero.
    """
    scaled = price * _MONEY
    if scaled != scaled.to_integral_value() or not 0 <= scaled < 10**15:
        raise refusal(
            "{price} is no price: at most 4 decimals are kept.",
            "Round it.",
            price=row.text("price"),
        )
    return int(scaled)


ORDERS = Kind(
    "orders",
    mark("Purchase orders"),
    ("purchase_order_line",),
    (
        Field("number", ("po", "po number", "order", "purchase order", "order number",
                         "order ref", "order no", "po no", "order #"), needed=True),
        Field("vendor", ("vendor code", "supplier", "supplier code", "supplier name",
                         "vendor name", "company name")),
        SKU,
        Field("quantity", ("qty", "ordered", "quantity ordered", "item qty", "order quantity"),
              needed=True),
        Field("due", ("due on", "due date", "expected", "expected date", "delivery date",
                      "eta")),
        Field("line", ("line number", "line no", "position", "pos")),
        Field("price", ("unit price", "cost", "unit cost", "price each", "rate")),
        Field("note", ("notes", "memo", "comment")),
    ),
    check,
)  # fmt: skip
