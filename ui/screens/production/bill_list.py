"""Bills of material by the item they make, found as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import _
from lsn_desktop.storage import bills
from lsn_desktop.storage.bills import BillRow
from lsn_desktop.storage.lists import Order
from ui.parts.empty_state import EmptyState
from ui.screens.production.words import amount
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desk import Desk
    from ui.tables.row_sources import Wanted


def bill_list(desk: Desk, begin: Callable[[], object]) -> Listing[BillRow]:
    """The table of bills; ``begin`` enters the first one."""
    return Listing(
        desk,
        "bills.table",
        _("Bills of material"),
        (
            Column[BillRow](
                _("SKU"), lambda row: row.sku, called="sku", mono=True, width=170,
                filter="text",
            ),
            Column[BillRow](_("Makes"), lambda row: row.item, "item", filter="text"),
            Column[BillRow](
                _("Revision"), lambda row: row.revision or "-", called="revision", width=110,
                filter="text",
            ),
            Column[BillRow](
                _("One batch"),
                lambda row: amount(row.makes, row.decimals, row.unit),
                right=True,
                width=130,
                called="makes",
            ),
            Column[BillRow](
                _("Lines"), lambda row: str(row.lines), right=True, width=90, called="lines",
                value=lambda row: row.lines,
            ),
            Column[BillRow](
                _("State"),
                lambda row: _("In use") if row.active else _("Out of use"),
                tone=lambda row: "ok" if row.active else "muted",
                icon=lambda row: "check" if row.active else "close",
                width=140,
                called="active",
            ),
        ),
        EmptyState(
            desk.theme,
            "production",
            _("No bills of material yet"),
            _("Say what goes into an item, or import bills from a file."),
            ("bills.first", _("New bill"), begin),
        ),
        (partial(_fetch, desk), frozenset({"bill", "item"})),
    )  # fmt: skip


def _fetch(desk: Desk, wanted: Wanted[BillRow]) -> Sequence[BillRow]:
    last, by = wanted.after, wanted.sort
    after = None if last is None else (code_key(last.item if by else last.sku), last.id)
    order = Order(by, wanted.descending, after)
    with desk.program.database.reading() as connection:
        return bills.listed(connection, wanted.needle, order, wanted.count, wanted.only)
