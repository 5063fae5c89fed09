"""Holds: a reasoned stop on a whole LSN, or on a quantity of it at a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, on_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import catalogue, ledger, lsns, many_rows, people
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from decimal import Decimal

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Tx

TEST_RESULT = "test result"
REASONS = (
    "quarantine",
    "recall",
    "missing certificate",
    "inspection",
    TEST_RESULT,
    "damage",
    "other",
)
_RELEASERS = frozenset({"owner", "supervisor"})  # of what a test stopped


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """An order to stop an LSN; whole unless a quantity at a place is given."""

    uid: str
    lsn_id: int
    reason: str
    note: str = ""
    location_id: int | None = None
    quantity: Decimal | None = None
    rule_id: int | None = None  # what asks for the certificate that is missing


def hold(tx: Tx, order: PlaceHold) -> list[int]:
    """Stop an LSN; a lot takes its serials along. Returns the holds made.

    An order that arrives twice (same uid) stops it once.

    Raises:
        Refusal: the reason is none of ours, or there is less at the place than to be held.
    """
    lsn = lsns.by_id(tx.connection, order.lsn_id)
    item = catalogue.item_by_id(tx.connection, lsn.item_id)
    if known := ledger.hold_by_uid(tx.connection, order.uid):
        return [known]
    if order.reason not in REASONS:
        raise refusal(
            "{reason} is no reason for a hold.",
            "Choose one of: {reasons}.",
            reason=order.reason,
            reasons=", ".join(REASONS),
        )
    if (order.location_id is None) != (order.quantity is None):
        raise refusal(
            "A hold on some of {code} needs a place and a quantity.",
            "Give both, or hold all of it.",
            code=lsn.code,
        )
    quantity = None
    if order.quantity is not None:
        quantity = on_grid(order.quantity, item.decimals, item.unit)
        _must_be_there(tx, order, quantity, item.decimals, item.unit)
    which = [lsn.id, *lsns.serials_of(tx.connection, lsn.id)] if quantity is None else [lsn.id]
    made = []
    for number, lsn_id in enumerate(which):
        values = {
            "uid": order.uid if number == 0 else tx.uid(),
            "lsn_id": lsn_id,
            "location_id": order.location_id if quantity is not None else None,
            "quantity": quantity,
            "reason": order.reason,
            "note": order.note.strip(),
            "certificate_rule_id": order.rule_id if number == 0 else None,
        }
        made.append(ledger.add_hold(tx, values))
        ledger.follow_holds(tx, lsn_id)
    words = message("Held {code}: {reason}", code=lsn.code, reason=order.reason)
    tx.entries.append(Entry("hold", words, "lsn", lsn.id))
    tx.events += [Event("lsn", lsn.id), Event("stock")]
    return made


def hold_with_lot(tx: Tx, serial_id: int, lot_id: int) -> None:
    """Stop a serial that joins a lot on hold: a hold on the lot covers its serials.

    A lot split off it waits for the same certificates itself.
    """
    is_its_own = lsns.by_id(tx.connection, serial_id).lot_id != lot_id
    for held in ledger.holds(tx.connection, lot_id):
        if held.released_at is None and held.quantity is None:
            values = {
                "uid": tx.uid(),
                "lsn_id": serial_id,
                "reason": held.reason,
                "note": held.note,
                "certificate_rule_id": held.rule_id if is_its_own else None,
            }
            ledger.add_hold(tx, values)
    ledger.follow_holds(tx, serial_id)


def release(tx: Tx, lsn_id: int, note: str) -> int:
    """End every open hold of an LSN (a lot: of its serials too); how many there were.

    Those that wait for a certificate stay until it is there.

    Raises:
        Refusal: there is nothing to release, it only waits for a certificate, or no note
            says why.
    """
    lsn = lsns.by_id(tx.connection, lsn_id)
    if not note.strip():
        raise refusal("A release needs a note.", "Say why {code} is good again.", code=lsn.code)
    awaited = _awaited(tx, lsn)
    _may_release(tx, lsn)
    released = 0
    for each in (lsn_id, *lsns.serials_of(tx.connection, lsn_id)):
        for held in ledger.holds(tx.connection, each):
            stays = held.rule_id is not None or (held.reason, held.note) in awaited
            if held.released_at is not None or stays:
                continue
            if ledger.release_hold(tx, held.id, note.strip()):
                released += 1
        ledger.follow_holds(tx, each)
    if awaited and not released:
        raise _waits(lsn, awaited)
    if not released:
        raise refusal("{code} is not on hold.", "Nothing to release.", code=lsn.code)
    words = message("Released {code}: {note}", code=lsn.code, note=note.strip())
    tx.entries.append(Entry("release", words, "lsn", lsn_id))
    tx.events += [Event("lsn", lsn_id), Event("stock")]
    return released


def release_one(tx: Tx, hold_id: int, note: str) -> None:
    """End one hold of several; of a lot: what it stopped of its serials too.

    Raises:
        Refusal: it was released before, waits for a certificate, or no note says why.
    """
    lsn = lsns.by_id(tx.connection, ledger.held_by(tx.connection, hold_id))
    if not note.strip():
        raise refusal("A release needs a note.", "Say why {code} is good again.", code=lsn.code)
    _may_release(tx, lsn, hold_id)
    awaited = _awaited(tx, lsn)
    one = next(each for each in ledger.holds(tx.connection, lsn.id) if each.id == hold_id)
    if one.released_at is None and (one.reason, one.note) in awaited:
        raise _waits(lsn, {(one.reason, one.note)})
    if not end(tx, hold_id, note.strip()):
        raise refusal("{code} is not on hold.", "Nothing to release.", code=lsn.code)


def end(tx: Tx, hold_id: int, note: str) -> bool:
    """End a hold, whatever it waits for, with what it stopped of a lot's serials.

    False if it was released before.
    """
    lsn = lsns.by_id(tx.connection, ledger.held_by(tx.connection, hold_id))
    if not ledger.release_hold(tx, hold_id, note):
        return False
    _release_serials(tx, lsn.id, hold_id, note)
    ledger.follow_holds(tx, lsn.id)
    words = message("Released {code}: {note}", code=lsn.code, note=note)
    tx.entries.append(Entry("release", words, "lsn", lsn.id))
    tx.events += [Event("lsn", lsn.id), Event("stock")]
    return True


def _awaited(tx: Tx, lsn: Lsn) -> set[tuple[str, str]]:
    """The reasons and notes of the holds that wait for certificates of it or its lot."""
    return {
        (each.reason, each.note)
        for each in ledger.holds(tx.connection, lsn.lot_id or lsn.id)
        if each.released_at is None and each.rule_id is not None
    }


def _waits(lsn: Lsn, awaited: set[tuple[str, str]]) -> Refusal:
    return refusal(
        "{code} waits for its {certificates}.",
        "Attach it, dated and valid: the hold then ends by itself.",
        code=lsn.code,
        certificates=", ".join(sorted(note for _reason, note in awaited)),
    )


def _may_release(tx: Tx, lsn: Lsn, hold_id: int | None = None) -> None:
    """What a test stopped is released by those who may let pass what a rule stops.

    Raises:
        Refusal: a test stopped it, and who is signed in may not.
    """
    stopped = any(
        each.released_at is None and each.reason == TEST_RESULT
        for each in ledger.holds(tx.connection, lsn.id)
        if hold_id in {None, each.id}
    )
    if stopped and people.user_by_id(tx.connection, tx.by.user_id).role not in _RELEASERS:
        raise refusal(
            "A test result stopped {code}: not everybody may release it.",
            "Ask an owner or a supervisor to release it.",
            code=lsn.code,
        )


def _release_serials(tx: Tx, lot_id: int, hold_id: int, note: str) -> None:
    """A lot's hold stands on each of its serials as one of the same reason and note."""
    over = next(each for each in ledger.holds(tx.connection, lot_id) if each.id == hold_id)
    if over.quantity is not None:
        return
    for serial_id in lsns.serials_of(tx.connection, lot_id):
        under = (
            each.id
            for each in ledger.holds(tx.connection, serial_id)
            if each.released_at is None and (each.reason, each.note) == (over.reason, over.note)
        )
        if (first := next(under, None)) is not None:
            ledger.release_hold(tx, first, note)
            ledger.follow_holds(tx, serial_id)


def hold_on_receipt(tx: Tx, lsn_ids: set[int], document: str) -> None:
    """Stop the LSNs of items whose policy says so, when they first arrive."""
    for lsn_id in many_rows.to_hold(tx.connection, sorted(lsn_ids)):
        hold(tx, PlaceHold(tx.uid(), lsn_id, "inspection", f"on receipt {document}"))


def _must_be_there(tx: Tx, order: PlaceHold, quantity: int, decimals: int, unit: str) -> None:
    free = sum(
        place.available
        for place in ledger.places(tx.connection, order.lsn_id)
        if place.location_id == order.location_id
    )
    if quantity > free:
        raise refusal(
            "Only {free} {unit} can be held there.",
            "Hold at most that, or the whole lot.",
            free=plain(off_grid(free, decimals)),
            unit=unit,
        )
