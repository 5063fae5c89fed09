"""Lots and serials as every office page lists them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.expiry import NEVER, Status
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.storage import field_columns as of_fields
from lsn_desktop.storage import lists
from lsn_desktop.storage.lists import Among, LsnRow, Order
from ui.parts.days import expiry_words
from ui.parts.text import quantity_text
from ui.tables import field_columns
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.storage.marks import Marks
    from ui.desk import Desk
    from ui.tables.row_sources import Fetch, Survey, Wanted

_TONES = {
    Status.AVAILABLE: "ok",
    Status.HELD: "refused",
    Status.EXPIRED: "attention",
    Status.RECALLED: "refused",
}
_ICONS = {
    Status.AVAILABLE: "check",
    Status.HELD: "hold",
    Status.EXPIRED: "expiry",
    Status.RECALLED: "attention",
}


def status_words(status: Status) -> str:
    """An effective status as it is shown."""
    return {
        Status.AVAILABLE: _("Available"),
        Status.HELD: _("On hold"),
        Status.EXPIRED: _("Expired"),
        Status.RECALLED: _("Recalled"),
    }[status]


def status_tone(status: Status) -> str:
    """The tone of a status."""
    return _TONES[status]


def on_hand(row: LsnRow) -> str:
    """What is on hand, with its unit."""
    return f"{quantity_text(off_grid(row.on_hand, row.decimals))} {row.unit}"


def columns(on: date, *, narrow: bool = False) -> Sequence[Column[LsnRow]]:
    """The columns on a day at the site; a narrow table leaves out what can be missed."""
    wide = (
        Column[LsnRow](
            _("Code"), lambda row: row.code, "code", mono=True, width=190, filter="text"
        ),
        Column[LsnRow](_("Item"), lambda row: row.description, called="item", filter="text"),
        Column[LsnRow](
            _("Status"),
            lambda row: status_words(row.status(on)),
            tone=lambda row: status_tone(row.status(on)),
            icon=lambda row: _ICONS[row.status(on)],
            width=130,
            called="status",
            filter=tuple(
                (one.value, status_words(one)) for one in Status if one is not Status.RECALLED
            ),
        ),
        Column[LsnRow](
            _("Expires"),
            lambda row: expiry_words(row.expiry, on),
            "expiry",
            width=230,
            filter="day",
            value=lambda row: row.expiry,
        ),
        Column[LsnRow](
            _("On hand"),
            on_hand,
            right=True,
            width=120,
            called="on_hand",
            filter="number",
            value=lambda row: off_grid(row.on_hand, row.decimals),
        ),
    )
    more = (
        Column[LsnRow](
            _("SKU"), lambda row: row.sku, mono=True, width=130, called="sku", extra=True
        ),
        Column[LsnRow](_("Unit"), lambda row: row.unit, width=90, called="unit", extra=True),
        Column[LsnRow](
            _("Kind"),
            lambda row: _("Serial") if row.kind == "serial" else _("Lot"),
            width=100,
            called="kind",
            extra=True,
        ),
    )
    if narrow:
        return (*wide[:3], wide[4])
    return (
        *wide,
        Column[LsnRow](
            _("Vendor"),
            lambda row: row.vendor or "",
            width=180,
            missable=True,
            called="vendor",
            filter="text",
        ),
        *more,
    )


def source(
    desk: Desk, *, item_id: int | None = None, lot_id: int | None = None
) -> Fetch[LsnRow]:
    """Pages of all of them, or of an item's or a lot's."""
    return partial(_fetch, desk, Among(item_id=item_id, lot_id=lot_id))


def survey(
    desk: Desk, *, item_id: int | None = None, lot_id: int | None = None
) -> Survey[LsnRow]:
    """How many there are, and where their pages begin."""
    return partial(_walk, desk, Among(item_id=item_id, lot_id=lot_id))


def _fetch(desk: Desk, among: Among, wanted: Wanted[LsnRow]) -> Sequence[LsnRow]:
    last, after = wanted.after, wanted.mark
    if last is not None:
        by_day = wanted.sort == "expiry"
        after = ((last.expiry or NEVER) if by_day else code_key(last.code), last.id)
    with desk.program.database.reading() as connection:
        rows = lists.lsns(
            connection,
            wanted.needle,
            among=replace(among, on=desk.station.by().on, only=wanted.only),
            order=Order(wanted.sort, wanted.descending, after),
            n=wanted.count,
        )
        if not wanted.asked:
            return rows
        return of_fields.filled(connection, "lsn", rows, field_columns.names(wanted.asked))


def _walk(desk: Desk, among: Among, wanted: Wanted[LsnRow]) -> Marks:
    with desk.program.database.reading() as connection:
        return lists.lsn_marks(
            connection,
            wanted.needle,
            replace(among, on=desk.station.by().on, only=wanted.only),
            Order(wanted.sort, wanted.descending),
            wanted.count,
        )
