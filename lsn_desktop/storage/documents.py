"""Documents and their lines: drafts grow and shrink, posted ones stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Date, Integer, bindparam, cast, func, insert, or_, select, update

from lsn_desktop.storage import claims
from lsn_desktop.storage.audit_chain import digest_of
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.arriving import manifest
from lsn_desktop.storage.tables.catalogue import location, party, purchase_order
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Document:
    """The head of a document."""

    id: int
    kind: str
    number: str
    status: str
    party_id: int | None
    party: str | None
    purchase_order_id: int | None
    purchase_order: str | None
    location_id: int | None
    location: str | None
    reverses_id: int | None
    workstation_id: int
    created_at: int
    posted_at: int | None
    posted_on: date | None
    reason: str
    reference: str
    announced: bool  # whether it goes by a supplier's notice
    work_order_id: int | None = None
    sales_order_id: int | None = None


LINES_ON_IT = (
    select(func.count())
    .select_from(document_line)
    .where(document_line.c.document_id == document.c.id, document_line.c.voided.is_(False))
    .correlate(document)
    .scalar_subquery()
)
"""How many lines of a document count, beside its head."""

_HEAD = (
    select(
        document.c.id,
        document.c.kind,
        document.c.number,
        document.c.status,
        document.c.party_id,
        party.c.name,
        document.c.purchase_order_id,
        purchase_order.c.number,
        document.c.location_id,
        location.c.code,
        document.c.reverses_id,
        document.c.workstation_id,
        document.c.created_at,
        document.c.posted_at,
        document.c.posted_on,
        document.c.reason,
        document.c.reference,
        select(manifest.c.id)
        .where(
            or_(
                manifest.c.document_id == document.c.id,
                manifest.c.purchase_order_id == document.c.purchase_order_id,
            )
        )
        .exists(),
        document.c.work_order_id,
        document.c.sales_order_id,
    )
    .outerjoin(party, party.c.id == document.c.party_id)
    .outerjoin(purchase_order, purchase_order.c.id == document.c.purchase_order_id)
    .outerjoin(location, location.c.id == document.c.location_id)
)


def _as_document(row: Any) -> Document:
    return Document(*row)


_BY_ID = Prepared(_HEAD.where(document.c.id == bindparam("document_id")))
_BY_UID = Prepared(select(document.c.id).where(document.c.uid == bindparam("uid")))
_BY_NUMBER = Prepared(_HEAD.where(document.c.number == bindparam("number")))


def by_id(connection: Connection, document_id: int) -> Document:
    """A document's head."""
    return _as_document(_BY_ID.one(connection, document_id=document_id))


def customer_of(connection: Connection, document_id: int) -> int | None:
    """The customer whose goods a document is about: of a shipment or return, nobody else."""
    head = by_id(connection, document_id)
    return head.party_id if head.kind in {"shipment", "customer return"} else None


def by_number(connection: Connection, number: str) -> Document | None:
    """The document that carries this number."""
    row = _BY_NUMBER.first(connection, number=number)
    return None if row is None else _as_document(row)


def by_uid(connection: Connection, uid: str) -> int | None:
    """The document made under this uid: the order arrived twice."""
    row = _BY_UID.first(connection, uid=uid)
    return None if row is None else int(row[0])


def listed(
    connection: Connection, *, status: str | None = None, limit: int = 200
) -> list[Document]:
    """Documents, newest first."""
    question = _HEAD if status is None else _HEAD.where(document.c.status == status)
    rows = connection.execute(question.order_by(document.c.id.desc()).limit(limit))
    return [_as_document(row) for row in rows]


def reversed_by(connection: Connection, document_id: int) -> Document | None:
    """The document that reverses this one."""
    row = connection.execute(_HEAD.where(document.c.reverses_id == document_id)).first()
    return None if row is None else _as_document(row)


_UNSAID: dict[str, object] = {
    "party_id": None,
    "purchase_order_id": None,
    "location_id": None,
    "reverses_id": None,
    "reference": "",
    "reason": "",
    "work_order_id": None,
    "sales_order_id": None,
}
_ADD = Prepared(insert(document).returning(document.c.id))


def add(tx: Tx, values: dict[str, object]) -> int:
    """Store a new draft."""
    row = {
        **_UNSAID,
        **values,
        "workstation_id": tx.by.workstation_id,
        "created_at": tx.by.at,
        "created_by": tx.by.user_id,
    }
    return int(_ADD.one(tx.connection, **row)[0])


