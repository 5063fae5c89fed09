"""A lot or serial whose code was wrong gets the right one; old labels still find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.lots import converting
from lsn_desktop.storage import aliases, catalogue, lsn_changes, lsns
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Connection, Tx


@dataclass(frozen=True, slots=True)
class Rename:
    """The code an LSN shall have, and why the one it has is wrong."""

    uid: str
    lsn_id: int
    code: str
    reason: str


def foretell(connection: Connection, order: Rename) -> list[Message]:
    """What a rename does, in words.

    Raises:
        Refusal: as :func:`rename`.
    """
    lsn, code = lsns.by_id(connection, order.lsn_id), order.code.strip()
    converting.must_be_current(connection, lsn)
    converting.must_be_code(code)
    if code == lsn.code:
        raise refusal("Its code is {code} already.", "Type the right one.", code=code)
    item = catalogue.item_by_id(connection, lsn.item_id)
    identity = (lsn.item_id, lsn.kind, lsn.scope, code)
    for other in (lsns.find_own(connection, *identity), lsns.find(connection, *identity)):
        if other is not None and other.id != lsn.id:
            raise converting.taken(other, code, item)
    converting.must_be_given(order.reason, lsn.code)
    return [
        message(
            "{old} of {item} becomes {new}.", old=lsn.code, item=item.description, new=code
        ),
        message("Labels that say {old} still scan: it stays a former code.", old=lsn.code),
        message("No stock moves. Its history stays, under both codes."),
    ]


def rename(tx: Tx, order: Rename) -> None:
    """Give an LSN its right code. An order that arrives twice (same uid) renames once.

    Raises:
        Refusal: no reason is given, the code is no code, or another of the item has it or
            had it; or this one was merged into another.
    """
    if lsn_changes.by_uid(tx.connection, order.uid) is not None:
        return
    lsns.keep(tx, order.lsn_id)
    foretell(tx.connection, order)
    lsn, code = lsns.by_id(tx.connection, order.lsn_id), order.code.strip()
    aliases.drop(tx, lsn.id, code)  # a code it had before, or a tag that is its own code now
    lsn_changes.set_code(tx, lsn.id, code)
    aliases.add(tx, lsn.id, lsn_changes.FORMER, lsn.code)
    lsn_changes.add(
        tx,
        {
            "uid": order.uid,
            "kind": "rename",
            "lsn_id": lsn.id,
            "old_code": lsn.code,
            "new_code": code,
            "reason": order.reason.strip(),
        },
    )
    words = message(
        "Renamed {old} > {new} ({reason})", old=lsn.code, new=code, reason=order.reason.strip()
    )
    tx.entries.append(Entry("rename", words, "lsn", lsn.id))
    tx.events += [Event("lsn", lsn.id), Event("stock")]
