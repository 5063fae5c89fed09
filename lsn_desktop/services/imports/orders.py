"""Orders from a file, bought or sold: a row is a line, rows of one number are one order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
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


@dataclass(frozen=True, slots=True)
class Sort:
    """Orders of a sort: their table, whose they are, what counts how far a line is.

    ``says`` are the head's words: the column, and the field of the file.
    """

    head: str
    whose: str
    done: str
    says: tuple[tuple[str, str], ...]

    @property
    def line(self) -> str:
        """The table of their lines."""
        return f"{self.head}_line"

    @property
    def head_id(self) -> str:
        """The column by which a line refers to its order."""
        return f"{self.head}_id"

    @property
    def whose_id(self) -> str:
        """The column that says whose an order is."""
        return f"{self.whose}_id"


BOUGHT = Sort("purchase_order", "vendor", "received", (("note", "note"),))
SOLD = Sort(
    "sales_order",
    "customer",
    "shipped",
    (("note", "note"), ("reference", "reference"), ("ship_to", "ship to")),
)


def check(context: Context, rows: Sequence[Row], sort: Sort = BOUGHT) -> None:
    """Say of each row what it will do; an order is taken whole, or none of its rows."""
    orders = _Orders(context, rows, sort)
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
    def __init__(self, context: Context, rows: Sequence[Row], sort: Sort) -> None:
        self._context, self._sort = context, sort
        self._items = known.items(context, rows)
        self._parties = known.parties(context, rows, sort.whose)
        keys = [code_key(row.text("number")) for row in rows]
        self._heads = known.by(context, sort.head, "number_key", keys)
        ids = [head["id"] for head in self._heads.values()]
        self._lines = {
            (each[sort.head_id], each["number"]): each
            for each in imported.rows(context.connection, sort.line, sort.head_id, ids)
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
        before, sort = self._heads.get(key), self._sort
        whose = known.the_party(row, sort.whose, self._parties)
        due = day(row, "due", self._context)
        wanted: dict[str, Any] = {
            column: row.text(name) for column, name in sort.says if row.text(name)
        }
        if due is not None:
            wanted["due_on"] = due
        if before is not None:
            if whose and whose["id"] != before[sort.whose_id]:
                raise refusal(
                    "Order {number} is another {whose}'s.",
                    "Check the number and the {whose}.",
                    number=row.name,
                    whose=sort.whose,
                )
            if before["status"] == "cancelled":
                raise refusal(
                    "Order {number} is cancelled.", "Give it a new number.", number=row.name
                )
            if row is first:
                changed_row(row, sort.head, before, wanted, names={"due_on": "due"})
            return before
        if key not in self._new:
            if whose is None:
                needs(row, sort.whose)
                raise LookupError
            _must_buy(whose, sort)
            values = {"number": row.name, sort.whose_id: whose["id"], **wanted}
            self._new[key] = made(sort.head, values, "order", row.name)
        elif whose and self._new[key].values[sort.whose_id] != whose["id"]:
            raise refusal(
                "Order {number} has another {whose} on the line before.",
                "An order is one {whose}'s: mend its number or the {whose}.",
                number=row.name,
                whose=sort.whose,
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
        told_of = (self._sort.head, order)
        before = None if isinstance(head, Write) else self._lines.get((head["id"], at))
        if before is None:
            values = {self._sort.head_id: order, "number": at, "item_id": item["id"], **wanted}
            label = f"{at} {row.name}"
            row.make(made(self._sort.line, values, "order line", label, told_of))
            return
        if before["item_id"] != item["id"] or wanted["ordered"] < before[self._sort.done]:
            raise refusal(
                "Line {at} of {number} is another item, or more of it was {done}.",
                "Add a line for what is new.",
                at=at,
                number=row.name,
                done=self._sort.done,
            )
        changed_row(row, self._sort.line, before, wanted, told_of=told_of)


def _must_buy(whose: Known, sort: Sort) -> None:
    """Refuse an order of somebody who buys nothing from us."""
    if sort is SOLD and not whose["is_customer"]:
        raise refusal(
            "{name} is no customer.",
            "Say in the list of partners that it buys from us.",
            name=whose["name"],
        )


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


_QUANTITY = Field(
    "quantity",
    ("qty", "ordered", "quantity ordered", "item qty", "order quantity"),
    needed=True,
)
_LINE = Field("line", ("line number", "line no", "position", "pos"))
_NOTE = Field("note", ("notes", "memo", "comment"))
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
        _QUANTITY,
        Field("due", ("due on", "due date", "expected", "expected date", "delivery date",
                      "eta")),
        _LINE,
        Field("price", ("unit price", "cost", "unit cost", "price each", "rate")),
        _NOTE,
    ),
    check,
)  # fmt: skip
SALES_ORDERS = Kind(
    "sales-orders",
    mark("Sales orders"),
    ("sales_order_line",),
    (
        Field("number", ("so", "so number", "order", "sales order", "order number",
                         "order ref", "order no", "so no", "order #"), needed=True),
        Field("customer", ("customer code", "customer name", "client", "buyer", "account",
                           "company name", "sold to")),
        SKU,
        _QUANTITY,
        Field("due", ("due on", "due date", "ship by", "ship date", "requested date",
                      "delivery date")),
        _LINE,
        Field("price", ("unit price", "price each", "rate", "selling price")),
        Field("reference", ("customer po", "customer order", "po", "po number",
                            "customer reference", "their number", "your reference")),
        Field("ship to", ("shipping address", "delivery address", "ship to address")),
        _NOTE,
    ),
    partial(check, sort=SOLD),
)  # fmt: skip
