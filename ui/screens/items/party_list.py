"""Suppliers, customers, makers and carriers, found as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import _
from lsn_desktop.storage import parties
from lsn_desktop.storage.lists import Order
from lsn_desktop.storage.parties import ROLES, PartyRow
from ui.parts.empty_state import EmptyState
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desk import Desk
    from ui.tables.row_sources import Wanted

_TOUCHED = frozenset({"party"})


def role_words(role: str) -> str:
    """What somebody is to us."""
    return {
        "vendor": _("Supplier"),
        "customer": _("Customer"),
        "maker": _("Maker"),
        "carrier": _("Carrier"),
    }[role]


def party_list(desk: Desk, begin: Callable[[], object]) -> Listing[PartyRow]:
    """The table of parties; ``begin`` enters the first one."""
    return Listing(
        desk,
        "parties.table",
        _("Suppliers and customers"),
        (
            Column[PartyRow](_("Name"), lambda row: row.name, "name", filter="text"),
            Column[PartyRow](
                _("Code"), lambda row: row.code, "code", mono=True, width=140, filter="text"
            ),
            Column[PartyRow](
                _("Role"),
                _roles,
                width=240,
                called="roles",
                filter=tuple((role, role_words(role)) for role in ROLES),
            ),
            Column[PartyRow](
                _("GLN"), lambda row: row.gln, mono=True, width=160, missable=True, called="gln"
            ),
            Column[PartyRow](
                _("State"),
                lambda row: _("In use") if row.active else _("No longer"),
                tone=lambda row: "text" if row.active else "muted",
                width=110,
                called="state",
            ),
        ),
        EmptyState(
            desk.theme,
            "operator",
            _("No supplier and no customer yet"),
            _("Enter one, or import them from a file."),
            ("parties.first", _("New party"), begin),
        ),
        (partial(_fetch, desk), _TOUCHED),
    )


def _roles(row: PartyRow) -> str:
    return ", ".join(role_words(role) for role in ROLES if role in row.roles)


def _fetch(desk: Desk, wanted: Wanted[PartyRow]) -> Sequence[PartyRow]:
    last, by = wanted.after, wanted.sort
    after = None
    if last is not None:
        after = (code_key(last.code if by == "code" else last.name), last.id)
    order = Order(by, wanted.descending, after)
    with desk.program.database.reading() as connection:
        return parties.listed(connection, wanted.needle, order, wanted.count, wanted.only)
