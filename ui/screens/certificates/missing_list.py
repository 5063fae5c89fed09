"""Lots and serials that wait for a certificate, those that wait longest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.storage import certificates_due
from lsn_desktop.storage.certificates_due import Missing
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.parts.kind_words import kind_words
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.desk import Desk
    from ui.tables.row_sources import Wanted

_TOUCHED = frozenset({"supplier certificate", "certificate rule", "lsn", "stock", "item"})


def missing_list(desk: Desk) -> Listing[Missing]:
    """The table of what is missing."""
    return Listing(
        desk,
        "certificates.missing",
        _("Missing certificates"),
        _columns(desk),
        EmptyState(
            desk.theme,
            "check",
            _("Nothing waits for a certificate"),
            _("Goods that lack one a rule asks for stand here, on hold until it comes."),
        ),
        (partial(_fetch, desk), _TOUCHED),
    )


def _fetch(desk: Desk, wanted: Wanted[Missing]) -> Sequence[Missing]:
    with desk.program.database.reading() as connection:
        return certificates_due.missing(
            connection,
            typed=wanted.needle,
            after=wanted.after.id if wanted.after else None,
            limit=wanted.count,
            only=wanted.only,
            time_zone=desk.station.time_zone,
        )


def _columns(desk: Desk) -> Sequence[Column[Missing]]:
    def since(row: Missing) -> str:
        return instant(row.since, desk.station.time_zone)

    return (
        Column[Missing](
            _("LSN"), lambda row: row.code, mono=True, width=130, called="code", filter="text"
        ),
        Column[Missing](_("Item"), lambda row: row.item, called="item", filter="text"),
        Column[Missing](
            _("Supplier"),
            lambda row: row.supplier,
            width=150,
            missable=True,
            called="supplier",
            filter="text",
        ),
        Column[Missing](
            _("Lacks"),
            _lacks,
            tone=lambda row: "refused" if row.note != row.kind else "text",
            width=190,
            called="kind",
            filter="text",
        ),
        Column[Missing](_("On hand"), _on_hand, right=True, width=90, called="on_hand"),
        Column[Missing](
            _("Waits since"), since, width=140, missable=True, called="since", filter="day"
        ),
    )


def _lacks(row: Missing) -> str:
    """The kind, and that the last one expired."""
    return kind_words(row.kind) + row.note.removeprefix(row.kind)


def _on_hand(row: Missing) -> str:
    return f"{plain(off_grid(row.on_hand, row.decimals))} {row.unit}"
