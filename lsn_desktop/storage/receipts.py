"""Receipts as the dock asks for them: drafts to go on with, scans to show, what came."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select, update

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import Message, mark
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.storage.documents import LINES_ON_IT
from lsn_desktop.storage.tables.catalogue import item, party, purchase_order
from lsn_desktop.storage.tables.documents import document, document_line, scan, scan_outcome
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.trust import workstation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt in a list: a draft to go on with, or one that was posted.

    ``lines`` counts those that were not taken back; ``reversed`` tells that another
    document turned it back.
    """

    id: int
    number: str
    workstation_id: int
    workstation: str
    vendor: str
    purchase_order_id: int | None
    purchase_order: str
    due_on: date | None
    posted_at: int | None
    lines: int
    reversed: bool


_back = document.alias("back")
_RECEIPT = (
    select(
        document.c.id,
        document.c.number,
        document.c.workstation_id,
        workstation.c.name,
        func.coalesce(party.c.name, ""),
        document.c.purchase_order_id,
        func.coalesce(purchase_order.c.number, ""),
        purchase_order.c.due_on,
        document.c.posted_at,
        LINES_ON_IT,
        _back.c.id.is_not(None),
    )
    .join(workstation, workstation.c.id == document.c.workstation_id)
    .outerjoin(party, party.c.id == document.c.party_id)
    .outerjoin(purchase_order, purchase_order.c.id == document.c.purchase_order_id)
    .outerjoin(_back, _back.c.reverses_id == document.c.id)
    .where(document.c.kind == "receipt", document.c.reverses_id.is_(None))
)


def drafts(connection: Connection) -> list[Receipt]:
    """Receipts that are not posted yet, of every workstation, newest first."""
    rows = connection.execute(
        _RECEIPT.where(document.c.status == "draft").order_by(document.c.id.desc())
    )
    return [Receipt(*row) for row in rows]


def recent(connection: Connection, limit: int = 10) -> list[Receipt]:
    """The receipts posted last, newest first."""
    rows = connection.execute(
        _RECEIPT.where(document.c.status == "posted")
        .order_by(document.c.id.desc())
        .limit(limit)
    )
    return [Receipt(*row) for row in rows]


def draft_of(connection: Connection, order_id: int, workstation_id: int) -> int | None:
    """The draft a workstation has open for an order."""
    return connection.scalar(
        select(document.c.id)
        .where(
            document.c.kind == "receipt",
            document.c.status == "draft",
            document.c.purchase_order_id == order_id,
            document.c.workstation_id == workstation_id,
        )
        .order_by(document.c.id.desc())
        .limit(1)
    )


def workstation_name(connection: Connection, workstation_id: int) -> str:
    """What a workstation is called."""
    question = select(workstation.c.name).where(workstation.c.id == workstation_id)
    return str(connection.scalar(question))


def take_over(tx: Tx, document_id: int) -> bool:
    """Let a draft belong to our workstation; False if it is a draft no longer."""
    result = tx.connection.execute(
        update(document)
        .where(document.c.id == document_id, document.c.status == "draft")
        .values(workstation_id=tx.by.workstation_id)
    )
    return result.rowcount == 1


@dataclass(frozen=True, slots=True)
class ScanShown:
    """A scan of a receipt with the last thing that became of it, and its line if it has one.

    A scan that brought several lines has no line itself: ``several`` of them count, and each
    follows it as a row of its own.
    """

    scan_id: int
    at: int
    outcome: str
    words: Message
    line_id: int | None
    voided: bool
    item: str
    code: str
    quantity: Decimal | None
    several: int = 0
    below: bool = False  # one of those of the scan above it


_LAST = (
    select(func.max(scan_outcome.c.id))
    .where(scan_outcome.c.scan_id == scan.c.id)
    .correlate(scan)
    .scalar_subquery()
)
_SCANS = (
    select(
        scan.c.id,
        scan.c.at,
        scan_outcome.c.outcome,
        scan_outcome.c.words,
        scan_outcome.c.params,
        scan_outcome.c.line_id,
        document_line.c.voided,
        item.c.description,
        lsn.c.kind,
        lsn.c.code,
        document_line.c.quantity,
        item.c.decimals,
    )
    .join(scan_outcome, scan_outcome.c.id == _LAST)
    .outerjoin(document_line, document_line.c.id == scan_outcome.c.line_id)
    .outerjoin(item, item.c.id == document_line.c.item_id)
    .outerjoin(lsn, lsn.c.id == document_line.c.lsn_id)
)


def scans(connection: Connection, document_id: int, limit: int = 200) -> list[ScanShown]:
    """The newest scans of a receipt with what they brought, newest first."""
    rows = connection.execute(
        _SCANS.where(scan.c.document_id == document_id).order_by(scan.c.id.desc()).limit(limit)
    )
    return _with_lines(connection, [_as_scan(row) for row in rows], document_id)


