"""Receiving a supplier's list: all of its rows in one transaction, or none.

Each row leaves what a scan leaves: its journal row and outcome, its lot and serial, its draft
line, its audit entries. The statements are for a thousand rows each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, overload

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.lots import holding
from lsn_desktop.services.receipts import receipt_lines, receipt_lots, table_checks, ticking
from lsn_desktop.services.receipts.importing import Wrong, WrongRows
from lsn_desktop.services.receipts.receipt_lines import Found
from lsn_desktop.storage import catalogue, documents, exchange, lsns, many_rows
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import ToldLine
    from lsn_desktop.services.receipts.receipt_table import ReceiptTable
    from lsn_desktop.services.receipts.table_checks import Named, Planned
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Tx

_KIND = "receipt"


def receive_table(tx: Tx, document_id: int, table: ReceiptTable) -> Received:
    """Make a draft line of every row; what each row came to, in order.

    Raises:
        WrongRows: some rows cannot be taken. Nothing is taken then.
        Refusal: the receipt is no draft of ours, or this very file was taken before.
    """
    receipt = receipt_lines.kept_draft(tx, document_id)
    receipt_lines.must_be_here(tx, receipt)
    if exchange.taken(tx.connection, _KIND, table.sha256):
        raise refusal(
            "{name} was received before: nothing is taken twice.",
            "Reverse that receipt first, or change the file if something in it is new.",
            name=table.name,
        )
    planned, wrong = table_checks.plan(tx, receipt, table.rows)
    if wrong:
        told = [Wrong(row.line, flaw.fact) for row, flaw in wrong]
        raise WrongRows(table.name, len(table.rows), told)
    exchange.keep(tx, _KIND, table.name, table.sha256, len(table.rows))
    return take_planned(tx, receipt, table.name, planned)


def take_planned(tx: Tx, receipt: Document, name: str, planned: Sequence[Planned]) -> Received:
    """Make a draft line of each row that was found good; what each came to, in order."""
    words = message("Received {name}: {count} rows", name=name, count=len(planned))
    tx.entries.append(Entry("import", words, "document", receipt.id))
    _make(tx, receipt, [named for each in planned for named in each.makes])
    _hold(tx, planned)
    found = [_found(receipt, each) for each in planned]
    return _lines(tx, receipt, planned, found)


def _make(tx: Tx, receipt: Document, new: Sequence[Named]) -> None:
    """Store the new LSNs, owners before the serials that belong to them."""
    _store(tx, receipt, [named for named in new if named.lot is None])
    _store(tx, receipt, [named for named in new if named.lot is not None])


def _hold(tx: Tx, planned: Iterable[Planned]) -> None:
    """Stop serials that join a lot on hold."""
    for named in (each.named for each in planned if each.named.lot is not None):
        lot, serial = _lsn(named.lot), _lsn(named)
        if lot.held_whole and not serial.held_whole:
            holding.hold_with_lot(tx, serial.id, lot.id)
            named.known = lsns.by_id(tx.connection, serial.id)


def _store(tx: Tx, receipt: Document, new: Sequence[Named]) -> None:
    stored = many_rows.add_lsns(
        tx,
        [
            lsns.Lsn(
                id=0,
                item_id=named.item.id,
                kind=named.kind,
                scope=named.scope,
                code=named.code,
                lot_id=_lsn(named.lot).id if named.lot else None,
                expiry=named.made_with if named.lot is None else None,
                best_before=None,
                production=None,
                vendor_id=receipt.party_id if named.kind is not LsnKind.BULK else None,
                held_whole=False,
            )
            for named in new
        ],
    )
    for named, lsn in zip(new, stored, strict=True):
        named.known = lsn


def _found(receipt: Document, planned: Planned) -> Found:
    return Found(
        planned.item,
        _lsn(planned.named),
        planned.expiry,
        planned.quantity,
        receipt,
        planned.order_line,
    )


def _lines(
    tx: Tx, receipt: Document, planned: Sequence[Planned], found: Sequence[Found]
) -> Received:
    texts = [each.row.text for each in planned]
    scan_ids, before = many_rows.add_scans(tx, receipt.id, "file", "row", texts)
    supplier = catalogue.virtual_location(tx.connection, "supplier")
    assert receipt.location_id is not None  # noqa: S101 - a receipt has a place
    lines = [
        NewLine(
            uid=tx.uid(),
            item_id=each.item.id,
            lsn_id=each.lsn.id,
            from_location_id=supplier,
            to_location_id=receipt.location_id,
            quantity=each.quantity,
            purchase_order_line_id=each.order_line.id if each.order_line else None,
            scan_id=scan_id,
        )
        for each, scan_id in zip(found, scan_ids, strict=True)
    ]
    line_ids, digests = many_rows.add_lines(tx, receipt.id, lines)
    told = Received(before, [])
    words: dict[tuple[int, int], Message] = {}  # ten thousand serials say the same
    ticker = ticking.begun(tx, receipt, many=True)
    so_far = _so_far(tx, receipt, found)
    for number, (plan, each) in enumerate(zip(planned, found, strict=True)):
        _tell(tx, plan)
        said = (each.item.id, each.quantity)
        if said not in words:
            words[said] = receipt_lines.added_words(each.item, each.quantity)
        added = words[said]
        tx.entries.append(Entry("scan", added, "document", receipt.id, digests[number]))
        warning = receipt_lines.warning(tx.by.on, each)
        if ticker is not None:
            ticked = ticker.tick(
                line_ids[number], each.item, each.lsn, each.quantity, each.expiry
            )
            warning = receipt_lines.warning(tx.by.on, each, ticked.warning)
        row = _Row(plan, each, warning or added, line_ids[number], scan_ids[number])
        row.warns = warning is not None
        if each.lsn.id in so_far:
            scans, quantity = so_far[each.lsn.id]
            row.scans, row.of_lot = scans + 1, quantity + each.quantity
            so_far[each.lsn.id] = row.scans, row.of_lot
            if warning is None:
                row.words = receipt_lines.said(row.line())
        told.rows.append(row)
    many_rows.add_outcomes(
        tx, [(row.scan_id, row.kind.value, row.words, row.line_id) for row in told.rows]
    )
    tx.events.append(Event("document", receipt.id))
    return told


def _so_far(tx: Tx, receipt: Document, found: Sequence[Found]) -> dict[int, tuple[int, int]]:
    """How often each lot was on the receipt before these rows, and how much of it."""
    lots: dict[int, tuple[int, int]] = {}
    for each in found:
        if each.lsn.kind is not LsnKind.SERIAL:
            scans, quantity = lots.get(each.lsn.id, (0, 0))
            lots[each.lsn.id] = scans + 1, quantity + each.quantity
    for lsn_id, (scans, quantity) in lots.items():
        all_scans, all_of_it = documents.so_far(tx.connection, receipt.id, lsn_id)
        lots[lsn_id] = all_scans - scans, all_of_it - quantity
    return lots


@dataclass(slots=True)
class _Row:
    """A row that was received, and what is told of it."""

    planned: Planned
    found: Found
    words: Message
    line_id: int
    scan_id: int
    warns: bool = False
    scans: int = 0
    of_lot: int = 0

    @property
    def kind(self) -> OutcomeKind:
        return OutcomeKind.ATTENTION if self.warns else OutcomeKind.OK

    def line(self) -> ToldLine:
        """The line as the dock tells it; of a lot, with how often it was scanned."""
        line = receipt_lines.told_of(self.found, self.planned.label, self.line_id)
        if not self.scans:
            return line
        of_lot = off_grid(self.of_lot, self.found.item.decimals)
        return replace(line, scans=self.scans, of_lot=of_lot)


@dataclass(slots=True)
class Received(Sequence[Outcome]):
    """What each row came to, in order; told when it is asked for: few ask ten thousand."""

    before: int
    rows: list[_Row]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Outcome: ...
    @overload
    def __getitem__(self, at: slice) -> list[Outcome]: ...
    def __getitem__(self, at: int | slice) -> Outcome | list[Outcome]:
        if isinstance(at, slice):
            return [self._told(n) for n in range(*at.indices(len(self.rows)))]
        return self._told(range(len(self.rows))[at])

    def _told(self, at: int) -> Outcome:
        row = self.rows[at]
        return Outcome(
            row.kind,
            row.words,
            line=row.line(),
            scan_id=row.scan_id,
            seq=self.before + at + 1,
        )


def _tell(tx: Tx, plan: Planned) -> None:
    """Audit what a row made or changed; a change is written here, one by one."""
    for named in plan.makes:
        if named.kind is not LsnKind.BULK:
            tx.entries.append(
                receipt_lots.created(named.item, named.kind, named.code, _lsn(named).id)
            )
    if plan.fills is not None and plan.label.expiry is not None:
        lsn = _lsn(plan.fills)
        lsns.change(tx, lsn.id, {"expiry": plan.label.expiry})
        tx.entries.append(receipt_lots.filled_in(lsn, "expiry", plan.label.expiry))
    if plan.joins and plan.named.lot is not None:
        receipt_lots.join_lot(tx, _lsn(plan.named), _lsn(plan.named.lot))


def _lsn(named: Named | None) -> Lsn:
    """The LSN of a name once it is stored."""
    if named is None or named.known is None:
        raise LookupError(named)
    return named.known
