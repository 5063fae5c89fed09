"""What may go back to a supplier: who it came from, what was rejected, what is promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select, update

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.storage import lsns
from lsn_desktop.storage.catalogue import Party
from lsn_desktop.storage.documents import LINES_ON_IT
from lsn_desktop.storage.tables.arriving import discrepancy
from lsn_desktop.storage.tables.catalogue import item, location, party
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import MAKING, balance, genealogy_edge
from lsn_desktop.storage.tables.trust import workstation

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Tx

KIND = "supplier return"
_back = document.alias("back")


def suppliers(connection: Connection, lsn_id: int) -> list[Party]:
    """Who an LSN came from, by name; what it was split from or merged with counts too."""
    ours = select(lsn.c.id.label("id")).where(lsn.c.id == lsn_id).cte("ours", recursive=True)
    before = select(genealogy_edge.c.component_id).join(
        ours,
        and_(genealogy_edge.c.output_id == ours.c.id, genealogy_edge.c.kind.not_in(MAKING)),
    )
    ours = ours.union(before)
    came = (
        select(document.c.party_id)
        .join(document_line, document_line.c.document_id == document.c.id)
        .outerjoin(_back, _back.c.reverses_id == document.c.id)
        .where(
            document_line.c.lsn_id.in_(select(ours.c.id)),
            document_line.c.voided.is_(False),
            document.c.kind == "receipt",
            document.c.status == "posted",
            document.c.reverses_id.is_(None),
            _back.c.id.is_(None),
        )
    )
    known = select(lsn.c.vendor_id).where(lsn.c.id.in_(select(ours.c.id)))
    rows = connection.execute(
        select(party.c.id, party.c.code, party.c.name)
        .where(or_(party.c.id.in_(came), party.c.id.in_(known)))
        .order_by(party.c.name_key)
    )
    return [Party(*row) for row in rows]


def promised(connection: Connection, lsn_id: int) -> dict[int, tuple[int, str]]:
    """How much of an LSN is on open returns, place by place, and the number of the last."""
    rows = connection.execute(
        select(document_line.c.from_location_id, document_line.c.quantity, document.c.number)
        .join(document, document.c.id == document_line.c.document_id)
        .where(
            document.c.status == "draft",
            document.c.kind == KIND,
            document_line.c.lsn_id == lsn_id,
            document_line.c.voided.is_(False),
        )
        .order_by(document_line.c.id)
    )
    found: dict[int, tuple[int, str]] = {}
    for place, quantity, number in rows:
        found[place] = (found.get(place, (0, ""))[0] + quantity, number)
    return found


def stopped_of(connection: Connection, item_id: int, limit: int = 9) -> list[Lsn]:
    """The lots or serials of an item that are held or stand in quarantine, oldest first."""
    rows = connection.execute(
        select(*lsns.COLUMNS)
        .join(balance, balance.c.lsn_id == lsn.c.id)
        .join(location, location.c.id == balance.c.location_id)
        .where(
            lsn.c.item_id == item_id,
            balance.c.on_hand > 0,
            or_(balance.c.held > 0, location.c.kind == "quarantine"),
        )
        .order_by(lsn.c.id)
        .distinct()
        .limit(limit)
    )
    return [lsns.as_lsn(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Waiting:
    """So much of a lot or serial that was rejected to go back, and is still here."""

    vendor_id: int
    vendor: str
    lsn_id: int
    item: str
    code: str
    quantity: int
    decimals: int
    unit: str
    reasons: tuple[str, ...]
    receipts: tuple[str, ...]


_HELD = (
    select(func.coalesce(func.sum(balance.c.held), 0))
    .where(balance.c.lsn_id == lsn.c.id)
    .correlate(lsn)
    .scalar_subquery()
)
_on_return, _of_return = document.alias("on_return"), document_line.alias("of_return")
_ON_RETURNS = (  # claimed by one, and held no more
    select(func.coalesce(func.sum(_of_return.c.quantity), 0))
    .join(_on_return, _on_return.c.id == _of_return.c.document_id)
    .where(
        _of_return.c.lsn_id == lsn.c.id,
        _of_return.c.claims,
        _of_return.c.voided.is_(False),
        _on_return.c.status == "draft",
        _on_return.c.kind == KIND,
    )
    .correlate(lsn)
    .scalar_subquery()
)
_HERE = _HELD + _ON_RETURNS
_WAITING = (
    select(
        party.c.id,
        party.c.name,
        lsn.c.id,
        item.c.description,
        lsn.c.kind,
        lsn.c.code,
        discrepancy.c.quantity,
        item.c.decimals,
        item.c.unit,
        discrepancy.c.reason,
        document.c.number,
        _HERE,
    )
    .join(document, document.c.id == discrepancy.c.document_id)
    .join(party, party.c.id == document.c.party_id)
    .join(lsn, lsn.c.id == discrepancy.c.lsn_id)
    .join(item, item.c.id == lsn.c.item_id)
    .outerjoin(document_line, document_line.c.id == discrepancy.c.line_id)
    .where(
        or_(discrepancy.c.line_id.is_(None), document_line.c.voided.is_(False)),
        discrepancy.c.disposition == "return",
        discrepancy.c.withdrawn_at.is_(None),
        document.c.status == "posted",
        _HERE > 0,
    )
    .order_by(party.c.name_key, item.c.description, lsn.c.id, discrepancy.c.id)
)


def waiting(connection: Connection, vendor_id: int | None = None) -> list[Waiting]:
    """What was rejected to go back and is still held here, supplier by supplier."""
    question = _WAITING if vendor_id is None else _WAITING.where(party.c.id == vendor_id)
    found: dict[tuple[int, int], Waiting] = {}
    for row in connection.execute(question):
        before = found.get((row[0], row[2]))
        quantity = row[6] + (before.quantity if before else 0)
        found[row[0], row[2]] = Waiting(
            vendor_id=row[0],
            vendor=row[1],
            lsn_id=row[2],
            item=row[3],
            code="" if row[4] == LsnKind.BULK else row[5],
            quantity=min(quantity, int(row[11])),
            decimals=row[7],
            unit=row[8],
            reasons=_with(before.reasons if before else (), row[9]),
            receipts=_with(before.receipts if before else (), row[10]),
        )
    return list(found.values())


def _with(before: tuple[str, ...], one: str) -> tuple[str, ...]:
    return before if not one or one in before else (*before, one)


@dataclass(frozen=True, slots=True)
class Return:
    """A return in a list: a draft to go on with, or one that was posted."""

    id: int
    number: str
    workstation_id: int
    workstation: str
    vendor: str
    reason: str
    lines: int
    reversed: bool


_RETURN = (
    select(
        document.c.id,
        document.c.number,
        document.c.workstation_id,
        workstation.c.name,
        func.coalesce(party.c.name, ""),
        document.c.reason,
        LINES_ON_IT,
        _back.c.id.is_not(None),
    )
    .join(workstation, workstation.c.id == document.c.workstation_id)
    .outerjoin(party, party.c.id == document.c.party_id)
    .outerjoin(_back, _back.c.reverses_id == document.c.id)
    .where(document.c.kind == KIND, document.c.reverses_id.is_(None))
    .order_by(document.c.id.desc())
)


def drafts(connection: Connection) -> list[Return]:
    """Returns that are not posted yet, of every workstation, newest first."""
    return [
        Return(*row) for row in connection.execute(_RETURN.where(document.c.status == "draft"))
    ]


def recent(connection: Connection, limit: int = 10) -> list[Return]:
    """The returns posted last, newest first."""
    rows = connection.execute(_RETURN.where(document.c.status == "posted").limit(limit))
    return [Return(*row) for row in rows]


def draft_for(connection: Connection, vendor_id: int, workstation_id: int) -> int | None:
    """The return a workstation has open for a supplier."""
    return connection.scalar(
        select(document.c.id)
        .where(
            document.c.kind == KIND,
            document.c.status == "draft",
            document.c.party_id == vendor_id,
            document.c.workstation_id == workstation_id,
        )
        .order_by(document.c.id.desc())
        .limit(1)
    )


def give_reason(tx: Tx, document_id: int, reason: str) -> None:
    """Say why the goods of a draft go back."""
    tx.connection.execute(
        update(document)
        .where(document.c.id == document_id, document.c.status == "draft")
        .values(reason=reason)
    )
