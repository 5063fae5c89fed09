"""Our own codes: what stands for something here wins over what a standard would make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.storage import (
    builds,
    catalogue,
    documents,
    item_numbers,
    lsns,
    orders,
    sales_orders,
)
from lsn_desktop.storage import own as of_ours

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.items import Item, LsnKind
    from lsn_desktop.storage.catalogue import Location, Pack
    from lsn_desktop.storage.lsns import Candidate
    from lsn_desktop.storage.transactions import Connection

LONGEST = 90
"""Characters of the longest code anything here has (GS1 General Specifications, 3: an AI's
value); a longer scan is nobody's name."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Own:
    """What a code stands for here: one of these, or nothing.

    ``lsns`` are several where one code is two items'; ``item`` is named by its SKU, ``pack``
    by another number of it; ``number`` is that of an order or a document.
    """

    lsns: tuple[Candidate, ...] = ()
    place: Location | None = None
    item: Item | None = None
    pack: Pack | None = None
    number: str = ""

    def __bool__(self) -> bool:
        return bool(self.lsns or self.place or self.item or self.pack or self.number)


def has_controls(text: str) -> bool:
    """Whether control characters stand in a text: none of our codes has them.

    PostgreSQL stores no NUL.
    """
    return _CONTROLS.search(text) is not None


def own(
    connection: Connection,
    text: str,
    *,
    scope: Callable[[], str] = str,
    of_item: int | None = None,
    folded: bool = True,
) -> Own:
    """What a code stands for here: lots and serials first, then places, items, documents.

    Args:
        connection: where to look.
        text: the whole code.
        scope: gives the supplier's code, whose own numbers for items count too.
        of_item: only this item's lots and serials count, since one is awaited.
        folded: also what Caps Lock made of a lot or serial; False where a standard would
            read the code, which only the exact code of ours outdoes.
    """
    may_be_one = text and len(text) <= LONGEST and not has_controls(text)
    # One question rules out nearly every label; the others are for what is ours.
    if not (may_be_one and of_ours.is_known(connection, text, folded=folded)):
        return Own()
    if found := _lsns(connection, text, of_item, folded=folded):
        return Own(lsns=found)
    if place := catalogue.location_by_code(connection, text):
        return Own(place=place)
    if item := catalogue.item_by_sku(connection, text):
        return Own(item=item)
    if pack := item_numbers.pack(connection, text, scope()):
        return Own(pack=pack)
    return Own(number=_numbered(connection, text))


def _lsns(
    connection: Connection, text: str, of_item: int | None, *, folded: bool
) -> tuple[Candidate, ...]:
    # One supplier's lot or another's is no choice: the receipt says whose goods they are.
    firsts: dict[tuple[int, LsnKind], Candidate] = {}
    for each in lsns.candidates(connection, text, folded=folded):
        if of_item in {None, each.lsn.item_id}:
            firsts.setdefault((each.lsn.item_id, each.lsn.kind), each)
    return tuple(firsts.values())


def _numbered(connection: Connection, text: str) -> str:
    known = (
        orders.by_number(connection, text)
        or sales_orders.by_number(connection, text)
        or builds.order_by_number(connection, text)
        or documents.by_number(connection, text)
    )
    return text if known else ""
