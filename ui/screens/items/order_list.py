"""Purchase orders, the newest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.storage import orders
from lsn_desktop.storage.orders import PurchaseOrder
from ui.empty_state import EmptyState
from ui.listing import Listing
from ui.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desk import Desk
    from ui.row_sources import Wanted

_TOUCHED = frozenset({"order", "document"})


def order_list(desk: Desk, begin: Callable[[], object]) -> Listing[PurchaseOrder]:
    """The table of purchase orders; ``begin`` enters the first one."""
    return Listing(
        desk,
        "orders.table",
        _("Purchase orders"),
        (
            Column[PurchaseOrder](_("Number"), lambda row: row.number, mono=True, width=200),
            Column[PurchaseOrder](_("Vendor"), lambda row: row.vendor),
            Column[PurchaseOrder](_("Due"), lambda row: str(row.due_on or ""), width=130),
            Column[PurchaseOrder](_("Lines"), lambda row: str(row.lines), right=True, width=90),
            Column[PurchaseOrder](
                _("State"),
                lambda row: _("Open") if row.status == "open" else _("All received"),
                tone=lambda row: "accent" if row.status == "open" else "ok",
                icon=lambda row: "waiting" if row.status == "open" else "check",
                width=160,
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
    after = wanted.after.id if wanted.after else None
    with desk.program.database.reading() as connection:
        return orders.listed(connection, wanted.needle, after=after, n=wanted.count)
