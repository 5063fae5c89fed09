"""Which goods go first: first expired, first out (FEFO); and whether they last long enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from lsn_desktop.domain.expiry import NEVER, short_of, usable_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Stock(Protocol):
    """So much of a lot or serial in a place, none of it held or promised."""

    @property
    def lsn_id(self) -> int:
        """The lot or serial."""

    @property
    def place(self) -> str:
        """The code of the place it stands in."""

    @property
    def available(self) -> int:
        """How much may be taken, on the item's grid."""

    @property
    def expiry(self) -> date | None:
        """Its own expiry, or its lot's."""


S = TypeVar("S", bound=Stock)


@dataclass(frozen=True, slots=True)
class Pick(Generic[S]):
    """So much to be taken of what stands in a place."""

    stock: S
    quantity: int


def life_asked(of_customer: int | None, of_item: int | None) -> int | None:
    """The days goods must last when they leave: what the customer asks, else the item."""
    return of_item if of_customer is None else of_customer


def may_leave(expiry: date | None, on: date, usable: str, life: int | None) -> bool:
    """Whether goods may be shipped or consumed on a day: usable, and long enough."""
    return usable_on(expiry, on, usable) and short_of(expiry, on, life) is None


def good_until(on: date, usable: str, life: int | None) -> date:
    """The earliest expiry with which goods may leave on a day, as :func:`may_leave` says."""
    usable_day = on if usable == "through" else on + timedelta(days=1)
    return max(usable_day, on + timedelta(days=life or 0))


def in_order(stocks: Iterable[S]) -> list[S]:
    """Stock in the order it goes: the first to expire, then the oldest lot, then by place.

    What never expires goes last.
    """
    return sorted(stocks, key=lambda one: (one.expiry or NEVER, one.lsn_id, one.place))


def pick(stocks: Iterable[S], wanted: int) -> list[Pick[S]]:
    """Take what is wanted, first expired first out; less where there is not enough."""
    picks: list[Pick[S]] = []
    for one in in_order(stocks):
        taken = min(wanted, one.available)
        if taken > 0:
            picks.append(Pick(one, taken))
            wanted -= taken
    return picks
