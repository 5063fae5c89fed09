"""What is stocked, with all of it that is on hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.storage import field_columns as of_fields
from lsn_desktop.storage import lists
from lsn_desktop.storage.lists import ItemRow, Order
from ui.parts.empty_state import EmptyState
from ui.parts.text import quantity_text
from ui.tables import field_columns
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.storage.marks import Marks
    from ui.desk import Desk
    from ui.tables.row_sources import Wanted

TRACKING = ("none", "lot", "serial", "lot+serial")
_TOUCHED = frozenset({"item", "stock", "document"})


def item_list(desk: Desk, begin: Callable[[], object]) -> Listing[ItemRow]:
    """The table of items; ``begin`` makes the first one."""
    listing: Listing[ItemRow] = Listing(
        desk,
        "items.table",
        _("Items"),
        (
            Column[ItemRow](
                _("SKU"), lambda row: row.sku, "sku", mono=True, width=150, filter="text"
            ),
            Column[ItemRow](
                _("Description"), lambda row: row.description, "description", filter="text"
            ),
            Column[ItemRow](
                _("Tracking"),
                lambda row: tracking_words(row.tracking),
                width=140,
                missable=True,
                called="tracking",
                filter=tuple((kind, tracking_words(kind)) for kind in TRACKING),
            ),
            Column[ItemRow](
                _("GTIN"),
                lambda row: row.gtin or "",
                mono=True,
                width=160,
                called="gtin",
                filter="text",
            ),
            Column[ItemRow](
                _("On hand"),
                _on_hand,
                right=True,
                tone=lambda row: "text" if row.on_hand else "muted",
                width=130,
                called="on_hand",
                filter="number",
                value=lambda row: off_grid(row.on_hand, row.decimals),
            ),
            Column[ItemRow](
                _("Shelf life"),
                _shelf_life,
                right=True,
                width=110,
                missable=True,
                called="shelf_life",
                filter="number",
                value=lambda row: row.shelf_life_days,
            ),
        ),
        EmptyState(
            desk.theme,
            "items",
            _("No items yet"),
            _("Make the first one, or import them from a file."),
            ("items.first", _("New item"), begin),
        ),
        (partial(_fetch, desk), _TOUCHED),
        partial(_walk, desk),
    )
    listing.also(field_columns.of_items)
    return listing


def _fetch(desk: Desk, wanted: Wanted[ItemRow]) -> Sequence[ItemRow]:
    last, after = wanted.after, wanted.mark
    if last is not None:
        text = last.description if wanted.sort == "description" else last.sku
        after = (code_key(text), last.id)
    order = Order(wanted.sort, wanted.descending, after)
    with desk.program.database.reading() as connection:
        rows = lists.items(connection, wanted.needle, order, wanted.count, wanted.only)
        if not wanted.asked:
            return rows
        return of_fields.filled(connection, "item", rows, field_columns.names(wanted.asked))


def _walk(desk: Desk, wanted: Wanted[ItemRow]) -> Marks:
    order = Order(wanted.sort, wanted.descending)
    with desk.program.database.reading() as connection:
        return lists.item_marks(connection, wanted.needle, wanted.only, order, wanted.count)


def tracking_words(tracking: str) -> str:
    """By what the pieces of an item are told apart."""
    return {
        "none": _("not tracked"),
        "lot": _("by lot"),
        "serial": _("by serial"),
        "lot+serial": _("by lot and serial"),
    }[tracking]


def _on_hand(row: ItemRow) -> str:
    return f"{quantity_text(off_grid(row.on_hand, row.decimals))} {row.unit}"


def _shelf_life(row: ItemRow) -> str:
    if row.shelf_life_days is None:
        return ""
    words = _("{days} day") if row.shelf_life_days == 1 else _("{days} days")
    return str(message(words, days=row.shelf_life_days))
