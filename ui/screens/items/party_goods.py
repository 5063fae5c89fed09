"""The tables of a party's page: every LSN a customer ever got, or a supplier ever brought."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.storage import party_pages
from lsn_desktop.storage.lists import Order
from lsn_desktop.storage.party_pages import Trade, Traded
from ui.parts.empty_state import EmptyState
from ui.parts.text import quantity_text
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desk import Desk
    from ui.tables.row_sources import Wanted

_TOUCHED = frozenset({"stock", "document", "lsn"})
_STATES_OF_SUPPLIER = ("rejected", "held", "missing", "returned")


def goods_of(desk: Desk, trade: Trade, party: Callable[[], int]) -> Listing[Traded]:
    """The table of a way of trade; ``party`` says whose goods are on show now."""
    outbound = trade.outbound
    return Listing(
        desk,
        "party.delivered" if outbound else "party.received",
        _("What they got") if outbound else _("What they brought"),
        _columns(desk, trade),
        EmptyState(
            desk.theme,
            "move" if outbound else "receive",
            _("Nothing was shipped to them yet")
            if outbound
            else _("Nothing came from them yet"),
            _("What is posted on a shipment stands here, lot by lot and serial by serial.")
            if outbound
            else _("What is posted on a receipt stands here, lot by lot and serial by serial."),
        ),
        (partial(_fetch, desk, trade, party), _TOUCHED),
    )


def state_words(state: str) -> str:
    """What is to be said of goods, as it is filtered by."""
    return {
        "returned": _("Went back"),
        "rejected": _("Rejected"),
        "held": _("On hold"),
        "missing": _("Certificate missing"),
    }[state]


def _columns(desk: Desk, trade: Trade) -> tuple[Column[Traded], ...]:
    outbound = trade.outbound
    states = ("returned",) if outbound else _STATES_OF_SUPPLIER
    return (
        Column[Traded](
            _("Lot or serial"),
            lambda row: row.code,
            "code",
            mono=True,
            width=180,
            filter="text",
        ),
        Column[Traded](_("Item"), lambda row: row.description, "item", filter="text"),
        _amount(_("Quantity"), lambda row: row.quantity),
        Column[Traded](
            _("Shipped") if outbound else _("Received"),
            lambda row: row.on.isoformat(),
            "on",
            width=110,
            filter="day",
            value=lambda row: row.on,
        ),
        Column[Traded](
            _("Days since"),
            lambda row: str(_days_since(desk, row)),
            right=True,
            width=110,
            called="days",
            value=lambda row: _days_since(desk, row),
        ),
        Column[Traded](
            _("Document"), lambda row: row.document, "document", width=120, filter="text"
        ),
        _amount(_("Came back") if outbound else _("Sent back"), lambda row: row.returned),
        Column[Traded](
            _("State"),
            _state,
            tone=_tone,
            width=130 if outbound else 230,
            called="state",
            filter=tuple((one, state_words(one)) for one in states),
        ),
        Column[Traded](
            _("SKU"), lambda row: row.sku, mono=True, width=120, called="sku", extra=True,
            filter="text",
        ),
    )  # fmt: skip


def _amount(title: str, of: Callable[[Traded], int]) -> Column[Traded]:
    return Column[Traded](
        title,
        lambda row: _amount_words(row, of(row)),
        right=True,
        width=104,
        value=lambda row: off_grid(of(row), row.decimals),
    )


def _amount_words(row: Traded, quantity: int) -> str:
    return f"{quantity_text(off_grid(quantity, row.decimals))} {row.unit}" if quantity else ""


def _state(row: Traded) -> str:
    """What is to be said of it, the gravest first."""
    said = []
    if row.rejected:
        said.append(state_words("rejected"))
    if party_pages.MISSING in row.held:
        said.append(state_words("missing"))
    elif row.held:
        said.append(state_words("held"))
    if row.returned:
        whole = row.returned >= row.quantity
        said.append(_("Went back") if whole else _("Some went back"))
    return ", ".join(said)


def _tone(row: Traded) -> str:
    return "refused" if row.rejected or row.held else "attention"


def _days_since(desk: Desk, row: Traded) -> int:
    return (desk.station.by().on - row.on).days


def _fetch(
    desk: Desk, trade: Trade, party: Callable[[], int], wanted: Wanted[Traded]
) -> Sequence[Traded]:
    by, last = wanted.sort, wanted.after
    after = None if last is None else (party_pages.sort_key(last, by), last.id)
    order = Order(by, wanted.descending or not by, after)
    with desk.program.database.reading() as connection:
        return party_pages.listed(
            connection, trade, party(), wanted.needle, order, wanted.count, wanted.only
        )