def begun_by(connection: Connection, document_id: int) -> list[ScanShown]:
    """The scan of goods that opened a document: made before there was one, so not on it."""
    first = select(document_line.c.scan_id).where(
        document_line.c.document_id == document_id, document_line.c.number == 1
    )
    found = _SCANS.where(scan.c.id.in_(first), scan.c.document_id.is_(None))
    shown = [_as_scan(row) for row in connection.execute(found)]
    return _with_lines(connection, shown, document_id)


def _with_lines(
    connection: Connection, shown: Sequence[ScanShown], document_id: int
) -> list[ScanShown]:
    below = _lines_of(connection, shown, document_id)
    return [
        row
        for each in shown
        for row in (_with_count(each, below[each.scan_id]), *below[each.scan_id])
    ]


def scans_by_id(connection: Connection, scan_ids: Sequence[int]) -> list[ScanShown]:
    """These scans with what they brought, oldest first."""
    rows = connection.execute(_SCANS.where(scan.c.id.in_(scan_ids)).order_by(scan.c.id))
    shown = [_as_scan(row) for row in rows]
    below = _lines_of(connection, shown)
    return [_with_count(each, below[each.scan_id]) for each in shown]


_BROUGHT = ("ok", "attention", "undone")
_MOST_BELOW = 200  # lines of one scan that are listed


def _lines_of(
    connection: Connection, shown: Sequence[ScanShown], document_id: int | None = None
) -> defaultdict[int, list[ScanShown]]:
    """The lines of those scans that brought several, scan by scan."""
    heads = [
        each.scan_id for each in shown if each.line_id is None and each.outcome in _BROUGHT
    ]
    found: defaultdict[int, list[ScanShown]] = defaultdict(list)
    if not heads:
        return found
    rows = connection.execute(
        select(
            document_line.c.scan_id,
            scan.c.at,
            document_line.c.id,
            document_line.c.voided,
            item.c.description,
            lsn.c.kind,
            lsn.c.code,
            document_line.c.quantity,
            item.c.decimals,
        )
        .join(scan, scan.c.id == document_line.c.scan_id)
        .join(item, item.c.id == document_line.c.item_id)
        .join(lsn, lsn.c.id == document_line.c.lsn_id)
        .where(
            scan.c.id.in_(heads),
            document_line.c.document_id
            == (scan.c.document_id if document_id is None else document_id),
        )
        .order_by(document_line.c.number)
        .limit(_MOST_BELOW)
    )
    for row in rows:
        voided = bool(row[3])
        found[row[0]].append(
            ScanShown(
                scan_id=row[0],
                at=row[1],
                outcome="undone" if voided else "ok",
                words=Message(mark("Taken back: {item}"), {"item": row[4]}),
                line_id=row[2],
                voided=voided,
                item=row[4],
                code="" if row[5] == LsnKind.BULK else row[6],
                quantity=off_grid(row[7], row[8]),
                below=True,
            )
        )
    return found


def _with_count(head: ScanShown, below: Sequence[ScanShown]) -> ScanShown:
    return replace(head, several=sum(not each.voided for each in below))


def _as_scan(row: Any) -> ScanShown:
    has_line = row[5] is not None
    return ScanShown(
        scan_id=row[0],
        at=row[1],
        outcome=row[2],
        words=Message.stored(row[3], row[4]),
        line_id=row[5],
        voided=bool(row[6]),
        item=row[7] or "",
        code=row[9] if has_line and row[8] != LsnKind.BULK else "",
        quantity=off_grid(row[10], row[11]) if has_line else None,
    )


@dataclass(frozen=True, slots=True)
class Came:
    """One LSN a receipt brought: how much of it in all its lines."""

    item_id: int
    item: str
    code: str
    expiry: date | None
    quantity: Decimal
    unit: str


_CAME = (
    select(
        item.c.id,
        item.c.description,
        lsn.c.kind,
        lsn.c.code,
        lsn.c.expiry,
        func.sum(document_line.c.quantity),
        item.c.decimals,
        item.c.unit,
    )
    .join(item, item.c.id == document_line.c.item_id)
    .join(lsn, lsn.c.id == document_line.c.lsn_id)
    .group_by(
        item.c.id,
        item.c.description,
        item.c.decimals,
        item.c.unit,
        lsn.c.id,
        lsn.c.kind,
        lsn.c.code,
        lsn.c.expiry,
    )
    .order_by(func.min(document_line.c.number))
)


def came(connection: Connection, document_id: int) -> list[Came]:
    """What a receipt brought, LSN by LSN, in the order it was scanned."""
    rows = connection.execute(
        _CAME.where(
            and_(document_line.c.document_id == document_id, document_line.c.voided.is_(False))
        )
    )
    return [
        Came(
            row[0],
            row[1],
            "" if row[2] == LsnKind.BULK else row[3],
            row[4],
            off_grid(int(row[5]), row[6]),
            row[7],
        )
        for row in rows
    ]
