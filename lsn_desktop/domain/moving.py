"""Goods on their way from a place to a place: what was scanned so far, and what is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from lsn_desktop.domain.messages import Message


@dataclass(frozen=True, slots=True)
class Part:
    """One lot or serial in the place it is taken from, loose or out of a pallet or case.

    ``quantity`` is on the item's grid; None is all that may go where it is put.
    """

    lsn_id: int
    place_id: int
    quantity: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What one scan took up: a lot, a serial, all serials of a lot, a pallet, a whole bin.

    ``units`` are the pallets and cases that go as they are, with all that is in them.
    """

    parts: tuple[Part, ...]
    name: str
    sscc: str = ""
    units: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it goes as it is: it takes no number."""
        return bool(self.sscc or self.units)


@dataclass(frozen=True, slots=True)
class Moving:
    """What was scanned before the place it goes to; ``source`` is a place scanned first.

    ``asked`` are the goods of which it is asked where they are taken from; ``packing`` is the
    pallet or case that what is scanned next goes into, by its name.
    """

    source: int | None = None
    source_code: str = ""
    taken: tuple[Taken, ...] = ()
    asked: Taken | None = None
    packing: int | None = None
    packing_name: str = ""

    def __bool__(self) -> bool:
        begun = self.source is not None or self.packing is not None
        return begun or bool(self.taken) or self.asked is not None


@dataclass(frozen=True, slots=True)
class ToldMove:
    """What a scan on Move came to, beside the goods: from where, where to, and how much.

    ``there`` is what may be taken, ``suggested`` the place it should go to, ``why`` the reason
    for that; ``goods`` counts what is taken up, this scan included, and ``again`` tells that
    this was before. ``document_id`` is the transfer, once it is made; ``unit_id`` the pallet
    or case a scan began, filled or closed, ``closed`` that it did close it.
    """

    source: str = ""
    target: str = ""
    there: Decimal | None = None
    suggested: str = ""
    why: Message | None = None
    goods: int = 0
    again: bool = False
    document_id: int | None = None
    unit_id: int | None = None
    closed: bool = False
