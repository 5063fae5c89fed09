"""The selected row beside its table: every column in full, also those not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.scrolled import scrolled
from ui.text import LONGEST, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.rows_model import Column

_WIDTH = 300  # px
_ROOM = 900  # px; in a narrower table the rows need all of it


class Preview(QWidget):
    """Key facts of a row: headings and what stands under them, nothing elided."""

    def __init__(self, name: str, columns: Sequence[Column[Any]]) -> None:
        super().__init__()
        self.setObjectName(f"{name}.preview")
        self.setFixedWidth(_WIDTH)
        self._columns = tuple(columns)
        self._values = [
            plain(role="" if at else "strong", wrap=True) for at in range(len(columns))
        ]
        rows = QVBoxLayout()
        rows.setSpacing(2)
        for at, (column, value) in enumerate(zip(columns, self._values, strict=True)):
            value.setObjectName(f"{name}.preview.{column.key_name}")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if at:
                rows.addSpacing(8)
            rows.addWidget(plain(column.title, "muted"))
            rows.addWidget(value)
        rows.addStretch()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(16, 8, 0, 0)
        outside.addWidget(scrolled(rows))
        self.is_wanted = False
        self.hide()

    def fit(self, room: int) -> None:
        """Show it if it is wanted; it gives way in a narrow table."""
        self.setVisible(self.is_wanted and room >= _ROOM)

    def tell(self, row: Any | None) -> None:
        """Show another row, or none."""
        for column, value in zip(self._columns, self._values, strict=True):
            words = "" if row is None else column.text(row)[:LONGEST]
            value.setText(words or "-")
