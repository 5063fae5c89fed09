"""Builds: what goes into what, scrap, goods mended, and goods taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services.simulation import buying
from lsn_desktop.services.simulation.happenings import (
    Built,
    Goods,
    Held,
    Part,
    Planned,
    Released,
    Tie,
    TurnedBack,
)
from lsn_desktop.services.simulation.shelves import Dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.simulation.companies import Bill, Needed, Stocked
    from lsn_desktop.services.simulation.course import Course

_SCRAP, _WRONG, _STOPPED = 8, 70, 40  # once in so many builds
_PATIENCE = 12  # how often a build waits for its components, each time a little longer


def supply(course: Course, wanted: dict[str, int]) -> None:
    """See to it that so much more of some items comes: bought, or built."""
    bought: dict[str, int] = {}
    for sku, short in wanted.items():
        course.missing[sku] += short
        lacks = course.missing[sku] - course.coming[sku]
        if lacks <= 0:
            continue
        # All who wait see the same stock, which will do for some of them only.
        lacks += lacks // 2
        if sku in course.company.bills:
            _plan(course, course.company.bills[sku], lacks)
        else:
            bought[sku] = lacks
    if bought:
        buying.order(course, bought)


def waits_no_more(course: Course, wanted: dict[str, int]) -> None:
    """What was missing is there, or is given up."""
    for sku, short in wanted.items():
        course.missing[sku] -= short


def _plan(course: Course, bill: Bill, lacks: int) -> None:
    batches = -(-lacks // bill.makes)
    while batches > 0:
        some = min(batches, bill.batches)
        batches -= some
        course.coming[bill.sku] += some * bill.makes
        number = course.number("WO")
        course.tell(
            Planned, number=number, kind="build", sku=bill.sku, quantity=some * bill.makes,
            due=course.day + 2,
        )  # fmt: skip
        course.later(60, _build, bill, number, some, {}, 0)


def _build(
    course: Course, bill: Bill, number: str, batches: int, waiting: dict[str, int], tries: int
) -> None:
    """Build when all is there; else order what is missing, and come again."""
    day = course.day
    picked = {
        need.sku: course.shelves.pick(need.sku, need.quantity * batches, day)
        for need in bill.needs
    }
    short = {
        need.sku: need.quantity * batches - sum(part.quantity for part in picked[need.sku])
        for need in bill.needs
    }
    short = {sku: lacks for sku, lacks in short.items() if lacks}
    waits_no_more(course, waiting)
    if short and tries < _PATIENCE:
        supply(course, short)
        course.on_day(1 + tries // 2, _build, bill, number, batches, short, tries + 1)
        return
    course.coming[bill.sku] -= batches * bill.makes
    if not short:
        _make(course, bill, number, batches, picked)


def _make(
    course: Course, bill: Bill, number: str, batches: int, picked: dict[str, list[Part]]
) -> None:
    item = course.company.items[bill.sku]
    for parts in picked.values():
        for part in parts:
            course.shelves.take(part)
    untied = [part for need in bill.needs if not need.tied for part in picked[need.sku]]
    every = [part for parts in picked.values() for part in parts]
    times = 2 if course.chance(_WRONG) else 1
    for time in range(times):
        made, outputs = _outputs(course, item, bill.makes * batches, every)
        outputs, scrapped = _sorted_out(course, bill, item, outputs)
        tied, ties = _tied(bill, picked, [*outputs, *scrapped])
        used = (*untied, *tied)
        told = course.tell(
            Built, order=number, kind="build", sku=bill.sku, new=tuple(made), used=used,
            made=tuple(outputs), scrapped=tuple(scrapped), ties=tuple(ties),
        )  # fmt: skip
        course.moves += len(used) + len(outputs) + len(scrapped)
        if time + 1 < times:
            course.moves += len(used) + len(outputs) + len(scrapped)
            course.tell(TurnedBack, of=told.n, reason="wrong numbers on the labels")
    _remember(course, ties)
    for part in outputs:
        course.shelves.put(part)
        stopped = not item.tracking.by_serial and course.chance(_STOPPED)
        course.later(45, _stop if stopped else _put_away, part.goods)


def _remember(course: Course, ties: Sequence[Tie]) -> None:
    for tie in ties:
        if course.shelves.goods[tie.used].serial:
            before = course.inside.get(tie.made, ())
            course.inside[tie.made] = (*before, tie.used)


def _put_away(course: Course, goods: int) -> None:
    course.put_away(goods)


def _stop(course: Course, goods: int) -> None:
    """Stop what was made, until a sample of it is good."""
    course.shelves.held.add(goods)
    course.tell(Held, goods=goods, reason="inspection", note="sample to the laboratory")
    course.on_day(course.dice.randrange(1, 4), _free, goods)


def _free(course: Course, goods: int) -> None:
    course.shelves.held.discard(goods)
    course.tell(Released, goods=goods, note="sample is good")
    course.later(20, _put_away, goods)


def _outputs(
    course: Course, item: Stocked, quantity: int, used: Sequence[Part]
) -> tuple[list[Goods], list[Part]]:
    """New goods of an item that is built: a lot, or a serial for each piece."""
    shelves, shop = course.shelves, course.company.shop
    dated = Dates(produced=course.day, expires=_expiry(course, item, used))
    if item.tracking.by_serial:
        made = [shelves.new(item.sku, dated, serial=shelves.code(item.code))
                for _ in range(quantity)]  # fmt: skip
        return made, [Part(goods.number, 1, shop) for goods in made]
    lot = shelves.new(item.sku, dated, lot=shelves.code(item.code))
    return [lot], [Part(lot.number, quantity, shop)]


def _expiry(course: Course, item: Stocked, used: Sequence[Part]) -> int | None:
    """By the item's rule: by its shelf life, by what goes into it, or the earlier of both."""
    own = course.day + item.shelf_life if item.shelf_life else None
    goods = (course.shelves.goods[part.goods] for part in used)
    ends = [each.expires for each in goods if each.expires is not None]
    earliest = min(ends, default=None)
    match item.expiry_rule:
        case "shelf life":
            return own
        case "earliest component":
            return earliest
        case _:
            return min((each for each in (own, earliest) if each is not None), default=None)


