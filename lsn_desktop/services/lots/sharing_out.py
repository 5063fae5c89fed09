"""Which code each piece of untracked stock gets: every share worked out, none of it done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.quantities import off_grid, on_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.domain.serial_grammar import read_serials
from lsn_desktop.services.lots import converting
from lsn_desktop.storage import many_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from lsn_desktop.domain.items import Item, Tracking
    from lsn_desktop.domain.serial_grammar import Written
    from lsn_desktop.storage.tracking import Standing
    from lsn_desktop.storage.transactions import Connection


class Rest(StrEnum):
    """What becomes of stock that nobody gave a code."""

    NONE = "none"  # there must be none
    UNKNOWN = "unknown"
    WRITTEN_OFF = "written off"


@dataclass(frozen=True, slots=True)
class Share:
    """So much of what stands in a place, and the code it gets.

    ``source_id`` is the LSN it stands under now. Serials are written in the grammar of
    :mod:`lsn_desktop.domain.serial_grammar`; without a lot's code the lot gets ours.
    """

    source_id: int
    location_id: int
    lot: str = ""
    serials: str = ""
    quantity: Decimal | None = None
    expiry: date | None = None


@dataclass(frozen=True, slots=True)
class StartTracking:
    """How an item is told apart from now on, and what each piece of it is then."""

    uid: str
    item_id: int
    tracking: Tracking
    shares: tuple[Share, ...]
    rest: Rest = Rest.NONE
    reason: str = ""


class Numbers(Protocol):
    """Gives so many numbers of ours."""

    def __call__(self, count: int, *, serial: bool) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot to be made."""

    expiry: date | None


@dataclass(frozen=True, slots=True)
class Part:
    """So much of what stands, of a lot or of these serials from now on."""

    source: Standing
    quantity: int
    lot: str = ""
    serials: tuple[str, ...] = ()
    expiry: date | None = None


@dataclass(slots=True)
class Plan:
    """Every part; ``places`` says of each how much stands, is named, and is written off."""

    stands: Sequence[Standing]
    parts: list[Part] = field(default_factory=list)
    lots: dict[str, NewLot] = field(default_factory=dict)
    written_off: dict[tuple[int, int], int] = field(default_factory=dict)
    unknown: str = ""

    @property
    def places(self) -> dict[int, tuple[int, int, int]]:
        """By place: on hand, given a code, written off."""
        before: Counter[int] = Counter()
        named: Counter[int] = Counter()
        off: Counter[int] = Counter()
        for each in self.stands:
            before[each.location_id] += each.on_hand
        for part in self.parts:
            named[part.source.location_id] += part.quantity
        for (_lsn_id, place), quantity in self.written_off.items():
            off[place] += quantity
        return {place: (before[place], named[place], off[place]) for place in before}


def worked_out(
    connection: Connection,
    item: Item,
    order: StartTracking,
    stands: Sequence[Standing],
    on: date,
    numbers: Numbers,
) -> Plan:
    """Which code each piece gets.

    Raises:
        Refusal: more is given a code than stands there, or less and nothing is said of the
            rest; a code cannot be scanned, or a serial is named twice.
    """
    plan = Plan(stands)
    left = {(each.lsn_id, each.location_id): each.on_hand for each in stands}
    sources = {(each.lsn_id, each.location_id): each for each in stands}
    written = [_serials(each, order.tracking) for each in order.shares]
    lots = _OurLots(order, numbers)
    own = iter(_own(written, numbers))
    for share, serials in zip(order.shares, written, strict=True):
        source = sources.get((share.source_id, share.location_id))
        if source is None:
            raise refusal(
                "Nothing of {item} stands there any more.",
                "Open this again and look at what stands where.",
                item=item.description,
            )
        quantity = _quantity(item, source, share, serials)
        _must_be_left(item, source, quantity, left)
        left[share.source_id, share.location_id] -= quantity
        codes: tuple[str, ...] = ()
        if serials is not None:
            taken = [next(own) for _n in range(serials.own)]
            codes = tuple(code for code, _piece in serials.serials(taken))
        lot = lots.of(share, source)
        plan.parts.append(Part(source, quantity, lot, codes, share.expiry))
        _add_lot(plan, lot, share.expiry)
    _share_out_rest(plan, item, order, left, f"UNKNOWN-{on:%y%m%d}")
    _must_be_new(connection, item, plan)
    return plan


