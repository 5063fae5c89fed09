"""Rules of making: how much may go in, when it expires, what went into what, what it cost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from lsn_desktop.domain import costing
from lsn_desktop.domain.expiry import expiry_by_shelf_life

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

_WHOLE = 10_000  # an allowance is kept in hundredths of a percent


@dataclass(frozen=True, slots=True)
class Put:
    """So much of a lot or serial that is to go in, or a code that is to come out.

    ``place_id`` is where it is taken, if that was chosen; ``settled`` what a person agreed to:
    ``substitute``, ``more``. Of an output, ``item_id`` is its item, ``code`` its serial or lot,
    ``lot`` the lot its serial is of, and ``expiry`` what its label says.
    """

    lsn_id: int | None = None
    quantity: int | None = None
    place_id: int | None = None
    settled: frozenset[str] = frozenset()
    code: str = ""
    scrap: bool = False
    item_id: int | None = None
    lot: str = ""
    expiry: date | None = None


@dataclass(frozen=True, slots=True)
class Making:
    """What the next scan of a build is met with, beside what every scan is.

    ``source`` is the place components are taken from until another is scanned. ``part_of``
    tells that components belong to the finished serial scanned with them: those scanned since
    the last one wait in ``waiting``; of one that was scanned first, ``output`` is its line.
    ``asked`` are the goods a question is about; ``scrap``: what is scanned next is scrapped.
    """

    source: int | None = None
    source_code: str = ""
    part_of: bool = False
    waiting: tuple[int, ...] = ()
    output: int | None = None
    asked: Put | None = None
    scrap: bool = False


@dataclass(frozen=True, slots=True)
class ToldBuild:
    """What a scan on a build came to: ``role`` is what the goods are in it.

    ``role`` is ``component``, ``output``, ``by-product``, ``scrap`` or ``rework``; ``into`` is
    the finished serial a component belongs to, ``tied`` how many components belong to an output
    by now and ``waiting`` how many wait for theirs. ``made`` of ``ordered`` counts outputs.
    """

    role: str = ""
    into: str = ""
    tied: int = 0
    waiting: int = 0
    made: Decimal | None = None
    ordered: Decimal | None = None
    line_ids: tuple[int, ...] = field(default=())


def needed(per_batch: int, makes: int, wanted: int) -> int:
    """How much of a component so much of an item needs, on the component's grid, rounded up.

    Args:
        per_batch: of the component, for one batch.
        makes: of the item, that one batch gives.
        wanted: of the item, on its grid as ``makes`` is.
    """
    return -(-per_batch * wanted // makes)


def allowed(need: int, scrap: int) -> int:
    """How much may go in: what is needed and its scrap allowance, rounded up.

    ``scrap`` is in hundredths of a percent.
    """
    return need + -(-need * scrap // _WHOLE)


def expiry_of_output(
    rule: str, made_on: date, shelf_life_days: int | None, components: Iterable[date | None]
) -> date | None:
    """When goods expire that are made on a day; None if never.

    Args:
        rule: ``shelf life`` counts from the day; ``earliest component``: no longer than what
            went into it; ``earlier``: the earlier of both.
        made_on: the day at the site.
        shelf_life_days: of the item made, None where it keeps.
        components: the expiry of each that may be in it.
    """
    by_life = None
    if shelf_life_days is not None:
        by_life = expiry_by_shelf_life(made_on, shelf_life_days)
    by_parts = min((day for day in components if day is not None), default=None)
    if rule == "shelf life":
        return by_life
    if rule == "earliest component":
        return by_parts
    return min((day for day in (by_life, by_parts) if day is not None), default=None)


class Tie(NamedTuple):
    """So much of a component that is part of an output."""

    component_id: int
    output_id: int
    quantity: int


class Edge(NamedTuple):
    """So much of a component went into an output; without one: into any of the build."""

    component_id: int
    output_id: int | None
    quantity: int


def edges(
    consumed: Mapping[int, int], ties: Iterable[Tie], outputs: Sequence[int]
) -> list[Edge]:
    """What went into what; of each component the edges add up to what was consumed.

    A build with one output is certain of all that went into it.
    """
    tied: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for tie in ties:
        into = tied[tie.component_id]
        into[tie.output_id] = into.get(tie.output_id, 0) + tie.quantity
    only = outputs[0] if len(set(outputs)) == 1 else None
    found: list[Edge] = []
    for component_id, quantity in consumed.items():
        into = {} if only is not None else tied[component_id]
        rest = quantity - sum(into.values())
        found += [Edge(component_id, output_id, part) for output_id, part in into.items()]
        if rest > 0:
            found.append(Edge(component_id, only, rest))
    return found


def material(
    cost: Mapping[int, Fraction], found: Iterable[Edge], good: Mapping[int, int]
) -> dict[int, int]:
    """What of the cost of components each good output bears; together all of it, rounded.

    What is certainly in a good output is its own; the rest, and what went into outputs that
    were scrapped, is borne by all good ones, by quantity. By-products bear nothing.

    Args:
        cost: of one grid step of each component, in 10^-4 of the currency.
        found: the edges of the build.
        good: the outputs that bear cost, and how much of each was made.
    """
    if not good:
        return {}
    own: defaultdict[int, Fraction] = defaultdict(Fraction)
    shared = Fraction(0)
    for edge in found:
        amount = cost.get(edge.component_id, Fraction(0)) * edge.quantity
        if edge.output_id in good:
            own[edge.output_id or 0] += amount
        else:
            shared += amount
    made = sum(good.values())
    exact = {
        lsn_id: own[lsn_id] + shared * quantity / made for lsn_id, quantity in good.items()
    }
    total = round(sum(exact.values()))
    if not total:
        return {}
    return dict(zip(exact, costing.spread(total, list(exact.values())), strict=True))
