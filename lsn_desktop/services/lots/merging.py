"""Two lots that are one: all of the first goes on under the code of the second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.lots import converting, holding
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.storage import aliases, catalogue, documents, ledger, lsn_changes, lsns
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.services.lots.converting import Where
    from lsn_desktop.storage.ledger import Hold
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Connection, Tx

_DATES = ("expiry", "best_before", "production")


@dataclass(frozen=True, slots=True)
class Merge:
    """A lot that is the same as another one, whose code both have from now on."""

    uid: str
    lsn_id: int
    into_id: int
    reason: str


def named(connection: Connection, lsn_id: int, code: str) -> int:
    """The lot of the same item that a typed or scanned code means.

    Raises:
        Refusal: there is none, or it is one of another item.
    """
    lsn, code = lsns.by_id(connection, lsn_id), code.strip()
    found = lsns.find(connection, lsn.item_id, lsn.kind, lsn.scope, code)
    if found is not None:
        return found.id
    others = lsns.candidates(connection, code) if code else []
    for other in others:
        if other.lsn.item_id == lsn.item_id:
            return other.lsn.id
    if others:
        raise _another_item(lsn.code, code, others[0].description)
    raise refusal("There is no lot {code}.", "Type or scan the other lot.", code=code or "-")


def foretell(connection: Connection, order: Merge) -> list[Message]:
    """What a merge does, in words.

    Raises:
        Refusal: as :func:`merge`.
    """
    lsn, into = (lsns.by_id(connection, each) for each in (order.lsn_id, order.into_id))
    item = catalogue.item_by_id(connection, lsn.item_id)
    _must_fit(connection, lsn, into)
    _must_have_like_dates(lsn, into)
    _must_be_free(connection, lsn)
    converting.must_be_given(order.reason, lsn.code)
    serials = len(lsns.serials_of(connection, lsn.id))
    if item.tracking.by_serial:
        words = message(
            "{count} serials of {code} become serials of {into}.",
            count=serials,
            code=lsn.code,
            into=into.code,
        )
    else:
        words = message(
            "All of {code} on hand, {quantity} {unit}, becomes {into}, where it stands.",
            code=lsn.code,
            into=into.code,
            quantity=plain(off_grid(sum(_stock(connection, lsn).values()), item.decimals)),
            unit=item.unit,
        )
    told = [words]
    told += [
        message("{into} takes over {what} {day}.", into=into.code, what=name.replace("_", " "),
                day=day)
        for name, day in _news(lsn, into).items()
    ]  # fmt: skip
    told += [
        message("All of {into} is on hold then: {reason}.", into=into.code, reason=each.reason)
        for each in _only_of(connection, lsn, into)
    ]
    told.append(message("Labels that say {code} find {into}.", code=lsn.code, into=into.code))
    told.append(message("{code} keeps its page, history, fields and files.", code=lsn.code))
    return told


def merge(tx: Tx, order: Merge) -> int | None:
    """Let all of a lot be of another; the document that says so, if any stock stands there.

    An order that arrives twice (same uid) merges once.

    Raises:
        Refusal: they are not two lots of one item and supplier, their dates differ, some of
            the first is held, claimed or on an open document; or no reason is given.
    """
    if lsn_changes.by_uid(tx.connection, order.uid) is not None:
        return None
    lsns.keep_all(tx, (order.lsn_id, order.into_id))
    foretell(tx.connection, order)
    lsn, into = (lsns.by_id(tx.connection, each) for each in (order.lsn_id, order.into_id))
    if news := _news(lsn, into):
        lsns.change(tx, into.id, dict(news))
    serials = lsns.serials_of(tx.connection, lsn.id)
    _stop(tx, serials, _only_of(tx.connection, into, lsn))
    for held in _only_of(tx.connection, lsn, into):
        stop = PlaceHold(tx.uid(), into.id, held.reason, held.note)
        holding.hold(tx, stop)
    converting.join_lot(tx, serials, lsn, into)
    for held in _whole_holds(tx.connection, lsn.id):
        ledger.release_hold(tx, held.id, str(message("merged into {into}", into=into.code)))
    ledger.follow_holds(tx, lsn.id)
    stock = _stock(tx.connection, lsn)
    document_id = converting.convert(tx, "merge", (lsn, into), stock, order.reason)
    for alias in aliases.of_lsn(tx.connection, lsn.id):
        if alias.code != into.code:
            aliases.add(tx, into.id, alias.kind, alias.code)
    aliases.drop(tx, into.id, lsn.code)  # it may have been another kind of code of it
    aliases.add(tx, into.id, lsn_changes.FORMER, lsn.code)
    lsn_changes.add(
        tx,
        {
            "uid": order.uid,
            "kind": "merge",
            "lsn_id": lsn.id,
            "other_id": into.id,
            "old_code": lsn.code,
            "new_code": into.code,
            "reason": order.reason.strip(),
            "document_id": document_id,
        },
    )
    words = message(
        "Merged {code} into {into} ({reason})",
        code=lsn.code,
        into=into.code,
        reason=order.reason.strip(),
    )
    tx.entries += [Entry("merge", words, "lsn", each.id) for each in (lsn, into)]
    tx.events += [Event("lsn", lsn.id), Event("lsn", into.id), Event("stock")]
    return document_id


def _must_fit(connection: Connection, lsn: Lsn, into: Lsn) -> None:
    if LsnKind.SERIAL in (lsn.kind, into.kind):
        raise refusal(
            "{code} is a single piece: serials are never merged.",
            "Rename it if its code is wrong; reverse the receipt of one that came twice.",
            code=lsn.code if lsn.kind is LsnKind.SERIAL else into.code,
        )
    if lsn.item_id != into.item_id:
        item = catalogue.item_by_id(connection, into.item_id)
        raise _another_item(lsn.code, into.code, item.description)
    if lsn.id == into.id:
        raise refusal(
            "{code} cannot be merged into itself.", "Scan the other lot.", code=lsn.code
        )
    for each in (lsn, into):
        converting.must_be_current(connection, each)
    if lsn.scope != into.scope:
        raise refusal(
            "{code} and {into} are lots of two suppliers: they stay two.",
            "Choose a lot of the same supplier.",
            code=lsn.code,
            into=into.code,
        )


def _another_item(code: str, other: str, item: str) -> Refusal:
    return refusal(
        "{other} is a lot of {item}: lots of different items are never merged.",
        "Choose another lot of the item of {code}.",
        other=other,
        item=item,
        code=code,
    )


def _must_have_like_dates(lsn: Lsn, into: Lsn) -> None:
    for name in _DATES:
        mine, other = getattr(lsn, name), getattr(into, name)
        if mine is not None and other is not None and mine != other:
            raise refusal(
                "The {what} of {code} is {mine}, that of {into} is {other}.",
                "Goods of different dates stay two lots. Correct the one that is wrong first.",
                what=name.replace("_", " "),
                code=lsn.code,
                mine=mine,
                into=into.code,
                other=other,
            )


def _must_be_free(connection: Connection, lsn: Lsn) -> None:
    if draft := documents.draft_with(connection, lsn.id):
        raise refusal(
            "{code} is on {number}, which is still open.",
            "Post or discard {number} first.",
            code=lsn.code,
            number=draft[0],
        )
    if any(place.claimed for place in ledger.places(connection, lsn.id)):
        raise refusal(
            "Some of {code} is claimed by an open document.",
            "Post or discard that document first.",
            code=lsn.code,
        )
    for held in ledger.holds(connection, lsn.id):
        if held.released_at is None and held.quantity is not None:
            raise refusal(
                "Some of {code} is on hold: {reason}.",
                "Release it, hold the whole lot, or split it off first.",
                code=lsn.code,
                reason=held.reason,
            )


def _news(lsn: Lsn, into: Lsn) -> dict[str, object]:
    """The dates only the lot that goes away has: what is known is not lost."""
    return {
        name: getattr(lsn, name)
        for name in _DATES
        if getattr(into, name) is None and getattr(lsn, name) is not None
    }


def _stock(connection: Connection, lsn: Lsn) -> dict[Where, int]:
    return {
        (each.location_id, each.unit_id): each.on_hand
        for each in ledger.places(connection, lsn.id)
    }


def _whole_holds(connection: Connection, lsn_id: int) -> list[Hold]:
    return [
        held
        for held in ledger.holds(connection, lsn_id)
        if held.released_at is None and held.quantity is None
    ]


def _only_of(connection: Connection, lsn: Lsn, into: Lsn) -> list[Hold]:
    """The holds on all of a lot that the other one does not have: goods are never freed."""
    known = {(held.reason, held.note) for held in _whole_holds(connection, into.id)}
    mine = {(held.reason, held.note): held for held in _whole_holds(connection, lsn.id)}
    return [held for why, held in mine.items() if why not in known]


def _stop(tx: Tx, serials: list[int], holds: list[Hold]) -> None:
    """Serials that come to a lot on hold are on hold like its own."""
    for serial_id in serials if holds else ():
        for held in holds:
            values = {
                "uid": tx.uid(),
                "lsn_id": serial_id,
                "reason": held.reason,
                "note": held.note,
            }
            ledger.add_hold(tx, values)
        ledger.follow_holds(tx, serial_id)