def _sorted_out(
    course: Course, bill: Bill, item: Stocked, outputs: list[Part]
) -> tuple[list[Part], list[Part]]:
    """Now and then some of what was made is thrown away."""
    if not course.chance(_SCRAP):
        return outputs, []
    if item.tracking.by_serial:
        return (outputs[:-1], outputs[-1:]) if len(outputs) > 1 else (outputs, [])
    if any(need.tied for need in bill.needs):
        return outputs, []
    lot = outputs[0]
    bad = max(lot.quantity // course.dice.randrange(30, 80), 1)
    return (
        [Part(lot.goods, lot.quantity - bad, lot.place)],
        [Part(lot.goods, bad, lot.place)],
    )


def _tied(
    bill: Bill, picked: dict[str, list[Part]], outputs: Sequence[Part]
) -> tuple[list[Part], list[Tie]]:
    """The components that are tied, output by output, and a tie for each of them."""
    left = {need.sku: list(picked[need.sku]) for need in bill.needs if need.tied}
    parts: list[Part] = []
    ties: list[Tie] = []
    for output in outputs:
        for need in bill.needs:
            wants = _share(need, bill, output.quantity) if need.tied else 0
            while wants:
                first = left[need.sku][0]
                some = Part(first.goods, min(wants, first.quantity), first.place)
                parts.append(some)
                ties.append(Tie(first.goods, output.goods, some.quantity))
                wants -= some.quantity
                if some.quantity == first.quantity:
                    del left[need.sku][0]
                else:
                    rest = first.quantity - some.quantity
                    left[need.sku][0] = Part(first.goods, rest, first.place)
    return parts, ties


def _share(need: Needed, bill: Bill, quantity: int) -> int:
    """How much of a component so much of what is made takes."""
    return need.quantity * quantity // bill.makes


def mend(course: Course, goods: int) -> None:
    """Mend a serial that came back, with a part of the kind that is not told apart."""
    sku = course.shelves.goods[goods].sku
    bill = course.company.bills[sku]
    spare = [
        part
        for need in bill.needs
        if not need.tied
        for part in course.shelves.pick(need.sku, need.quantity, course.day)
    ][:1]
    where = [Part(goods, n, place) for place, n in course.shelves.of(goods).items()]
    if not spare or not where:
        return
    number = course.number("WO")
    course.tell(Planned, number=number, kind="rework", sku=sku, quantity=1, due=course.day + 1)
    for part in (*where, *spare):
        course.shelves.take(part)
    mended = Part(goods, 1, course.company.shop)
    course.tell(
        Built, order=number, kind="rework", sku=sku, new=(), used=(*where, *spare),
        made=(mended,),
    )  # fmt: skip
    course.moves += len(where) + len(spare) + 1
    course.shelves.put(mended)
    course.later(60, _put_away, goods)


def take_apart(course: Course, sku: str) -> None:
    """Take one finished piece apart: the serials that are in it come out again."""
    found = course.shelves.pick(sku, 1, course.day)
    inside = course.inside.pop(found[0].goods, ()) if found else ()
    if not inside:
        return
    number = course.number("WO")
    course.tell(
        Planned, number=number, kind="disassembly", sku=sku, quantity=1, due=course.day + 1
    )
    course.shelves.take(found[0])
    out = [Part(goods, 1, course.company.shop) for goods in inside]
    course.tell(
        Built, order=number, kind="disassembly", sku=sku, new=(), used=(found[0],),
        made=tuple(out),
    )  # fmt: skip
    course.moves += 1 + len(out)
    for part in out:
        course.shelves.put(part)
        course.later(60, _put_away, part.goods)
