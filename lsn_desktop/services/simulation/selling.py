"""Customers' orders: shipped first expired first out, some in parts; some goods come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services.simulation import making
from lsn_desktop.services.simulation.happenings import (
    CameBack,
    Moved,
    Part,
    Shipped,
    Sold,
    TurnedBack,
    Wanted,
)

if TYPE_CHECKING:
    from lsn_desktop.services.simulation.course import Course

_RETURNED, _TURNED, _APART = 25, 120, 60  # once in so many shipments
_PATIENCE = 12  # how often an order is looked at again, each time a little later
_REASONS = ("too many delivered", "damaged on the way", "does not work", "wrong goods ordered")

_Rest = dict[str, int]  # what is still to be shipped of each item


def sell(course: Course) -> None:
    """A customer orders something."""
    company = course.company
    weights = [demand.weight for demand in company.demands]
    lines = 2 if len(weights) > 1 and course.chance(3) else 1
    rest: _Rest = {}
    wanted = []
    for demand in course.dice.choices(company.demands, weights, k=lines):
        if demand.sku in rest:
            continue
        rest[demand.sku] = course.dice.randint(demand.least, demand.most)
        wanted.append(Wanted(demand.sku, rest[demand.sku], demand.price))
    customer = course.dice.choice(company.customers)
    number = course.number("SO")
    course.tell(Sold, number=number, customer=customer, due=course.day + 5, lines=tuple(wanted))
    course.later(90, _ship, number, customer, rest, {}, 0)


def _ship(
    course: Course, number: str, customer: str, rest: _Rest, waiting: _Rest, tries: int
) -> None:
    """Ship what there is of an order, and come again for what is not."""
    company, shelves = course.company, course.shelves
    making.waits_no_more(course, waiting)
    parts: list[Part] = []
    for sku, quantity in rest.items():
        day = course.day + company.items[sku].life_on_ship
        parts += shelves.pick(sku, quantity, day)
    there: _Rest = dict.fromkeys(rest, 0)
    for part in parts:
        there[shelves.goods[part.goods].sku] += part.quantity
    short = {sku: n - there[sku] for sku, n in rest.items() if n > there[sku]}
    if parts and (not short or course.chance(3)):
        _leave(course, number, customer, parts)
        rest = short
    if short and tries < _PATIENCE:
        making.supply(course, short)
        course.on_day(1 + tries // 2, _ship, number, customer, rest, short, tries + 1)


def _leave(course: Course, number: str, customer: str, parts: list[Part]) -> None:
    leaving = tuple(parts)
    told = course.tell(Shipped, order=number, customer=customer, parts=leaving)
    course.moves += len(leaving)
    if course.chance(_TURNED):
        course.tell(TurnedBack, of=told.n, reason="the lorry came another day")
        course.tell(Shipped, order=number, customer=customer, parts=leaving)
        course.moves += 2 * len(leaving)
    for part in leaving:
        course.shelves.take(part)
    first = course.shelves.goods[leaving[0].goods]
    if course.chance(_RETURNED):
        course.on_day(course.dice.randrange(3, 20), _come_back, customer, leaving[0])
    if first.serial and course.chance(_APART):
        making.take_apart(course, first.sku)


def _come_back(course: Course, customer: str, part: Part) -> None:
    """A customer sends some back; a serial is mended and sold again."""
    serial = bool(course.shelves.goods[part.goods].serial)
    some = 1 if serial else max(part.quantity // course.dice.randrange(1, 4), 1)
    back = Part(part.goods, some, course.company.quarantine)
    reason = course.dice.choice(_REASONS)
    course.tell(CameBack, customer=customer, reason=reason, parts=(back,))
    course.moves += 1
    course.shelves.put(back)
    if serial:
        course.on_day(course.dice.randrange(1, 5), _mend, part.goods)


def _mend(course: Course, goods: int) -> None:
    there = course.shelves.of(goods)
    if not there:
        return
    part = Part(goods, 1, course.company.quarantine)
    course.shelves.take(part)
    course.shelves.put(Part(goods, 1, course.company.shop))
    course.tell(Moved, part=part, to=course.company.shop)
    course.moves += 1
    making.mend(course, goods)
