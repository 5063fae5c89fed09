"""Bills of material: entered, copied as a new revision, taken out of use and back.

    bom_id = bills.enter(tx, NewBill("CHEESE", Decimal(10), [Component("MILK", Decimal(100))]))
    bills.enter(tx, replace(bills.bill(connection, bom_id), revision="B"))
    bills.deactivate(tx, bom_id)

A bill that was entered does not change: builds refer to it. Another recipe is a new revision.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from string import ascii_uppercase
from typing import TYPE_CHECKING

from lsn_desktop.domain.bills import BY_PRODUCT, COMPONENT, circle
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, on_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.domain.units import ratio
from lsn_desktop.storage import bills, catalogue
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.bills import BillRow
    from lsn_desktop.storage.transactions import Connection, Tx

SUBJECT = "bill"
"""What its events and its audit trail are about."""
_MOST_SCRAP = 10_000  # hundredths of a percent: as much again
_HUNDREDTHS = 100
_LETTERS = ascii_uppercase


@dataclass(frozen=True, slots=True)
class Component:
    """A line of a bill: so much for one batch, in the item's unit or another one of its kind.

    ``scrap`` is the allowance in percent; ``part_of`` says that each must be tied to the output
    it went into; ``kind`` is ``component`` or ``by-product``.
    """

    sku: str
    quantity: Decimal
    unit: str = ""
    scrap: Decimal = Decimal(0)
    part_of: bool = False
    kind: str = COMPONENT


@dataclass(frozen=True, slots=True)
class NewBill:
    """A bill as it shall be: one batch gives so much of an item, in its unit."""

    sku: str
    makes: Decimal
    lines: Sequence[Component]
    revision: str = ""
    note: str = ""


def enter(tx: Tx, wanted: NewBill) -> int:
    """Store a bill of material; its row.

    Raises:
        Refusal: an item is unknown or cannot be counted so, the revision is there already,
            nothing goes in, or the item would be made of itself.
    """
    made = item_named(tx.connection, wanted.sku)
    makes = on_grid(wanted.makes, made.decimals, made.unit)
    known = {one.revision: one for one in bills.of_item(tx.connection, made.id)}
    revision = wanted.revision.strip()
    if revision in known:
        raise refusal(
            "{sku} has a bill of this revision already: {revision}.",
            "Give it another revision.",
            sku=made.sku,
            revision=revision or "-",
        )
    lines = [line_of(tx.connection, one) for one in wanted.lines]
    if not any(line["kind"] == COMPONENT for line in lines):
        raise refusal("Nothing goes into {sku}.", "Add a component.", sku=made.sku)
    _once_each(wanted.lines)
    _no_circle(tx.connection, made, lines)
    values = {
        "uid": tx.uid(),
        "item_id": made.id,
        "revision": revision,
        "makes": makes,
        "note": wanted.note.strip(),
    }
    bom_id = bills.add(tx, values, lines)
    words = message(
        "Bill of {sku} entered, revision {revision}", sku=made.sku, revision=revision or "-"
    )
    tx.entries.append(Entry("create", words, SUBJECT, bom_id))
    tx.events.append(Event(SUBJECT, bom_id))
    return bom_id


def bill(connection: Connection, bom_id: int) -> NewBill:
    """A bill as it is: what a new revision begins with."""
    head = bills.by_id(connection, bom_id)
    return NewBill(
        head.sku,
        off_grid(head.makes, head.decimals),
        [
            Component(
                one.sku,
                off_grid(one.quantity, one.decimals),
                one.unit,
                Decimal(one.scrap) / _HUNDREDTHS,
                one.part_of,
                one.kind,
            )
            for one in bills.lines(connection, bom_id)
        ],
        head.revision,
        head.note,
    )


def next_revision(connection: Connection, item_id: int) -> str:
    """The revision after the last one of an item: A, B ... Z, then 27, 28."""
    taken = {one.revision.upper() for one in bills.of_item(connection, item_id)}
    last = max((each for each in taken if each in _LETTERS and each), default="")
    following = _LETTERS[_LETTERS.find(last) + 1 :] if last else _LETTERS
    free = next(iter(following), "")
    return free or next(str(at) for at in range(27, 10**6) if str(at) not in taken)


def deactivate(tx: Tx, bom_id: int) -> None:
    """Take a bill out of use: nothing new is made by it; what was made stays."""
    head = bills.by_id(tx.connection, bom_id)
    if not head.active:
        raise refusal("This bill of {sku} is out of use already.", "Nothing more to do.",
                      sku=head.sku)  # fmt: skip
    _activate(tx, head, active=False)


def activate(tx: Tx, bom_id: int) -> None:
    """Take a bill into use again.

    Raises:
        Refusal: it is in use, or the item would be made of itself by now.
    """
    head = bills.by_id(tx.connection, bom_id)
    if head.active:
        raise refusal("This bill of {sku} is in use already.", "Nothing more to do.",
                      sku=head.sku)  # fmt: skip
    lines = [
        {"item_id": one.item_id, "kind": one.kind} for one in bills.lines(tx.connection, bom_id)
    ]
    _no_circle(tx.connection, catalogue.item_by_id(tx.connection, head.item_id), lines)
    _activate(tx, head, active=True)


def _activate(tx: Tx, head: BillRow, *, active: bool) -> None:
    bills.change(tx, head.id, {"active": active})
    text = "Bill of {sku} in use again, revision {revision}"
    if not active:
        text = "Bill of {sku} out of use, revision {revision}"
    words = message(text, sku=head.sku, revision=head.revision or "-")
    tx.entries.append(Entry("change", words, SUBJECT, head.id))
    tx.events.append(Event(SUBJECT, head.id))


def item_named(connection: Connection, sku: str) -> Item:
    """The item with this SKU.

    Raises:
        Refusal: there is none.
    """
    found = catalogue.item_by_sku(connection, sku.strip())
    if found is None:
        raise refusal("There is no item {sku}.", "Make the item first.", sku=sku)
    return found


def line_of(connection: Connection, line: Component) -> dict[str, object]:
    """A line as it is kept.

    Raises:
        Refusal: there is no such item, it cannot be counted so, or the allowance is none.
    """
    item = item_named(connection, line.sku)
    if line.kind not in {COMPONENT, BY_PRODUCT}:
        raise refusal("{kind} is neither component nor by-product.", "Choose one of them.",
                      kind=line.kind)  # fmt: skip
    return {
        "item_id": item.id,
        "kind": line.kind,
        "quantity": quantity_of(connection, item, line.quantity, line.unit),
        "scrap": scrap_of(line.scrap),
        "part_of": line.part_of,
    }


def quantity_of(connection: Connection, item: Item, quantity: Decimal, unit: str) -> int:
    """So much of an item on its grid, said in its unit or in one that converts exactly.

    Raises:
        Refusal: the units do not measure the same, or the result is finer than the grid.
    """
    return on_grid(Fraction(quantity) * _ratio(connection, item, unit), item.decimals,
                   item.unit)  # fmt: skip


def _ratio(connection: Connection, item: Item, unit: str) -> Fraction:
    if not unit.strip():
        return Fraction(1)
    own = bills.ratio(connection, item.id, unit)
    found = ratio(unit, item.unit) if own is None else Fraction(*own)
    if found is None:
        raise refusal(
            "{sku} is counted in {base}: {unit} is no such unit.",
            "Give the quantity in {base}.",
            sku=item.sku,
            base=item.unit,
            unit=unit.strip(),
        )
    return found


def scrap_of(percent: Decimal) -> int:
    """An allowance in percent as it is kept, in hundredths of a percent.

    Raises:
        Refusal: it is finer than that, below nothing or above all.
    """
    scaled = percent * _HUNDREDTHS
    if scaled != scaled.to_integral_value() or not 0 <= scaled <= _MOST_SCRAP:
        raise refusal(
            "{scrap} % is no scrap allowance.",
            "Give 0 to 100, with at most 2 decimals.",
            scrap=percent,
        )
    return int(scaled)


def _once_each(lines: Sequence[Component]) -> None:
    seen: set[tuple[str, str]] = set()
    for line in lines:
        at = (line.sku.strip(), line.kind)
        if at in seen:
            raise refusal("{sku} stands here twice.", "Put its quantities into one line.",
                          sku=line.sku)  # fmt: skip
        seen.add(at)


def _no_circle(connection: Connection, made: Item, lines: Sequence[dict[str, object]]) -> None:
    """Goods are not made of themselves, through however many levels.

    Raises:
        Refusal: they would be; it names the way.
    """
    parts = bills.made_of(connection)
    new = {int(str(one["item_id"])) for one in lines if one["kind"] == COMPONENT}
    parts[made.id] = parts.get(made.id, set()) | new
    by_products = {one["item_id"] for one in lines if one["kind"] == BY_PRODUCT}
    way = circle(made.id, parts)
    if way or made.id in by_products:
        names = [catalogue.item_by_id(connection, each).sku for each in way or [made.id] * 2]
        raise refusal(
            "{sku} would be made of itself: {way}.",
            "Take out the component that leads back to it.",
            sku=made.sku,
            way=" > ".join(names),
        )
