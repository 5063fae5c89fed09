"""Whether all that is on a shipment may still go on the day it is posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain import picking
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import overrides, parties, pickable

if TYPE_CHECKING:
    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.transactions import Tx

_TAKE_BACK = mark("Take its line back, or have it overridden: scan it again then.")


def must_go(tx: Tx, head: Document, lines: list[Line]) -> None:
    """Refuse to post what was held, recalled or expired since it was scanned.

    Raises:
        Refusal: it was, and no override lets its line pass.
    """
    passed = overrides.of_document(tx.connection, head.id)
    which = {line.lsn_id for line in lines if line.id not in passed}
    life = parties.life_on_ship(tx.connection, head.party_id) if head.party_id else None
    recalled = pickable.recalled(tx.connection, which)
    for one in pickable.facts(tx.connection, which):
        name = f"{one.item} {one.code}".strip()
        if one.held_whole or one.lsn_id in recalled:
            raise refusal(
                "{number} cannot be posted: {goods} was put on hold since it was scanned.",
                _TAKE_BACK,
                number=head.number,
                goods=name,
            )
        asked = picking.life_asked(life, one.life)
        if not picking.may_leave(one.expiry, tx.by.on, one.usable, asked):
            raise refusal(
                "{number} cannot be posted: {goods} expires on {day}.",
                _TAKE_BACK,
                number=head.number,
                goods=name,
                day=one.expiry or "",
            )
