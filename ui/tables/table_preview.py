"""The selected row beside its table: every column in full, also those not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.scrolled import scrolled
from ui.parts.text import LONGEST, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLabel

    from ui.tables.rows_model import Column

_WIDTH = 300  # px
_ROOM = 900  # px; in a narrower table the rows need all of it


class Preview(QWidget):
    """Key facts of a row: headings and what stands under them, nothing elided."""

    def __init__(self, name: str, columns: Sequence[Column[Any]]) -> None:
        super().__init__()
        self.setObjectName(f"{name}.preview")
        self.setFixedWidth(_WIDTH)
        self._name = name
        self._columns: tuple[Column[Any], ...] = ()
        self._values: list[QLabel] = []
        self._rows = rows = QVBoxLayout()
        rows.setSpacing(2)
        rows.addStretch()
        self.widen(columns)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(16, 8, 0, 0)
        outside.addWidget(scrolled(rows))
        self.is_wanted = False
        self.hide()

    def widen(self, columns: Sequence[Column[Any]]) -> None:
        """Show more columns below the others."""
        for column in columns:
            value = plain(role="" if self._values else "strong", wrap=True)
            value.setObjectName(f"{self._name}.preview.{column.key_name}")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            end = self._rows.count() - 1  # before what stretches
            if self._values:
                self._rows.insertSpacing(end, 8)
            self._rows.insertWidget(self._rows.count() - 1, plain(column.title, "muted"))
            self._rows.insertWidget(self._rows.count() - 1, value)
            self._values.append(value)
        self._columns += tuple(columns)

    def fit(self, room: int) -> None:
        """Show it if it is wanted; it gives way in a narrow table."""
        self.setVisible(self.is_wanted and room >= _ROOM)

    def tell(self, row: Any | None) -> None:
        """Show another row, or none."""
        for column, value in zip(self._columns, self._values, strict=True):
            words = "" if row is None else column.text(row)[:LONGEST]
            value.setText(words or "-")
