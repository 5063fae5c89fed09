"""What a build needs as rows: how far each component is, and where to fetch the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from ui.dock.pick_rows import PickRow, places_of
from ui.parts.text import quantity_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lsn_desktop.services.builds.proposing import ToFetch
    from lsn_desktop.storage.builds import Need
    from ui.screens.make.facts import OnBuild

_DISASSEMBLY = "disassembly"
_MOST = 3  # places of one component: how far each other is must be seen, too


def rows_of(on: OnBuild, today: date) -> list[PickRow]:
    """What is made; then what is still to go in, with its places; then what is whole."""
    fetch = {one.item_id: one for one in on.fetch}
    known = {need.item_id for need in on.needs if need.kind == "component"}
    rows = [_made(on)]
    for one in on.fetch:
        if one.item_id not in known:  # the goods that are taken apart or worked on again
            rows += _places(one, today)
    for need in sorted(on.needs, key=lambda one: (one.kind != "component", not one.left)):
        rows.append(_need(on, need))
        comes_out = on.order.kind == _DISASSEMBLY or need.kind != "component"
        if need.item_id in fetch and not comes_out:
            rows += _places(fetch[need.item_id], today)
    return [*rows, *_beside(on, known)]


def _made(on: OnBuild) -> PickRow:
    order = on.order
    made = order.made + on.drafts.made.get(order.item_id, 0)
    scrapped = order.scrapped + on.drafts.scrapped.get(order.item_id, 0)
    if order.kind == _DISASSEMBLY:
        made = order.made + on.drafts.put_in.get(order.item_id, 0)
    said = str(
        message("{amount} scrapped", amount=quantity_text(off_grid(scrapped, order.decimals)))
    )
    words = {
        "build": _("made"), "rework": _("worked on again"), _DISASSEMBLY: _("taken apart"),
    }  # fmt: skip
    return PickRow(
        "line",
        "made",
        order.item,
        _of(made, order.ordered, order.decimals, order.unit),
        " · ".join(filter(None, (words[order.kind], said if scrapped else ""))),
        share=min(1.0, made / order.ordered),
        done=made >= order.ordered,
    )


def _need(on: OnBuild, need: Need) -> PickRow:
    done = need.used + need.taken
    detail = _("by-product") if need.kind != "component" else ""
    if on.order.kind == _DISASSEMBLY:
        detail = _("comes out")
    elif need.part_of:
        detail = _("tied to its output")
    return PickRow(
        "line",
        f"need {need.line_id}",
        need.item,
        _of(done, need.needed, need.decimals, need.unit),
        detail,
        share=min(1.0, done / need.needed),
        done=not need.left,
    )


def _places(one: ToFetch, today: date) -> Iterator[PickRow]:
    amount = ""
    if one.short:
        amount = f"{quantity_text(off_grid(one.short, one.decimals))} {one.unit}".strip()
    words = _("Not there to be used: held, expired or used up")
    return places_of(str(one.item_id), one.picks, (words, amount), today, _MOST)


def _beside(on: OnBuild, known: set[int]) -> Iterator[PickRow]:
    """What went in that is on no line of the order, item by item."""
    found: dict[int, int] = {}
    lines = {
        line.item_id: line
        for line in on.components
        if line.item_id not in known and line.item_id != on.order.item_id
    }
    for line in on.components:
        found[line.item_id] = found.get(line.item_id, 0) + line.quantity
    for item_id, line in lines.items():
        amount = quantity_text(off_grid(found[item_id], line.decimals))
        yield PickRow(
            "line", f"beside {item_id}", line.item, f"{amount} {line.unit}",
            _("not on the order"), share=1.0, done=True,
        )  # fmt: skip


def _of(done: int, of: int, decimals: int, unit: str) -> str:
    said = " / ".join(quantity_text(off_grid(each, decimals)) for each in (done, of))
    return f"{said} {unit}".strip()
