"""Where it stands now, and how much of it may be taken there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.storage.lsn_pages import Place
from ui.parts.buttons import quiet
from ui.parts.empty_state import EmptyState
from ui.parts.text import quantity_text
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from lsn_desktop.storage.lsn_pages import LsnPage
    from ui.desk import Desk


class PlacesTab(QWidget):
    """One row for each place that holds any of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._lsn_id = desk, 0
        self._decimals, self._unit = 0, ""
        self._table: Table[Place] = Table(
            "lsn.places",
            _("Places"),
            (
                Column[Place](_("Place"), lambda row: row.code, "code", mono=True, width=200),
                Column[Place](_("Name"), lambda row: row.name),
                self._quantity(_("On hand"), "on_hand"),
                self._quantity(_("Held"), "held"),
                self._quantity(_("Claimed"), "claimed"),
                self._quantity(_("Available"), "available"),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "place",
                _("None of it is on hand"),
                _("The timeline says where it went."),
            ),
        )
        self._move = quiet("lsn.move", _("Move…"), self._go_move)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._table)
        rows.addWidget(self._move, 0, Qt.AlignmentFlag.AlignLeft)

    def tell(self, page: LsnPage) -> None:
        """Show where another LSN stands."""
        self._lsn_id = page.row.id
        self._decimals, self._unit = page.row.decimals, page.row.unit
        self._move.setVisible(bool(page.places))
        self._table.show_rows(page.places)

    def _go_move(self) -> None:
        """It is taken up on Move; a scan there says where it goes."""
        self._desk.go("move", self._lsn_id)

    def _quantity(self, title: str, name: str) -> Column[Place]:
        return Column[Place](title, partial(self._words, name), right=True, width=130)

    def _words(self, name: str, row: Place) -> str:
        return f"{quantity_text(off_grid(getattr(row, name), self._decimals))} {self._unit}"
