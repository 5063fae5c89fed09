"""What waits for a certificate, and certificates that end soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, or_, select

from lsn_desktop.storage import kept_filters, supplied_certificates
from lsn_desktop.storage.letters import in_any
from lsn_desktop.storage.tables.catalogue import item, party
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, hold
from lsn_desktop.storage.tables.supplied import certificate_rule, supplier_certificate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.supplied_certificates import Supplied


@dataclass(frozen=True, slots=True)
class Missing:
    """A lot or serial on hold for one certificate; ``note`` says if the last one expired.

    ``on_hand`` is on the item's grid of ``decimals``.
    """

    id: int
    lsn_id: int
    code: str
    item_id: int
    sku: str
    item: str
    supplier_id: int | None
    supplier: str
    kind: str
    per: str
    note: str
    since: int
    on_hand: int
    unit: str
    decimals: int


_piece = lsn.alias("piece")
_ON_HAND = (
    select(func.coalesce(func.sum(balance.c.on_hand), 0))
    .join(_piece, _piece.c.id == balance.c.lsn_id)
    .where(or_(_piece.c.id == lsn.c.id, _piece.c.lot_id == lsn.c.id))
    .correlate(lsn)
    .scalar_subquery()
)
_ROWS: Any = (
    select(
        hold.c.id,
        lsn.c.id,
        lsn.c.code,
        item.c.id,
        item.c.sku,
        item.c.description,
        lsn.c.vendor_id,
        func.coalesce(party.c.name, ""),
        certificate_rule.c.kind,
        certificate_rule.c.per,
        hold.c.note,
        hold.c.placed_at,
        _ON_HAND,
        item.c.unit,
        item.c.decimals,
    )
    .join(lsn, lsn.c.id == hold.c.lsn_id)
    .join(item, item.c.id == lsn.c.item_id)
    .join(certificate_rule, certificate_rule.c.id == hold.c.certificate_rule_id)
    .outerjoin(party, party.c.id == lsn.c.vendor_id)
    .where(hold.c.released_at.is_(None))
)
_FILTERED = {
    "code": lsn.c.code_key,
    "sku": item.c.sku_key,
    "item": item.c.description_key,
    "supplier": party.c.name_key,
    "kind": certificate_rule.c.kind,
    "since": hold.c.placed_at,
}


def missing(
    connection: Connection,
    *,
    typed: str = "",
    after: int | None = None,
    limit: int | None = 200,
    only: Sequence[Filter] = (),
    time_zone: str = "UTC",
) -> list[Missing]:
    """What waits for certificates, the longest first; found by code, item, supplier, kind."""
    question = _ROWS.where(*kept_filters.conditions(_FILTERED, only, time_zone))
    if typed.strip():
        found = (
            lsn.c.code_key,
            item.c.sku_key,
            item.c.description_key,
            party.c.name_key,
            certificate_rule.c.kind,
        )
        question = question.where(in_any(found, typed))
    if after is not None:
        question = question.where(hold.c.id > after)
    rows = connection.execute(question.order_by(hold.c.id).limit(limit))
    return [Missing(*row) for row in rows]


def missing_of(connection: Connection, lsn_id: int) -> list[Missing]:
    """What one lot or serial waits for."""
    rows = connection.execute(_ROWS.where(lsn.c.id == lsn_id).order_by(hold.c.id))
    return [Missing(*row) for row in rows]


_later = supplier_certificate.alias("later")
_this = supplier_certificate
_STANDS = exists().where(
    or_(_piece.c.id == _this.c.lsn_id, _piece.c.lot_id == _this.c.lsn_id),
    balance.c.lsn_id == _piece.c.id,
    balance.c.on_hand > 0,
)
_REPLACED = exists().where(
    _later.c.kind == _this.c.kind,
    _later.c.rejected_at.is_(None),
    _later.c.issued_on.is_not(None),
    or_(_later.c.expires_on.is_(None), _later.c.expires_on > _this.c.expires_on),
    _later.c.lsn_id.is_not_distinct_from(_this.c.lsn_id),
    _later.c.item_id.is_not_distinct_from(_this.c.item_id),
    _later.c.supplier_id.is_not_distinct_from(_this.c.supplier_id),
)


def ending(connection: Connection, on: date, limit: int = 200) -> list[Supplied]:
    """Certificates a rule asks for that end within its days, or did; the first to end first.

    Not those that a later one replaces, nor those of lots that are gone.
    """
    days: dict[str, int] = {}
    for rule in supplied_certificates.rules(connection):
        days[rule.kind] = max(rule.warn_days, days.get(rule.kind, 0))
    if not days:
        return []
    due = or_(
        *(
            and_(_this.c.kind == kind, _this.c.expires_on <= on + timedelta(days=most))
            for kind, most in days.items()
        )
    )
    return supplied_certificates.found(
        connection,
        due,
        _this.c.rejected_at.is_(None),
        or_(_this.c.lsn_id.is_(None), _STANDS),
        ~_REPLACED,
        order=(_this.c.expires_on, _this.c.id),
        limit=limit,
    )