def receive_into(tx: Tx, document_id: int, location_id: int) -> None:
    """Let the next lines of a draft go to another place."""
    tx.connection.execute(
        update(document).where(document.c.id == document_id).values(location_id=location_id)
    )


_END_DRAFT = Prepared(
    update(document)
    .where(document.c.id == bindparam("document_id"), document.c.status == "draft")
    .values(
        status=bindparam("to"),
        posted_at=bindparam("at"),
        posted_by=bindparam("who"),
        posted_on=bindparam("day", type_=Date),
    )
)


def take_draft(tx: Tx, document_id: int, *, to_status: str) -> bool:
    """End a draft; False if it is a draft no longer. The one statement that posts."""
    is_posted = to_status == "posted"
    ended = _END_DRAFT.run(
        tx.connection,
        document_id=document_id,
        to=to_status,
        at=tx.by.at if is_posted else None,
        who=tx.by.user_id if is_posted else None,
        day=tx.by.on if is_posted else None,
    )
    return ended == 1


_KEEP_DRAFT = Prepared(
    update(document)
    .where(document.c.id == bindparam("document_id"), document.c.status == "draft")
    .values(lines=document.c.lines)
)


def keep_draft(tx: Tx, document_id: int) -> bool:
    """Let nobody else end a draft before this transaction does; False if it is none."""
    return _KEEP_DRAFT.run(tx.connection, document_id=document_id) == 1


class NewLine(NamedTuple):
    """A line to be: goods from one place to another."""

    uid: str
    item_id: int
    lsn_id: int
    from_location_id: int
    to_location_id: int
    quantity: int
    handling_unit_id: int | None = None
    purchase_order_line_id: int | None = None
    weight_g: int | None = None
    scan_id: int | None = None
    sales_order_line_id: int | None = None
    from_unit_id: int | None = None
    to_unit_id: int | None = None
    claims: bool = False


def line_digest(document_id: int, number: int, line: NewLine) -> str:
    """The digest of a line's own columns, as the line carries it."""
    said: list[object] = [
        line.uid,
        document_id,
        number,
        line.item_id,
        line.lsn_id,
        line.from_location_id,
        line.to_location_id,
        line.handling_unit_id,
        line.quantity,
        line.purchase_order_line_id,
        line.weight_g,
    ]
    going = (line.sales_order_line_id, line.from_unit_id, line.to_unit_id)
    if line.claims or any(going):  # lines from before these were known keep their digest
        said += [*going, int(line.claims)]
    return digest_of(said)


_NEXT_NUMBER = Prepared(
    update(document)
    .where(document.c.id == bindparam("document_id"), document.c.status == "draft")
    .values(lines=document.c.lines + 1)
    .returning(document.c.lines)
)
_ADD_LINE = Prepared(insert(document_line).returning(document_line.c.id))


def add_line(tx: Tx, document_id: int, line: NewLine) -> tuple[int, str] | None:
    """Add a line to a draft: its number and digest; None if it is a draft no longer."""
    taken = _NEXT_NUMBER.first(tx.connection, document_id=document_id)
    if taken is None:
        return None
    number = int(taken[0])
    digest = line_digest(document_id, number, line)
    row = _ADD_LINE.one(
        tx.connection,
        uid=line.uid,
        document_id=document_id,
        number=number,
        item_id=line.item_id,
        lsn_id=line.lsn_id,
        from_location_id=line.from_location_id,
        to_location_id=line.to_location_id,
        handling_unit_id=line.handling_unit_id,
        quantity=line.quantity,
        purchase_order_line_id=line.purchase_order_line_id,
        weight_g=line.weight_g,
        scan_id=line.scan_id,
        sales_order_line_id=line.sales_order_line_id,
        from_unit_id=line.from_unit_id,
        to_unit_id=line.to_unit_id,
        claims=line.claims,
        digest=digest,
    )
    return int(row[0]), digest


def void_line(tx: Tx, line_id: int) -> bool:
    """Take back a draft line; the row stays, its claim is freed. False: done before."""
    result = tx.connection.execute(
        update(document_line)
        .where(document_line.c.id == line_id, document_line.c.voided.is_(False))
        .values(voided=True)
    )
    if result.rowcount != 1:
        return False
    claims.free_line(tx, line_id)
    return True


def void_lines(tx: Tx, document_id: int) -> None:
    """Take back every line of a draft, and free what they claim."""
    claims.free_document(tx, document_id)
    tx.connection.execute(
        update(document_line)
        .where(document_line.c.document_id == document_id, document_line.c.voided.is_(False))
        .values(voided=True)
    )


