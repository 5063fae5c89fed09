"""Purchase orders, the newest first, found as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.expiry import NEVER
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import _
from lsn_desktop.storage import orders
from lsn_desktop.storage.lists import Order
from lsn_desktop.storage.orders import PurchaseOrder
from ui.parts.empty_state import EmptyState
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desk import Desk
    from ui.tables.row_sources import Wanted

_TOUCHED = frozenset({"order", "document"})


def order_list(desk: Desk, begin: Callable[[], object]) -> Listing[PurchaseOrder]:
    """The table of purchase orders; ``begin`` enters the first one."""
    return Listing(
        desk,
        "orders.table",
        _("Purchase orders"),
        (
            Column[PurchaseOrder](
                _("Number"),
                lambda row: row.number,
                "number",
                mono=True,
                width=200,
                filter="text",
            ),
            Column[PurchaseOrder](_("Vendor"), lambda row: row.vendor, "vendor", filter="text"),
            Column[PurchaseOrder](
                _("Due"),
                lambda row: str(row.due_on or ""),
                "due",
                width=130,
                filter="day",
                value=lambda row: row.due_on,
            ),
            Column[PurchaseOrder](
                _("Lines"),
                lambda row: str(row.lines),
                right=True,
                width=90,
                called="lines",
                value=lambda row: row.lines,
            ),
            Column[PurchaseOrder](
                _("State"),
                lambda row: _("Open") if row.status == "open" else _("All received"),
                tone=lambda row: "accent" if row.status == "open" else "ok",
                icon=lambda row: "waiting" if row.status == "open" else "check",
                width=160,
                called="status",
                filter=(("open", _("Open")), ("closed", _("All received"))),
            ),
        ),
        EmptyState(
            desk.theme,
            "document",
            _("No purchase orders yet"),
            _("Enter one, or import them from a file. Goods may also come without."),
            ("orders.first", _("New order"), begin),
        ),
        (partial(_fetch, desk), _TOUCHED),
    )


def _fetch(desk: Desk, wanted: Wanted[PurchaseOrder]) -> Sequence[PurchaseOrder]:
    last, by = wanted.after, wanted.sort
    after = None if last is None else (_key(last, by), last.id)
    order = Order(by, wanted.descending or not by, after)
    with desk.program.database.reading() as connection:
        return orders.listed(connection, wanted.needle, order, wanted.count, wanted.only)


def _key(row: PurchaseOrder, by: str) -> object:
    """What a row is put in order by."""
    if by == "due":
        return row.due_on or NEVER
    return code_key({"number": row.number, "vendor": row.vendor}[by]) if by else row.id