class _OurLots:
    """The lot of each share; one that nobody named gets a number of ours."""

    def __init__(self, order: StartTracking, numbers: Numbers) -> None:
        self._by_lot = order.tracking.by_lot
        unnamed = sum(not each.lot.strip() for each in order.shares) if self._by_lot else 0
        self._ours = iter(numbers(unnamed, serial=False) if unnamed else [])

    def of(self, share: Share, source: Standing) -> str:
        if not self._by_lot or source.kind is LsnKind.LOT:
            return ""
        code = share.lot.strip()
        if code:
            converting.must_be_code(code)
        return code or next(self._ours)


def _serials(share: Share, tracking: Tracking) -> Written | None:
    if not tracking.by_serial:
        return None
    written = read_serials(share.serials)
    wrong = written.flaws[0].refusal if written.flaws else written.too_many()
    if wrong is not None:
        raise wrong
    if not written.count:
        raise refusal("No serial is said.", "Scan or write the serials of these pieces.")
    return written


def _own(written: Iterable[Written | None], numbers: Numbers) -> list[str]:
    count = sum(each.own for each in written if each is not None)
    return numbers(count, serial=True) if count else []


def _quantity(item: Item, source: Standing, share: Share, serials: Written | None) -> int:
    if serials is not None:
        return serials.count
    if share.quantity is None:
        raise refusal(
            "How many of those at {place} is not said.",
            "Type how many get this code.",
            place=source.location,
        )
    return on_grid(share.quantity, item.decimals, item.unit)


def _must_be_left(
    item: Item, source: Standing, quantity: int, left: dict[tuple[int, int], int]
) -> None:
    there = left[source.lsn_id, source.location_id]
    if quantity > there:
        raise refusal(
            "Only {left} {unit} at {place} have no code yet: {count} are too many.",
            "Give fewer a code here; what was found above the books is adjusted afterwards.",
            left=plain(off_grid(there, item.decimals)),
            unit=item.unit,
            place=source.location,
            count=plain(off_grid(quantity, item.decimals)),
        )


def _add_lot(plan: Plan, code: str, expiry: date | None) -> None:
    if not code:
        return
    known = plan.lots.get(code)
    if known is not None and expiry is not None and known.expiry not in {None, expiry}:
        raise refusal(
            "Lot {code} has two expiry dates: {one} and {other}.",
            "Goods of different dates are two lots: give one of them another code.",
            code=code,
            one=known.expiry,
            other=expiry,
        )
    plan.lots[code] = NewLot(expiry or (known.expiry if known else None))


def _share_out_rest(
    plan: Plan, item: Item, order: StartTracking, left: dict[tuple[int, int], int], code: str
) -> None:
    rest = [each for each in plan.stands if left[each.lsn_id, each.location_id]]
    if rest and order.rest is Rest.NONE:
        raise refusal(
            "{left} {unit} at {place} have no code.",
            "Give them one, or say what becomes of what is left over.",
            left=plain(off_grid(left[rest[0].lsn_id, rest[0].location_id], item.decimals)),
            unit=item.unit,
            place=rest[0].location,
        )
    if rest and order.rest is Rest.WRITTEN_OFF:
        converting.must_be_given(order.reason, item.sku)
        plan.written_off = {key: quantity for key, quantity in left.items() if quantity}
        return
    count = 0
    for each in rest:
        quantity = left[each.lsn_id, each.location_id]
        plan.unknown = code
        lot = code if order.tracking.by_lot and each.kind is LsnKind.BULK else ""
        _add_lot(plan, lot, None)
        serials: tuple[str, ...] = ()
        if order.tracking.by_serial:
            serials = tuple(f"{code}-{n:04d}" for n in range(count + 1, count + quantity + 1))
            count += quantity
        plan.parts.append(Part(each, quantity, lot, serials))


def _must_be_new(connection: Connection, item: Item, plan: Plan) -> None:
    """No serial twice, and no code that something of the item has already."""
    serials = [code for part in plan.parts for code in part.serials]
    twice = [code for code, count in Counter(serials).items() if count > 1]
    if twice:
        raise refusal(
            "Serial {code} is named twice.",
            "Two pieces cannot have one serial: look at both labels.",
            code=twice[0],
        )
    for code in serials:
        converting.must_be_code(code)
    for kind, codes in ((LsnKind.LOT, list(plan.lots)), (LsnKind.SERIAL, serials)):
        known = many_rows.lsns_by_code(connection, (item.id, kind, ""), codes)
        for code in sorted(known):
            raise converting.taken(known[code], code, item)
