"""The certificates that belong to some goods: those we issued, and their suppliers'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, or_, select

from lsn_desktop.storage import certificates, supplied_certificates
from lsn_desktop.storage.certificate_gate import counts_on
from lsn_desktop.storage.parts import among
from lsn_desktop.storage.tables.certifying import certificate
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.supplied import supplier_certificate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.certificates import Certificate
    from lsn_desktop.storage.supplied_certificates import Supplied

_MOST = 100_000
_goods = lsn.alias("goods")


def with_lots(connection: Connection, lsn_ids: Sequence[int]) -> list[int]:
    """Some lots and serials, and the lots of the serials among them."""
    question = select(lsn.c.id, lsn.c.lot_id).where(among(connection, lsn.c.id, lsn_ids))
    return sorted({each for row in connection.execute(question) for each in row if each})


def issued(connection: Connection, lsn_ids: Sequence[int]) -> list[Certificate]:
    """What we issued of some goods and stands, in the order of its numbers."""
    ids = connection.scalars(
        select(certificate.c.id)
        .where(among(connection, certificate.c.lsn_id, lsn_ids), certificate.c.blob_id > 0)
        .order_by(certificate.c.number)
    )
    rows = [certificates.by_id(connection, each) for each in list(ids)]
    return [row for row in rows if row.status == "issued"]


def supplied(connection: Connection, lsn_ids: Sequence[int], on: date) -> list[Supplied]:
    """What suppliers sent for some goods and counts on a day: by kind, then by number."""
    one = supplier_certificate
    stands_for_them = exists().where(
        among(connection, _goods.c.id, lsn_ids),
        _goods.c.kind != "bulk",
        or_(one.c.item_id.is_(None), one.c.item_id == _goods.c.item_id),
        or_(one.c.supplier_id.is_(None), one.c.supplier_id == _goods.c.vendor_id),
    )
    return supplied_certificates.found(
        connection,
        counts_on(on),
        or_(
            among(connection, one.c.lsn_id, lsn_ids),
            and_(one.c.lsn_id.is_(None), stands_for_them),
        ),
        order=(one.c.kind, one.c.number, one.c.id),
        limit=_MOST,
    )
