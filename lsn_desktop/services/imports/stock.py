"""Opening stock from a file: what stands there, posted as one document like everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.quantities import on_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.imports import known
from lsn_desktop.services.imports.fields import Field, Kind, day, needs, number
from lsn_desktop.services.imports.lsns import (
    EXPIRY,
    LOT,
    PRODUCTION,
    SERIAL,
    SKU,
    VENDOR,
    Named,
)
from lsn_desktop.services.imports.parties import twice
from lsn_desktop.services.imports.rows import Row, Write, changed_row, each_checked
from lsn_desktop.storage import catalogue, counters, documents, imported, many_rows
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.imports.known import Identity, Known
    from lsn_desktop.services.imports.rows import Context
    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Brought:
    """So much of an LSN, stored or about to be, for a place."""

    item_id: int
    lsn: Write | int
    place_id: int
    quantity: int


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row what it will do."""
    stands = _Standing(context, rows)
    each_checked(rows, context, stands.one)


class _Standing:
    def __init__(self, context: Context, rows: Sequence[Row]) -> None:
        self._context = context
        self._named = Named(context, rows)
        self._places = known.by(context, "location", "code", [r.text("place") for r in rows])
        ids = [each["id"] for each in self._named.there.values()]
        self._there = imported.standing(context.connection, ids)
        self._moved = imported.moved(context.connection, ids)
        self._seen: dict[tuple[Identity, int], int] = {}
        self._serials: dict[Identity, int] = {}

    def one(self, row: Row) -> None:
        """Say what a row will do."""
        needs(row, "sku", "place", "quantity")
        row.name = row.text("serial") or row.text("lot") or row.text("sku")
        item, vendor, of_lot, own = self._named.of(row, whole=True)
        place = self._places.get(row.text("place"))
        if place is None or not place["is_real"]:
            raise refusal(
                "There is no place {place} goods can stand in.",
                "Import the places first, or mend its code.",
                place=row.text("place"),
            )
        quantity = self._quantity(row, item)
        if (own, place["id"]) in self._seen or own in self._serials:
            before = self._seen.get((own, place["id"])) or self._serials[own]
            raise twice("number", row.name, before)
        if self._stands_already(row, own, place, quantity):
            return
        lsn = self._lsn(row, vendor, of_lot, own)
        self._seen[own, place["id"]] = row.line
        if row.text("serial"):
            self._serials[own] = row.line
        row.stock = Brought(item["id"], lsn, place["id"], quantity)

    def _quantity(self, row: Row, item: Known) -> int:
        quantity: Any = number(row, "quantity", self._context) or 0
        on = on_grid(quantity, item["decimals"], item["unit"])
        if row.text("serial") and on != 1:
            raise refusal(
                "A serial is one piece: {quantity} of {serial} cannot be.",
                "Write 1, or give each piece a row.",
                quantity=row.text("quantity"),
                serial=row.text("serial"),
            )
        return on

    def _stands_already(self, row: Row, own: Identity, place: Known, quantity: int) -> bool:
        """Whether just this stands there; what ever moved is no opening stock."""
        lsn = self._named.there.get(own)
        if lsn is None or lsn["id"] not in self._moved:
            return False
        if self._there.get((lsn["id"], place["id"])) == quantity:
            return True
        if not own[3]:
            return False  # the hidden LSN of an item that is not tracked may stand anywhere
        raise refusal(
            "{code} of {sku} has come in before: it is no opening stock.",
            "Count it or adjust it instead.",
            code=row.name,
            sku=row.text("sku"),
        )

    def _lsn(
        self, row: Row, vendor: Known | None, of_lot: Identity, own: Identity
    ) -> Write | int:
        """The LSN of a row; its dates are its own, or its lot's."""
        values: dict[str, Any] = {"vendor_id": vendor["id"] if vendor else None}
        days = {
            name: on
            for name in ("production", "expiry")
            if (on := day(row, name, self._context)) is not None
        }
        if not own[3]:
            return self._found(row, own, {})
        if own == of_lot or not of_lot[3]:
            return self._found(row, own, {**values, **days})
        lot = self._found(row, of_lot, {**values, **days})
        return self._found(row, own, {**values, "lot_id": lot})

    def _found(self, row: Row, of: Identity, values: dict[str, Any]) -> Write | int:
        there = self._named.there.get(of)
        if there is not None:
            told = {name: on for name, on in values.items() if there[name] is None and on}
            for name in ("production", "expiry"):
                if values.get(name, there[name]) != there[name] and there[name] is not None:
                    raise refusal(
                        "{code} has the {what} {known}; the row says {said}.",
                        "Check the label. Import lots and serials to correct the date.",
                        code=row.name,
                        what=name,
                        known=there[name],
                        said=values[name],
                    )
            changed_row(row, "lsn", there, told)
            return int(there["id"])
        if (new := self._named.new.get(of)) is not None:
            row.writes.append(new)
            return new
        return self._named.made(row, of, values)


def bring_in(tx: Tx, brought: Sequence[Brought]) -> int:
    """Post one document that brings everything in; its number of row."""
    number = f"OP-{counters.take(tx, 'opening'):05d}"
    document_id = documents.add(tx, {"uid": tx.uid(), "kind": "opening", "number": number})
    source = catalogue.virtual_location(tx.connection, "opening")
    lines = [
        NewLine(
            uid=tx.uid(),
            item_id=each.item_id,
            lsn_id=_stored(each.lsn),
            from_location_id=source,
            to_location_id=each.place_id,
            quantity=each.quantity,
        )
        for each in brought
    ]
    many_rows.add_lines(tx, document_id, lines)
    posting.post(tx, document_id)
    return document_id


def _stored(lsn: Write | int) -> int:
    number = lsn.id if isinstance(lsn, Write) else lsn
    if number is None:
        raise LookupError(lsn)
    return number


STOCK = Kind(
    "stock",
    mark("Opening stock"),
    ("document_line",),
    (
        SKU,
        LOT,
        SERIAL,
        Field("place", ("location", "bin", "location code", "bin code", "warehouse",
                        "storage location", "header_warehouse"), needed=True),
        Field("quantity", ("qty", "on hand", "stock", "qty on hand", "quantity on hand"),
              needed=True),
        PRODUCTION,
        EXPIRY,
        VENDOR,
    ),
    check,
)  # fmt: skip
