"""Work orders, the newest first, found as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.expiry import NEVER
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import _
from lsn_desktop.storage import work_orders
from lsn_desktop.storage.lists import Order
from lsn_desktop.storage.work_orders import WorkOrder
from ui.parts.empty_state import EmptyState
from ui.screens.production.words import STATE_ICONS, STATE_TONES, amount, kinds, states
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desk import Desk
    from ui.tables.row_sources import Wanted

_TOUCHED = frozenset({"work order", "document"})


def work_list(desk: Desk, begin: Callable[[], object]) -> Listing[WorkOrder]:
    """The table of work orders; ``begin`` enters the first one."""
    said, done = states(), kinds()
    return Listing(
        desk,
        "work.table",
        _("Work orders"),
        (
            Column[WorkOrder](
                _("Number"),
                lambda row: row.number,
                "number",
                mono=True,
                width=140,
                filter="text",
            ),
            Column[WorkOrder](_("Item"), lambda row: row.item, "item", filter="text"),
            Column[WorkOrder](
                _("Kind"),
                lambda row: done[row.kind],
                width=110,
                called="kind",
                filter=tuple(done.items()),
                missable=True,
            ),
            Column[WorkOrder](
                _("Due"),
                lambda row: str(row.due_on or ""),
                "due",
                width=120,
                filter="day",
                value=lambda row: row.due_on,
            ),
            Column[WorkOrder](
                _("Ordered"),
                lambda row: amount(row.ordered, row.decimals, row.unit),
                right=True,
                width=120,
                called="ordered",
            ),
            Column[WorkOrder](
                _("Made"),
                lambda row: amount(row.made, row.decimals, row.unit),
                right=True,
                tone=lambda row: "ok" if row.made >= row.ordered else "text",
                width=120,
                called="made",
            ),
            Column[WorkOrder](
                _("State"),
                lambda row: said[row.status],
                tone=lambda row: STATE_TONES[row.status] or "text",
                icon=lambda row: STATE_ICONS[row.status],
                width=140,
                called="status",
                filter=tuple(said.items()),
            ),
        ),
        EmptyState(
            desk.theme,
            "production",
            _("No work orders yet"),
            _("Enter a bill of material first, then an order of what is to be made by it."),
            ("work.first", _("New work order"), begin),
        ),
        (partial(_fetch, desk), _TOUCHED),
    )


def _fetch(desk: Desk, wanted: Wanted[WorkOrder]) -> Sequence[WorkOrder]:
    last, by = wanted.after, wanted.sort
    after = None if last is None else (_key(last, by), last.id)
    order = Order(by, wanted.descending or not by, after)
    with desk.program.database.reading() as connection:
        return work_orders.listed(connection, wanted.needle, order, wanted.count, wanted.only)


def _key(row: WorkOrder, by: str) -> object:
    """What a row is put in order by."""
    if by == "due":
        return row.due_on or NEVER
    return code_key({"number": row.number, "item": row.item}[by]) if by else row.id
