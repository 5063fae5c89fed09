"""What happens in a company, as plain data: a plan is these, one after another.

Nothing here knows a table, a clock or a use case. Days are counted from the first of the
history, minutes from its midnight; quantities are whole numbers on the item's grid (10^-d of
its base unit, d its decimals), prices and amounts in 10^-4 of the company's currency. Every lot
and serial is a :class:`Goods`, numbered from 0 in the order in which they first appear;
everything else names it by that number.

    for each in planning.plan(company, size, seed):   # Happening, in the order of ``n``
        match each:
            case Received(): ...      # each.new are goods that appear; each.parts came in
            case Built(): ...         # each.used went in, each.made came out, each.ties between
            case Shipped(): ...       # each.parts left to each.customer

Which went into which, from a :class:`Built` of kind build or rework alone: every :class:`Tie`
is a quantity of one component that is *certainly* in one output; what is left of a component's
quantity after its ties is *possibly* in every output of that build (certainly, if the build has
one output). A :class:`TurnedBack` names an earlier happening which then never was.
"""

from __future__ import annotations

from dataclasses import dataclass

DAY = 24 * 60
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Goods:
    """A lot, a serial, or all of an item that is not told apart (neither code given).

    A serial of a lot names the number of that lot's own goods; nothing ever moves of those.
    """

    number: int
    sku: str
    lot: str = ""
    serial: str = ""
    of_lot: int | None = None
    vendor: str = ""
    produced: int | None = None
    expires: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """So much of some goods, at the real place it comes from or goes to."""

    goods: int
    quantity: int
    place: str


@dataclass(frozen=True, slots=True)
class Tie:
    """So much of a component is in one output of the build: their goods, and how much."""

    used: int
    made: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of an order: so much of an item, at a price of one base unit."""

    sku: str
    quantity: int
    price: int | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """Anything that happens: numbered from 1, at a minute of the history."""

    n: int
    minute: int

    @property
    def day(self) -> int:
        """The day of the history it happens on."""
        return self.minute // DAY


@dataclass(frozen=True, slots=True)
class Ordered(Happening):
    """A purchase order goes out."""

    number: str
    vendor: str
    due: int
    lines: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Received(Happening):
    """A delivery comes in at a dock, against an order; more, less or later than ordered."""

    order: str
    vendor: str
    place: str
    new: tuple[Goods, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Moved(Happening):
    """Goods are carried from a place to another."""

    part: Part
    to: str


@dataclass(frozen=True, slots=True)
class Held(Happening):
    """All of a lot or serial is stopped."""

    goods: int
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class Released(Happening):
    """A stopped lot or serial is good again."""

    goods: int
    note: str


@dataclass(frozen=True, slots=True)
class Planned(Happening):
    """A work order is made and released: what to make, or to take apart or mend."""

    number: str
    kind: str  # build, disassembly, rework
    sku: str
    quantity: int
    due: int


@dataclass(frozen=True, slots=True)
class Built(Happening):
    """Components become outputs; ``scrapped`` was made and thrown away.

    ``kind`` is that of its work order. A disassembly uses a finished piece and makes the parts
    that are in it, each certainly out of it. A rework uses a serial and some components and
    makes the serial again; it does not come of itself. The tied components are the last of
    those used, one tie for each, in the order of the outputs.
    """

    order: str
    kind: str
    sku: str
    new: tuple[Goods, ...]
    used: tuple[Part, ...]
    made: tuple[Part, ...]
    scrapped: tuple[Part, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Sold(Happening):
    """A customer's order comes in."""

    number: str
    customer: str
    due: int
    lines: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Shipped(Happening):
    """Goods leave to a customer, all of an order or some of it."""

    order: str
    customer: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class CameBack(Happening):
    """A customer sends goods back; they go to quarantine."""

    customer: str
    reason: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SentBack(Happening):
    """Held goods go back to their supplier."""

    vendor: str
    reason: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TurnedBack(Happening):
    """A receipt, build, shipment or return is reversed, whole: it never was."""

    of: int
    reason: str
