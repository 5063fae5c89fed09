"""Over, short, wrong: how a delivery differs from what was announced or ordered.

Found by itself when a receipt is posted. What is short is open until it comes; the receipt
that brings it withdraws what was said before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.services.receipts import ticking
from lsn_desktop.storage import (
    discrepancies,
    documents,
    ledger,
    lsns,
    manifests,
    orders,
)
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lsn_desktop.storage.discrepancies import Discrepancy
    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.manifests import Announced
    from lsn_desktop.storage.transactions import Connection, Tx

KEPT = frozenset({"quarantine", "return"})
"""What is done with rejected goods that are ours to hold until they go."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which a delivery differs."""

    kind: str
    item_id: int | None
    quantity: int
    line_id: int | None = None
    manifest_line_id: int | None = None
    lsn_id: int | None = None


def found(connection: Connection, receipt: Document) -> list[Difference]:
    """How a receipt, as it is now, differs: what is short first."""
    announced = manifests.lines(connection, ticking.going_by(receipt))
    if not announced and receipt.purchase_order_id is None:
        return []
    lines = documents.lines(connection, receipt.id)
    refused = _refused(discrepancies.of_document(connection, receipt.id))
    if announced:
        return [
            *_missing(announced, refused),
            *_unannounced(connection, receipt, lines, announced),
        ]
    assert receipt.purchase_order_id is not None  # noqa: S101 - there is one or the other
    return _against_order(connection, receipt.purchase_order_id, lines, refused)


def keep_found(tx: Tx, receipt: Document) -> None:
    """Write down how a receipt differs, in the transaction that posts it."""
    by = ticking.going_by(receipt)
    announced = [line.id for line in manifests.lines(tx.connection, by)]
    differs = found(tx.connection, receipt)
    before = discrepancies.still_short(tx.connection, announced, receipt.purchase_order_id)
    discrepancies.withdraw(tx, before)
    discrepancies.add(
        tx,
        [
            {
                "uid": tx.uid(),
                "document_id": receipt.id,
                "line_id": each.line_id,
                "manifest_line_id": each.manifest_line_id,
                "item_id": each.item_id,
                "lsn_id": each.lsn_id,
                "kind": each.kind,
                "quantity": each.quantity,
            }
            for each in differs
        ],
    )
    if differs:
        counts = Counter(each.kind for each in differs)
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        words = message("{number} differs: {told}", number=receipt.number, told=told)
        tx.entries.append(Entry("discrepancy", words, "document", receipt.id))


def hold_rejected(tx: Tx, receipt: Document) -> None:
    """Stop what was rejected and stays here, where it now stands."""
    wrong = discrepancies.of_document(tx.connection, receipt.id)
    lines = (
        {line.id: line for line in documents.lines(tx.connection, receipt.id)} if wrong else {}
    )
    for each in wrong:
        line = lines.get(each.line_id or 0)
        if line is None or each.disposition not in KEPT or each.withdrawn:
            continue
        note = f"{receipt.number}: {each.reason} {each.note}".strip()
        hold = {
            "uid": each.uid,
            "lsn_id": line.lsn_id,
            "location_id": line.to_location_id,
            "quantity": line.quantity,
            "reason": "damage",
            "note": note,
        }
        ledger.add_hold(tx, hold)
        ledger.follow_holds(tx, line.lsn_id)
        words = message("Held {code}: {reason}", code=each.code, reason=note)
        tx.entries.append(Entry("hold", words, "lsn", line.lsn_id))
        tx.events.append(Event("lsn", line.lsn_id))


def forget(tx: Tx, receipt: Document) -> None:
    """Withdraw all that was wrong with a receipt that is turned back, and end its holds."""
    rows = discrepancies.of_document(tx.connection, receipt.id)
    discrepancies.withdraw(tx, [row.id for row in rows])
    for row in rows:
        hold_id = ledger.hold_by_uid(tx.connection, row.uid)
        if hold_id is not None and row.lsn_id is not None:
            ledger.release_hold(tx, hold_id, f"{receipt.number} reversed")
            ledger.follow_holds(tx, row.lsn_id)


def _refused(rows: Iterable[Discrepancy]) -> Counter[tuple[str, int]]:
    """How much was left on the truck, by announced line and by item."""
    refused: Counter[tuple[str, int]] = Counter()
    for row in rows:
        if row.disposition == "refused" and not row.withdrawn:
            refused["line", row.manifest_line_id or 0] += row.on_grid
            refused["item", row.item_id or 0] += row.on_grid
    return refused


def _missing(
    announced: Iterable[Announced], refused: Counter[tuple[str, int]]
) -> list[Difference]:
    differs = []
    for line in announced:
        short = line.left - refused["line", line.id]
        if short > 0:
            differs.append(Difference("short", line.item_id, short, None, line.id))
    return differs


def _unannounced(
    connection: Connection,
    receipt: Document,
    lines: Sequence[Line],
    announced: Sequence[Announced],
) -> list[Difference]:
    """What came beyond what was announced, lot by lot, and what is of less life than that."""
    ticked = manifests.ticked(connection, receipt.id)
    lots: defaultdict[int, set[str]] = defaultdict(set)
    for each in announced:
        lots[each.item_id or 0].add(each.serial or each.lot)
    over: dict[int, tuple[Line, int]] = {}
    for line in lines:
        rest = line.quantity - ticked.get(line.id, 0)
        if rest > 0:
            before = over[line.lsn_id][1] if line.lsn_id in over else 0
            over[line.lsn_id] = line, before + rest
    differs = []
    for lsn_id, (line, quantity) in over.items():
        kind = "wrong item"
        if line.item_id in lots:
            known = lots[line.item_id] & {"", *_codes(connection, lsn_id)}
            kind = "over" if known else "wrong lot"
        differs.append(Difference(kind, line.item_id, quantity, line.id, lsn_id=lsn_id))
    return differs + [
        Difference(
            "short-dated",
            each.item_id,
            each.quantity,
            manifest_line_id=each.manifest_line_id,
            lsn_id=each.lsn_id,
        )
        for each in manifests.short_dated(connection, receipt.id)
    ]


def _codes(connection: Connection, lsn_id: int) -> set[str]:
    """The number of a lot or serial, and that of the lot a serial is of."""
    found = lsns.by_id(connection, lsn_id)
    lot = lsns.by_id(connection, found.lot_id).code if found.lot_id else found.code
    return {found.code, lot}


def _against_order(
    connection: Connection,
    order_id: int,
    lines: Sequence[Line],
    refused: Counter[tuple[str, int]],
) -> list[Difference]:
    """What an order still waits for, and what came that it did not ask for."""
    differs = []
    for each in orders.expected(connection, order_id):
        short = each.ordered - each.received - refused["item", each.item_id]
        if short > 0:
            differs.append(Difference("short", each.item_id, short))
        elif each.received > each.ordered:
            over = each.received - each.ordered
            differs.append(Difference("over", each.item_id, over))
    beside: Counter[tuple[int, int]] = Counter()
    for line in lines:
        if line.purchase_order_line_id is None:
            beside[line.item_id, line.lsn_id] += line.quantity
    return differs + [
        Difference("wrong item", item_id, quantity, lsn_id=lsn_id)
        for (item_id, lsn_id), quantity in beside.items()
    ]
