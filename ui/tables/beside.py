"""A table, and a pane beside it in which something is done with its rows."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def beside(holder: QWidget, table: QWidget, wide: int, *parts: QWidget) -> QWidget:
    """Lay out a holder: its table takes the room, the parts stand in a pane ``wide`` px."""
    pane = QWidget()
    pane.setFixedWidth(wide)
    column = QVBoxLayout(pane)
    column.setContentsMargins(8, 0, 8, 0)
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    row.addWidget(table, 1)
    row.addWidget(pane)
    return pane
