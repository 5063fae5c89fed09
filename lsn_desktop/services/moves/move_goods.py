"""Which goods a scan on Move names, and where they can be taken from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind, Tracking
from lsn_desktop.domain.label_in_progress import LabelInProgress
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.moving import Part, Taken
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.codes import finding, identifying, stated
from lsn_desktop.services.moves import moving, packing
from lsn_desktop.services.receipts import receipt_lines
from lsn_desktop.storage import catalogue, documents, handling_units, lsns, standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.handling_units import Unit
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.standing import Spot, Standing
    from lsn_desktop.storage.transactions import Connection, Tx


Source = tuple[int, int]
"""Where goods can be taken from: a place, and the pallet or case there; 0 is what is loose."""


@dataclass(frozen=True, slots=True)
class Named:
    """What was scanned: one LSN with where it stands, or a pallet or case with all in it.

    ``unit`` is what goes as it is. ``limits`` are how many of each came on a pallet that
    nobody has moved yet, by LSN and place.
    """

    name: str
    rows: tuple[Standing, ...]
    sscc: str = ""
    limits: tuple[tuple[int, int, int], ...] = ()
    unit: Unit | None = None

    @property
    def places(self) -> dict[Source, list[Standing]]:
        """What of it can be taken, place by place: where goods come in first, loose first."""
        found: dict[Source, list[Standing]] = defaultdict(list)
        for row in sorted(
            self.rows,
            key=lambda row: (row.place_kind != "receiving", row.place, row.unit_id or 0),
        ):
            if self.unit is not None:
                found[row.place_id, 0].append(row)
            elif row.free > 0:
                found[row.place_id, row.unit_id or 0].append(row)
        return dict(found)

    def taken(self, source: Source, quantity: int | None = None) -> Taken:
        """All of it in a place, or so many."""
        if self.unit is not None:
            parts = tuple(packing.parts_of(self.rows))
            return Taken(parts, self.name, self.sscc, (self.unit.id,))
        limits = {(lsn_id, place): most for lsn_id, place, most in self.limits}
        return Taken(
            tuple(
                Part(
                    row.lsn_id,
                    row.place_id,
                    min(most, row.free)
                    if (most := limits.get((row.lsn_id, row.place_id))) is not None
                    else quantity,
                    row.unit_id,
                )
                for row in self.places[source]
            ),
            self.name,
            self.sscc,
        )


def candidates(tx: Tx, reading: Reading) -> list[int]:
    """The lots and serials a scan names; several where one code is two items'.

    Raises:
        Refusal: it names none of ours.
    """
    found = finding.as_scanned(tx.connection, reading, tx.by.on)
    if known := [one.subject for one in found if one.place == "lsns"]:
        return list(dict.fromkeys(known))
    for one in found:
        if one.place == "items":
            return [_of_item(tx.connection, catalogue.item_by_id(tx.connection, one.subject))]
        raise refusal(
            "{number} is an order or a document: it names no goods.",
            "Scan the goods, or the place they go to.",
            number=one.title,
        )
    if reading.grave:
        raise refusal(
            "This label cannot be right. {flaw}",
            "Scan it again, or type the lot or serial (F2).",
            flaw=reading.grave[0].message,
        )
    raise refusal(
        identifying.UNKNOWN,
        "Scan a lot, a serial, a pallet or a place of ours.",
        text=identifying.shown(reading.text) or "(empty)",
    )


def _of_item(connection: Connection, item: Item) -> int:
    """The hidden LSN of an item that is not told apart."""
    lsn = None
    if item.tracking is Tracking.NONE:
        lsn = lsns.find(connection, item.id, LsnKind.BULK, "", "")
        if lsn is None:
            raise refusal(
                "Nothing of {item} is on hand.", "Receive it first.", item=item.description
            )
    if lsn is None:
        raise refusal(
            "{item}: no lot or serial of ours is on this label.",
            "Scan the lot or serial, or receive the goods first.",
            item=item.description,
        )
    return lsn.id


def goods(tx: Tx, lsn_id: int) -> Named:
    """A lot or serial with where it stands.

    Raises:
        Refusal: nothing of it is on hand.
    """
    rows = standing.of_lsn(tx.connection, lsn_id)
    lsn = lsns.by_id(tx.connection, lsn_id)
    if not rows:
        raise _nowhere(tx, lsn)
    item = catalogue.item_by_id(tx.connection, lsn.item_id)
    return Named(f"{item.description} {lsn.code}".strip(), tuple(rows))


def _nowhere(tx: Tx, lsn: Lsn) -> Refusal:
    item = catalogue.item_by_id(tx.connection, lsn.item_id)
    name = f"{item.description} {lsn.code}".strip()
    if draft := documents.draft_with(tx.connection, lsn.id):
        return refusal(
            "{goods} is on {number}, which is not posted yet.",
            "Post it on Receive, then put the goods away.",
            goods=name,
            number=draft[0],
        )
    return refusal(
        "Nothing of {goods} is on hand.", "Receive it first, or scan other goods.", goods=name
    )


def pallet(tx: Tx, sscc: str) -> Named | None:
    """What is in a pallet or case, or came on it; None if nothing is known of it.

    Raises:
        Refusal: nothing is in it, or of what came on it nothing stands there any more.
    """
    unit = handling_units.by_sscc(tx.connection, sscc)
    if unit is not None:
        packing.must_be_here(unit)
        if inside := standing.of_units(tx.connection, [unit.id]):
            return Named(str(called(unit)), tuple(inside), sscc, unit=unit)
    content = handling_units.content(tx.connection, sscc)
    if unit is not None and not content:
        raise refusal(
            "Nothing is in {unit}.",
            "Take it for new goods, or scan the goods one by one.",
            unit=packing.named(unit),
        )
    if not content:
        return None
    limits = {(one.lsn_id, one.place_id): one.quantity for one in content}
    rows = [
        row
        for row in standing.of_lsns(tx.connection, sorted({one.lsn_id for one in content}))
        if (row.lsn_id, row.place_id) in limits and row.unit_id is None
    ]
    if not any(row.free > 0 for row in rows):
        raise refusal(
            "Nothing that came on pallet {sscc} is left on it.",
            "Scan the goods one by one.",
            sscc=sscc,
        )
    most = tuple((*key, quantity) for key, quantity in limits.items())
    return Named(str(message("Pallet {sscc}", sscc=sscc)), tuple(rows), sscc, most)


def called(unit: Unit) -> Message:
    """What a pallet or case is called on Move."""
    if unit.kind == handling_units.CASE:
        return message("Case {sscc}", sscc=unit.sscc)
    return message("Pallet {sscc}", sscc=unit.sscc)


def whole_place(tx: Tx, spot: Spot) -> tuple[Taken, list[Standing]]:
    """All that stands in a place, as it stands: loose goods, pallets, cases.

    Raises:
        Refusal: nothing does.
    """
    rows = standing.in_place(tx.connection, spot.id)
    if not rows:
        raise refusal("Nothing stands in {place}.", "Scan another place.", place=spot.code)
    inside = {row.unit_id for row in rows}
    units = tuple(
        unit.id
        for unit in handling_units.at(tx.connection, spot.id)
        if unit.id in inside
        or any(case.id in inside for case in handling_units.on(tx.connection, unit.id))
    )
    name = str(message("All in {place}", place=spot.code))
    return Taken(tuple(packing.parts_of(rows)), name, units=units), rows


def asked_for(
    tx: Tx, reading: Reading | None, rows: Sequence[Standing], count: Decimal | None
) -> int | None:
    """How many are asked for, on the item's grid: so many of what the label's GTIN holds.

    Raises:
        Refusal: it is no quantity of this item.
    """
    if count is None or not rows:
        return None
    item = catalogue.item_by_id(tx.connection, rows[0].item_id)
    label = LabelInProgress()
    if reading is not None:
        label = stated.facts(tx.connection, reading, 0, "")
    pack = catalogue.item_by_gtin(tx.connection, label.gtin) if label.gtin else None
    plain = replace(label, count=count, quantity=None, weight_kg=None, content=None)
    counted = receipt_lines.quantity_of(plain, item, pack)
    if isinstance(counted, Refusal):
        raise counted
    return counted


def moved_whole(name: str) -> Refusal:
    """The refusal of a number for what is carried as one."""
    return refusal(
        "{goods} is moved whole: it takes no number.",
        "Scan it alone, or scan what is on it one by one.",
        goods=name,
    )


def must_be_enough(rows: Sequence[Standing], quantity: int | None) -> None:
    """Refuse a quantity that is more than there is, at the scan that asks for it."""
    if quantity is None or not rows:
        return
    if len(rows) > 1:
        raise moved_whole(f"{rows[0].item} ({len(rows)})")
    if quantity > rows[0].free:
        raise refusal(
            "Of {goods} only {most} are in {place}.",
            "Count again; scan the right number.",
            goods=moving.named(rows[0]),
            most=moving.amount(rows[0], rows[0].free),
            place=rows[0].place,
        )
