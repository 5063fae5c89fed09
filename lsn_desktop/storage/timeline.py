"""All that ever happened to an LSN, in order, with the balance after each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from lsn_desktop.domain.messages import Message
from lsn_desktop.storage.tables.catalogue import handling_unit, location, party, purchase_order
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import MAKING, genealogy_edge, move
from lsn_desktop.storage.tables.trust import audit_entry, user

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Moved:
    """One move as a person reads it; ``balance`` is all that is on hand after it.

    ``reversal``: it turns an earlier document back; ``reversed``: a later one turned it back.
    ``conversion``: how the goods changed their code by it (``merge``, ``split``, ``track``).
    """

    at: int
    on: date
    document: str
    kind: str
    reversal: bool
    reversed: bool
    purchase_order: str | None
    party: str | None
    from_place: str
    to_place: str
    quantity: int
    change: int
    balance: int
    user: str
    conversion: str = ""


_TAIL = 5  # digits of an SSCC that people say
_CONVERSION = (
    select(func.min(genealogy_edge.c.kind))
    .where(genealogy_edge.c.document_id == document.c.id, genealogy_edge.c.kind.not_in(MAKING))
    .scalar_subquery()
)


def moves(connection: Connection, lsn_id: int) -> list[Moved]:
    """The moves of an LSN (of a lot: of its serials too), newest first."""
    source, target = location.alias("source"), location.alias("target")
    back = document.alias("back")
    out_of, into = handling_unit.alias("out_of"), handling_unit.alias("into")
    rows = connection.execute(
        select(
            move.c.at,
            move.c.on,
            document.c.number,
            document.c.kind,
            document.c.reverses_id,
            purchase_order.c.number,
            party.c.name,
            source.c.code,
            source.c.is_real,
            target.c.code,
            target.c.is_real,
            move.c.quantity,
            user.c.name,
            back.c.id,
            _CONVERSION,
            func.coalesce(out_of.c.sscc, ""),
            func.coalesce(into.c.sscc, ""),
        )
        .join(document_line, document_line.c.id == move.c.document_line_id)
        .join(document, document.c.id == document_line.c.document_id)
        .join(source, source.c.id == move.c.from_location_id)
        .join(target, target.c.id == move.c.to_location_id)
        .join(lsn, lsn.c.id == move.c.lsn_id)
        .join(user, user.c.id == document.c.posted_by)
        .outerjoin(out_of, out_of.c.id == move.c.from_unit_id)
        .outerjoin(into, into.c.id == move.c.to_unit_id)
        .outerjoin(back, back.c.reverses_id == document.c.id)
        .outerjoin(purchase_order, purchase_order.c.id == document.c.purchase_order_id)
        .outerjoin(party, party.c.id == document.c.party_id)
        .where((lsn.c.id == lsn_id) | (lsn.c.lot_id == lsn_id))
        .order_by(move.c.id)
    )
    balance, found = 0, []
    for row in rows:
        change = row[11] * (int(row[10]) - int(row[8]))
        balance += change
        found.append(_moved(row, change, balance))
    return found[::-1]


def _place(code: str, sscc: str) -> str:
    """A place, and the case or pallet there by the end of its SSCC."""
    return f"{code} …{sscc[-_TAIL:]}" if sscc else code


def _moved(row: Any, change: int, balance: int) -> Moved:
    return Moved(
        at=row[0],
        on=row[1],
        document=row[2],
        kind=row[3],
        reversal=row[4] is not None,
        reversed=row[13] is not None,
        purchase_order=row[5],
        party=row[6],
        from_place=_place(row[7], row[15]),
        to_place=_place(row[9], row[16]),
        quantity=row[11],
        change=change,
        balance=balance,
        user=row[12],
        conversion=row[14] or "",
    )


GONE = "take out"
"""What the audit trail calls it when a record is taken out again, whole."""


@dataclass(frozen=True, slots=True)
class Audited:
    """One entry of the audit trail as a person reads it."""

    at: int
    user: str
    action: str
    words: Message


def audit(
    connection: Connection, subject: str, subject_id: int, limit: int = 200
) -> list[Audited]:
    """What was done to a record, newest first.

    SQLite may give the number of a row that was taken out again to a new one: what was said
    up to then is not of it.
    """
    of = (audit_entry.c.subject == subject, audit_entry.c.subject_id == subject_id)
    gone = select(func.max(audit_entry.c.id)).where(*of, audit_entry.c.action == GONE)
    return _audited(
        connection,
        select(audit_entry.c.at, user.c.name, audit_entry.c.action, audit_entry.c.words,
               audit_entry.c.params)
        .join(user, user.c.id == audit_entry.c.user_id)
        .where(*of, audit_entry.c.id > func.coalesce(gone.scalar_subquery(), 0))
        .order_by(audit_entry.c.id.desc())
        .limit(limit),
    )  # fmt: skip


def _audited(connection: Connection, question: Any) -> list[Audited]:
    return [
        Audited(row[0], row[1], row[2], Message.stored(row[3], row[4]))
        for row in connection.execute(question)
    ]


@dataclass(frozen=True, slots=True)
class Totals:
    """What the cards of an LSN's page say, on the item's grid."""

    on_hand: int
    places: int
    received: int
    shipped: int
    consumed: int
    explained: int

    @property
    def unexplained(self) -> int:
        """On hand that no move accounts for; 0 unless the file was changed by hand."""
        return self.on_hand - self.explained


def totals(rows: list[Moved], balances: list[tuple[str, int]]) -> Totals:
    """Sum an LSN's moves by what they were, beside where it stands now."""
    received = sum(row.change for row in rows if row.kind in {"receipt", "opening"})
    shipped = -sum(row.change for row in rows if row.kind in {"shipment", "customer return"})
    consumed = -sum(row.change for row in rows if row.kind == "build")
    return Totals(
        on_hand=sum(quantity for _place, quantity in balances),
        places=len(balances),
        received=received,
        shipped=shipped,
        consumed=consumed,
        explained=sum(row.change for row in rows),
    )
