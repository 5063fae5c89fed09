"""The pick list as rows: each line of the order, and below it what to take from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from ui import dock_words
from ui.text import quantity_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lsn_desktop.services.picking_lists import PickLine
    from ui.screens.ship.facts import OnShipment

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


def rows_of(on: OnShipment, today: date) -> list[PickRow]:
    """What is still to take comes first; lines that are whole stand below."""
    picks = {one.wanted.line_id: one for one in on.picks}
    wanted = [line for line in on.wanted if line.ordered]
    rows: list[PickRow] = []
    for line in sorted(wanted, key=lambda one: not one.left):
        done, of = (off_grid(each, line.decimals) for each in (line.shipped, line.ordered))
        amount = f"{quantity_text(done)} / {quantity_text(of)} {line.unit}".strip()
        asked = str(message("asked for: {code}", code=line.lsn)) if line.lsn else ""
        rows.append(
            PickRow(
                "line",
                f"line {line.line_id}",
                line.description,
                amount,
                asked,
                share=min(1.0, line.shipped / line.ordered),
                done=not line.left,
            )
        )
        if line.line_id in picks:
            rows += _below(picks[line.line_id], today)
    return rows + list(_beside(on))


def _below(line: PickLine, today: date) -> Iterator[PickRow]:
    for pick in line.picks[:_MOST]:
        one = pick.stock
        expires = ""
        if one.expiry is not None:
            expires = str(message("expires {day}", day=dock_words.expires(one.expiry, today)))
        detail = " · ".join(filter(None, (expires, f"SSCC {one.sscc}" if one.sscc else "")))
        yield PickRow(
            "pick",
            f"pick {line.wanted.line_id} {one.lsn_id} {one.place_id} {one.unit_id}",
            one.code if one.lsn_kind != LsnKind.BULK else one.item,
            f"{quantity_text(off_grid(pick.quantity, one.decimals))} {one.unit}".strip(),
            detail,
            one.place,
            lsn_id=one.lsn_id,
            place_id=one.place_id,
            quantity=pick.quantity,
        )
    more = len(line.picks) - _MOST
    if more > 0:
        words = str(message("and {count} more lots or serials", count=more))
        yield PickRow("short", f"more {line.wanted.line_id}", words, "")
    if line.short:
        wanted = line.wanted
        amount = quantity_text(off_grid(line.short, wanted.decimals))
        words = _("Cannot be taken now: not here, held or too short-dated")
        key = f"short {wanted.line_id}"
        yield PickRow("short", key, words, f"{amount} {wanted.unit}".strip())


def _beside(on: OnShipment) -> Iterator[PickRow]:
    """What goes beside the order, or without one, item by item."""
    asked = {line.line_id for line in on.wanted}
    found: dict[int, int] = {}
    beside = [one for one in on.goods if one.order_line_id not in asked]
    for one in beside:
        found[one.item_id] = found.get(one.item_id, 0) + one.quantity
    for one in {each.item_id: each for each in beside}.values():
        amount = quantity_text(off_grid(found[one.item_id], one.decimals))
        words = _("beside the order") if on.order else ""
        yield PickRow(
            "line", f"item {one.item_id}", one.item, f"{amount} {one.unit}", words,
            share=1.0, done=True,
        )  # fmt: skip


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
