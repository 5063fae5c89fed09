"""Work orders from a file: a row is an order, planned, with the lines of its bill."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.making import needed
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.quantities import on_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.builds.work_ordering import KINDS
from lsn_desktop.services.imports import known
from lsn_desktop.services.imports.fields import Field, Kind, choice, day, needs, number
from lsn_desktop.services.imports.lsns import SKU
from lsn_desktop.services.imports.parties import twice
from lsn_desktop.services.imports.rows import Row, changed_row, each_checked, made
from lsn_desktop.storage import imported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.imports.known import Known
    from lsn_desktop.services.imports.rows import Context


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row what it will do."""
    each_checked(rows, context, _Orders(context, rows).one)


class _Orders:
    def __init__(self, context: Context, rows: Sequence[Row]) -> None:
        self._context = context
        self._items = known.items(context, rows)
        keys = [code_key(row.text("number")) for row in rows]
        self._known = known.by(context, "work_order", "number_key", keys)
        self._places = known.by(
            context, "location", "code", [row.text("place") for row in rows]
        )
        ids = [item["id"] for item in self._items.values()]
        heads = imported.rows(context.connection, "bill_of_material", "item_id", ids)
        self._bills: defaultdict[int, list[Known]] = defaultdict(list)
        for head in sorted(heads, key=lambda one: -int(one["id"])):
            self._bills[head["item_id"]].append(head)
        self._lines: defaultdict[int, list[Known]] = defaultdict(list)
        lines = imported.rows(
            context.connection, "bom_line", "bom_id", [head["id"] for head in heads]
        )
        for line in sorted(lines, key=lambda one: int(one["number"])):
            self._lines[line["bom_id"]].append(line)
        self._seen: dict[str, int] = {}

    def one(self, row: Row) -> None:
        """Say what a row will do."""
        needs(row, "number", "sku", "quantity")
        row.name = row.text("number")
        key = code_key(row.name)
        if key in self._seen:
            raise twice("work order", row.name, self._seen[key])
        self._seen[key] = row.line
        item = known.the_item(row, self._items)
        quantity = number(row, "quantity", self._context) or 0
        ordered = on_grid(quantity, item["decimals"], item["unit"])  # type: ignore[arg-type]
        wanted = self._said(row)
        before = self._known.get(key)
        if before is not None:
            if before["item_id"] != item["id"] or before["ordered"] != ordered:
                raise refusal(
                    "{number} is there, for another item or quantity.",
                    "Change it on page Production, or give this one another number.",
                    number=row.name,
                )
            changed_row(row, "work_order", before, wanted, names={"due_on": "due"})
            return
        kind = choice(row, "kind", KINDS) or "build"
        self._new(row, item, {"kind": kind, "ordered": ordered, **wanted})

    def _said(self, row: Row) -> dict[str, Any]:
        """When, where, and what is noted, as far as the row says."""
        wanted: dict[str, Any] = {}
        if (due := day(row, "due", self._context)) is not None:
            wanted["due_on"] = due
        if note := row.text("note"):
            wanted["note"] = note
        if code := row.text("place"):
            place = self._places.get(code)
            if place is None or not place["is_real"]:
                raise refusal(
                    "{code} is no place goods are made in.",
                    "Import the places first, or mend the code.",
                    code=code,
                )
            wanted["location_id"] = place["id"]
        return wanted

    def _new(self, row: Row, item: Known, values: dict[str, Any]) -> None:
        bill = self._bill(row, item, values["kind"])
        head = {"number": row.name, "item_id": item["id"], **values}
        if bill is not None:
            head["bom_id"] = bill["id"]
        order = row.make(made("work_order", head, "work order", row.name))
        for at, line in enumerate(self._lines[bill["id"]] if bill else (), start=1):
            of_order = {
                "work_order_id": order,
                "number": at,
                "item_id": line["item_id"],
                "kind": line["kind"],
                "needed": needed(line["quantity"], bill["makes"], values["ordered"])
                if bill
                else 0,
                "part_of": line["part_of"],
            }
            told = ("work_order", order)
            label = f"{at} {row.name}"
            row.writes.append(
                made("work_order_line", of_order, "line of a work order", label, told)
            )

    def _bill(self, row: Row, item: Known, kind: str) -> Known | None:
        revision = row.text("revision")
        found = next(
            (
                bill
                for bill in self._bills[item["id"]]
                if (bill["revision"] == revision if revision else bill["active"])
            ),
            None,
        )
        if kind == "rework" and not revision:
            return None
        if found is None:
            raise refusal(
                "There is no bill of material of {sku} in use.",
                "Import the bills first, or mend the revision.",
                sku=item["sku"],
            )
        return found


WORK_ORDERS = Kind(
    "work-orders",
    mark("Work orders"),
    ("work_order",),
    (
        Field("number", ("wo", "wo number", "work order", "job", "job number", "order",
                         "order number", "mo"), needed=True),
        SKU,
        Field("quantity", ("qty", "ordered", "build quantity", "quantity to build"),
              needed=True),
        Field("revision", ("rev", "bom revision")),
        Field("kind", ("type",)),
        Field("due", ("due on", "due date", "finish by", "needed by")),
        Field("place", ("location", "made in", "workcentre", "work center", "bin")),
        Field("note", ("notes", "memo", "comment")),
    ),
    check,
)  # fmt: skip
