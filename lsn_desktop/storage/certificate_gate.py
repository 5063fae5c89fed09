"""Which lots and serials lack a certificate that a rule asks for.

The questions are one for any number of goods. A certificate counts on a day if it is of the
rule's kind, was issued by then, has not expired, was not rejected, and covers the goods: it
names them, or, where the rule is content with that, their item, their supplier or both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, exists, or_, select

from lsn_desktop.storage.parts import among
from lsn_desktop.storage.tables.catalogue import location
from lsn_desktop.storage.tables.identity import lsn, lsn_change
from lsn_desktop.storage.tables.ledger import balance, hold, move
from lsn_desktop.storage.tables.supplied import certificate_rule, supplier_certificate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Select

_rule, _one = certificate_rule, supplier_certificate
_piece = lsn.alias("piece")


class Lack(NamedTuple):
    """A lot or serial, and the rule whose certificate it lacks."""

    lsn_id: int
    rule_id: int


class Waiting(NamedTuple):
    """An open hold for a certificate."""

    hold_id: int
    lsn_id: int
    rule_id: int

    @property
    def lack(self) -> Lack:
        """What it waits for."""
        return Lack(self.lsn_id, self.rule_id)


def has_rules(connection: Connection) -> bool:
    """Whether any certificate is asked for."""
    question = select(_rule.c.id).where(_rule.c.ended_at.is_(None)).limit(1)
    return connection.scalar(question) is not None


ASKED: Any = and_(
    _rule.c.ended_at.is_(None),
    lsn.c.kind != "bulk",
    lsn.c.lot_id.is_(None),
    or_(_rule.c.item_id.is_(None), _rule.c.item_id == lsn.c.item_id),
    or_(_rule.c.supplier_id.is_(None), _rule.c.supplier_id == lsn.c.vendor_id),
)
"""Whether a rule asks it of a lot, or of a serial without a lot."""

FOR_THEM: Any = or_(
    _one.c.lsn_id == lsn.c.id,
    and_(
        _rule.c.per == "supplier",
        _one.c.lsn_id.is_(None),
        or_(_one.c.item_id.is_(None), _one.c.item_id == lsn.c.item_id),
        or_(_one.c.supplier_id.is_(None), _one.c.supplier_id == lsn.c.vendor_id),
    ),
)
"""Whether a certificate is one for the goods, by the rule."""


def counts_on(on: date) -> ColumnElement[bool]:
    """Whether a certificate is valid on a day."""
    return and_(
        _one.c.rejected_at.is_(None),
        _one.c.issued_on <= on,
        or_(_one.c.expires_on.is_(None), _one.c.expires_on >= on),
    )


def _missing(on: date) -> Select[tuple[int, int]]:
    counts = and_(_one.c.kind == _rule.c.kind, counts_on(on))
    of_goods = exists().where(_one.c.lsn_id == lsn.c.id, counts)
    standing = exists().where(_rule.c.per == "supplier", counts, FOR_THEM)
    return select(lsn.c.id, _rule.c.id).join_from(lsn, _rule, ASKED).where(~of_goods, ~standing)


_STANDS: Any = or_(
    exists().where(balance.c.lsn_id == lsn.c.id, balance.c.on_hand > 0),
    exists().where(
        _piece.c.lot_id == lsn.c.id, balance.c.lsn_id == _piece.c.id, balance.c.on_hand > 0
    ),
)
_SUPPLIER = (
    select(location.c.id).where(location.c.kind == "supplier").limit(1).scalar_subquery()
)


def _brought(of: Any) -> Any:
    """Whether a supplier is known, or moves from one, of a lot or serial."""
    return or_(
        of.c.vendor_id.is_not(None),
        exists().where(move.c.lsn_id == of.c.id, move.c.from_location_id == _SUPPLIER),
        exists().where(
            _piece.c.lot_id == of.c.id,
            move.c.lsn_id == _piece.c.id,
            move.c.from_location_id == _SUPPLIER,
        ),
    )


def _split_off() -> Any:
    """What was split off lots that were brought, and off that again."""
    first = (
        select(lsn_change.c.other_id.label("id"))
        .join(_whole, _whole.c.id == lsn_change.c.lsn_id)
        .where(lsn_change.c.kind == "split", _brought(_whole))
        .cte("split_off", recursive=True)
    )
    again = select(lsn_change.c.other_id).join(first, first.c.id == lsn_change.c.lsn_id)
    return first.union(again.where(lsn_change.c.kind == "split"))


_whole = lsn.alias("whole")
_CAME = or_(_brought(lsn), lsn.c.id.in_(select(_split_off().c.id)))


def lacking(
    connection: Connection, on: date, lsn_ids: Sequence[int] | None = None
) -> list[Lack]:
    """What stands here, came from a supplier, and lacks a certificate on a day.

    ``lsn_ids`` are lots, and serials without one; None asks of all there are.
    """
    question = _missing(on).where(_STANDS, _CAME)
    if lsn_ids is not None:
        question = question.where(among(connection, lsn.c.id, lsn_ids))
    rows = connection.execute(question.order_by(lsn.c.id, _rule.c.id))
    return [Lack._make(row) for row in rows]


def waiting(connection: Connection, lsn_ids: Sequence[int] | None = None) -> list[Waiting]:
    """The open holds for certificates."""
    question = select(hold.c.id, hold.c.lsn_id, hold.c.certificate_rule_id).where(
        hold.c.certificate_rule_id.is_not(None), hold.c.released_at.is_(None)
    )
    if lsn_ids is not None:
        question = question.where(among(connection, hold.c.lsn_id, lsn_ids))
    return [Waiting._make(row) for row in connection.execute(question.order_by(hold.c.id))]


def still_lacking(connection: Connection, on: date, lsn_ids: Sequence[int]) -> set[Lack]:
    """What some goods lack on a day, whether any of them stand here or not."""
    question = _missing(on).where(among(connection, lsn.c.id, lsn_ids))
    return {Lack._make(row) for row in connection.execute(question)}


def owners(connection: Connection, lsn_ids: Sequence[int]) -> list[int]:
    """The lots of some serials, and what has no lot: who certificates are asked of."""
    question = select(lsn.c.id, lsn.c.lot_id).where(among(connection, lsn.c.id, lsn_ids))
    return sorted({lot_id or lsn_id for lsn_id, lot_id in connection.execute(question)})


def will_lack(
    connection: Connection, on: date, arriving: Sequence[int]
) -> list[tuple[int, str, str]]:
    """What goods on a draft will lack when they are in: LSN, its code, and the kind."""
    question = (
        _missing(on)
        .with_only_columns(lsn.c.id, lsn.c.code, _rule.c.kind)
        .where(among(connection, lsn.c.id, arriving))
    )
    rows = connection.execute(question.order_by(lsn.c.code_key, lsn.c.id, _rule.c.id))
    return [(row[0], row[1], row[2]) for row in rows]


def for_lack(connection: Connection, lack: Lack) -> tuple[str, date | None]:
    """The kind a rule asks for, and until when the last of it was good for these goods."""
    kind = connection.scalar(select(_rule.c.kind).where(_rule.c.id == lack.rule_id))
    expired = connection.scalar(
        select(_one.c.expires_on)
        .join_from(_one, _rule, _rule.c.kind == _one.c.kind)
        .join(lsn, FOR_THEM)
        .where(
            lsn.c.id == lack.lsn_id,
            _rule.c.id == lack.rule_id,
            _one.c.rejected_at.is_(None),
            _one.c.expires_on.is_not(None),
        )
        .order_by(_one.c.expires_on.desc())
        .limit(1)
    )
    return str(kind), expired


def found_for(connection: Connection, on: date, lack: Lack) -> str | None:
    """What a certificate that ends a hold is called; None if none does."""
    row = connection.execute(
        select(_one.c.kind, _one.c.number, _one.c.issued_on)
        .join_from(_one, _rule, _rule.c.kind == _one.c.kind)
        .join(lsn, FOR_THEM)
        .where(lsn.c.id == lack.lsn_id, _rule.c.id == lack.rule_id, counts_on(on))
        .order_by(_one.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else f"{row[0]} {row[1]}".strip() + f", {row[2]}"
