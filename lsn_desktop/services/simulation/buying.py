"""Orders to suppliers, and their deliveries: late, short, in several lots, held, sent back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import Tracking
from lsn_desktop.services.simulation.happenings import (
    Goods,
    Held,
    Ordered,
    Part,
    Received,
    Released,
    SentBack,
    TurnedBack,
    Wanted,
)
from lsn_desktop.services.simulation.shelves import Dates

if TYPE_CHECKING:
    from lsn_desktop.services.simulation.course import Course

_LATE, _SHORT, _OVER, _BAD, _TYPED_WRONG = 7, 9, 40, 30, 90  # once in so many deliveries
_LINES = 6  # of an order

_Line = tuple[str, int]  # SKU, quantity


def order(course: Course, skus: dict[str, int]) -> None:
    """Order so much of some bought items, from each supplier what it has."""
    by_vendor: defaultdict[str, list[_Line]] = defaultdict(list)
    for sku, short in sorted(skus.items()):
        supply = course.company.supplies[sku]
        lots = -(-short // supply.lot_size)
        by_vendor[supply.vendor].append((sku, lots * supply.lot_size))
        course.coming[sku] += lots * supply.lot_size
    for vendor, lines in by_vendor.items():
        days = max(course.company.supplies[sku].days for sku, _quantity in lines)
        number = course.number("PO")
        wanted = (
            Wanted(sku, quantity, course.company.supplies[sku].price) for sku, quantity in lines
        )
        course.tell(
            Ordered, number=number, vendor=vendor, due=course.day + days, lines=tuple(wanted)
        )
        late = course.dice.randrange(1, 7) if course.chance(_LATE) else 0
        course.on_day(days + late, _come, number, vendor, tuple(lines))


def _come(course: Course, number: str, vendor: str, lines: tuple[_Line, ...]) -> None:
    """A delivery stands at the dock; what it lacks comes some days later."""
    now, rest = list(lines), []
    if course.chance(_SHORT) and now[0][1] > 1:
        sku, quantity = now[0]
        first = quantity * 3 // 5 or 1
        now[0], rest = (sku, first), [(sku, quantity - first)]
    elif course.chance(_OVER):
        sku, quantity = now[-1]
        more = max(quantity // 20, course.company.items[sku].one)
        course.coming[sku] += more
        now[-1] = (sku, quantity + more)
    new: list[Goods] = []
    parts: list[Part] = []
    for sku, quantity in now:
        made, came = _unpacked(course, sku, quantity, vendor)
        new += made
        parts += came
    _receive(course, number, vendor, new, parts)
    if course.chance(_TYPED_WRONG):
        told = course.told[-1]
        course.tell(TurnedBack, of=told.n, reason="wrong delivery note")
        course.moves += 2 * len(parts)
        _receive(course, number, vendor, [], parts, again=True)
    if rest:
        course.on_day(course.dice.randrange(2, 5), _come, number, vendor, tuple(rest))
    for sku, quantity in now:
        course.coming[sku] -= quantity


def _receive(
    course: Course,
    number: str,
    vendor: str,
    new: list[Goods],
    parts: list[Part],
    *,
    again: bool = False,
) -> None:
    course.tell(
        Received, order=number, vendor=vendor, place=course.company.dock, new=tuple(new),
        parts=tuple(parts),
    )  # fmt: skip
    if again:
        return
    course.moves += len(parts)
    for part in parts:
        course.shelves.put(part)
        goods = course.shelves.goods[part.goods]
        item = course.company.items[goods.sku]
        if item.held_first:
            course.shelves.held.add(part.goods)
            course.on_day(course.dice.randrange(1, 4), _look_at, part.goods)
        elif item.tracking is Tracking.LOT and course.chance(_BAD):
            course.later(20, _reject, part.goods, vendor)
        else:
            course.later(course.dice.randrange(30, 180), _put_away, part.goods)


def _put_away(course: Course, goods: int) -> None:
    course.put_away(goods)


def _look_at(course: Course, goods: int) -> None:
    """Quality looks at goods that are held until then."""
    course.shelves.held.discard(goods)
    course.tell(Released, goods=goods, note="certificate checked")
    course.later(30, _put_away, goods)


def _reject(course: Course, goods: int, vendor: str) -> None:
    """Stop a lot that came damaged; it goes to quarantine and back."""
    course.shelves.held.add(goods)
    note = course.dice.choice(("wet cartons", "broken seal", "dented packs", "wrong colour"))
    course.tell(Held, goods=goods, reason="damage", note=note)
    course.later(15, _to_quarantine, goods)
    course.on_day(course.dice.randrange(2, 9), _send_back, goods, vendor, note)


def _to_quarantine(course: Course, goods: int) -> None:
    course.carry(goods, course.company.quarantine)


def _send_back(course: Course, goods: int, vendor: str, note: str) -> None:
    parts = tuple(Part(goods, n, place) for place, n in course.shelves.of(goods).items())
    if not parts:
        return
    for part in parts:
        course.shelves.take(part)
    course.tell(SentBack, vendor=vendor, reason=note, parts=parts)
    course.moves += len(parts)


def _unpacked(
    course: Course, sku: str, quantity: int, vendor: str
) -> tuple[list[Goods], list[Part]]:
    """The lots or serials that so much of an item comes in."""
    item, shelves = course.company.items[sku], course.shelves
    dock = course.company.dock
    if item.tracking is Tracking.NONE:
        goods, fresh = shelves.bulk(sku)
        return [goods] if fresh else [], [Part(goods.number, quantity, dock)]
    produced = max(course.day - course.dice.randrange(3, 20), 0)
    if item.shelf_life:
        produced = max(produced, course.day - item.shelf_life // 4)
    expires = produced + item.shelf_life if item.shelf_life else None
    dated = Dates(vendor, produced, expires)
    if not item.tracking.by_serial:
        lots = 2 if quantity >= 2 * item.one and course.chance(4) else 1
        sizes = [quantity - quantity // 2, quantity // 2][:lots] if lots > 1 else [quantity]
        made = [shelves.new(sku, dated, lot=shelves.code(item.code)) for _ in sizes]
        return made, [
            Part(goods.number, size, dock) for goods, size in zip(made, sizes, strict=True)
        ]
    lot = None
    if item.tracking.by_lot:
        lot = shelves.new(sku, dated, lot=shelves.code(item.lot))
        dated = Dates(vendor)
    serials = [
        shelves.new(
            sku,
            dated,
            lot=lot.lot if lot else "",
            serial=shelves.code(item.code),
            of_lot=lot.number if lot else None,
        )
        for _ in range(quantity)
    ]
    every = [lot, *serials] if lot else serials
    return every, [Part(goods.number, 1, dock) for goods in serials]
