"""What goes along with goods that are moved: their holds, and the pallet they stand on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import handling_units, ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lsn_desktop.domain.moving import Part
    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.ledger import Hold
    from lsn_desktop.storage.transactions import Tx

KIND = "transfer"


@dataclass(frozen=True, slots=True)
class Going:
    """The pallets and cases of a transfer: those that go as they are, and one that is packed.

    ``units`` are all of them and the cases on them, each by the one it goes on; ``first`` is a
    pallet that goes for the first time: what came on it is in it from now on.
    """

    units: Mapping[int | None, int]
    packed: int | None = None
    first: int | None = None

    def into(self, unit_id: int | None) -> int | None:
        """The unit that goods are in afterwards which were in this one, or loose."""
        if unit_id in self.units:
            return unit_id
        return self.first if self.packed is None else self.packed

    def carried_by(self, unit_id: int | None) -> int | None:
        """The unit that carries them to where they go."""
        return self.units.get(unit_id, self.first)

    def with_first(self, unit_id: int) -> Going:
        """With a pallet that goes for the first time."""
        return replace(self, first=unit_id)


def going(tx: Tx, units: Sequence[int], into: int | None) -> Going:
    """What is carried as it is; nobody else moves or fills these units meanwhile."""
    handling_units.keep(tx, [*units, *([] if into is None else [into])])
    by_top: dict[int | None, int] = {unit_id: unit_id for unit_id in units}
    for unit_id in units:
        for case in handling_units.on(tx.connection, unit_id):
            by_top[case.id] = unit_id
    return Going(by_top, into)


def must_be_all(tx: Tx, units: Going, parts: Iterable[Part]) -> None:
    """What goes as it is goes with all that is in it now, not only what was scanned then.

    Raises:
        Refusal: something was put into it since it was taken up.
    """
    known = {(part.lsn_id, part.unit_id) for part in parts}
    for unit_id in sorted(set(units.units.values())):
        inside = handling_units.of_unit(tx.connection, unit_id)
        if {(one.lsn_id, one.unit_id) for one in inside} - known:
            raise refusal(
                "More was put into {sscc} since it was scanned.",
                "Scan it once more, then the place.",
                sscc=handling_units.by_id(tx.connection, unit_id).sscc,
            )


def put(tx: Tx, units: Going, place_id: int, document_id: int) -> None:
    """Let the pallets and cases stand where their goods are now.

    A case that goes alone is on its pallet no more; an empty one that is packed stands where
    its first goods are.
    """
    tops = set(units.units.values())
    for unit_id in sorted(tops | {one for one in (units.first, units.packed) if one}):
        unit = handling_units.by_id(tx.connection, unit_id)
        if unit_id in tops and unit.parent_id is not None:
            handling_units.put_on(tx, unit, None, document_id)
        handling_units.put(tx, unit_id, place_id)


def must_stand(tx: Tx, head: Document, lines: Iterable[Line]) -> None:
    """What comes back into a pallet or case stands where that does.

    Raises:
        Refusal: the pallet or case stands elsewhere by now, with goods in it.
    """
    places = {
        line.to_unit_id: line.to_location_id for line in lines if line.to_unit_id is not None
    }
    for unit_id, place_id in sorted(places.items()):
        unit = handling_units.by_id(tx.connection, unit_id)
        if unit.place_id == place_id:
            continue
        others = {one.place_id for one in handling_units.of_unit(tx.connection, unit_id)}
        if others - {place_id} or unit.parent_id is not None:
            raise refusal(
                "{number} cannot be taken back: {sscc}, where the goods were, is in {place}.",
                "Move it back first, or put the goods where they belong by a new move.",
                number=head.number,
                sscc=unit.sscc,
                place=unit.place,
            )
        handling_units.put(tx, unit_id, place_id)


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


def back(tx: Tx, head: Document, lines: Sequence[Line]) -> None:
    """Take holds, pallets and cases back with the goods of a transfer that is turned back."""
    for line in lines:
        every = ledger.holds(tx.connection, line.lsn_id)
        by_id = {held.id: held for held in every}
        for held in every:
            if held.release_note != _note(head) or held.location_id != line.from_location_id:
                continue
            followed = by_id.get(ledger.hold_by_uid(tx.connection, _follows(head, held)) or 0)
            if followed is not None and ledger.release_hold(tx, followed.id, _note(head)):
                _add(tx, held, (tx.uid(), line.from_location_id, followed.quantity or 0))
        ledger.follow_holds(tx, line.lsn_id)
        if line.handling_unit_id is not None:
            handling_units.put(tx, line.handling_unit_id, line.from_location_id)
    _must_be_as_they_were(tx, head, lines)
    handling_units.step_back(tx, head.id)


def _must_be_as_they_were(tx: Tx, head: Document, lines: Iterable[Line]) -> None:
    """A unit goes back only with all that is in it: what was put in later stays where it is."""
    units = {
        line.handling_unit_id: line.from_location_id
        for line in lines
        if line.handling_unit_id is not None
    }
    for unit_id, place_id in sorted(units.items()):
        inside = handling_units.of_unit(tx.connection, unit_id)
        if {one.place_id for one in inside} - {place_id}:
            raise refusal(
                "{number} cannot be taken back: more was put into {sscc} since.",
                "Take that out first, or move all of it by a new move.",
                number=head.number,
                sscc=handling_units.by_id(tx.connection, unit_id).sscc,
            )


def _open_there(tx: Tx, lsn_id: int, place_id: int) -> list[Hold]:
    """The open holds on some of an LSN at a place, oldest first."""
    every = reversed(ledger.holds(tx.connection, lsn_id))
    return [one for one in every if one.released_at is None and one.location_id == place_id]


def _keep_rest(tx: Tx, held: Hold, gone: int) -> None:
    rest = (held.quantity or 0) - gone
    if rest and held.location_id is not None:
        _add(tx, held, (tx.uid(), held.location_id, rest))


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
