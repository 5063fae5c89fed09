"""Work orders: entered from a bill, scaled to what is wanted, released, closed, cancelled.

    [order_id, *_] = work_ordering.enter(tx, NewWork("CHEESE", Decimal(25)))
    work_ordering.release(tx, order_id)

States: planned > released > closed, or cancelled while nothing was made for it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.bills import exploded
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.making import needed
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.quantities import off_grid, on_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.builds.bills import item_named
from lsn_desktop.services.builds.exploding import MOST
from lsn_desktop.storage import bills, catalogue, counters, work_orders
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.bills import BillRow
    from lsn_desktop.storage.transactions import Connection, Tx
    from lsn_desktop.storage.work_orders import WorkOrder

SUBJECT = "work order"
"""What its events and its audit trail are about."""
KINDS = ("build", "disassembly", "rework")


@dataclass(frozen=True, slots=True)
class NewWork:
    """So much of an item to be made, taken apart or worked over.

    Without a ``number`` it takes the next one of ours, without a ``bom_id`` the newest bill in
    force. ``with_parts`` enters an order for each part, too, that has a bill of its own,
    through all levels. ``place`` is the code of where it is made.
    """

    sku: str
    quantity: Decimal
    number: str = ""
    kind: str = "build"
    bom_id: int | None = None
    due_on: date | None = None
    place: str = ""
    note: str = ""
    with_parts: bool = False


def enter(tx: Tx, wanted: NewWork) -> list[int]:
    """Store a work order, planned; its row, and those of the orders for its parts.

    Raises:
        Refusal: the number is taken, the item or the place is unknown, it cannot be counted
            so, or there is no bill to make it by.
    """
    item = item_named(tx.connection, wanted.sku)
    quantity = on_grid(wanted.quantity, item.decimals, item.unit)
    if wanted.kind not in KINDS:
        raise refusal("{kind} is no kind of work.", "Choose one of: {kinds}.",
                      kind=wanted.kind, kinds=", ".join(KINDS))  # fmt: skip
    bill = _bill(tx.connection, wanted, item.id)
    place_id = place_named(tx.connection, wanted.place)
    order_id = _store(tx, wanted, (item.id, quantity), bill, place_id)
    if not wanted.with_parts or wanted.kind != "build":
        return [order_id]
    return [order_id, *_parts(tx, wanted, (item.id, quantity), place_id)]


def _bill(connection: Connection, wanted: NewWork, item_id: int) -> BillRow | None:
    """The bill that is meant; a rework needs none."""
    if wanted.bom_id is not None:
        bill = bills.by_id(connection, wanted.bom_id)
        if bill.item_id == item_id:
            return bill
        raise refusal("This bill makes {item}.", "Choose a bill of {sku}.", item=bill.item,
                      sku=wanted.sku)  # fmt: skip
    if wanted.kind == "rework":
        return None
    found = next((one for one in bills.of_item(connection, item_id) if one.active), None)
    if found is None:
        raise refusal("There is no bill of material of {sku} in use.", "Enter one first.",
                      sku=wanted.sku)  # fmt: skip
    return found


def place_named(connection: Connection, code: str) -> int | None:
    """The place with this code; None where none is said.

    Raises:
        Refusal: there is none, or it takes no goods.
    """
    if not code.strip():
        return None
    found = catalogue.location_by_code(connection, code.strip())
    if found is None or not found.is_real:
        raise refusal("{code} is no place goods are made in.", "Give the code of a place.",
                      code=code.strip())  # fmt: skip
    return found.id


def _store(
    tx: Tx, wanted: NewWork, made: tuple[int, int], bill: BillRow | None, place_id: int | None
) -> int:
    number = wanted.number.strip() or f"WO-{counters.take(tx, SUBJECT):05d}"
    if work_orders.by_number(tx.connection, number):
        raise refusal("{number} is entered already.", "Open it instead.", number=number)
    item_id, quantity = made
    values = {
        "uid": tx.uid(),
        "number": number,
        "kind": wanted.kind,
        "item_id": item_id,
        "bom_id": None if bill is None else bill.id,
        "ordered": quantity,
        "due_on": wanted.due_on,
        "location_id": place_id,
        "note": wanted.note.strip(),
    }
    order_id = work_orders.add(tx, values, needs_by(tx.connection, bill, quantity))
    words = message("Work order {number}: {kind} of {sku}", number=number, kind=wanted.kind,
                    sku=wanted.sku)  # fmt: skip
    _told(tx, "create", words, order_id)
    return order_id


def needs_by(
    connection: Connection, bill: BillRow | None, quantity: int
) -> list[dict[str, object]]:
    """The lines of an order for so much: those of the bill, scaled and rounded up."""
    if bill is None:
        return []
    return [
        {
            "item_id": one.item_id,
            "kind": one.kind,
            "needed": needed(one.quantity, bill.makes, quantity),
            "part_of": one.part_of,
        }
        for one in bills.lines(connection, bill.id)
    ]


def _parts(tx: Tx, wanted: NewWork, made: tuple[int, int], place_id: int | None) -> list[int]:
    """Orders for all parts that are made themselves, what is deepest last."""
    known = bills.below(tx.connection, [made[0]])
    total: Counter[int] = Counter()
    depth: dict[int, int] = {}
    for at, level in enumerate(exploded(*made, known)):
        if at > MOST:
            raise refusal("{sku} has too many parts.", "Enter their orders one by one.",
                          sku=wanted.sku)  # fmt: skip
        if level.depth and level.is_made:
            total[level.item_id] += level.quantity
            depth[level.item_id] = max(level.depth, depth.get(level.item_id, 0))
    found = []
    for item_id in sorted(total, key=lambda each: (depth[each], each)):
        part = catalogue.item_by_id(tx.connection, item_id)
        bill = next(one for one in bills.of_item(tx.connection, item_id) if one.active)
        quantity = total[item_id]
        order = NewWork(part.sku, off_grid(quantity, part.decimals), due_on=wanted.due_on,
                        note=wanted.note)  # fmt: skip
        found.append(_store(tx, order, (item_id, quantity), bill, place_id))
    return found


@dataclass(frozen=True, slots=True)
class Work:
    """What may be changed of a work order; the quantity only while it is planned."""

    quantity: Decimal
    due_on: date | None = None
    place: str = ""
    note: str = ""


def change(tx: Tx, order_id: int, wanted: Work) -> None:
    """Bring an open order to what is wanted; its lines are scaled with it.

    Raises:
        Refusal: it is closed or cancelled, or its quantity stands since it is released.
    """
    if not work_orders.step(tx, order_id, ("planned",), "planned"):
        work_orders.step(tx, order_id, ("released",), "released")
    head = work_orders.by_id(tx.connection, order_id)
    if head.status in {"closed", "cancelled"}:
        raise refusal("{number} is {status}: it stays as it is.", "Enter a new order.",
                      number=head.number, status=head.status)  # fmt: skip
    quantity = on_grid(wanted.quantity, head.decimals, head.unit)
    if quantity != head.ordered and head.status != "planned":
        raise refusal("{number} is released: its quantity stays.",
                      "Close it, and enter another order for the rest.",
                      number=head.number)  # fmt: skip
    place_id = place_named(tx.connection, wanted.place)
    new = {
        "ordered": quantity,
        "due_on": wanted.due_on,
        "place": wanted.place.strip(),
        "note": wanted.note.strip(),
    }
    changed = {name: value for name, value in new.items() if getattr(head, name) != value}
    columns = {name: value for name, value in changed.items() if name != "place"}
    if "place" in changed:
        columns["location_id"] = place_id
    if not columns:
        return
    work_orders.change(tx, order_id, columns)
    if "ordered" in changed and head.bom_id is not None:
        _scale(tx, head, quantity)
    for name, value in changed.items():
        old, now = (_said(head, name, each) for each in (getattr(head, name), value))
        words = message("{what}: {old} > {new}", what=name.replace("_", " "), old=old, new=now)
        _told(tx, "change", words, order_id)


def _said(head: WorkOrder, name: str, value: object) -> object:
    if name == "ordered" and isinstance(value, int):
        return plain(off_grid(value, head.decimals))
    return "-" if value is None or value == "" else value


def _scale(tx: Tx, head: WorkOrder, quantity: int) -> None:
    assert head.bom_id is not None  # noqa: S101 - asked before
    bill = bills.by_id(tx.connection, head.bom_id)
    new = {
        (one["item_id"], one["kind"]): int(str(one["needed"]))
        for one in needs_by(tx.connection, bill, quantity)
    }
    lines = work_orders.lines(tx.connection, head.id)
    scaled = {one.line_id: new.get((one.item_id, one.kind), one.needed) for one in lines}
    work_orders.scale(tx, head.id, scaled)


def release(tx: Tx, order_id: int) -> None:
    """Let an order be made from now on.

    Raises:
        Refusal: it is not planned.
    """
    _step(tx, order_id, ("planned",), "released")


def close(tx: Tx, order_id: int) -> None:
    """Make no more of an order, whether all of it was made or not.

    Raises:
        Refusal: it is not released, or a build of it is open.
    """
    _step(tx, order_id, ("released",), "closed")
    _no_drafts(tx, order_id)


def cancel(tx: Tx, order_id: int) -> None:
    """Let an order be none of which anything was made.

    Raises:
        Refusal: something was posted for it, a build of it is open, or it is closed.
    """
    _step(tx, order_id, ("planned", "released"), "cancelled")
    _no_drafts(tx, order_id)
    if work_orders.was_built_for(tx.connection, order_id):
        head = work_orders.by_id(tx.connection, order_id)
        raise refusal("Goods were made for {number} already.", "Close it instead.",
                      number=head.number)  # fmt: skip


_DONE = {
    "released": mark("{number} released"),
    "closed": mark("{number} closed"),
    "cancelled": mark("{number} cancelled"),
}


def _step(tx: Tx, order_id: int, before: tuple[str, ...], after: str) -> None:
    stepped = work_orders.step(tx, order_id, before, after)
    head = work_orders.by_id(tx.connection, order_id)
    if not stepped:
        raise refusal("{number} is {status}.", "Only an order that is {before} can be {after}.",
                      number=head.number, status=head.status, before=before[-1],
                      after=after)  # fmt: skip
    _told(tx, "change", message(_DONE[after], number=head.number), order_id)


def _no_drafts(tx: Tx, order_id: int) -> None:
    if drafts := work_orders.drafts_of(tx.connection, order_id):
        head = work_orders.by_id(tx.connection, order_id)
        raise refusal("{build} is being built for {number}.", "Post or discard it first.",
                      build=drafts[0], number=head.number)  # fmt: skip


def _told(tx: Tx, action: str, words: Message, order_id: int) -> None:
    tx.entries.append(Entry(action, words, SUBJECT, order_id))
    tx.events.append(Event(SUBJECT, order_id))
