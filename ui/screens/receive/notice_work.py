"""What is done with a notice off the UI thread: it is read, and its rows are looked over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.quantities import plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.integrations import epcis, x12
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.imports import mapping
from lsn_desktop.services.imports.rows import Row, Status
from lsn_desktop.services.receipts import announced_tables, announcing, coming
from lsn_desktop.storage import catalogue, orders
from ui.importing import work
from ui.screens.receive import announced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from lsn_desktop.domain.announced import Notice
    from lsn_desktop.program import Program
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.imports.mapping import Mapped
    from lsn_desktop.services.receipts.announcing import AnnounceDelivery
    from lsn_desktop.services.receipts.coming import Coming
    from lsn_desktop.sheets.grid import How
    from lsn_desktop.storage.catalogue import Party
    from lsn_desktop.storage.orders import PurchaseOrder
    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.importing.work import Loaded, Telling
    from ui.scans.scan_loop import UseCase


@dataclass(frozen=True, slots=True)
class Read:
    """A notice that was read: a table with its columns, or a message that says it all."""

    name: str
    data: bytes
    loaded: Loaded | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """Its rows, what the good ones announce, and the order of ours it names."""

    rows: Sequence[Row]
    notice: Notice
    of: Coming

    @property
    def wrong(self) -> int:
        return sum(row.status is Status.WRONG for row in self.rows)


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Of which order or vendor a notice may be."""

    orders: list[PurchaseOrder]
    vendors: list[Party]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are, to be remembered, and what that source is called."""

    headings: Sequence[str]
    mapped: Mapped
    called: str


def deliveries(program: Program) -> Deliveries:
    """What there is to choose from."""
    with program.database.reading() as connection:
        return Deliveries(orders.open_orders(connection), catalogue.vendors(connection))


def read(program: Program, file: Path, how: How, telling: Telling) -> Read:
    """Read a file, whatever kind of notice it is.

    Raises:
        Refusal: it is none.
        Unavailable: it cannot be read.
    """
    data = work.bytes_of(file)
    if len(data) > announced.LARGEST:
        raise refusal("{file} is larger than 25 MB.", "Ask for it in parts.", file=file.name)
    if x12.is_x12(data):
        return Read(file.name, data, notice=x12.read(data))
    if epcis.is_json(data):
        return Read(file.name, data, notice=epcis.read(data))
    loaded = work.load(program, file, how, announced_tables.TABLE, telling)
    return Read(file.name, data, loaded)


def look(program: Program, of: Read, mapped: Mapped, on: date, telling: Telling) -> Looked:
    """Look over each row.

    Raises:
        Refusal: no column is the item.
    """
    with program.database.reading() as connection:
        if of.loaded is None:
            assert of.notice is not None  # noqa: S101 - it is a table or a message
            notice, rows = of.notice, _rows_of(of.notice)
        else:
            grid = of.loaded.grid
            rows = announced_tables.look(connection, grid, mapped, on, telling.tell)
            notice = announced_tables.notice_of(connection, grid, rows, on)
        of_order = coming.named_by(connection, notice)
        _say_unknown(connection, rows, notice, of_order)
        return Looked(rows, notice, of_order)


def _say_unknown(
    connection: Connection, rows: Sequence[Row], notice: Notice, of: Coming
) -> None:
    """Say of rows that they are of no item of ours: they are asked about when they come."""
    vendor_id = None if of.order_id is None else orders.by_id(connection, of.order_id).vendor_id
    known: dict[tuple[str, ...], bool] = {}
    good = [row for row in rows if row.status is not Status.WRONG]
    for row, goods in zip(good, notice.goods, strict=True):
        if goods.names not in known:
            known[goods.names] = announcing.is_known(connection, goods, vendor_id)
        if not known[goods.names]:
            row.status = Status.CHANGED
            row.words = message("None of our items.")
            row.remedy = message("It is asked about when it is scanned.")


def received_by(
    order: AnnounceDelivery, of: Coming, columns: Columns | None
) -> Callable[[Tx, Expectation], Outcome]:
    """Receive by a notice: on the receipt that is open, or on one that it opens."""

    def act(tx: Tx, expected: Expectation) -> Outcome:
        _remember(tx, columns)
        if order.document_id:
            words = announcing.announce(tx, order)
            return Outcome(OutcomeKind.HEARD, words, expected)
        document_id, words = coming.open_by(tx, order, of)
        return Outcome(OutcomeKind.HEARD, words, Expectation(document_id))

    return act


def received_by_scan(order: AnnounceDelivery, columns: Columns | None) -> UseCase:
    """Open the delivery whose number is scanned, and receive it by a notice."""

    def act(tx: Tx, reading: Reading, expected: Expectation, scan_id: int) -> Outcome:
        opened = choosing.choose_by_scan(tx, reading, expected, scan_id)
        assert opened.next is not None  # noqa: S101 - it opened a receipt, or was refused
        order_now = replace(order, document_id=opened.next.document_id)
        words = announcing.announce(tx, order_now)
        _remember(tx, columns)
        return replace(opened, words=words)

    return act


def waits_with(
    order: AnnounceDelivery, order_id: int, columns: Columns | None
) -> Callable[[Tx, Expectation], Outcome]:
    """Keep a notice with its order until the goods come."""

    def act(tx: Tx, expected: Expectation) -> Outcome:
        _remember(tx, columns)
        return Outcome(OutcomeKind.OK, announcing.wait(tx, order, order_id), expected)

    return act


def _remember(tx: Tx, columns: Columns | None) -> None:
    if columns is not None:
        mapping.remember(
            tx, announced_tables.TABLE, columns.headings, columns.mapped, columns.called
        )


def _rows_of(notice: Notice) -> list[Row]:
    """The goods of a message as rows, to be looked at."""
    return [
        Row(
            goods.at,
            {
                "item": goods.names[0] if goods.names else "",
                "quantity": plain(goods.quantity),
                "lot": goods.lot,
                "serial": goods.serial,
                "expiry": str(goods.expiry or ""),
                "sscc": goods.sscc,
            },
        )
        for goods in notice.goods
    ]
