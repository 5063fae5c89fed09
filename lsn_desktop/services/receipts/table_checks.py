"""Which rows of a receipt's table can be taken, and what each one makes.

The rules are those of a scan; what a scan would ask is told as what is wrong with the row. A
check gives back its refusal, so ten thousand rows raise nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.label_in_progress import LabelInProgress
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.codes import identifying
from lsn_desktop.services.receipts import receipt_lines, receipt_lots
from lsn_desktop.storage import catalogue, documents, lsns, many_rows, orders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.services.receipts.receipt_table import TableRow
    from lsn_desktop.storage.catalogue import Pack
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.orders import OpenLine
    from lsn_desktop.storage.transactions import Tx

TWICE = mark("Serial {serial} of {item} stands in line {line} too.")
_GTIN_DIGITS = (8, 12, 13, 14)


@dataclass(slots=True)
class Named:
    """A lot, serial or bulk that rows name: one we have, or one to be made.

    ``line`` is the first row that was taken for it, ``lot`` the lot a serial belongs to,
    ``made_with`` the expiry of the row that makes it.
    """

    item: Item
    kind: LsnKind
    scope: str
    code: str
    known: Lsn | None = None
    expiry: date | None = None
    made_with: date | None = None
    lot: Named | None = None
    line: int = 0


@dataclass(slots=True)
class Planned:
    """A row that can be taken: its line to be, and which LSNs it makes or changes."""

    row: TableRow
    label: LabelInProgress
    item: Item
    named: Named
    expiry: date | None
    quantity: int
    order_line: OpenLine | None
    makes: list[Named] = field(default_factory=list)
    fills: Named | None = None
    joins: bool = False


def plan(
    tx: Tx, receipt: Document, rows: Sequence[TableRow], *, keeping: bool = True
) -> tuple[list[Planned], list[tuple[TableRow, Refusal]]]:
    """What becomes of each row, and what is wrong with the others; nothing is written.

    ``keeping``: nobody else may take a serial we know before the transaction ends.
    """
    checks = _Checks(tx, receipt, keeping=keeping)
    planned, wrong = [], []
    for read in checks.looked_up(rows):
        found = checks.check(read)
        if isinstance(found, Refusal):
            wrong.append((read.row, found))
        else:
            planned.append(found)
    return planned, wrong


@dataclass(frozen=True, slots=True)
class _Read:
    """A row with its item, if we have it, and the LSNs it names: their owner first."""

    row: TableRow
    label: LabelInProgress | None = None
    item: Item | None = None
    pack: Pack | None = None
    names: tuple[Named, ...] = ()


class _Checks:
    """What the database says of all rows, asked for all of them at once."""

    def __init__(self, tx: Tx, receipt: Document, *, keeping: bool) -> None:
        self._tx, self._receipt, self._keeping = tx, receipt, keeping
        self._items: dict[str, tuple[Item, Pack | None] | None] = {}
        self._scopes: dict[int, str] = {}
        self._named: dict[tuple[int, LsnKind, str, str], Named] = {}
        self._standing: dict[int, str] = {}
        self._drafts: dict[int, str] = {}
        self._order_lines: dict[int, list[OpenLine]] = {}
        self._scanned: dict[int, bool] = {}

    def looked_up(self, rows: Sequence[TableRow]) -> list[_Read]:
        """The rows with their items, and the lots and serials we have of them."""
        found = [self._read(row) for row in rows]
        codes: dict[tuple[int, LsnKind, str], list[str]] = {}
        for item_id, kind, scope, code in self._named:
            codes.setdefault((item_id, kind, scope), []).append(code)
        for identity, some in codes.items():
            for code, lsn in many_rows.lsns_by_code(
                self._tx.connection, identity, some
            ).items():
                named = self._named[(*identity, code)]
                named.known, named.expiry = lsn, lsn.expiry
        serials = [
            named.known.id
            for named in self._named.values()
            if named.known and named.kind is LsnKind.SERIAL
        ]
        if self._keeping:
            lsns.keep_all(self._tx, serials)  # another station may be scanning one of them
        self._standing = many_rows.standing(self._tx.connection, serials)
        self._drafts = many_rows.on_drafts(self._tx.connection, serials)
        return found

    def _read(self, row: TableRow) -> _Read:
        known = self._item(row.item)
        if known is None:
            return _Read(row)
        item, pack = known
        label = LabelInProgress(
            item_id=item.id,
            gtin=row.item.zfill(14) if pack else None,
            lot=row.lot,
            serial=row.serial,
            expiry=row.expiry,
            no_expiry=row.no_expiry or None,
            quantity=row.quantity,
        )
        kind, code = receipt_lots.owner_of(item, label)
        names: tuple[Named, ...] = (self._one(item, kind, code),)
        if item.tracking.by_lot and item.tracking.by_serial:
            names = (*names, self._one(item, LsnKind.SERIAL, label.serial or ""))
        return _Read(row, label, item, pack, names)

    def check(self, read: _Read) -> Planned | Refusal:
        """What a row makes, or why it cannot be taken."""
        item, label = read.item, read.label
        if item is None or label is None:
            return refusal("There is no item {item}.", "Make it first.", item=read.row.item)
        order_line = self._order_line(item)
        if flaw := _code_flaw(item, label) or self._order_flaw(item, order_line):
            return flaw
        quantity = receipt_lines.quantity_of(label, item, read.pack)
        if isinstance(quantity, Refusal):
            return quantity
        owner, named = read.names[0], read.names[-1]
        if flaw := (
            _quantity_flaw(item, quantity)
            or self._expiry_flaw(owner, label)
            or self._serial_flaw(named, owner)
        ):
            return flaw
        expiry = label.expiry or owner.expiry
        planned = Planned(read.row, label, item, named, expiry, quantity, order_line)
        self._remember(planned, owner)
        return planned

    def _remember(self, planned: Planned, owner: Named) -> None:
        """What a row brings is known to the rows after it."""
        expiry, named = planned.label.expiry, planned.named
        is_new = owner.known is None and not owner.line
        if owner.kind is not LsnKind.BULK and owner.expiry is None and expiry is not None:
            planned.fills = None if is_new else owner
            owner.made_with = expiry if is_new else None
            owner.expiry = expiry
        for each in (owner, named):
            if each.known is None and not each.line:
                planned.makes.append(each)
            each.line = each.line or planned.row.line
        if named is not owner:
            named.lot = owner
            planned.joins = named.known is not None and _is_of_another(named.known, owner)
        if (line := planned.order_line) is not None:
            came = replace(line, received=line.received + planned.quantity)
            lines = self._order_lines[planned.item.id]
            self._order_lines[planned.item.id] = [
                came if each.id == came.id else each for each in lines
            ]

    def _item(self, name: str) -> tuple[Item, Pack | None] | None:
        if name not in self._items:
            item = catalogue.item_by_sku(self._tx.connection, name)
            pack = None
            if item is None and name.isdigit() and len(name) in _GTIN_DIGITS:
                pack = catalogue.item_by_gtin(self._tx.connection, name.zfill(14))
                item = pack.item if pack else None
            self._items[name] = (item, pack) if item else None
        return self._items[name]

    def _one(self, item: Item, kind: LsnKind, code: str) -> Named:
        scope = "" if kind is LsnKind.BULK else self._scope(item)
        key = (item.id, kind, scope, code)
        if key not in self._named:
            self._named[key] = Named(item, kind, scope, code)
        return self._named[key]

    def _scope(self, item: Item) -> str:
        if item.id not in self._scopes:
            self._scopes[item.id] = receipt_lots.scope_of(self._tx, item, self._receipt)
        return self._scopes[item.id]

    def _order_line(self, item: Item) -> OpenLine | None:
        order_id = self._receipt.purchase_order_id
        if order_id is None:
            return None
        if item.id not in self._order_lines:
            lines = orders.lines_for(self._tx.connection, order_id, item.id)
            self._order_lines[item.id] = lines
        return orders.first_short(self._order_lines[item.id])

    def _expiry_flaw(self, owner: Named, label: LabelInProgress) -> Refusal | None:
        code = owner.code or owner.item.description
        if label.expiry is None:
            wanted = owner.item.expiry_required and not label.no_expiry
            if owner.expiry is not None or not wanted or self._is_scanned(owner):
                return None
            return refusal("{code} needs its expiry.", "Add it to the row.", code=code)
        if owner.expiry is None or owner.expiry == label.expiry:
            return None
        return refusal(
            "{code} is known with {known}, this row says {new}.", "Look at the goods.",
            code=code, known=owner.expiry, new=label.expiry,
        )  # fmt: skip

    def _is_scanned(self, owner: Named) -> bool:
        """Whether some of it was received without an expiry before."""
        if owner.line or owner.known is None:
            return bool(owner.line)
        lsn_id = owner.known.id
        if lsn_id not in self._scanned:
            self._scanned[lsn_id] = documents.is_scanned(self._tx.connection, lsn_id)
        return self._scanned[lsn_id]

    def _order_flaw(self, item: Item, order_line: OpenLine | None) -> Refusal | None:
        if self._receipt.purchase_order_id is None or order_line is not None:
            return None
        return refusal(
            "{item} is not on {order}.", "Receive it on its own.",
            item=item.description, order=self._receipt.purchase_order,
        )  # fmt: skip

    def _serial_flaw(self, named: Named, owner: Named) -> Refusal | None:
        if named.kind is not LsnKind.SERIAL:
            return None
        if named.line:
            return refusal(
                TWICE, "Leave one out.",
                serial=named.code, item=named.item.description, line=named.line,
            )  # fmt: skip
        return None if named.known is None else self._known_flaw(named, named.known, owner)

    def _known_flaw(self, named: Named, serial: Lsn, owner: Named) -> Refusal | None:
        """Why a serial we know cannot come again, if so."""
        if named is not owner and _is_of_another(serial, owner):
            flaw = receipt_lots.lot_flaw(self._tx, named.item, serial, owner.code)
            if flaw:
                return flaw
        if place := self._standing.get(serial.id):
            return receipt_lines.here_already(named.item, serial.code, place)
        if number := self._drafts.get(serial.id):
            return receipt_lines.scanned_before(named.item, serial.code, number)
        return None


def _is_of_another(serial: Lsn, lot: Named) -> bool:
    return lot.known is None or serial.lot_id != lot.known.id


def _quantity_flaw(item: Item, quantity: int) -> Refusal | None:
    if quantity <= receipt_lines.most_at_once(item):
        return None
    return refusal(
        "{quantity} {unit} is more than one line usually counts.",
        "Receive it in the window, where it can be confirmed.",
        quantity=plain(off_grid(quantity, item.decimals)), unit=item.unit,
    )  # fmt: skip


def _code_flaw(item: Item, label: LabelInProgress) -> Refusal | None:
    """A lot or serial that is missing, or is none."""
    for wanted, code, what in (
        (item.tracking.by_lot, label.lot, "lot"),
        (item.tracking.by_serial, label.serial, "serial"),
    ):
        if wanted and not code:
            return refusal(
                "{item} needs its {what}.", "Add it to the row.",
                item=item.description, what=what,
            )  # fmt: skip
        if wanted and code and (flaw := identifying.number_flaw(code, of=item.description)):
            return flaw
    return None
