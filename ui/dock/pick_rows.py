"""Rows of what to take: a line of an order, and below it from which places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid
from ui.dock import dock_words
from ui.parts.text import quantity_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from lsn_desktop.domain.picking import Pick
    from lsn_desktop.storage.pickable import Stand

_MOST = 60  # places of one line that are shown


@dataclass(frozen=True, slots=True)
class PickRow:
    """A row of the list: a line of the order, a place to take from, or what is not there.

    ``quantity`` is what is taken of an order's line of ``of``, or what to take; ``lsn_id``
    and ``place_id`` tell a row that can be taken by a key.
    """

    kind: str  # line, pick, short
    key: str
    name: str
    amount: str
    detail: str = ""
    place: str = ""
    share: float = 0.0
    done: bool = False
    lsn_id: int = 0
    place_id: int = 0
    quantity: int = 0


def places_of(
    key: str,
    picks: Sequence[Pick[Stand]],
    missing: tuple[str, str],
    today: date,
    most: int = _MOST,
) -> Iterator[PickRow]:
    """What to take for one line, place by place; of many the first to go.

    ``key`` tells the line; ``missing`` are the words and the amount of what is not there.
    """
    for pick in picks[:most]:
        one = pick.stock
        expires = ""
        if one.expiry is not None:
            expires = str(message("expires {day}", day=dock_words.expires(one.expiry, today)))
        detail = " · ".join(filter(None, (expires, f"SSCC {one.sscc}" if one.sscc else "")))
        yield PickRow(
            "pick",
            f"pick {key} {one.lsn_id} {one.place_id} {one.unit_id}",
            one.code if one.lsn_kind != LsnKind.BULK else one.item,
            f"{quantity_text(off_grid(pick.quantity, one.decimals))} {one.unit}".strip(),
            detail,
            one.place,
            lsn_id=one.lsn_id,
            place_id=one.place_id,
            quantity=pick.quantity,
        )
    more = len(picks) - most
    if more > 0:
        words = str(message("and {count} more lots or serials", count=more))
        yield PickRow("short", f"more {key}", words, "")
    words, amount = missing
    if amount:
        yield PickRow("short", f"short {key}", words, amount)


def in_words(row: PickRow) -> str:
    """The row as a screen reader says it."""
    if row.kind == "pick":
        said = message(
            "Take {amount} of {code} from {place}",
            amount=row.amount,
            code=row.name,
            place=row.place,
        )
        return " · ".join(filter(None, (str(said), row.detail)))
    return " · ".join(filter(None, (row.name, row.amount, row.detail)))
