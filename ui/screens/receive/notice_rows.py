"""The rows of a notice, each with what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.services.imports.rows import Row, Status
from ui.parts.empty_state import EmptyState
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from ui.desk import Desk

_CELLS = {
    "item": 136,
    "quantity": 92,
    "lot": 104,
    "serial": 84,
    "expiry": 104,
    "sscc": 150,
}  # px


def rows_table(desk: Desk) -> Table[Row]:
    """The table; it is shown rows when a file was looked over."""

    def cell(name: str) -> Column[Row]:
        titles = {
            "item": _("Item"),
            "quantity": _("Quantity"),
            "lot": _("Lot"),
            "serial": _("Serial"),
            "expiry": _("Expiry"),
            "sscc": _("SSCC"),
        }
        return Column[Row](titles[name], lambda row: row.text(name), name, width=_CELLS[name])

    return Table(
        "receive.notice.rows",
        _("What is announced"),
        (
            Column[Row](
                _("Line"),
                lambda row: str(row.line),
                "line",
                right=True,
                key=lambda row: row.line,
                icon=_sign,
                tone=_sign,
                width=80,
            ),
            Column[Row](
                _("What is wrong"),
                lambda row: " ".join(str(each) for each in (row.words, row.remedy) if each),
                tone=_sign,
            ),
            *(cell(name) for name in _CELLS),
        ),
        desk.theme,
        EmptyState(
            desk.theme,
            "upload",
            _("Choose the file, or drop it here"),
            _("Each of its rows is shown before anything is received by it."),
        ),
    )


def _sign(row: Row) -> str:
    """Wrong, of an item we do not have, or good."""
    return {Status.WRONG: "refused", Status.CHANGED: "attention"}.get(row.status, "ok")
