"""Ticking off: what comes is counted for what was announced; what differs is said at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.announced import allot
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.services.receipts import announcing
from lsn_desktop.storage import lsns, manifests
from lsn_desktop.storage.manifests import Receiving

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.manifests import Announced
    from lsn_desktop.storage.transactions import Tx

_NAMED = 3  # lots told by name


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a line came to against the manifest; ``warning`` says what differs."""

    warning: Message | None = None
    done: Message | None = None


def going_by(receipt: Document) -> Receiving:
    """By which manifests a receipt goes: its own, and those of its order."""
    return Receiving(receipt.id, receipt.purchase_order_id)


def begun(tx: Tx, receipt: Document, *, many: bool = False) -> Ticker | None:
    """What ticks off lines of a receipt; None where nothing was announced.

    ``many``: all that was announced is looked up at once, for thousands of lines.
    """
    if not receipt.announced:
        return None
    by = going_by(receipt)
    manifests.keep(tx, by)
    announcing.learn_items(tx, by)
    return Ticker(tx, by, manifests.lines(tx.connection, by) if many else None)


class Ticker:
    """Counts new lines for what was announced, in the transaction that makes them."""

    def __init__(self, tx: Tx, by: Receiving, known: list[Announced] | None = None) -> None:
        self._tx, self._by = tx, by
        self._known: defaultdict[tuple[int | None, str, str], list[Announced]] | None = None
        if known is not None:
            self._known = defaultdict(list)
            for line in known:
                self._known[line.item_id, line.lot, line.serial].append(line)

    def tick(
        self, line_id: int, item: Item, lsn: Lsn, quantity: int, expiry: date | None
    ) -> Ticked:
        """Count one line."""
        tx, by = self._tx, self._by
        lot, serial = _codes(tx, lsn)
        likely = self._likely(item.id, lot, serial)
        found = allot(quantity, [(line.id, line.left) for line in likely])
        manifests.tick(tx, line_id, found.ticks)
        self._count(likely, dict(found.ticks))
        if not likely:
            return Ticked(_unannounced(tx, by, item, lot, serial))
        if found.over:
            over = plain(off_grid(found.over, item.decimals))
            return Ticked(
                message("{over} {unit} more than announced", over=over, unit=item.unit)
            )
        if short := _short_dated(likely, found.ticks, expiry):
            return Ticked(short)
        return Ticked(done=_complete(item, likely, found.ticks, lot))

    def _likely(self, item_id: int, lot: str, serial: str) -> list[Announced]:
        """The lines that goods may be of: those that name the serial first, then the lot."""
        if self._known is None:
            return manifests.likely(self._tx.connection, self._by, item_id, lot, serial)
        ways = dict.fromkeys(((lot, serial), ("", serial), (lot, ""), ("", "")))
        return [line for way in ways for line in self._known[item_id, *way]]

    def _count(self, lines: Sequence[Announced], taken: dict[int, int]) -> None:
        """Remember what was ticked, where the lines were looked up before."""
        for line in lines if self._known is not None else ():
            if line.id in taken:
                group = self._known[line.item_id, line.lot, line.serial]  # type: ignore[index]
                group[group.index(line)] = replace(line, came=line.came + taken[line.id])


def _codes(tx: Tx, lsn: Lsn) -> tuple[str, str]:
    """The lot and serial of an LSN, empty where it has none."""
    if lsn.kind == "lot":
        return lsn.code, ""
    if lsn.kind == "serial":
        lot = lsns.by_id(tx.connection, lsn.lot_id).code if lsn.lot_id else ""
        return lot, lsn.code
    return "", ""


def _unannounced(tx: Tx, by: Receiving, item: Item, lot: str, serial: str) -> Message:
    """No line is for these goods: another lot, another serial, or another item altogether."""
    lines = manifests.of_item(tx.connection, by, item.id)
    if not lines:
        return message("{item} was not announced", item=item.description)
    announced = _waited_for([line.lot for line in lines if line.left and line.lot])
    if lot and announced and lot not in {line.lot for line in lines}:
        return message("Lot {lot} was not announced, expected: {lots}", lot=lot, lots=announced)
    if lot and lot not in {line.lot for line in lines}:
        return message("Lot {lot} was not announced", lot=lot)
    return message("Serial {serial} was not announced", serial=serial)


def _waited_for(codes: Sequence[str]) -> str:
    named = list(dict.fromkeys(codes))
    more = ", \u2026" if len(named) > _NAMED else ""
    return ", ".join(named[:_NAMED]) + more


def _short_dated(
    lines: Sequence[Announced], ticks: Sequence[tuple[int, int]], expiry: date | None
) -> Message | None:
    """Goods that expire before the day that was announced."""
    ticked = {line_id for line_id, _quantity in ticks}
    days = [line.expiry for line in lines if line.id in ticked and line.expiry]
    if expiry is None or not days or expiry >= min(days):
        return None
    return message(
        "Expires {expiry}, announced was {announced}", expiry=expiry, announced=min(days)
    )


def _complete(
    item: Item, lines: Sequence[Announced], ticks: Sequence[tuple[int, int]], lot: str
) -> Message | None:
    """Said when all that was announced of a lot is there."""
    taken = dict(ticks)
    if any(line.left > taken.get(line.id, 0) for line in lines):
        return None
    quantity = sum((off_grid(line.quantity, item.decimals) for line in lines), Decimal(0))
    return message(
        "Complete: {quantity} {unit} of {what}",
        quantity=plain(quantity),
        unit=item.unit,
        what=lot or item.description,
    )
