"""The pick list as rows: each line of the order, and below it what to take from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from ui.dock.pick_rows import PickRow, places_of
from ui.parts.text import quantity_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lsn_desktop.services.shipments.picking_lists import PickLine
    from ui.screens.ship.facts import OnShipment


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
    wanted, amount = line.wanted, ""
    if line.short:
        short = quantity_text(off_grid(line.short, wanted.decimals))
        amount = f"{short} {wanted.unit}".strip()
    words = _("Cannot be taken now: not here, held or too short-dated")
    return places_of(str(wanted.line_id), line.picks, (words, amount), today)


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
