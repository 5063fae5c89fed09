"""What the page asks the database: each a fixed number of statements, on a reader's lane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.services.certificates import certificate_gate
from lsn_desktop.services.office import telling
from lsn_desktop.services.receipts import ticking
from lsn_desktop.storage import (
    catalogue,
    documents,
    ledger,
    manifests,
    orders,
    receipts,
    standing,
)
from ui.dock import dock_words

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.storage.catalogue import Location, Party
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.manifests import Announced
    from lsn_desktop.storage.orders import Expected, PurchaseOrder
    from lsn_desktop.storage.receipts import Came, Receipt, ScanShown
    from lsn_desktop.storage.transactions import Connection, Database
    from ui.scans.scan_words import ExpectedLine, ScanRow


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be received: drafts, orders, and goods without one; and what came last."""

    drafts: list[Receipt]
    orders: list[PurchaseOrder]
    recent: list[Receipt]
    vendors: list[Party]
    places: list[Location]
    announced: dict[int, int]  # lines that wait with an order, by its row number


@dataclass(frozen=True, slots=True)
class OnReceipt:
    """A receipt with its scans, what is expected and what came."""

    receipt: Document
    due_on: date | None
    scans: list[ScanShown]
    expected: list[Expected]
    came: list[Came]
    beside: list[ExpectedLine]  # what came that no line of the order asks for
    announced: list[Announced]  # by a supplier's notice
    lacking: tuple[str, ...] = ()  # what will be held when it is posted, and for what

    @property
    def short(self) -> int:
        """How many lines of the order are short."""
        return sum(line.received < line.ordered for line in self.expected)

    @property
    def missing(self) -> int:
        """How many announced lines are not all here."""
        return sum(line.left > 0 for line in self.announced)

    @property
    def unannounced(self) -> list[ExpectedLine]:
        """What came of items that were not announced."""
        announced = {line.item_id for line in self.announced}
        return dock_words.beside([each for each in self.came if each.item_id not in announced])

    @property
    def delivery(self) -> str:
        """What the delivery is called: the order's number, or the receipt's own."""
        return self.receipt.purchase_order or self.receipt.number


@dataclass(frozen=True, slots=True)
class Posted:
    """What a posted receipt brought, what is still open, and the delivery that is next."""

    on: OnReceipt
    came: list[ScanRow]
    reversed_by: str
    next_order: PurchaseOrder | None
    to_put_away: int  # lots and pieces that still stand where they came in
    held: list[int]  # those of its lots and pieces that are on hold


@dataclass(frozen=True, slots=True)
class Recovered:
    """A scan that was recorded but perhaps never told."""

    seq: int
    shown: ScanShown
    kind: str = "receipt"  # of the document it is on


def recovered(database: Database, workstation_id: int, mark: int) -> list[Recovered]:
    """Scans of this workstation beyond the mark that count on an open receipt, oldest first."""
    rows = telling.never_told(database, workstation_id, mark)
    if not rows:
        return []
    with database.reading() as connection:
        shown = receipts.scans_by_id(connection, [row.scan_id for row in rows])
        on = {row.document_id for row in rows if row.document_id is not None}
        kinds = {each: documents.by_id(connection, each).kind for each in on}
    known = {row.scan_id: (row.seq, kinds.get(row.document_id or 0, "")) for row in rows}
    return [Recovered(seq, each, kind) for each in shown for seq, kind in [known[each.scan_id]]]


def choice(database: Database) -> Choice:
    """All there is to choose from."""
    with database.reading() as connection:
        return Choice(
            receipts.drafts(connection),
            orders.open_orders(connection),
            receipts.recent(connection),
            catalogue.vendors(connection),
            catalogue.real_locations(connection),
            manifests.waiting(connection),
        )


def on_receipt(database: Database, document_id: int, on: date | None = None) -> OnReceipt:
    """A receipt as the dock shows it on a day; without one, what will be held is not asked."""
    with database.reading() as connection:
        return as_it_is(connection, document_id, on)


def as_it_is(connection: Connection, document_id: int, on: date | None = None) -> OnReceipt:
    """A receipt as it is within a transaction."""
    receipt = documents.by_id(connection, document_id)
    order_id, due_on, expected = receipt.purchase_order_id, None, []
    if order_id is not None:
        due_on = orders.by_id(connection, order_id).due_on
        expected = orders.expected(connection, order_id)
    scans = receipts.scans(connection, document_id)
    came = receipts.came(connection, document_id)
    beside = dock_words.not_expected(came, expected)
    announced = []
    if receipt.announced:
        announced = manifests.lines(connection, ticking.going_by(receipt))
    lacking: tuple[str, ...] = ()
    if on is not None and receipt.status == "draft":
        arriving = [line.lsn_id for line in documents.lines(connection, document_id)]
        lacking = tuple(certificate_gate.warnings(connection, on, arriving))
    return OnReceipt(receipt, due_on, scans, expected, came, beside, announced, lacking)


def posted(database: Database, document_id: int) -> Posted:
    """A posted receipt as its summary shows it."""
    on = on_receipt(database, document_id)
    with database.reading() as connection:
        back = documents.reversed_by(connection, document_id)
        coming = orders.open_orders(connection)
        waiting = standing.waiting_of(connection, document_id)
        ids = {line.lsn_id for line in documents.lines(connection, document_id)}
        held = ledger.has_open_holds(connection, sorted(ids))
    others = [order for order in coming if order.id != on.receipt.purchase_order_id]
    return Posted(
        on,
        dock_words.came_rows(on.came),
        back.number if back else "",
        next(iter(others), None),
        waiting,
        sorted(held),
    )
