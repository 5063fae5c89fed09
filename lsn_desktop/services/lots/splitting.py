"""A lot that is two: some of it goes on under a code of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.quantities import off_grid, on_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.lots import converting, holding
from lsn_desktop.storage import aliases, catalogue, ledger, lsn_changes, lsns
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from decimal import Decimal

    from lsn_desktop.domain.items import Item
    from lsn_desktop.services.lots.converting import Where
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Connection, Tx


@dataclass(frozen=True, slots=True)
class Split:
    """So much of a lot at a place, or some of its serials, under a new code.

    The code of a lot that was merged into this one undoes the merge for that much.
    """

    uid: str
    lsn_id: int
    code: str
    reason: str
    location_id: int | None = None
    quantity: Decimal | None = None
    serials: tuple[str, ...] = ()


def foretell(connection: Connection, order: Split) -> list[Message]:
    """What a split does, in words.

    Raises:
        Refusal: as :func:`split`.
    """
    lsn, code = lsns.by_id(connection, order.lsn_id), order.code.strip()
    item = catalogue.item_by_id(connection, lsn.item_id)
    if lsn.kind is LsnKind.SERIAL:
        raise refusal(
            "{code} is a single piece: it cannot be split.", "Open its lot.", code=lsn.code
        )
    converting.must_be_current(connection, lsn)
    converting.must_be_code(code)
    again = _must_be_new(connection, lsn, code, item)
    if item.tracking.by_serial:
        count = len(_serials(connection, lsn, order))
        what = message(
            "{count} serials of {code} become serials of {new}.",
            count=count,
            code=lsn.code,
            new=code,
        )
    else:
        place, quantity = _some(connection, lsn, item, order)
        what = message(
            "{quantity} {unit} of {code} at {place} become {new}, where they stand.",
            quantity=plain(off_grid(quantity, item.decimals)),
            unit=item.unit,
            code=lsn.code,
            place=catalogue.location_by_id(connection, place).code,
            new=code,
        )
    converting.must_be_given(order.reason, lsn.code)
    told = [what]
    if again:
        told.append(message("{new} was merged into {code}: it is itself again.", new=code,
                            code=lsn.code))  # fmt: skip
    else:
        told.append(message("{new} has the dates and supplier of {code}.", new=code,
                            code=lsn.code))  # fmt: skip
    if lsn.held_whole:
        told.append(message("All of {new} is on hold, like {code}.", new=code, code=lsn.code))
    told.append(message("The goods need new labels: theirs say {code}.", code=lsn.code))
    return told


def split(tx: Tx, order: Split) -> int:
    """Let some of a lot be a lot of its own; returns that lot.

    An order that arrives twice (same uid) splits once.

    Raises:
        Refusal: the code is taken or none, there is too little that is neither held nor
            claimed, a serial is not of this lot, or no reason is given.
    """
    if known := lsn_changes.by_uid(tx.connection, order.uid):
        return int(known[1] or 0)
    lsns.keep(tx, order.lsn_id)
    foretell(tx.connection, order)
    lsn = lsns.by_id(tx.connection, order.lsn_id)
    item = catalogue.item_by_id(tx.connection, lsn.item_id)
    new = _new(tx, lsn, order.code.strip())
    supplied.go_along(tx, lsn.id, new.id)
    holding.hold_with_lot(tx, new.id, lsn.id)
    stock: dict[Where, int] = {}
    if item.tracking.by_serial:
        converting.join_lot(tx, _serials(tx.connection, lsn, order), lsn, new)
    else:
        place, quantity = _some(tx.connection, lsn, item, order)
        stock = _taken(tx.connection, lsn, place, quantity)
    document_id = converting.convert(tx, "split", (lsn, new), stock, order.reason)
    lsn_changes.add(
        tx,
        {
            "uid": order.uid,
            "kind": "split",
            "lsn_id": lsn.id,
            "other_id": new.id,
            "old_code": lsn.code,
            "new_code": new.code,
            "reason": order.reason.strip(),
            "document_id": document_id,
        },
    )
    words = message(
        "Split {new} off {code} ({reason})",
        new=new.code,
        code=lsn.code,
        reason=order.reason.strip(),
    )
    tx.entries += [Entry("split", words, "lsn", each.id) for each in (lsn, new)]
    tx.events += [Event("lsn", lsn.id), Event("lsn", new.id), Event("stock")]
    return new.id


def _must_be_new(connection: Connection, lsn: Lsn, code: str, item: Item) -> Lsn | None:
    """None for a code nobody has; the lot of that code which was merged into this one."""
    identity = (lsn.item_id, lsn.kind, lsn.scope, code)
    own, found = lsns.find_own(connection, *identity), lsns.find(connection, *identity)
    if own is not None and lsn_changes.merged_into(connection, own.id) == lsn.id:
        return own
    for other in (own, found):
        if other is not None:
            raise converting.taken(other, code, item)
    return None


def _new(tx: Tx, lsn: Lsn, code: str) -> Lsn:
    again = lsns.find_own(tx.connection, lsn.item_id, lsn.kind, lsn.scope, code)
    if again is not None:  # merged into this one before; it answers to its codes again
        for brought in (code, *(each.code for each in aliases.of_lsn(tx.connection, again.id))):
            aliases.drop(tx, lsn.id, brought)
        return again
    new_id = lsns.add(
        tx,
        uid=tx.uid(),
        item_id=lsn.item_id,
        kind=lsn.kind,
        scope=lsn.scope,
        code=code,
        expiry=lsn.expiry,
        best_before=lsn.best_before,
        production=lsn.production,
        vendor_id=lsn.vendor_id,
    )
    lsn_changes.copy_record(tx, lsn.id, new_id)
    return lsns.by_id(tx.connection, new_id)


def _some(connection: Connection, lsn: Lsn, item: Item, order: Split) -> tuple[int, int]:
    """The place and the quantity on the item's grid, of what may be taken there."""
    if order.location_id is None or order.quantity is None or order.quantity <= 0:
        raise refusal("How much of {code} is not said.", "Give a place and a quantity.",
                      code=lsn.code)  # fmt: skip
    quantity = on_grid(order.quantity, item.decimals, item.unit)
    there = [
        each
        for each in ledger.places(connection, lsn.id)
        if each.location_id == order.location_id
    ]
    free = sum(each.on_hand - each.claimed for each in there)
    free -= sum(
        held.quantity or 0
        for held in ledger.holds(connection, lsn.id)
        if held.released_at is None and held.location_id == order.location_id
    )
    if quantity > free:
        raise refusal(
            "Only {free} {unit} of {code} can be taken there.",
            "Split at most that: what is held in part or claimed stays.",
            free=plain(off_grid(max(0, free), item.decimals)),
            unit=item.unit,
            code=lsn.code,
        )
    return order.location_id, quantity


def _taken(connection: Connection, lsn: Lsn, place: int, quantity: int) -> dict[Where, int]:
    """Out of which pallets and cases so much is taken there: what is loose goes first."""
    left = quantity
    found: dict[Where, int] = {}
    for each in ledger.places(connection, lsn.id):
        some = min(left, each.on_hand - each.claimed)
        if each.location_id == place and some > 0:
            found[place, each.unit_id] = some
            left -= some
    return found


def _serials(connection: Connection, lsn: Lsn, order: Split) -> list[int]:
    """The serials an order names, all of them of this lot."""
    of_lot = set(lsns.serials_of(connection, lsn.id))
    chosen = []
    for code in dict.fromkeys(order.serials):
        serial = lsns.find(connection, lsn.item_id, LsnKind.SERIAL, lsn.scope, code)
        if serial is None or serial.id not in of_lot:
            raise refusal(
                "{serial} is no serial of {code}.",
                "Look at the serials of {code}.",
                serial=code,
                code=lsn.code,
            )
        chosen.append(serial.id)
    if not chosen:
        raise refusal("No serial of {code} is said.", "Type the serials that leave it.",
                      code=lsn.code)  # fmt: skip
    return chosen
