"""Codes that lots and serials bear: what a doubtful or a new code is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, or_, select, union

from lsn_desktop.storage.parts import in_parts
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.documents import document_line
from lsn_desktop.storage.tables.identity import lsn, lsn_alias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from lsn_desktop.domain.items import LsnKind

_NEWEST_ONES = 12
_serial = lsn.alias("serial")
_counts = document_line.c.voided.is_(False)
_CAME = or_(
    exists().where(document_line.c.lsn_id == lsn.c.id, _counts),
    exists().where(
        _serial.c.lot_id == lsn.c.id, document_line.c.lsn_id == _serial.c.id, _counts
    ),
)
_NEWEST = Prepared(
    select(lsn.c.code)
    .where(
        lsn.c.item_id == bindparam("item_id"),
        lsn.c.kind == bindparam("kind"),
        lsn.c.scope == bindparam("scope"),
        _CAME,
    )
    .order_by(lsn.c.id.desc())
    .limit(_NEWEST_ONES)
)


def newest(connection: Connection, item_id: int, kind: LsnKind, scope: str) -> list[str]:
    """The codes of an item's lots or serials that came last, at most a dozen.

    What was on lines that were taken back is none of them.
    """
    rows = _NEWEST.all(connection, item_id=item_id, kind=kind.value, scope=scope)
    return [row[0] for row in rows]


def borne(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Which of these folded codes some lot, serial or other name bears, of any item."""
    return {
        key
        for part in in_parts(keys)
        for key in connection.scalars(
            union(
                select(lsn.c.code_key).where(lsn.c.code_key.in_(part)),
                select(lsn_alias.c.code_key).where(lsn_alias.c.code_key.in_(part)),
            )
        )
    }
