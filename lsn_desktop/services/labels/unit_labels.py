"""What the label of a pallet or case says: its SSCC, what is in it, who it goes to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.storage import documents, handling_units, house, packed_goods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.packed_goods import Packed
    from lsn_desktop.storage.transactions import Connection

TEMPLATE = "logistics"
_LISTED = 6  # items, on a label of many


def wanted(connection: Connection, unit_ids: Sequence[int]) -> list[Wanted]:
    """The labels of pallets and cases, as a print job takes them."""
    return [Wanted(fields=fields(connection, one), unit_id=one) for one in unit_ids]


def purpose(connection: Connection, unit_id: int) -> For:
    """What the label of a pallet or case is for: its one item, and who it goes to."""
    unit = handling_units.by_id(connection, unit_id)
    items = {one.item_id for one in packed_goods.of_units(connection, [unit_id])}
    customer_id = None
    if unit.document_id is not None:
        customer_id = documents.customer_of(connection, unit.document_id)
    return For(items.pop() if len(items) == 1 else None, customer_id)


def fields(connection: Connection, unit_id: int) -> dict[str, str]:
    """What its label shows, by the names templates use.

    Where all in it is one lot (or one item without), what it is and how many; the GTIN only
    where GS1 can say them: (02) goes with (37), a count of whole units.
    """
    unit = handling_units.by_id(connection, unit_id)
    company = house.the_company(connection)
    inside = packed_goods.of_units(connection, [unit_id])
    said = {"sscc": unit.sscc, "company": company.name if company else ""}
    if unit.document_id is not None:
        said |= _goes_to(connection, unit.document_id)
    kinds = {(one.item_id, one.lot, one.expiry, one.best_before) for one in inside}
    return said | (_of_one(inside) if len(kinds) == 1 else _of_many(inside))


def _goes_to(connection: Connection, document_id: int) -> dict[str, str]:
    going = packed_goods.going_to(connection, document_id)
    order = " · ".join(part for part in (going.order, going.reference) if part)
    lines = (going.ship_to.strip() or f"{going.customer}\n{going.address}").splitlines()
    ship_to = ", ".join(line.strip() for line in lines if line.strip())
    return {"ship_to": ship_to, "order": order or going.number, "carrier": going.carrier}


def _of_one(inside: Sequence[Packed]) -> dict[str, str]:
    first = inside[0]
    quantity = off_grid(sum(one.quantity for one in inside), first.decimals)
    is_whole = quantity == quantity.to_integral_value()
    return {
        "item": first.item,
        "sku": first.sku,
        "lot": first.lot,
        "expiry": first.expiry.isoformat() if first.expiry else "",
        "best_before": first.best_before.isoformat() if first.best_before else "",
        "quantity": plain(quantity),
        "unit": first.unit,
        "count": plain(quantity) if is_whole else "",
        "gtin": first.gtin if is_whole else "",
    }


def _of_many(inside: Sequence[Packed]) -> dict[str, str]:
    """Mixed goods: each item with how much of it."""
    if not inside:
        return {}
    sums: Counter[tuple[str, str, int]] = Counter()
    for one in inside:
        sums[one.item, one.unit, one.decimals] += one.quantity
    rows = [
        f"{plain(off_grid(quantity, decimals))} {unit} {item}"
        for (item, unit, decimals), quantity in sums.items()
    ]
    more = len(rows) - _LISTED
    if more > 0:
        rows = [*rows[:_LISTED], str(message("and {count} more items", count=more))]
    mixed = message("Mixed: {count} lots and pieces", count=len(inside))
    return {"item": str(mixed), "contents": "; ".join(rows)}