class Line(NamedTuple):
    """A line that counts, as posting takes it. A tuple: a receipt may have ten thousand."""

    id: int
    number: int
    item_id: int
    lsn_id: int
    from_location_id: int
    to_location_id: int
    handling_unit_id: int | None
    quantity: int
    purchase_order_line_id: int | None
    digest: str
    sales_order_line_id: int | None = None
    from_unit_id: int | None = None
    to_unit_id: int | None = None
    claims: int = 0


_LINE = (
    document_line.c.id,
    document_line.c.number,
    document_line.c.item_id,
    document_line.c.lsn_id,
    document_line.c.from_location_id,
    document_line.c.to_location_id,
    document_line.c.handling_unit_id,
    document_line.c.quantity,
    document_line.c.purchase_order_line_id,
    document_line.c.digest,
    document_line.c.sales_order_line_id,
    document_line.c.from_unit_id,
    document_line.c.to_unit_id,
    cast(document_line.c.claims, Integer),  # a flag would be converted row by row
)
_LINES = Prepared(
    select(*_LINE)
    .where(
        document_line.c.document_id == bindparam("document_id"),
        document_line.c.voided.is_(False),
    )
    .order_by(document_line.c.number)
)


def lines(connection: Connection, document_id: int) -> list[Line]:
    """The lines of a document that were not taken back, in order."""
    return [Line._make(row) for row in _LINES.all(connection, document_id=document_id)]


_OF_SCAN = Prepared(
    select(*_LINE)
    .where(
        document_line.c.document_id == bindparam("document_id"),
        document_line.c.scan_id == bindparam("scan_id"),
        document_line.c.voided.is_(False),
    )
    .order_by(document_line.c.number)
)


def lines_of_scan(connection: Connection, document_id: int, scan_id: int) -> list[Line]:
    """The lines of a document that one scan brought and that were not taken back."""
    rows = _OF_SCAN.all(connection, document_id=document_id, scan_id=scan_id)
    return [Line._make(row) for row in rows]


def scan_of(connection: Connection, line_id: int) -> int | None:
    """The scan that brought a line, if one did."""
    return connection.scalar(
        select(document_line.c.scan_id).where(document_line.c.id == line_id)
    )


def line_by_id(connection: Connection, line_id: int) -> tuple[int, Line, bool]:
    """A line with its document's number and whether it was voided."""
    row = connection.execute(
        select(document_line.c.document_id, document_line.c.voided, *_LINE).where(
            document_line.c.id == line_id
        )
    ).one()
    values: Any = tuple(row)
    return values[0], Line(*values[2:]), values[1]


_OPEN_SERIAL = Prepared(
    select(document.c.number, document.c.id)
    .join(document_line, document_line.c.document_id == document.c.id)
    .where(
        document_line.c.lsn_id == bindparam("lsn_id"),
        document_line.c.voided.is_(False),
        document.c.status == "draft",
    )
    .limit(1)
)


def draft_with(connection: Connection, lsn_id: int) -> tuple[str, int] | None:
    """An open document that already has an LSN on it: its number and id."""
    row = _OPEN_SERIAL.first(connection, lsn_id=lsn_id)
    return None if row is None else (row[0], row[1])


_OF_LSN = Prepared(
    # The sum keeps the engine from the index by LSN: a receipt has fewer lines than a lot has.
    select(func.count(), func.coalesce(func.sum(document_line.c.quantity), 0)).where(
        document_line.c.document_id == bindparam("document_id"),
        document_line.c.lsn_id + 0 == bindparam("lsn_id"),
        document_line.c.voided.is_(False),
    )
)


def so_far(connection: Connection, document_id: int, lsn_id: int) -> tuple[int, int]:
    """How many lines of a document are of an LSN, and how much of it they bring."""
    count, quantity = _OF_LSN.one(connection, document_id=document_id, lsn_id=lsn_id)
    return int(count), int(quantity)


_SCANNED = Prepared(
    select(document_line.c.id)
    .join(lsn, lsn.c.id == document_line.c.lsn_id)
    .where(
        or_(lsn.c.id == bindparam("lsn_id"), lsn.c.lot_id == bindparam("lsn_id")),
        document_line.c.voided.is_(False),
    )
    .limit(1)
)


def is_scanned(connection: Connection, lsn_id: int) -> bool:
    """Whether any line that counts is of an LSN or, of a lot, of its serials."""
    return _SCANNED.first(connection, lsn_id=lsn_id) is not None
