"""Sales orders, the newest first, found as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.expiry import NEVER
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import _
from lsn_desktop.storage import sales_orders
from lsn_desktop.storage.lists import Order
from lsn_desktop.storage.sales_orders import SalesOrder
from ui.parts.empty_state import EmptyState
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desk import Desk
    from ui.tables.row_sources import Wanted

_TOUCHED = frozenset({"sales order", "document"})
STATES = {
    "open": (_("Open"), "accent", "waiting"),
    "closed": (_("All shipped"), "ok", "check"),
    "cancelled": (_("Cancelled"), "muted", "close"),
}
"""What each state is called, its tone and its sign."""


def sale_list(desk: Desk, begin: Callable[[], object]) -> Listing[SalesOrder]:
    """The table of sales orders; ``begin`` enters the first one."""
    return Listing(
        desk,
        "sales.table",
        _("Sales orders"),
        (
            Column[SalesOrder](
                _("Number"), lambda row: row.number, "number", mono=True, width=150,
                filter="text",
            ),
            Column[SalesOrder](
                _("Customer"), lambda row: row.customer, "customer", filter="text"
            ),
            Column[SalesOrder](
                _("Their number"), lambda row: row.reference, called="reference", width=150
            ),
            Column[SalesOrder](
                _("Due"), lambda row: str(row.due_on or ""), "due", width=130, filter="day",
                value=lambda row: row.due_on,
            ),
            Column[SalesOrder](
                _("Lines"), lambda row: str(row.lines), right=True, width=80, called="lines",
                value=lambda row: row.lines,
            ),
            Column[SalesOrder](
                _("State"),
                lambda row: STATES[row.status][0],
                tone=lambda row: STATES[row.status][1],
                icon=lambda row: STATES[row.status][2],
                width=150,
                called="status",
                filter=tuple((name, words) for name, (words, _tone, _icon) in STATES.items()),
            ),
        ),
        EmptyState(
            desk.theme,
            "ship",
            _("No sales orders yet"),
            _("Enter one, or import them from a file. Goods may also leave without."),
            ("sales.first", _("New sales order"), begin),
        ),
        (partial(_fetch, desk), _TOUCHED),
    )  # fmt: skip


def _fetch(desk: Desk, wanted: Wanted[SalesOrder]) -> Sequence[SalesOrder]:
    last, by = wanted.after, wanted.sort
    after = None if last is None else (_key(last, by), last.id)
    order = Order(by, wanted.descending or not by, after)
    with desk.program.database.reading() as connection:
        return sales_orders.listed(connection, wanted.needle, order, wanted.count, wanted.only)


def _key(row: SalesOrder, by: str) -> object:
    """What a row is put in order by."""
    if by == "due":
        return row.due_on or NEVER
    return code_key({"number": row.number, "customer": row.customer}[by]) if by else row.id
