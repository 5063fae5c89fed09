"""What goes along with goods that are moved: their holds, and the pallet they stand on."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from lsn_desktop.domain.identifiers import uid7
from lsn_desktop.storage import handling_units, ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.ledger import Hold
    from lsn_desktop.storage.transactions import Tx

KIND = "transfer"


def holds(tx: Tx, head: Document, lines: Iterable[Line]) -> None:
    """Let the holds on goods at a place follow them to quarantine; the rest stays held there.

    What is held goes first: nobody carries good goods into quarantine and leaves the others.
    """
    for line in lines:
        left = line.quantity
        for held in _open_there(tx, line.lsn_id, line.from_location_id):
            gone = min(left, held.quantity or 0)
            if gone:
                ledger.release_hold(tx, held.id, _note(head))
                _add(tx, held, (_follows(head, held), line.to_location_id, gone))
                _keep_rest(tx, held, gone)
                left -= gone
        ledger.follow_holds(tx, line.lsn_id)


def back(tx: Tx, head: Document, lines: Iterable[Line]) -> None:
    """Take holds and pallets back with the goods of a transfer that is turned back."""
    for line in lines:
        every = ledger.holds(tx.connection, line.lsn_id)
        by_id = {held.id: held for held in every}
        for held in every:
            if held.release_note != _note(head) or held.location_id != line.from_location_id:
                continue
            followed = by_id.get(ledger.hold_by_uid(tx.connection, _follows(head, held)) or 0)
            if followed is not None and ledger.release_hold(tx, followed.id, _note(head)):
                _add(tx, held, (_uid(tx), line.from_location_id, followed.quantity or 0))
        ledger.follow_holds(tx, line.lsn_id)
        if line.handling_unit_id is not None:
            handling_units.put(tx, line.handling_unit_id, line.from_location_id)


def _open_there(tx: Tx, lsn_id: int, place_id: int) -> list[Hold]:
    """The open holds on some of an LSN at a place, oldest first."""
    every = reversed(ledger.holds(tx.connection, lsn_id))
    return [one for one in every if one.released_at is None and one.location_id == place_id]


def _keep_rest(tx: Tx, held: Hold, gone: int) -> None:
    rest = (held.quantity or 0) - gone
    if rest and held.location_id is not None:
        _add(tx, held, (_uid(tx), held.location_id, rest))


def _add(tx: Tx, like: Hold, part: tuple[str, int, int]) -> None:
    uid, place_id, quantity = part
    hold = {
        "uid": uid,
        "lsn_id": like.lsn_id,
        "location_id": place_id,
        "quantity": quantity,
        "reason": like.reason,
        "note": like.note,
    }
    ledger.add_hold(tx, hold)


def _note(head: Document) -> str:
    return f"moved by {head.number}"


def _follows(head: Document, held: Hold) -> str:
    """The uid of the hold that a hold became by a transfer."""
    return hashlib.sha256(f"{head.id} {held.id}".encode()).hexdigest()[:32]


def _uid(tx: Tx) -> str:
    return uid7(tx.by.at, secrets.token_bytes(10))
